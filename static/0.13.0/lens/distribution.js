// Many values of a distribution, pushed through a function and counted.

/** @import { Curve } from "../shared/curve.js" */

export const BINS = 72;
const HUMP = 0.9; // each bump's distance from the middle; the variance is 1 in all

/** @typedef {"normal" | "uniform" | "bumps"} Shape */

/**
 * Evenly likely values of a shape, of mean 0 and variance 1, from those of the normal.
 * @param {Shape} shape
 * @param {Float32Array} normal
 */
export function standard(shape, normal) {
  if (shape === "normal") return normal;
  const width = Math.sqrt(1 - HUMP * HUMP);
  const raw = normal.map((z, i) => (shape === "uniform" ? i : (i % 2 ? HUMP : -HUMP) + width * z));
  const { mean, variance } = moments(raw);
  return raw.map((v) => (v - mean) / Math.sqrt(variance));
}

/**
 * Values in, values out, and what a reader wants to know of both.
 * @param {Curve} curve
 * @param {Float32Array} values
 * @param {number} mean
 * @param {number} spread
 * @param {number} flat a slope below this lets hardly any gradient through
 */
export function pushed(curve, values, mean, spread, flat) {
  const N = values.length;
  const x = Float64Array.from(values, (v) => mean + spread * v);
  const y = curve.values(x);
  const slopes = curve.slopes(x);
  const state = new Uint8Array(N); // 0, or 1 where the slope is small, or 2 where it is 0
  let small = 0;
  let dead = 0;
  for (let n = 0; n < N; n++) {
    const slope = Math.abs(slopes[n]);
    if (slope < flat) {
      small++;
      state[n] = slope === 0 ? (dead++, 2) : 1;
    }
  }
  const lost = y.filter((v) => !Number.isFinite(v)).length / N;
  return {
    x,
    y,
    state,
    small: small / N,
    dead: dead / N,
    lost,
    before: moments(x),
    after: moments(y),
  };
}

/** @param {ArrayLike<number>} values */
function moments(values) {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n];
  const mean = sum / values.length;
  let square = 0;
  for (let n = 0; n < values.length; n++) square += (values[n] - mean) ** 2;
  return { mean, variance: square / values.length };
}

/**
 * Counts in BINS from low to high, one row for each state; what lies outside is left out.
 * @param {Float64Array} values
 * @param {number} low
 * @param {number} high
 * @param {Uint8Array | null} state
 * @param {number} states
 */
export function counted(values, low, high, state, states) {
  const counts = Array.from({ length: states }, () => new Float64Array(BINS));
  values.forEach((v, n) => {
    const bin = v === high ? BINS - 1 : Math.floor(((v - low) / (high - low)) * BINS);
    if (bin >= 0 && bin < BINS) counts[state ? state[n] : 0][bin]++;
  });
  return counts;
}
