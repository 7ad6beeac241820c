// The line that a linear read-out could draw from the input and from each hidden layer.

import { contextOf } from "../../shared/canvas.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { readOut } from "../measures/readout.js";
import { BROKEN, classOf, costly, sound } from "../measures/values.js";
import { INK } from "../plane/colours.js";
import { strokeLevel } from "../plane/contour.js";
import { meshOf } from "../plane/mesh.js";
import { Dots, placeOf } from "../plane/points.js";
import { SHARP, Tint } from "../plane/tint.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./view").View} View */
/**
 * @typedef {object} Panel
 * @property {Network} net
 * @property {number} tiles of its layers, with the input and the network itself
 * @property {number} columns of them
 * @property {number} side of a tile
 * @property {HTMLCanvasElement} overlay the points as they lie on each of them
 * @property {Float64Array} right share of the validation points that each tile gets right
 * @property {boolean} broken
 */

const SIDES = [24, 40]; // nodes a side of a small map, at least and at most
const NODES = 2e7; // products that all nodes may cost together
const GAP = 8; // between two tiles, and around them
const TITLE = 26; // of a tile, with the gap above it
const DOTS = 150; // points drawn at most
const SEPARATED = 97; // % of the validation points that a read-out gets right where classes are separate
const WORK = 4e5; // products a read-out may cost: wide layers are read from fewer points

/** @implements {View} */
export class LayerView {
  toned = true;
  /** @type {import("./view").Shown | undefined} */
  shown = undefined;
  /** @type {Message} */
  m = later();
  size = 0;
  costly = ""; // why nothing is drawn
  G = 0; // nodes a side of a map
  M = 0; // nodes and points
  K = 1; // numbers a read-out gives: 1 of two classes
  x = new Float32Array(0); // the nodes, then the points
  picked = new Int32Array(0); // where the training points that are read stand in x, and their labels
  truth = new Uint8Array(0);
  /** @type {number[]} */
  judged = []; // the validation points
  /** @type {import("../measures/readout.js").Work} */
  work = later();
  values = new Float32Array(0); // of a read-out, (K, M)
  /** @type {Tint} */
  tint = later();
  /** @type {Panel[]} */
  panels = [];

  /**
   * @param {Message} m
   * @param {number} size
   * @param {number} ratio
   */
  prepare(m, size, ratio) {
    this.costly = costly(m);
    const affordable = Math.floor(Math.sqrt(NODES / m.n));
    this.G = Math.max(SIDES[0], Math.min(SIDES[1], affordable));
    const nodes = this.G ** 2;
    const all = Array.from(m.labels, (_, n) => n);
    this.m = m;
    this.size = size;
    this.M = nodes + all.length;
    this.K = m.classes > 2 ? m.classes : 1;
    this.x = meshOf(m, this.G, all);
    const wide = Math.max(...m.widths.flat());
    const train = all.filter((n) => m.shares[n] === 0);
    const stride = Math.ceil((train.length * wide * wide) / WORK);
    const read = train.filter((_, k) => k % stride === 0);
    this.picked = Int32Array.from(read, (n) => nodes + n);
    this.truth = Uint8Array.from(read, (n) => m.labels[n]);
    this.judged = all.filter((n) => m.shares[n] === 1);
    this.work = {
      A: new Float64Array((wide + 1) ** 2),
      B: new Float64Array(this.K * (wide + 1)),
      row: new Float64Array(wide + 1),
    };
    this.values = new Float32Array(this.K * this.M);
    this.tint = new Tint(m, this.G);
    /** @type {Map<number, HTMLCanvasElement>} */
    const dotted = new Map(); // by the side of a tile
    this.panels = m.widths.map(({ length: tiles }, p) => {
      const { columns, side } = this.arrange(tiles);
      const overlay = dotted.get(side) ?? this.dotted(side, ratio);
      dotted.set(side, overlay);
      const right = new Float64Array(tiles);
      return { net: new Network(m, p), tiles, columns, side, overlay, right, broken: false };
    });
  }

  /**
   * Rows and columns that leave the tiles largest.
   * @param {number} tiles
   */
  arrange(tiles) {
    const { size } = this;
    const side = (/** @type {number} */ c) =>
      Math.min((size - GAP * (c + 1)) / c, (size - GAP) / Math.ceil(tiles / c) - TITLE);
    let columns = 1;
    for (let c = 2; c <= tiles; c++) if (side(c) > side(columns)) columns = c;
    return { columns, side: side(columns) };
  }

  /**
   * The points as they lie on every tile of this side, on a canvas of their own.
   * @param {number} side
   * @param {number} ratio
   */
  dotted(side, ratio) {
    const { m } = this;
    const dots = new Dots(m, side, ratio);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(side * ratio);
    const context = contextOf(canvas);
    context.scale(ratio, ratio);
    const stride = Math.ceil(m.labels.length / DOTS);
    for (let n = 0; n < m.labels.length; n += stride) {
      if (!(this.shown?.untested && m.shares[n])) dots.draw(context, n, ...placeOf(m, n, side));
    }
    return canvas;
  }

