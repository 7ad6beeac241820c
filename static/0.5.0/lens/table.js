// The function between its samples: pieces with value and slope at both ends, and nothing else.

const LEAP = 1e-6; // relative change that is a jump

// The share of the slopes at both ends with which the cubic does not overshoot: it rises all the
// way where f rises at both ends and between them (Fritsch and Carlson, 1980). 1 elsewhere.
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

// One row of the tables at one setting.
class Curve {
  // x: samples; f, df: their values; breaks: [sample to the left, x, f from both sides, f′ from both].
  constructor(x, f, df, breaks) {
    const pieces = x.length - 1 + breaks.length;
    Object.assign(this, { x, f, df, breaks, pieces });
    for (const name of ["x0", "x1"]) this[name] = new Float64Array(pieces);
    for (const name of ["f0", "f1", "d0", "d1"]) this[name] = new Float32Array(pieces);
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

  open(k, x, f, d) {
    [this.x0[k], this.f0[k], this.d0[k]] = [x, f, d];
  }

  close(k, x, f, d) {
    [this.x1[k], this.f1[k], this.d1[k]] = [x, f, d];
  }

  // The first piece that ends at or beyond v; −1 where the table does not reach.
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

  // f within piece k: the cubic through both ends, or a straight line where a slope is unknown.
  within(k, v) {
    const h = this.x1[k] - this.x0[k];
    const a = this.f0[k];
    const b = this.f1[k];
    if (!(h > 0) || !Number.isFinite(a) || !Number.isFinite(b))
      return Number.isFinite(a) && v <= this.x0[k]
        ? a
        : Number.isFinite(b) && v >= this.x1[k]
          ? b
          : NaN;
    const t = (v - this.x0[k]) / h;
    const c = this.d0[k] * h;
    const d = this.d1[k] * h;
    if (!Number.isFinite(c) || !Number.isFinite(d)) return a + (b - a) * t;
    const kept = share(c, d, b - a);
    if (kept < 1)
      return (
        a +
        t * (kept * c + t * (3 * (b - a) - kept * (2 * c + d) + t * (kept * (c + d) - 2 * (b - a))))
      );
    return a + t * (c + t * (3 * (b - a) - 2 * c - d + t * (c + d - 2 * (b - a))));
  }

  // f′ within piece k: the slope of that cubic.
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

  value(v) {
    const k = this.piece(v);
    return k < 0 ? NaN : this.within(k, v);
  }

  slope(v) {
    const k = this.piece(v);
    return k < 0 ? NaN : this.slopeWithin(k, v);
  }

  // f at v, or just left and just right of it where it jumps there.
  sides(v) {
    const k = this.piece(v - 1e-6);
    const beyond = this.piece(v + 1e-6);
    for (let next = k + 1; k >= 0 && next <= beyond; next++) {
      if (this.cut(next, this.f1, this.f0)) return [this.f1[k], this.f0[beyond]];
    }
    return [this.value(v)];
  }

  // Whether a line is cut where piece k begins.
  cut(k, ends, starts) {
    return k > 0 && !(Math.abs(starts[k] - ends[k - 1]) <= LEAP * 2 * (1 + Math.abs(ends[k - 1])));
  }
}

// All rows of a message: which one, or which two, belong to a setting.
export class Tables {
  constructor(m) {
    const [R, , S] = m.arrays.tables.shape;
    Object.assign(this, { x: m.x, values: m.tables, S, stride: m.stride, m });
    this.breaks = Array.from({ length: R }, () => []);
    for (let j = 0; j < m.arrays.breaks.shape[0]; j++) {
      this.breaks[m.breaks_at[2 * j]].push([
        m.breaks_at[2 * j + 1],
        ...m.breaks.subarray(5 * j, 5 * j + 5),
      ]);
    }
    let first = 1;
    this.owned = m.parameters.map(({ positions }) => {
      const count = Math.ceil((positions.length - 1) / m.stride) + 1;
      first += count;
      return { first: first - count, count, last: positions.length - 1 };
    });
  }

  row(r) {
    const from = 2 * r * this.S;
    const f = this.values.subarray(from, from + this.S);
    return new Curve(
      this.x,
      f,
      this.values.subarray(from + this.S, from + 2 * this.S),
      this.breaks[r],
    );
  }

  // The curve with every parameter as in the message.
  present() {
    return this.row(0);
  }

  // The curve with parameter p at slider position k; `about` where it lies between two rows.
  moved(p, k) {
    const { first, count, last } = this.owned[p];
    const j = k === last ? count - 1 : Math.floor(k / this.stride);
    const from = j * this.stride;
    if (k === last || from === k) return this.row(first + j);
    const share = (k - from) / (Math.min(from + this.stride, last) - from);
    const curve = this.between(this.row(first + j), this.row(first + j + 1), share);
    curve.about = true;
    return curve;
  }

  // Breaks at the same places: mixed. Others have moved, and half of each would be neither.
  between(a, b, share) {
    const fixed =
      a.breaks.length === b.breaks.length &&
      a.breaks.every(([i, x], n) => b.breaks[n][0] === i && Math.abs(b.breaks[n][1] - x) < 1e-6);
    if (!fixed) return share < 0.5 ? a : b;
    const mix = (u, v) => u.map((value, i) => value + (v[i] - value) * share);
    return new Curve(
      a.x,
      mix(a.f, b.f),
      mix(a.df, b.df),
      a.breaks.map((line, n) => mix(line, b.breaks[n])),
    );
  }
}
