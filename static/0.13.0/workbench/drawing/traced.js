// One data point on its way through a network: where it lies, what is given of it, what is wanted.

import { number } from "../../shared/numbers.js";
import { answer } from "../measures/units.js";
import { coordinate, meshOf } from "../plane/mesh.js";
import { answersTo, isCurve, isNumber, labelsAt, labelsOf } from "../problem.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../../shared/network.js").Network} Network */
/**
 * @typedef {object} Traced
 * @property {[number, number]} place
 * @property {Float32Array} x what the network is given
 * @property {number} label as the message has it
 * @property {Uint8Array} pixels of a picture, where the inputs are one
 */

/** @type {Record<string, string>} what is made of a logit */
export const MADE = {
  "sigmoid(x)": "σ(logit)",
  "sigmoid(relu(x))": "σ(ReLU(logit))",
  p: "softmax(logits)",
};

/**
 * @param {Message} m
 * @param {number} n
 * @returns {Traced}
 */
export function tracedOf(m, n) {
  const [x1, x2] = [coordinate(m, n, 0), coordinate(m, n, 1)];
  const pixels = m.pixels.subarray(n * m.side ** 2, (n + 1) * m.side ** 2);
  return { place: [x1, x2], x: meshOf(m, 0, [n]), label: m.labels[n], pixels };
}

/**
 * The number wanted of a point: over the plane to a 255th of the way from the lowest to the highest.
 * @param {Message} m
 * @param {Traced} traced
 */
function targetOf(m, { place, label }) {
  const share = isCurve(m) ? (place[1] / m.extent / m.curve_height + 1) / 2 : label / 255;
  return m.low + share * (m.high - m.low);
}

/**
 * What is made of the logits that the network has just given: of two classes both probabilities.
 * @param {Message} m
 * @param {Float32Array} logits (K,)
 */
export function answersOf(m, logits) {
  const out = new Float32Array(logits.length);
  answersTo(m, logits, out, 1);
  return out.length === 1 && !isNumber(m) ? Float32Array.of(1 - out[0], out[0]) : out;
}

/**
 * Rows of a table: the logits, and what is made of them.
 * @param {Message} m
 * @param {Float32Array} logits (K,)
 * @returns {string[][]}
 */
export function lastRows(m, logits) {
  const texts = (/** @type {Float32Array} */ values) => Array.from(values, (v) => number(v));
  if (m.answer === "x") return [["output y", ...texts(logits)]];
  const answers = new Float32Array(logits.length);
  answersTo(m, logits, answers, 1);
  return [
    [logits.length > 1 ? "logits" : "logit", ...texts(logits)],
    [MADE[m.answer], ...texts(answers)],
  ];
}

/**
 * What a network answers to the point, and what is wanted, in words.
 * @param {Message} m
 * @param {Traced} traced
 * @param {Float32Array} logits of the point
 */
export function told(m, traced, logits) {
  const { place, label } = traced;
  const [x1, x2] = place.map((v) => number(v));
  const projected = m.plane.length ? " of the plane" : "";
  const where = isCurve(m) ? `Point x₁ = ${x1}.` : `Point (${x1}, ${x2})${projected}.`;
  const p = answersOf(m, logits);
  if (isNumber(m)) {
    const target = targetOf(m, traced);
    const off = number(p[0] - target, 2);
    return `${where} Answer y = ${number(p[0])}, target ${number(target)}: off by ${off}.`;
  }
  if (m.problem === "labels") {
    const said = labelsAt(m, logits, 0, 1);
    const right = said === label ? "right" : "wrong";
    return `${where} Answer: ${labelsOf(said, m.classes)}; target: ${labelsOf(label, m.classes)}: ${right}.`;
  }
  const first = label === 1 || p.length > 2 ? "" : `class 1: ${number(p[1])}, of `;
  const known = m.loss === "cross_entropy" || (m.loss === "bce" && p.length === 2);
  const loss = known ? `; loss ${number(answer(logits, label).loss)}` : "";
  return `${where} Probability of ${first}its class, ${label}: ${number(p[label])}${loss}.`;
}
