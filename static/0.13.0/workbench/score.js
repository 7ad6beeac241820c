// How good answers are, in words: a share that is right, or R².

import { fixed, percent, percentFixed } from "../shared/numbers.js";

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {Pick<Message, "score">} Scored */

const NUMBER = "R²"; // a number up to 1, and no share

/** @param {Scored} m */
export const isShare = ({ score }) => score !== NUMBER;

/**
 * A score that moves keeps its width.
 * @param {Scored} m
 * @param {number} value
 */
export function scored(m, value) {
  if (isShare(m)) return percentFixed(value);
  return Number.isFinite(value) ? fixed(value, 3) : "—";
}

/**
 * A score where it is ruled on an axis.
 * @param {Scored} m
 * @param {number} value
 */
export const ruled = (m, value) => (isShare(m) ? percent(value, 2) : fixed(value, 1));

/**
 * The glossary's word for it.
 * @param {Scored} m
 */
export const measured = (m) => (isShare(m) ? "accuracy" : "r2");

/**
 * What its curve is called on a button.
 * @param {Scored} m
 */
export const shortly = ({ score }) =>
  score === "accuracy" ? "Accuracy" : score === NUMBER ? NUMBER : "All right";
