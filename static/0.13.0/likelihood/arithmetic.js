// How likely a model makes points, as explorer/outputs/likelihood.py has it, and the best place.

import { number, raised } from "../shared/numbers.js";

const SMALLEST = -700; // logarithm below which a double is 0
const HALVINGS = 60; // of an interval, until a double is at its end

/**
 * σ(z).
 * @param {number} z
 */
export const sigma = (z) => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));

/**
 * ln σ(z), also where σ(z) is 0 in a double.
 * @param {number} z
 */
export const logSigma = (z) => Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));

/**
 * ln of the likelihood of labels y at places x: each is 1 with a chance of σ(mx + n).
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} m
 * @param {number} n
 */
export function bernoulli(x, y, m, n) {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += logSigma((2 * y[k] - 1) * (m * x[k] + n));
  return sum;
}

/**
 * The mean of the squares of y − mean.
 * @param {ArrayLike<number>} y
 * @param {number} mean
 */
export function mse(y, mean) {
  let sum = 0;
  for (let k = 0; k < y.length; k++) sum += (y[k] - mean) ** 2;
  return sum / y.length;
}

/**
 * A Gauss curve's height.
 * @param {number} y
 * @param {number} mean
 * @param {number} spread σ
 */
export const density = (y, mean, spread) =>
  Math.exp(-(((y - mean) / spread) ** 2) / 2) / (spread * Math.sqrt(2 * Math.PI));

/**
 * ln of the likelihood of numbers y drawn from a Gauss curve.
 * @param {ArrayLike<number>} y
 * @param {number} mean
 * @param {number} spread σ
 */
export const gauss = (y, mean, spread) =>
  -(y.length * mse(y, mean)) / (2 * spread ** 2) - constant(y.length, spread);

/**
 * What −ln L of so many numbers has beside the squares: N ln(σ√2π).
 * @param {number} count
 * @param {number} spread σ
 */
export const constant = (count, spread) => count * Math.log(spread * Math.sqrt(2 * Math.PI));

/**
 * The n of the highest likelihood at this m: there the chances add up to the ones.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} m
 */
export function bestShift(x, y, m) {
  const reach = 40 + Math.abs(m) * Math.max(...Array.from(x, Math.abs));
  let [low, high] = [-reach, reach];
  for (let turn = 0; turn < HALVINGS; turn++) {
    const n = (low + high) / 2;
    let missing = 0;
    for (let k = 0; k < x.length; k++) missing += y[k] - sigma(m * x[k] + n);
    if (missing > 0) low = n;
    else high = n;
  }
  return (low + high) / 2;
}

/**
 * e to a power, in words, also where a double has no such number.
 * @param {number} log
 */
export function ofLog(log) {
  if (log > SMALLEST) return number(Math.exp(log));
  const tens = log / Math.LN10;
  const power = Math.floor(tens);
  return `${number(10 ** (tens - power), 2)} × 10${raised(power)}`;
}
