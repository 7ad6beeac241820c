// Where an activation bends.

/** @typedef {import("../../shared/activation.js").Activation} Activation */
/**
 * What a function bends: straight but at a few `kinks`, or else `curved`, the change of slope over
 * a STEP to both sides that is half the largest. One of the two is there.
 * @typedef {{ kinks?: number[], curved?: number }} Bends
 */

const REACH = 24; // to both sides of 0 where bends are looked for
export const STEP = 1 / 64;

/**
 * @param {Activation} activation
 * @returns {Bends}
 */
export function bendsOf({ value }) {
  const N = (2 * REACH) / STEP + 1;
  const x = Float64Array.from({ length: N }, (_, k) => k * STEP - REACH);
  const f = value.over(x, new Float32Array(N));
  const bend = new Float32Array(N);
  let top = 0;
  for (let k = 1; k < N - 1; k++) {
    const difference = Math.abs(f[k + 1] - 2 * f[k] + f[k - 1]);
    if (difference < Infinity) bend[k] = difference; // beside a pole there is none
    if (Math.abs(f[k]) < Infinity) top = Math.max(top, Math.abs(f[k]));
  }
  const least = 6e-7 * top; // what rounding leaves of a straight line
  const kinks = [];
  let smooth = false;
  for (let k = 1; k < N - 1; k++) {
    const from = k;
    let sum = 0;
    let at = 0;
    for (; bend[k] > least; k++) {
      sum += bend[k];
      at += k * bend[k];
    }
    if (k - from > 2) smooth = true;
    else if (sum) kinks.push((at / sum) * STEP - REACH);
  }
  if (!smooth) return { kinks };
  // A kink between curved parts must not hide them: it is narrower than three samples.
  const wide = bend.map((v, k) => Math.min(v, bend[k - 1] ?? 0, bend[k + 1] ?? 0));
  return { curved: wide.reduce((a, b) => Math.max(a, b)) / STEP };
}

/**
 * Which straight piece of a function z lies in, counted from the left.
 * @param {number} z
 * @param {number[]} kinks
 */
export function pieceOf(z, kinks) {
  let piece = 0;
  while (piece < kinks.length && z > kinks[piece]) piece++;
  return piece;
}
