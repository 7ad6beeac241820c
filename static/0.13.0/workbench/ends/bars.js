// What stands over the line of leads: what makes a probability a class of K logits.

import { number, percent } from "../../shared/numbers.js";
import { answersOf } from "../drawing/traced.js";
import { answer } from "../measures/units.js";

/** @typedef {import("./end").Look} Look */
/** @typedef {import("./lanes.js").Plot} Plot */
/** @typedef {import("./sigma.js").Pen} Pen */

/**
 * The point that is told: the one traced, else the first.
 * @param {Look} look
 */
const told = ({ tested, traced }) => Math.max(0, tested.points.indexOf(traced));

/**
 * @param {Look} look
 * @param {number} k one of the points judged
 */
function answerTo({ tested, chosen }, k) {
  const logits = tested.logits[chosen];
  const own = Float32Array.from({ length: tested.m.classes }, (_, c) => logits[c * tested.N + k]);
  return { ...answer(own, tested.labels[k]), p: answersOf(tested.m, own) };
}

/**
 * Which point the bars tell, and what is answered to it.
 * @param {Look} look
 */
export function captionOf(look) {
  const { tested, traced } = look;
  if (!tested.N) return `no ${tested.share} points`;
  const k = told(look);
  const { p, likely } = answerTo(look, k);
  const which =
    traced === tested.points[k] ? "the point traced" : `a ${tested.share} point (click another)`;
  const answered =
    likely < 0 ? "its logits are no numbers" : `answered ${likely} with ${percent(p[likely])}`;
  return `${which}: class ${tested.labels[k]}, ${answered}`;
}

/**
 * A row a class: its logit, and the probability as a bar.
 * @param {CanvasRenderingContext2D} context
 * @param {Plot} plot
 * @param {Look} look
 * @param {Pen} pen
 */
export function drawBars(context, { left, right, top, bottom }, look, { ink, scale }) {
  const { tested, m } = look;
  if (!tested.N) return;
  const k = told(look);
  const { logits, p } = answerTo(look, k);
  const row = (bottom - top) / m.classes;
  const first = left + 104 * scale; // where bars begin
  const full = right - 52 * scale - first;
  m.class_colours.forEach((colour, c) => {
    const middle = top + (c + 0.5) * row;
    const length = (p[c] || 0) * full;
    context.fillStyle = colour;
    context.fillRect(first, middle - 0.36 * row, Math.max(1, length), 0.72 * row);
    context.fillStyle = ink;
    context.textAlign = "left";
    const own = tested.labels[k] === c;
    context.globalAlpha = own ? 1 : 0.75;
    context.fillText(`${own ? "▸ " : ""}class ${c}`, left, middle + 4 * scale);
    context.textAlign = "right";
    context.fillText(number(logits[c]), first - 6 * scale, middle + 4 * scale);
    context.textAlign = "left";
    context.fillText(percent(p[c]), first + length + 6 * scale, middle + 4 * scale);
    context.globalAlpha = 1;
  });
}
