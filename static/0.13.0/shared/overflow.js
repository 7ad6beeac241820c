// A formula where one of its parts overflows: numbers as a sign and the logarithm of their size,
// which cannot, as explorer/formula/overflow.py has them.

import { OPERATIONS } from "./operations.js";

/** @typedef {[number, number]} Large a sign and a logarithm; both NaN where it is no number */

const ROOT = 0.5 * Math.log(2 * Math.PI);

/**
 * @param {number} value
 * @returns {Large}
 */
export const large = (value) => [Math.sign(value), Math.log(Math.abs(value))];

/** @param {Large} u */
export const plain = ([sign, size]) => (sign === 0 ? 0 : sign * Math.exp(size));

/** @type {(u: Large) => Large} */
const negative = ([sign, size]) => [-sign, size];

/**
 * @param {Large} u
 * @param {Large} v
 * @returns {Large}
 */
function add(u, v) {
  const [[sign, most], [other, least]] = u[1] >= v[1] ? [u, v] : [v, u];
  if (sign === 0) return other === 0 ? [0, -Infinity] : [other, least];
  if (other === 0) return [sign, most];
  if (most === Infinity && least === Infinity) return sign === other ? [sign, most] : [NaN, NaN];
  const size = most + Math.log1p(sign * other * Math.exp(least - most));
  return size === -Infinity ? [0, size] : [sign, size];
}

/**
 * @param {Large} u
 * @param {Large} v
 * @returns {Large}
 */
function multiply(u, v) {
  const sign = u[0] * v[0];
  return [sign, sign === 0 ? -Infinity : u[1] + v[1]];
}

/**
 * @param {Large} u
 * @param {Large} v
 * @returns {Large}
 */
function divide(u, v) {
  return [v[0] === 0 ? u[0] / v[0] : u[0] * v[0], u[0] === 0 ? -Infinity : u[1] - v[1]];
}

/**
 * @param {Large} u
 * @param {Large} v
 * @returns {Large}
 */
function power(u, v) {
  const raw = plain(v);
  const whole = Math.round(raw);
  // A logarithm leaves 3.0000000000000004 of 3.
  const exponent = Math.abs(raw - whole) < 1e-12 * Math.abs(whole) ? whole : raw;
  const odd = Math.abs(exponent % 2) === 1;
  const below = Number.isInteger(exponent) ? (odd ? -1 : 1) : NaN;
  const size = exponent === 0 ? 0 : exponent * u[1];
  return [size === -Infinity ? 0 : u[0] < 0 ? below : 1, size];
}

/**
 * @param {Large} u
 * @returns {Large}
 */
function exp(u) {
  const size = plain(u);
  return [size === -Infinity ? 0 : 1, size];
}

/** @type {(u: Large) => Large} */
const log = ([sign, size]) => (sign < 0 ? [NaN, NaN] : large(size));

/**
 * @param {Large} u
 * @returns {Large}
 */
function expm1(u) {
  const value = plain(u);
  return value > 1 ? [1, value + Math.log1p(-Math.exp(-value))] : large(Math.expm1(value));
}

/** @type {(u: Large, v: Large) => number} */
const apart = (u, v) => add(u, negative(v))[0];

/** @type {(holds: (sign: number) => boolean) => (u: Large, v: Large) => Large} */
const compared = (holds) => (u, v) => large(Number(holds(apart(u, v))));

/** @type {(sign: number) => (u: Large) => Large} */
const hyperbolic = (sign) => (u) =>
  multiply(large(0.5), add(exp(u), multiply(large(sign), exp(negative(u)))));

const half = large(0.5);
/** @type {Record<string, (u: Large, v: Large, w: Large) => Large>} */
const CAREFUL = {
  abs: ([sign, size]) => [Math.abs(sign), size],
  cosh: hyperbolic(1),
  exp,
  expm1,
  log,
  log1p: (u) => log(add(large(1), u)),
  phi: (u) => [1, -plain(multiply(half, multiply(u, u))) - ROOT],
  relu: (u) => (u[0] < 0 ? [0, -Infinity] : u),
  sigmoid: (u) => [1, OPERATIONS.logsigmoid(plain(u), 0, 0)],
  sign: ([sign]) => large(sign),
  sinh: (u) => (u[1] < 0 ? large(Math.sinh(plain(u))) : hyperbolic(-1)(u)),
  sqrt: ([sign, size]) => [sign < 0 ? NaN : sign, size / 2],
  neg: negative,
  add,
  sub: (u, v) => add(u, negative(v)),
  mul: multiply,
  div: divide,
  pow: power,
  max: (u, v) => (apart(u, v) > 0 ? u : v),
  min: (u, v) => (apart(u, v) > 0 ? v : u),
  lt: compared((sign) => sign < 0),
  le: compared((sign) => sign <= 0),
  gt: compared((sign) => sign > 0),
  ge: compared((sign) => sign >= 0),
  eq: compared((sign) => sign === 0),
  ne: compared((sign) => sign !== 0),
  where: (condition, u, v) => (condition[0] === 0 ? v : u),
};

/**
 * An operation on such numbers; one that neither overflows nor needs more is done on plain ones.
 * @param {string} op
 * @param {Large[]} parts
 * @returns {Large}
 */
export function careful(op, parts) {
  if (Object.hasOwn(CAREFUL, op)) return CAREFUL[op](parts[0], parts[1], parts[2]);
  const [u, v, w] = parts.map(plain);
  return large(OPERATIONS[op](u, v, w));
}
