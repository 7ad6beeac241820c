// An axis of a map: where its values lie, and round numbers on it.

import { number } from "../shared/numbers.js";
import { multiples, stepOf } from "../shared/ticks.js";

/** @import { Axis } from "./message.js" */

export const INSET = { top: 26, right: 14, bottom: 42, left: 62 }; // pixels around the axes
const DECADES = 1.2; // from so many on only powers of ten, and some between, are named
const FACTORS = [1, 2, 5]; // of powers of ten

/**
 * Where a value lies: its logarithm, where the axis is logarithmic.
 * @param {Axis} axis
 * @param {number} value
 */
export const unit = ({ log }, value) => (log ? Math.log10(value) : value);

/**
 * @param {Axis} axis
 * @param {number} place
 */
export const valueAt = ({ log }, place) => (log ? 10 ** place : place);

/**
 * Round numbers between two values, about so many, each with its words.
 * @param {Axis} axis
 * @param {number} low
 * @param {number} high
 * @param {number} many
 * @returns {[number, string][]}
 */
export function ticks({ log }, low, high, many) {
  const decades = log ? Math.log10(high / low) : 0;
  if (decades > DECADES) return powers(low, high, decades, many);
  const step = stepOf(low, high, many);
  const digits = Math.ceil(Math.log10(Math.max(Math.abs(low), Math.abs(high)) / step)) + 1;
  return multiples(low, high, step).map((value) => [
    value,
    number(value, Math.max(3, Math.min(digits, 15))),
  ]);
}

/**
 * Powers of ten, and 2 and 5 times these where there is room.
 * @param {number} low
 * @param {number} high
 * @param {number} decades
 * @param {number} many
 * @returns {[number, string][]}
 */
function powers(low, high, decades, many) {
  const factors = many / decades >= 3 ? FACTORS : many / decades >= 2 ? [1, 3] : [1];
  /** @type {[number, string][]} */
  const found = [];
  for (let p = Math.floor(Math.log10(low)); p <= Math.log10(high); p++)
    for (const factor of factors) {
      const value = factor * 10 ** p;
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
        found.push([value, number(value)]);
    }
  return found;
}
