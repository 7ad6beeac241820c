// What the values of a network, one or K at each of M points, say.

export const BROKEN =
  "The numbers of this network are too large or not finite: there is nothing to draw.";

const LARGE = 3e5; // parameters of all networks
const COSTLY =
  "These networks are too large for this picture in every frame: choose fewer layers or units.";

/**
 * Why a picture that costs much is not drawn, or "".
 * @param {Pick<import("../../shared/message").Message, "n">} m
 */
export const costly = ({ n }) => (n > LARGE ? COSTLY : "");

/** @param {Float32Array} values */
export const sound = (values) => values.every((v) => Math.abs(v) < 1e30);

/**
 * The class at point n of M.
 * @param {ArrayLike<number>} values
 * @param {number} n
 * @param {number} M
 * @param {number} [level] above which one value says class 1
 */
export function classOf(values, n, M, level = 0) {
  if (values.length < 2 * M) return values[n] > level ? 1 : 0;
  let best = n;
  for (let o = n + M; o < values.length; o += M) if (values[o] > values[best]) best = o;
  return (best - n) / M;
}

/**
 * By how much class k is ahead of every other one at point n of M.
 * @param {ArrayLike<number>} values
 * @param {number} k
 * @param {number} n
 * @param {number} M
 */
export function leadOf(values, k, n, M) {
  if (values.length < 2 * M) return values[n];
  let most = -Infinity;
  for (let o = n; o < values.length; o += M) if (o !== n + k * M) most = Math.max(most, values[o]);
  return values[n + k * M] - most;
}
