// The function between its samples: pieces with value and slope at both ends, and nothing else.

const LEAP = 1e-6; // relative change that is a jump

/** @typedef {Float32Array | Float64Array} Values */

/**
 * The share of the slopes at both ends with which the cubic does not overshoot: it rises all the
 * way where f rises at both ends and between them (Fritsch and Carlson, 1980). 1 elsewhere.
 * @param {number} c
 * @param {number} d
 * @param {number} rise
 */
export function share(c, d, rise) {
  if (!(c * d >= 0 && (c + d) * rise >= 0) || !(c || d)) return 1;
  const [p, q] = [c / rise, d / rise];
  if (!rise) return c * d > 0 ? 0 : 1;
  const excess = p + q - 2;
  if (
    excess <= 0 ||
    2 * p + q <= 3 ||
    p + 2 * q <= 3 ||
    p - (2 * p + q - 3) ** 2 / (3 * excess) >= 0
  )
    return 1;
  return 3 / Math.hypot(p, q);
}

export class Curve {
  /**
   * From samples x with f and f′ there, and breaks between them: each is the sample to its left,
   * its x, f from both sides, f′ from both.
   * @param {Values} x
   * @param {Values} f
   * @param {Values} df
   * @param {number[][]} breaks
   */
  constructor(x, f, df, breaks) {
    const pieces = x.length - 1 + breaks.length;
    this.x = x;
    this.f = f;
    this.df = df;
    this.breaks = breaks;
    this.about = false; // whether it lies between two that were computed
    this.pieces = pieces;
    this.x0 = new Float64Array(pieces);
    this.x1 = new Float64Array(pieces);
    this.f0 = new Float32Array(pieces);
    this.f1 = new Float32Array(pieces);
    this.d0 = new Float32Array(pieces);
    this.d1 = new Float32Array(pieces);
    let k = 0;
    let b = 0;
    for (let i = 0; i < x.length - 1; i++) {
      this.open(k, x[i], f[i], df[i]);
      for (; b < breaks.length && breaks[b][0] === i; b++) {
        const [, at, left, right, slopeLeft, slopeRight] = breaks[b];
        const place = Math.min(Math.max(at, this.x0[k]), x[i + 1]);
        this.close(k++, place, left, slopeLeft);
        this.open(k, place, right, slopeRight);
      }
      this.close(k++, x[i + 1], f[i + 1], df[i + 1]);
    }
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
   * The first piece that ends at or beyond v; −1 where the table does not reach.
   * @param {number} v
   */
  piece(v) {
    const { x1, pieces } = this;
    if (!(v >= this.x0[0] && v <= x1[pieces - 1])) return -1;
    let low = 0;
    for (let high = pieces - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (x1[middle] >= v) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * f within piece k: the cubic through both ends, or a straight line where a slope is unknown.
   * @param {number} k
   * @param {number} v
   */
  within(k, v) {
    const h = this.x1[k] - this.x0[k];
    const a = this.f0[k];
    const b = this.f1[k];
    if (!(h > 0) || !Number.isFinite(a) || !Number.isFinite(b)) {
      if (Number.isFinite(a) && v <= this.x0[k]) return a;
      return Number.isFinite(b) && v >= this.x1[k] ? b : NaN;
    }
    const t = (v - this.x0[k]) / h;
    const c = this.d0[k] * h;
    const d = this.d1[k] * h;
    if (!Number.isFinite(c) || !Number.isFinite(d)) return a + (b - a) * t;
    const rise = b - a;
    const p = share(c, d, rise);
    if (p === 1) return a + t * (c + t * (3 * rise - 2 * c - d + t * (c + d - 2 * rise)));
    return a + t * (p * c + t * (3 * rise - p * (2 * c + d) + t * (p * (c + d) - 2 * rise)));
  }

  /**
   * f′ within piece k: the slope of that cubic.
   * @param {number} k
   * @param {number} v
   */
  slopeWithin(k, v) {
    const h = this.x1[k] - this.x0[k];
    const c = this.d0[k];
    const d = this.d1[k];
    const rise = (this.f1[k] - this.f0[k]) / h;
    if (!(h > 0) || !Number.isFinite(rise)) return Number.isFinite(rise) ? c : NaN;
    if (!Number.isFinite(c) || !Number.isFinite(d))
      return v <= this.x0[k] ? c : v >= this.x1[k] ? d : rise;
    if (c === d && Math.abs(rise - c) < 1e-4 * (Math.abs(c) + 1e-3)) return c; // straight: no rounding
    const t = (v - this.x0[k]) / h;
    if (share(c, d, rise) < 1) return c + (d - c) * t;
    return c + t * (6 * rise - 4 * c - 2 * d + t * 3 * (c + d - 2 * rise));
  }

  /** @param {number} v */
  value(v) {
    const k = this.piece(v);
    return k < 0 ? NaN : this.within(k, v);
  }

  /** @param {number} v */
  slope(v) {
    const k = this.piece(v);
    return k < 0 ? NaN : this.slopeWithin(k, v);
  }

  /**
   * f at v, or just left and just right of it where it jumps there.
   * @param {number} v
   */
  sides(v) {
    const k = this.piece(v - 1e-6);
    const beyond = this.piece(v + 1e-6);
    for (let next = k + 1; k >= 0 && next <= beyond; next++) {
      if (this.cut(next, this.f1, this.f0)) return [this.f1[k], this.f0[beyond]];
    }
    return [this.value(v)];
  }

  /**
   * Whether a line is cut where piece k begins, by what it is at the ends of pieces.
   * @param {number} k
   * @param {Values} ends
   * @param {Values} starts
   */
  cut(k, ends, starts) {
    return k > 0 && !(Math.abs(starts[k] - ends[k - 1]) <= LEAP * 2 * (1 + Math.abs(ends[k - 1])));
  }
}
