// Where the units stand, and the weights and biases between them.
// Column 0 holds the inputs, column l + 1 what layer l computes.

import { ranked } from "../measures/units.js";
import { biasAt, weightAt } from "./parameters.js";

const MOST = 16; // units a column shows at most
const FEWEST = 6; // and where there is little height
const LEAST = 14; // CSS pixels of a unit's side
const SHARE = 0.6; // of the height there is
const TALL = 440; // CSS pixels of all units where no height is given
const COLUMNS = 12; // shown at most, and one between them that tells of those left out
const NARROWEST = 34; // CSS pixels from column to column
const [EDGE, NAMED] = [8, 24]; // right of the columns, and left of them for the inputs' names
const LETTER = 7; // CSS pixels of a letter beyond two
const LONGEST = 12; // letters of an input's name that are drawn

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

/**
 * The columns that stand in so much width: all, or of a deep network the first and the last.
 * @param {number} count
 * @param {number} width in CSS pixels
 */
export function standing(count, width) {
  const most = Math.max(4, Math.min(COLUMNS, Math.floor((width - 46) / NARROWEST)));
  const all = [...Array(count).keys()];
  if (count <= most + 1) return all;
  const first = Math.ceil(most / 2);
  return [...all.slice(0, first), ...all.slice(count - most + first)];
}

/** How many steps lie between so many columns, with one for those left out. */
export const stepsOf = (/** @type {number[]} */ stand, /** @type {number} */ count) =>
  stand.length - Number(stand.length === count);

/**
 * An input's name as it is drawn.
 * @param {string} name
 */
export const shortened = (name) =>
  name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trim()}…` : name;

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
  head = 18; // above the units: titles, and what changes their number
  most = MOST; // units that a column shows; of more, all but two places go to those that matter most
  /** @type {number[]} */
  columns = []; // the middle of each
  /** @type {number[][]} */
  y = []; // of each unit shown

  /** @type {number[]} */
  stand = []; // the columns that are shown
  gap = NaN; // the middle of the place that tells of columns left out

  /**
   * @param {number[]} widths
   * @param {string[]} [inputs] what they are called
   * @param {string} [answer] what each of several outputs stands for
   */
  constructor(widths, inputs = [], answer = "class") {
    this.widths = widths;
    this.inputs = inputs;
    this.answer = answer;
    this.last = widths.length - 1;
    this.stand = [...widths.keys()];
    /** @type {number[][]} */
    this.slots = []; // the units shown in each column
    this.fill(MOST);
  }

  /**
   * The units that columns of at most so many show at first.
   * @param {number} most
   */
  fill(most) {
    this.most = most;
    this.slots = this.widths.map((n, c) =>
      this.stand.includes(c) ? [...Array(n > most ? most - 2 : n).keys()] : [],
    );
  }

  /**
   * Where everything stands in so much room, in CSS pixels. Little height shows fewer units.
   * @param {import("./asks").Room} room of which a part is for what is told below
   * @param {number} head above the units
   */
  lay({ width, height }, head) {
    const { widths } = this;
    const foot = 8 + 18 * Number(widths.some((n) => n > FEWEST));
    const tall = Math.min(TALL, SHARE * height - head - foot);
    const most = Math.max(FEWEST, Math.min(MOST, Math.floor(tall / (LEAST + 4))));
    const stand = standing(widths.length, width);
    if (most !== this.most || String(stand) !== String(this.stand)) {
      this.stand = stand;
      this.fill(most);
    }
    const { slots } = this;
    const steps = stepsOf(stand, widths.length);
    const longest = Math.max(2, ...this.inputs.map((name) => shortened(name).length));
    const named = NAMED + LETTER * (longest - 2);
    const rows = Math.max(...slots.map((shown) => shown.length));
    const share = tall / rows;
    const room = Math.min(
      44,
      (0.58 * (width - named)) / (steps + 1),
      Math.max(share - 14, share / 1.3),
    );
    const size = Math.max(LEAST, Math.floor(room));
    const pitch = size + Math.max(4, Math.min(14, size * 0.3));
    const step = Math.min((width - size - named - EDGE) / steps, 170);
    const left = (width - step * steps + named - EDGE) / 2;
    const crowded = stand.some((c) => widths[c] > most);
    const split = stand.findIndex((c, k) => c !== k); // the first after those left out
    this.head = head;
    this.width = width;
    this.rows = rows;
    this.size = size;
    this.step = step;
    this.height = Math.ceil(rows * pitch + head + 4 + 18 * Number(crowded));
    const at = (/** @type {number} */ k) => Math.round(left + k * step);
    this.gap = split < 0 ? NaN : at(split);
    this.columns = widths.map(() => NaN);
    stand.forEach((c, k) => (this.columns[c] = at(split < 0 || k < split ? k : k + 1)));
    this.y = slots.map((shown) =>
      shown.map((_, k) => Math.round(head + pitch * (rows / 2 + k - (shown.length - 1) / 2))),
    );
    this.join();
  }

  /**
   * Whom the wide columns show: newcomers take the places of those that leave, nobody else moves.
   * @param {ArrayLike<number>} w
   * @param {(c: number) => [ArrayLike<number>, number]} of what a column gives, (H, N), and N
   */
  choose(w, of) {
    const { widths, slots, last } = this;
    for (let c = 0; c < last; c++) {
      if (widths[c] <= this.most || !slots[c].length) continue;
      const best = ranked(widths, c - 1, w, ...of(c)).slice(0, slots[c].length);
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
   * The bias, the input or the weight at a place, if there is one.
   * @param {number} x
   * @param {number} y
   * @param {ArrayLike<number>} w
   * @returns {Edge | Bias | Unit | null}
   */
  find(x, y, w) {
    const reach = this.size / 2;
    const input = this.y[0].findIndex((at) => Math.abs(at - y) < reach);
    if (input >= 0 && Math.abs(this.columns[0] - x) < reach) return { c: 0, u: input };
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
    if (!c) return this.inputs[u] ?? `x${u + 1}`;
    if (c < this.last) return `layer ${c} unit ${u + 1}`;
    return this.widths[c] > 1 ? `output of ${this.answer} ${u}` : "output";
  }
}
