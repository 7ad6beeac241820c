// A function as a table, where its formula costs too much: for maps, which need it 100,000 times.

/** @typedef {import("./formula.js").Formula} Formula */

const REACH = 24; // to both sides of 0
const RATES = [16, 64, 256]; // cells a unit: the first that serves nearly everywhere
const CLOSE = 1e-6; // what a cell may be off, relative to 1 + |f|
const MOST = 0.03; // share of cells that may be left to the formula
const CHECKS = [0.2, 0.5, 0.8]; // places in a cell where it is held against the formula
const FAR = [1e5, 1e9]; // places that tell a straight end

/**
 * Cells with the cubic of value and slope at both ends, or with the straight line where that is
 * right and the cubic is not. A cell where neither is, as around a jump, holds NaN: what falls in
 * there is computed by the formula, and so is all beyond the table but a straight end.
 */
export class Table {
  /**
   * @param {Formula} value
   * @param {Formula} slope
   */
  constructor(value, slope) {
    this.value = value;
    this.slope = slope;
    this.rate = 0; // cells a unit
    this.cells = new Float32Array(0); // four coefficients each, by the share of the cell
    for (const rate of RATES) if (this.fill(rate) <= MOST) break;
    this.left = this.end(-1);
    this.right = this.end(1);
    this.places = new Uint32Array(0); // of what is left to the formula
    this.left_out = new Float64Array(0);
  }

  /**
   * Fills the cells; returns the share of those left to the formula.
   * @param {number} rate
   */
  fill(rate) {
    const N = 2 * REACH * rate;
    const x = Float64Array.from({ length: N + 1 }, (_, k) => k / rate - REACH);
    const f = this.value.over(x, new Float64Array(N + 1));
    const d = this.slope.over(x, new Float64Array(N + 1));
    const between = CHECKS.map((share) =>
      this.value.over(
        x.map((v) => v + share / rate),
        new Float64Array(N),
        N,
      ),
    );
    const cells = new Float32Array(4 * N);
    let missed = 0;
    for (let k = 0; k < N; k++) {
      const rise = f[k + 1] - f[k];
      const [c, e] = [d[k] / rate, d[k + 1] / rate];
      const o = 4 * k;
      cells[o] = f[k];
      cells[o + 1] = c;
      cells[o + 2] = 3 * rise - 2 * c - e;
      cells[o + 3] = c + e - 2 * rise;
      if (fits(cells, k, between)) continue;
      cells[o + 1] = rise;
      cells[o + 2] = cells[o + 3] = 0;
      if (fits(cells, k, between)) continue;
      cells.fill(NaN, o, o + 4);
      missed++;
    }
    this.rate = rate;
    this.cells = cells;
    return missed / N;
  }

  /**
   * Value at 0 and slope of the straight line that the function is beyond the table; NaN where it
   * is none.
   * @param {number} side −1 or 1
   * @returns {[number, number]}
   */
  end(side) {
    const f = (/** @type {number} */ x) => this.value.at(side * x);
    const slope = (f(FAR[1]) - f(FAR[0])) / (side * (FAR[1] - FAR[0]));
    const start = f(FAR[0]) - slope * side * FAR[0];
    const straight = [REACH, REACH + 1, 10 * REACH, ...FAR].every((x) => {
      const line = start + slope * side * x;
      return Math.abs(line - f(x)) <= CLOSE * (1 + Math.abs(line));
    });
    return straight ? [start, slope] : [NaN, NaN];
  }

  /**
   * The values at each z, written to h, which may be z.
   * @template {Float32Array | Float64Array} Values
   * @param {Values} z
   * @param {Values} h
   */
  over(z, h) {
    this.room(z.length);
    const { cells, rate, places, left_out } = this;
    const [a, b] = this.left;
    const [c, d] = this.right;
    let count = 0;
    for (let n = 0; n < z.length; n++) {
      const v = z[n];
      const at = (v + REACH) * rate;
      const k = at | 0;
      const t = at - k;
      const o = 4 * k;
      let y;
      if (v >= -REACH && v < REACH)
        y = cells[o] + t * (cells[o + 1] + t * (cells[o + 2] + t * cells[o + 3]));
      else y = v < 0 ? a + b * v : c + d * v;
      if (y !== y) {
        places[count] = n;
        left_out[count++] = v;
      }
      h[n] = y;
    }
    if (count) this.mend(this.value, h, count);
  }

  /**
   * The slopes at each z, written to h, which may be z. On the border of two cells it is the
   * formula's: there a kink may be.
   * @template {Float32Array | Float64Array} Values
   * @param {Values} z
   * @param {Values} h
   */
  slopes(z, h) {
    this.room(z.length);
    const { cells, rate, places, left_out } = this;
    const [, left] = this.left;
    const [, right] = this.right;
    let count = 0;
    for (let n = 0; n < z.length; n++) {
      const v = z[n];
      const at = (v + REACH) * rate;
      const k = at | 0;
      const t = at - k;
      const o = 4 * k;
      let y;
      if (v >= -REACH && v < REACH)
        y = t ? rate * (cells[o + 1] + t * (2 * cells[o + 2] + t * 3 * cells[o + 3])) : NaN;
      else y = v < 0 ? left : right;
      if (y !== y) {
        places[count] = n;
        left_out[count++] = v;
      }
      h[n] = y;
    }
    if (count) this.mend(this.slope, h, count);
  }

  /**
   * Room for N values that are left to the formula.
   * @param {number} N
   */
  room(N) {
    if (this.places.length >= N) return;
    this.places = new Uint32Array(N);
    this.left_out = new Float64Array(N);
  }

  /**
   * @param {Formula} formula
   * @param {Float32Array | Float64Array} h
   * @param {number} count
   */
  mend(formula, h, count) {
    const { places, left_out } = this;
    formula.over(left_out, left_out, count);
    for (let i = 0; i < count; i++) h[places[i]] = left_out[i];
  }
}

/**
 * Whether a cell is the function at the places between its ends.
 * @param {Float32Array} cells
 * @param {number} k
 * @param {Float64Array[]} between the function at CHECKS of each cell
 */
function fits(cells, k, between) {
  const o = 4 * k;
  for (let i = 0; i < CHECKS.length; i++) {
    const t = CHECKS[i];
    const y = between[i][k];
    const off = cells[o] + t * (cells[o + 1] + t * (cells[o + 2] + t * cells[o + 3])) - y;
    if (!(Math.abs(off) <= CLOSE * (1 + Math.abs(y)))) return false;
  }
  return true;
}
