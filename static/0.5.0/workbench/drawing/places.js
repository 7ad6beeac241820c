// Where the units stand, and the weights and biases between them.
// Column 0 holds the inputs, column l + 1 what layer l computes.

import { biasAt, weightAt } from "./parameters.js";

const MOST = 16; // units a column shows at most; of more than that, the CROWD that matter most
export const CROWD = 14;

/** @typedef {{ c: number, u: number }} Unit of a column */
/** @typedef {{ c: number, j: number, x: number, y: number, at: number }} Bias with its parameter's place */
/**
 * The weight from unit i of the column before to unit j of column c.
 * @typedef {object} Edge
 * @property {number} c
 * @property {number} i
 * @property {number} j
 * @property {number} x0
 * @property {number} y0
 * @property {number} x1
 * @property {number} y1
 * @property {number} at place of the parameter
 */

export class Places {
  /** @type {Edge[]} */
  edges = [];
  /** @type {Bias[]} */
  biases = [];
  width = 0; // in CSS pixels
  height = 0;
  size = 14; // of a unit
  step = 0; // from column to column
  rows = 0;
  /** @type {number[]} */
  columns = []; // the middle of each
  /** @type {number[][]} */
  y = []; // of each unit shown

  /** @param {number[]} widths */
  constructor(widths) {
    this.widths = widths;
    this.last = widths.length - 1;
    this.slots = widths.map((n) => [...Array(n > MOST ? CROWD : n).keys()]); // the units shown
  }

  /** @param {number} width */
  lay(width) {
    const { widths, last, slots } = this;
    const rows = Math.max(...slots.map((shown) => shown.length));
    const room = Math.min(44, (0.58 * (width - 24)) / (last + 1), 440 / rows - 4);
    const size = Math.max(14, Math.floor(room));
    const pitch = size + Math.max(4, Math.min(14, size * 0.3));
    const step = Math.min((width - size - 32) / last, 170);
    const left = (width - step * last) / 2 + 8;
    const crowded = widths.some((n) => n > MOST);
    this.width = width;
    this.rows = rows;
    this.size = size;
    this.step = step;
    this.height = Math.ceil(rows * pitch + 24 + 18 * Number(crowded));
    this.columns = slots.map((_, c) => Math.round(left + c * step));
    this.y = slots.map((shown) =>
      shown.map((_, k) => Math.round(22 + pitch * (rows / 2 + k - (shown.length - 1) / 2))),
    );
    this.join();
  }

  /**
   * Whom the wide columns show: newcomers take the places of those that leave, nobody else moves.
   * @param {(c: number) => number[]} order a column's units, those that matter most first
   */
  choose(order) {
    const { widths, slots, last } = this;
    for (let c = 1; c < last; c++) {
      if (widths[c] <= MOST) continue;
      const best = order(c).slice(0, CROWD);
      const fresh = best.filter((u) => !slots[c].includes(u));
      slots[c] = slots[c].map((u) => (best.includes(u) ? u : (fresh.shift() ?? u)));
    }
    this.join();
  }

  /** Finds the edges and biases of the units shown. */
  join() {
    const { widths, slots, columns, y, size, last } = this;
    this.edges = [];
    this.biases = [];
    for (let c = 1; c <= last; c++) {
      slots[c].forEach((j, k) => {
        const to = { x1: columns[c] - size / 2, y1: y[c][k], c, j };
        const at = biasAt(widths, c - 1, j);
        this.biases.push({ c, j, x: to.x1 - 4, y: to.y1 + size / 2 - 2, at });
        slots[c - 1].forEach((i, s) => {
          const from = { i, x0: columns[c - 1] + size / 2, y0: y[c - 1][s] };
          this.edges.push({ ...to, ...from, at: weightAt(widths, c - 1, i, j) });
        });
      });
    }
  }

  /**
   * The bias or the weight at a place, if there is one.
   * @param {number} x
   * @param {number} y
   * @param {ArrayLike<number>} w
   * @returns {Edge | Bias | null}
   */
  find(x, y, w) {
    const bias = this.biases.find((b) => Math.hypot(b.x - x, b.y - y) < 7);
    if (bias) return bias;
    let best = null;
    let least = 6;
    for (const e of this.edges) {
      const share = (x - e.x0) / (this.step - this.size);
      if (share < 0 || share > 1) continue;
      let t = share; // where on the curve: x(t) = 1.5 t (1 − t) + t³ of its width
      for (let k = 0; k < 4; k++) {
        t -= (1.5 * t * (1 - t) + t ** 3 - share) / (1.5 - 3 * t + 3 * t * t);
      }
      const off = Math.abs(e.y0 + (e.y1 - e.y0) * t * t * (3 - 2 * t) - y);
      if (off < least && Math.abs(w[e.at]) > 0.01) [least, best] = [off, e];
    }
    return best;
  }

  /**
   * What unit u of column c is called.
   * @param {number} c
   * @param {number} u
   */
  name(c, u) {
    if (!c) return `x${u + 1}`;
    if (c < this.last) return `layer ${c} unit ${u + 1}`;
    return this.widths[c] > 1 ? `output of class ${u}` : "output";
  }
}