  /**
   * The top left corner of tile s.
   * @param {Panel} panel
   * @param {number} s
   * @returns {[number, number]}
   */
  corner({ side, columns }, s) {
    const { size } = this;
    const gap = (size - columns * side) / (columns + 1);
    return [gap + (s % columns) * (side + gap), 22 + Math.floor(s / columns) * (side + TITLE)];
  }

  /**
   * Where point n lies, on every tile.
   * @param {number} p
   * @param {number} n
   * @returns {[number, number][]}
   */
  spots(p, n) {
    const panel = this.panels[p];
    const [x, y] = placeOf(this.m, n, panel.side);
    return Array.from({ length: panel.tiles }, (_, s) => {
      const [left, top] = this.corner(panel, s);
      return [left + x, top + y];
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} _ whose units are computed elsewhere
   * @param {Float32Array} w
   */
  draw(context, p, _, w) {
    const { m, M, size } = this;
    const panel = this.panels[p];
    const { net, tiles, side } = panel;
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (this.costly) return;
    const logits = net.run(w, this.x, M);
    panel.broken = !sound(logits);
    if (panel.broken) return;
    context.font = `${Math.max(9, Math.min(12, side / 9))}px sans-serif`;
    for (let s = 0; s < tiles; s++) {
      const last = s === tiles - 1;
      const values = last ? logits : this.read(s ? net.h[s - 1] : this.x, net.widths[s]);
      this.tile(context, panel, s, values);
    }
  }

  /**
   * Draws tile s: its map by these values, and the share of the validation points that they get right.
   * @param {CanvasRenderingContext2D} context
   * @param {Panel} panel
   * @param {number} s
   * @param {Float32Array} values
   */
  tile(context, panel, s, values) {
    const { m, M, G, tint, K } = this;
    const { side, tiles, right, overlay } = panel;
    const last = s === tiles - 1;
    let hits = 0;
    for (const n of this.judged) hits += Number(classOf(values, G * G + n, M) === m.labels[n]);
    right[s] = hits / this.judged.length;
    context.save();
    context.translate(...this.corner(panel, s));
    context.fillStyle = INK;
    context.fillText(this.title(context, panel, s), 0, -6);
    context.beginPath();
    context.rect(0, 0, side, side);
    context.clip();
    tint.classes(values, M, this.shown?.plain ? SHARP : last ? 1 : K > 1 ? 6 : 3, 0.5);
    tint.draw(context, 0, 0, side);
    context.strokeStyle = INK;
    context.lineWidth = 1.6;
    if (values.length === M) strokeLevel(context, values, 0, G, side);
    context.drawImage(overlay, 0, 0, side, side);
    context.restore();
  }

  /**
   * What tile s is called, with its share of the validation points: as much as there is room for.
   * @param {CanvasRenderingContext2D} context
   * @param {Panel} panel
   * @param {number} s
   */
  title(context, { tiles, side, right }, s) {
    const last = s === tiles - 1;
    const judged = this.judged.length > 0; // else there are no validation points
    const share = judged ? `${Math.round(100 * right[s])} %` : "";
    const names = last ? ["network", "out"] : s ? [`layer ${s}`, String(s)] : ["input", "in"];
    const texts = [...names.map((name) => (share ? `${name}: ${share}` : name)), share];
    return texts.find((text) => context.measureText(text).width <= side) ?? "";
  }

  /**
   * What the best linear read-out of d units gives at all nodes and points.
   * @param {Float32Array} h (d, M)
   * @param {number} d
   */
  read(h, d) {
    const { M, K, values, work } = this;
    readOut(h, M, d, this.picked, this.truth, K, work);
    for (let k = 0; k < K; k++) {
      const o = k * (d + 1);
      values.fill(work.B[o + d], k * M, k * M + M);
      for (let i = 0; i < d; i++) {
        for (let n = 0; n < M; n++) values[k * M + n] += work.B[o + i] * h[i * M + n];
      }
    }
    return values;
  }

  /** @param {number} p */
  words(p) {
    const { broken, right, tiles } = this.panels[p];
    if (this.costly) return this.costly;
    if (broken) return BROKEN;
    const hidden = tiles - 2;
    if (!this.judged.length) return "There are no validation points to judge the layers by.";
    const percents = Array.from(right, (share) => Math.round(100 * share));
    const text = (/** @type {number} */ s) => `${percents[s]} %`;
    if (!hidden) {
      return `This is logistic regression, without a hidden layer: a linear read-out of the input gets ${text(0)}, the network ${text(1)}.`;
    }
    const readOuts = percents.slice(0, -1);
    const first = readOuts.findIndex((share) => share >= SEPARATED);
    if (first === 0) {
      return `A line already separates the classes in the input plane: a linear read-out gets ${text(0)} there.`;
    }
    if (first > 0) {
      return `Layer ${first} is the first to separate the classes: a linear read-out gets ${text(first)} there, ${text(first - 1)} before.`;
    }
    const best = readOuts.indexOf(Math.max(...readOuts));
    const where = best ? `at layer ${best}, ${text(0)} in the input plane` : "in the input plane";
    return `No layer separates the classes: a linear read-out gets at most ${text(best)}, ${where}.`;
  }
}

export default LayerView;
