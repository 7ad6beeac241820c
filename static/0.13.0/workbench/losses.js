// What is measured of a run by step: its history, and the frames passed since.

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {import("./film").Frame} Frame */
/** @typedef {number[][]} Curves of each network, a value at each step */

const MOST = 1200; // points of a curve; beyond, every second one goes
const NAMES = /** @type {const} */ ([
  "train_loss",
  "validation_loss",
  "train_accuracy",
  "validation_accuracy",
]);
/** @typedef {typeof NAMES[number]} Name */

export class Losses {
  constructor() {
    /** @type {number[]} */
    this.step = [];
    /** @type {Record<Name, Curves>} */
    this.of = { train_loss: [], validation_loss: [], train_accuracy: [], validation_accuracy: [] };
  }

  get length() {
    return this.step.length;
  }

  /**
   * The whole run so far, with these frames of it at their place, so that the head lies on its curve.
   * @param {Message} m
   * @param {Frame[]} frames
   */
  start(m, frames) {
    this.step = [];
    for (const name of NAMES) this.of[name] = Array.from({ length: m.P }, () => []);
    let t = 0;
    for (const frame of frames) {
      const step = frame.m.step[frame.i];
      for (; m.history_step[t] < step; t++) this.#past(m, t);
      while (m.history_step[t] === step) t++; // the frame says it
      this.#frame(frame);
    }
    for (; t < m.history_step.length; t++) this.#past(m, t);
  }

  /**
   * The frames that come after the last point.
   * @param {Message} m
   */
  append(m) {
    for (let i = 0; i < m.S; i++) {
      if (!(m.step[i] <= this.step[this.length - 1])) this.#frame({ m, i });
    }
    if (this.length > MOST) this.#thin();
  }

  /**
   * The last point at or before a step.
   * @param {number} step
   */
  before(step) {
    let low = 0;
    for (let high = this.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (this.step[middle] <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * @param {Message} m
   * @param {number} t
   */
  #past(m, t) {
    this.step.push(m.history_step[t]);
    for (const name of NAMES)
      this.of[name].forEach((curve, p) => curve.push(m[`history_${name}`][t * m.P + p]));
  }

  /** @param {Frame} frame */
  #frame({ m, i }) {
    this.step.push(m.step[i]);
    for (const name of NAMES) this.of[name].forEach((curve, p) => curve.push(m[name][i * m.P + p]));
  }

  #thin() {
    const last = this.length - 1;
    /** @param {number[]} values */
    const half = (values) => values.filter((_, k) => k % 2 === 0 || k === last);
    this.step = half(this.step);
    for (const name of NAMES) this.of[name] = this.of[name].map(half);
  }
}
