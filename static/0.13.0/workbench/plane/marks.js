// What is laid over a map: rings around wrong points, discs under those of a step's batch, and
// hatching where the network is uncertain.

import { contextOf } from "../../shared/canvas.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { batchOf } from "../measures/batch.js";
import { classOf } from "../measures/values.js";
import { answersTo, certainty, isLabels, labelsAt } from "../problem.js";
import { INK, INK_BGR } from "./colours.js";
import { meshOf } from "./mesh.js";
import { Dots, drawPoints, paintPoints } from "./points.js";
import { Tint } from "./tint.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {{ net: Network, places: Network, at: number, wrong: number[] }} Judged points and places */

const WAIT = 100; // ms between two looks at all points
const SIDE = 40; // nodes a side of the hatching
const WORK = 3e6; // products that the hatching may cost
const SURE = 0.8; // certainty from which on nothing is hatched
const STRONGEST = 130; // of 255, where nothing is certain: points and lines stay clear
const PALE = 0.35; // how strong all points are drawn where some are set off
const DISC = 6.5; // CSS pixels of the radius around a point of the batch
const LINES = 5; // CSS pixels from one line of the hatching to the next

export class Marks {
  /** @type {Message} */
  m = later();
  size = 0;
  level = 0; // logit above which class 1 of two is answered
  points = new Float32Array(0);
  mesh = new Float32Array(0);
  judged = new Float32Array(0);
  /** @type {Judged[]} */
  nets = [];
  /** @type {Tint} */
  tint = later();
  /** @type {Dots} */
  dots = later();
  trained = false; // points to train on alone
  overlay = document.createElement("canvas"); // all points
  hatch = document.createElement("canvas");
  cut = document.createElement("canvas"); // the hatching, where it is to be seen

  /**
   * @param {Message} m
   * @param {number} size
   * @param {number} ratio
   * @param {boolean} [trained] points to train on alone
   */
  prepare(m, size, ratio, trained) {
    const nodes = Math.max(17, Math.min(SIDE, Math.floor(Math.sqrt(WORK / m.n))));
    this.size = size;
    this.nets = m.titles.map((_, p) => ({
      net: new Network(m, p),
      places: new Network(m, p),
      at: -Infinity,
      wrong: [],
    }));
    this.mesh = meshOf(m, nodes);
    this.judged = new Float32Array(nodes * nodes * m.widths[0][m.widths[0].length - 1]);
    this.tint = new Tint(m, nodes);
    this.lay(m, size, ratio, trained);
    this.#ruled(ratio);
  }

  /**
   * Takes the points of a message alone.
   * @param {Message} m
   * @param {number} size
   * @param {number} ratio
   * @param {boolean} [trained] points to train on alone
   */
  lay(m, size, ratio, trained = false) {
    this.m = m;
    this.trained = trained;
    this.points = meshOf(
      m,
      0,
      Array.from(m.labels, (_, n) => n),
    );
    this.dots = new Dots(m, size, ratio);
    for (const net of this.nets) net.at = -Infinity;
    paintPoints(this.overlay, m, size, ratio, trained);
  }

  /**
   * Draws all points, pale where some of them are set off.
   * @param {CanvasRenderingContext2D} context
   * @param {boolean} pale
   */
  all(context, pale) {
    context.globalAlpha = pale ? PALE : 1;
    if ("vector" in context) drawPoints(context, this.m, this.size, this.trained);
    else context.drawImage(this.overlay, 0, 0, this.size, this.size);
    context.globalAlpha = 1;
  }

  /**
   * Sets the points of a frame's batch off from all others: each on a disc.
   * @param {CanvasRenderingContext2D} context
   * @param {import("../views/view").Frame} frame
   * @param {(n: number) => [number, number][]} spots where a point is drawn; its last place counts
   */
  discs(context, frame, spots) {
    context.fillStyle = this.m.neutral;
    context.strokeStyle = INK;
    context.lineWidth = 1.6;
    for (const n of batchOf(frame)) {
      const spot = spots(n).pop();
      if (!spot) continue;
      context.beginPath();
      context.arc(...spot, DISC, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      this.dots.draw(context, n, ...spot);
    }
  }

  /** @param {number} ratio */
  #ruled(ratio) {
    const { hatch, cut, size } = this;
    for (const one of [hatch, cut]) one.width = one.height = Math.round(size * ratio);
    const context = contextOf(hatch);
    context.scale(ratio, ratio);
    context.strokeStyle = INK;
    context.lineWidth = 1.2;
    context.beginPath();
    for (let x = -size; x < size; x += LINES) {
      context.moveTo(x, size);
      context.lineTo(x + size, 0);
    }
    context.stroke();
  }

  /**
   * Rings the points that network p gets wrong.
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Float32Array} w
   * @param {(n: number) => [number, number][]} spots where a point is drawn; its last place counts
   * @param {boolean} calm
   */
  rings(context, p, w, spots, calm) {
    const judged = this.nets[p];
    const now = performance.now();
    if (calm || now - judged.at > WAIT) {
      judged.at = now;
      judged.wrong = this.wrong(judged.net, w);
    }
    context.strokeStyle = INK;
    context.lineWidth = 1.6;
    context.beginPath();
    for (const n of judged.wrong) {
      const spot = spots(n).pop();
      if (!spot) continue;
      context.moveTo(spot[0] + 6, spot[1]);
      context.arc(spot[0], spot[1], 6, 0, 2 * Math.PI);
    }
    context.stroke();
  }

  /**
   * @param {Network} net
   * @param {Float32Array} w
   */
  wrong(net, w) {
    const { m, level } = this;
    const N = m.labels.length;
    const logits = net.run(w, this.points, N);
    const given = (/** @type {number} */ n) =>
      isLabels(m) ? labelsAt(m, logits, n, N) : classOf(logits, n, N, level);
    return [...Array(N).keys()].filter((n) => given(n) !== m.labels[n]);
  }

  /**
   * Hatches where network p is uncertain.
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Float32Array} w
   */
  haze(context, p, w) {
    const { m, tint, judged, hatch, cut, size } = this;
    const N = tint.side ** 2;
    answersTo(m, this.nets[p].places.run(w, this.mesh, N), judged, N);
    for (let n = 0; n < N; n++) {
      const doubt = Math.max(0, 1 - certainty(m, judged, n, N) / SURE) || 0;
      tint.rgba[tint.at(n)] = ((STRONGEST * doubt) << 24) | INK_BGR;
    }
    const seen = contextOf(cut);
    seen.globalCompositeOperation = "copy";
    seen.drawImage(hatch, 0, 0);
    seen.globalCompositeOperation = "destination-in";
    tint.draw(seen, 0, 0, cut.width);
    context.drawImage(cut, 0, 0, size, size);
  }
}
