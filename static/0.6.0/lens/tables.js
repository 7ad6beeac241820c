// All tables of a message: which one, or which two, belong to a setting.

import { Curve } from "../shared/curve.js";

/** @import { LensMessage } from "./message.js" */

export class Tables {
  /** @param {LensMessage} m */
  constructor(m) {
    const [rows, , samples] = m.arrays.tables.shape;
    this.x = m.x;
    this.values = m.tables;
    this.samples = samples;
    this.stride = m.stride;
    /** @type {number[][][]} */
    this.breaks = Array.from({ length: rows }, () => []);
    for (let j = 0; j < m.arrays.breaks.shape[0]; j++) {
      const [row, sample] = m.breaks_at.subarray(2 * j, 2 * j + 2);
      this.breaks[row].push([sample, ...m.breaks.subarray(5 * j, 5 * j + 5)]);
    }
    let first = 1;
    this.ranges = m.parameters.map(({ positions }) => {
      const last = positions.length - 1;
      const count = Math.ceil(last / m.stride) + 1;
      first += count;
      return { first: first - count, count, last };
    });
  }

  /** @param {number} r */
  row(r) {
    const { samples, values } = this;
    const from = 2 * r * samples;
    const f = values.subarray(from, from + samples);
    return new Curve(
      this.x,
      f,
      values.subarray(from + samples, from + 2 * samples),
      this.breaks[r],
    );
  }

  /** The curve with every parameter as in the message. */
  present() {
    return this.row(0);
  }

  /**
   * The curve with parameter p at slider position k; `about` where it lies between two rows.
   * @param {number} p
   * @param {number} k
   */
  moved(p, k) {
    const { first, count, last } = this.ranges[p];
    const j = k === last ? count - 1 : Math.floor(k / this.stride);
    const from = j * this.stride;
    if (k === last || from === k) return this.row(first + j);
    const share = (k - from) / (Math.min(from + this.stride, last) - from);
    const curve = between(this.row(first + j), this.row(first + j + 1), share);
    curve.about = true;
    return curve;
  }
}

/**
 * Breaks at the same places: mixed. Others have moved, and half of each would be neither.
 * @param {Curve} a
 * @param {Curve} b
 * @param {number} share
 */
function between(a, b, share) {
  const fixed =
    a.breaks.length === b.breaks.length &&
    a.breaks.every(([i, x], n) => b.breaks[n][0] === i && Math.abs(b.breaks[n][1] - x) < 1e-6);
  if (!fixed) return share < 0.5 ? a : b;
  /** @type {(value: number, other: number) => number} */
  const mix = (value, other) => value + (other - value) * share;
  return new Curve(
    a.x,
    a.f.map((value, i) => mix(value, b.f[i])),
    a.df.map((value, i) => mix(value, b.df[i])),
    a.breaks.map((line, n) => line.map((value, i) => mix(value, b.breaks[n][i]))),
  );
}
