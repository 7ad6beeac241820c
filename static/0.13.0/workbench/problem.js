// What is asked of the networks, and what they answer: a class, several labels, or a number.

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {Pick<Message, "problem">} Asked */
/** @typedef {Pick<Message, "answer">} Answering */

const HALF = 0.5; // probability above which a label is given

/** @param {Asked} m */
export const isNumber = ({ problem }) => problem.startsWith("regression");

/** @param {Asked} m */
export const isLabels = ({ problem }) => problem === "labels";

/** @param {Asked} m */
export const isBinary = ({ problem }) => problem === "binary";

/**
 * Whether one class is asked for, of two or more.
 * @param {Asked} m
 */
export const isClass = (m) => isBinary(m) || m.problem === "classes";

/**
 * Whether a number is asked for of one other: a curve y(x).
 * @param {Asked & Pick<Message, "axes">} m
 */
export const isCurve = (m) => isNumber(m) && m.axes === 1;

/**
 * What is made of one logit, by itself.
 * @param {Answering} m
 * @param {number} z
 */
export function answerTo({ answer }, z) {
  if (answer === "x") return z;
  return 1 / (1 + Math.exp(answer === "sigmoid(relu(x))" ? -Math.max(z, 0) : -z));
}

/**
 * What is made of the logits (K, N), written to `out`, which may be they.
 * @param {Answering} m
 * @param {Float32Array} logits
 * @param {Float32Array} out
 * @param {number} N
 */
export function answersTo(m, logits, out, N) {
  const end = out.length;
  if (m.answer !== "p") {
    for (let n = 0; n < end; n++) out[n] = answerTo(m, logits[n]);
    return;
  }
  for (let n = 0; n < N; n++) {
    let top = -Infinity;
    let sum = 0;
    for (let k = n; k < end; k += N) top = Math.max(top, logits[k]);
    for (let k = n; k < end; k += N) sum += out[k] = Math.exp(logits[k] - top);
    for (let k = n; k < end; k += N) out[k] /= sum;
  }
}

/**
 * Where a number stands between the lowest, −1, and the highest, 1; beyond them it stays there.
 * @param {Pick<Message, "low" | "high">} m
 * @param {number} value
 */
export const toneOf = ({ low, high }, value) =>
  Math.max(-1, Math.min(1, (2 * (value - low)) / (high - low) - 1));

/**
 * The logit of label k at point n of N: above 0 it is given.
 * @param {Answering} m
 * @param {ArrayLike<number>} logits (K, N)
 * @param {number} k
 * @param {number} n
 * @param {number} N
 */
export function labelLogit({ answer }, logits, k, n, N) {
  const own = logits[k * N + n];
  if (answer !== "p") return own;
  let top = -Infinity;
  let sum = 0;
  for (let o = n; o < logits.length; o += N) if (o !== k * N + n) top = Math.max(top, logits[o]);
  for (let o = n; o < logits.length; o += N) if (o !== k * N + n) sum += Math.exp(logits[o] - top);
  return own - top - Math.log(sum);
}

/**
 * The labels given at point n of N, as the bits of a number.
 * @param {Answering} m
 * @param {ArrayLike<number>} logits (K, N)
 * @param {number} n
 * @param {number} N
 */
export function labelsAt(m, logits, n, N) {
  let bits = 0;
  for (let k = 0; k * N < logits.length; k++)
    if (labelLogit(m, logits, k, n, N) > 0) bits |= 1 << k;
  return bits;
}

/**
 * The labels among the bits of a number, in words.
 * @param {number} bits
 * @param {number} K
 */
export function labelsOf(bits, K) {
  const all = [...Array(K).keys()].filter((k) => (bits >> k) & 1);
  if (!all.length) return "no label";
  return `label${all.length > 1 ? "s" : ""} ${all.join(" and ")}`;
}

/**
 * How certain an answer of these probabilities is: 0 where it might as well be another, 1 at most.
 * @param {Asked} m
 * @param {ArrayLike<number>} p (K, N), or of two classes that of class 1
 * @param {number} n
 * @param {number} N
 */
export function certainty(m, p, n, N) {
  const K = p.length / N;
  if (K === 1) return Math.abs(2 * p[n] - 1);
  let [top, least] = [0, 1];
  for (let o = n; o < p.length; o += N) {
    top = Math.max(top, p[o]);
    least = Math.min(least, Math.abs(p[o] - HALF));
  }
  return isLabels(m) ? 2 * least : Math.max(0, (top - 1 / K) / (1 - 1 / K));
}
