// A function and its slope over a range: sampled, and cut where one of its switches turns.

import { Formula } from "./formula.js";

/**
 * @typedef {import("./formula.js").Step} Step
 * @typedef {import("./formula.js").Parameters} Parameters
 */
/**
 * Where a function or its slope breaks: the sample to its left, its x, f from both sides, f′ from
 * both.
 * @typedef {[number, number, number, number, number, number]} Break
 */

const LEAP = 1e-6; // relative change that is a jump
const BESIDE = 1e-10; // how far from a break its sides are taken, times 1 + |x|
const APART = 1e-9; // breaks nearer to each other are one
const POLE = 1e6; // a function is at a pole where it is so many times larger than at the samples beside

/**
 * @param {number} u of a switch: its side, 2 where it has none
 */
const side = (u) => (u > 0 ? 1 : u < 0 ? -1 : u === 0 ? 0 : 2);

/**
 * @param {number} a
 * @param {number} b
 */
function differ(a, b) {
  return a !== b && !(Math.abs(a - b) <= LEAP * (1 + Math.abs(a))) && (a === a || b === b);
}

export class Curve {
  /**
   * A function of a message at these parameters.
   * @param {{ value: Step[], slope: Step[], guarded: boolean }} formulas
   * @param {Step[][]} switches
   * @param {Parameters} parameters
   * @param {number} reach
   * @param {number} perUnit
   */
  static of({ value, slope, guarded }, switches, parameters, reach, perUnit) {
    const [f, df] = [value, slope].map((one) => new Formula(one, parameters, guarded));
    const others = switches.map((one) => new Formula(one, parameters));
    return new Curve(f, df, others, reach, perUnit);
  }

  /**
   * f and f′ with `perUnit` samples a unit of x in [−reach, reach].
   * @param {Formula} value
   * @param {Formula} slope
   * @param {Formula[]} switches
   * @param {number} reach
   * @param {number} perUnit
   */
  constructor(value, slope, switches, reach, perUnit) {
    const S = 2 * reach * perUnit + 1;
    this.formulas = { value, slope };
    /** @type {number[]} */
    this.corners = []; // where there is no slope, see part()
    this.x = Float64Array.from({ length: S }, (_, i) => (i - reach * perUnit) / perUnit);
    this.f = this.values(this.x);
    this.df = this.slopes(this.x);
    this.breaks = this.found(switches);
    const { x, f, df, breaks } = this;
    const pieces = S - 1 + breaks.length; // at most
    this.x0 = new Float64Array(pieces);
    this.x1 = new Float64Array(pieces);
    this.f0 = new Float64Array(pieces);
    this.f1 = new Float64Array(pieces);
    this.d0 = new Float64Array(pieces);
    this.d1 = new Float64Array(pieces);
    let k = 0;
    let b = 0;
    for (let i = 0; i < S - 1; i++) {
      this.open(k, x[i], f[i], df[i]);
      for (; b < breaks.length && breaks[b][0] === i; b++) {
        const [, at, left, right, slopeLeft, slopeRight] = breaks[b];
        if (k && at - x[i] < APART) {
          // At a sample: the pieces beside it end with its sides, not with its own value.
          this.close(k - 1, x[i], left, slopeLeft);
          this.open(k, x[i], right, slopeRight);
          continue;
        }
        this.close(k++, at, left, slopeLeft);
        this.open(k, at, right, slopeRight);
      }
      this.close(k++, x[i + 1], f[i + 1], df[i + 1]);
    }
    this.pieces = k;
  }

  /**
   * @param {number} k
   * @param {number} x
   * @param {number} f
   * @param {number} d
   */
  open(k, x, f, d) {
    [this.x0[k], this.f0[k], this.d0[k]] = [x, f, d];
  }

  /**
   * @param {number} k
   * @param {number} x
   * @param {number} f
   * @param {number} d
   */
  close(k, x, f, d) {
    [this.x1[k], this.f1[k], this.d1[k]] = [x, f, d];
  }

