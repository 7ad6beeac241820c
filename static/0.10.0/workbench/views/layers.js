// The line that a linear read-out could draw from the input and from each hidden layer.

import { contextOf } from "../../shared/canvas.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { readOut } from "../measures/readout.js";
import { BROKEN, classOf, sound } from "../measures/values.js";
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
 * @property {Float64Array} right share of the test points that each tile gets right
 * @property {boolean} broken
 */

const SIDES = [24, 40]; // nodes a side of a small map, at least and at most
const NODES = 2e7; // products that all nodes may cost together
const GAP = 8; // between two tiles, and around them
const TITLE = 26; // of a tile, with the gap above it
const DOTS = 150; // points drawn at most
const SEPARATED = 97; // % of the test points that a read-out gets right where classes are separate
const WORK = 4e5; // products a read-out may cost: wide layers are read from fewer points

/** @implements {View} */
export class LayerView {
  toned = true;
  /** @type {import("./view").Shown | undefined} */
  shown = undefined;
  /** @type {Message} */
  m = later();
  size = 0;
  G = 0; // nodes a side of a map
  M = 0; // nodes and points
  K = 1; // numbers a read-out gives: 1 of two classes
  tiles = 0;
  columns = 1;
  side = 0; // of a tile
  x = new Float32Array(0); // the nodes, then the points
  picked = new Int32Array(0); // where the training points that are read stand in x, and their labels
  truth = new Uint8Array(0);
  /** @type {number[]} */
  test = [];
  /** @type {import("../measures/readout.js").Work} */
  work = later();
  values = new Float32Array(0); // of a read-out, (K, M)
  /** @type {Tint} */
  tint = later();
  /** @type {HTMLCanvasElement} */
  overlay = later();
  /** @type {Panel[]} */
  panels = [];

  /**
   * @param {Message} m
   * @param {number} size
   * @param {number} ratio
   */
  prepare(m, size, ratio) {
    const affordable = Math.floor(Math.sqrt(NODES / (m.P * m.n)));
    this.G = Math.max(SIDES[0], Math.min(SIDES[1], affordable));
    const nodes = this.G ** 2;
    const all = Array.from(m.labels, (_, n) => n);
    this.m = m;
    this.size = size;
    this.M = nodes + all.length;
    this.K = m.classes > 2 ? m.classes : 1;
    this.arrange(m.widths.length);
    this.x = meshOf(m, this.G, all);
    const wide = Math.max(...m.widths);
    const train = all.filter((n) => !m.is_test[n]);
    const stride = Math.ceil((train.length * wide * wide) / WORK);
    const read = train.filter((_, k) => k % stride === 0);
    this.picked = Int32Array.from(read, (n) => nodes + n);
    this.truth = Uint8Array.from(read, (n) => m.labels[n]);
    this.test = all.filter((n) => m.is_test[n]);
    this.work = {
      A: new Float64Array((wide + 1) ** 2),
      B: new Float64Array(this.K * (wide + 1)),
      row: new Float64Array(wide + 1),
    };
    this.values = new Float32Array(this.K * this.M);
    this.tint = new Tint(m, this.G);
    this.overlay = this.dotted(ratio);
    this.panels = m.titles.map((_, p) => ({
      net: new Network(m, p),
      right: new Float64Array(this.tiles),
      broken: false,
    }));
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
    this.tiles = tiles;
    this.columns = columns;
    this.side = side(columns);
  }

  /**
   * The points as they lie on every tile, on a canvas of their own.
   * @param {number} ratio
   */
  dotted(ratio) {
    const { m, side } = this;
    const dots = new Dots(m, side, ratio);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(side * ratio);
    const context = contextOf(canvas);
    context.scale(ratio, ratio);
    const stride = Math.ceil(m.labels.length / DOTS);
    for (let n = 0; n < m.labels.length; n += stride) {
      if (!(this.shown?.untested && m.is_test[n])) dots.draw(context, n, ...placeOf(m, n, side));
    }
    return canvas;
  }

  /**
   * The top left corner of tile s.
   * @param {number} s
   * @returns {[number, number]}
   */
  corner(s) {
    const { size, side, columns } = this;
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
    const [x, y] = placeOf(this.m, n, this.side);
    return Array.from({ length: this.tiles }, (_, s) => {
      const [left, top] = this.corner(s);
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
    const { m, M, size, tiles } = this;
    const panel = this.panels[p];
    const logits = panel.net.run(w, this.x, M);
    panel.broken = !sound(logits);
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (panel.broken) return;
    context.font = `${Math.max(9, Math.min(12, this.side / 9))}px sans-serif`;
    for (let s = 0; s < tiles; s++) {
      const last = s === tiles - 1;
      const values = last ? logits : this.read(s ? panel.net.h[s - 1] : this.x, m.widths[s]);
      this.tile(context, s, values, panel.right);
    }
  }

  /**
   * Draws tile s: its map by these values, and the share of the test points that they get right.
   * @param {CanvasRenderingContext2D} context
   * @param {number} s
   * @param {Float32Array} values
   * @param {Float64Array} right
   */
  tile(context, s, values, right) {
    const { m, M, G, side, tiles, tint, K } = this;
    const last = s === tiles - 1;
    let hits = 0;
    for (const n of this.test) hits += Number(classOf(values, G * G + n, M) === m.labels[n]);
    right[s] = hits / this.test.length;
    context.save();
    context.translate(...this.corner(s));
    context.fillStyle = INK;
    context.fillText(this.title(context, s, right[s]), 0, -6);
    context.beginPath();
    context.rect(0, 0, side, side);
    context.clip();
    tint.classes(values, M, this.shown?.plain ? SHARP : last ? 1 : K > 1 ? 6 : 3, 0.5);
    tint.draw(context, 0, 0, side);
    context.strokeStyle = INK;
    context.lineWidth = 1.6;
    if (values.length === M) strokeLevel(context, values, 0, G, side);
    context.drawImage(this.overlay, 0, 0, side, side);
    context.restore();
  }

  /**
   * What tile s is called, with its share of the test points: as much as there is room for.
   * @param {CanvasRenderingContext2D} context
   * @param {number} s
   * @param {number} right NaN where there are no test points
   */
  title(context, s, right) {
    const last = s === this.tiles - 1;
    const share = right === right ? `${Math.round(100 * right)} %` : "";
    const names = last ? ["network", "out"] : s ? [`layer ${s}`, String(s)] : ["input", "in"];
    const texts = [...names.map((name) => (share ? `${name}: ${share}` : name)), share];
    return texts.find((text) => context.measureText(text).width <= this.side) ?? "";
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
    const { broken, right } = this.panels[p];
    if (broken) return BROKEN;
    const hidden = this.tiles - 2;
    if (!this.test.length) return "There are no test points to judge the layers by.";
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