  /**
   * Every place where f or f′ breaks, from left to right.
   * @param {Formula[]} switches
   */
  found(switches) {
    const { x } = this;
    const places = switches.flatMap((one) => {
      const sides = one.over(x, new Float64Array(x.length)).map(side);
      const turned = [...sides.keys()].filter((i) => i && sides[i] !== sides[i - 1]);
      return turned.map((i) => turn(one, x[i - 1], x[i], sides[i - 1]));
    });
    places.sort((a, b) => a - b);
    return places
      .filter((at, n) => !n || at - places[n - 1] > APART)
      .map((at) => this.break(at))
      .filter(([, , a, b, c, d]) => differ(a, b) || differ(c, d) || Math.abs(a) === Infinity);
  }

  /**
   * What breaks at a place.
   * @param {number} at
   * @returns {Break}
   */
  break(at) {
    const { x, f } = this;
    const last = x.length - 2;
    const i = Math.max(0, Math.min(last, Math.floor((at + APART - x[0]) / (x[1] - x[0]))));
    const step = BESIDE * (1 + Math.abs(at));
    const ends = [at - step, at + step];
    const beside = Math.max(Math.abs(f[i]), Math.abs(f[i + 1]));
    const [left, right] = ends.map((v) => {
      const y = this.value(v);
      // So near to a pole the numbers say only how near; the function has no value there.
      return Math.abs(y) > POLE * (1 + beside) ? Infinity : y;
    });
    const [before, after] = ends.map((v) => this.slope(v));
    return [i, at, left, right, before, after];
  }

  /**
   * f at each x.
   * @param {ArrayLike<number>} x
   */
  values(x) {
    return this.formulas.value.over(x, new Float64Array(x.length));
  }

  /**
   * f′ at each x; none where f has no finite value.
   * @param {ArrayLike<number>} x
   */
  slopes(x) {
    const slopes = this.formulas.slope.over(x, new Float64Array(x.length));
    return this.values(x).map((y, n) => (Number.isFinite(y) ? slopes[n] : NaN));
  }

  /** @param {number} v */
  value(v) {
    return this.formulas.value.at(v);
  }

  /** @param {number} v */
  slope(v) {
    if (this.corners.some((at) => Math.abs(at - v) < APART)) return NaN;
    return Number.isFinite(this.value(v)) ? this.formulas.slope.at(v) : NaN;
  }

  /**
   * f at v, or just left and just right of it where it jumps there.
   * @param {number} v
   */
  sides(v) {
    const jump = this.breaks.find(([, at, a, b]) => Math.abs(at - v) < 1e-6 && differ(a, b));
    return jump ? [jump[2], jump[3]] : [this.value(v)];
  }

  /** Where f jumps it has no slope on either side: a gap of the slope's line is seen there. */
  part() {
    for (const [, at, left, right] of this.breaks) {
      if (!differ(left, right)) continue;
      this.corners.push(at);
      for (let k = 0; k < this.pieces; k++) {
        if (Math.abs(this.x1[k] - at) < APART) this.d1[k] = NaN;
        if (Math.abs(this.x0[k] - at) < APART) this.d0[k] = NaN;
      }
    }
  }

  /**
   * Whether a line is cut where piece k begins, by what it is at the ends of pieces.
   * @param {number} k
   * @param {Float64Array} ends
   * @param {Float64Array} starts
   */
  cut(k, ends, starts) {
    return k > 0 && differ(ends[k - 1], starts[k]);
  }
}

/**
 * Where a switch leaves the side it has on the left, to the last digit.
 * @param {Formula} one
 * @param {number} left
 * @param {number} right
 * @param {number} before its side on the left
 */
function turn(one, left, right, before) {
  for (let middle = (left + right) / 2; left < middle && middle < right;) {
    if (side(one.at(middle)) === before) left = middle;
    else right = middle;
    middle = (left + right) / 2;
  }
  return Math.abs(one.at(left)) < Math.abs(one.at(right)) ? left : right;
}
