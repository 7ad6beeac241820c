// What stands over the line of logits: σ, which makes probabilities of them, cut at the threshold.

import { sigmoid } from "../../shared/measures.js";
import { number } from "../../shared/numbers.js";
import { said } from "./threshold.js";

/** @typedef {import("./end").Look} Look */
/** @typedef {import("./lanes.js").Lanes} Lanes */
/** @typedef {import("./lanes.js").Plot} Plot */
/** @typedef {{ ink: string, paper: string, scale: number, thick: number }} Pen */

const TINT = 0.16;
const TICKS = [0, 0.5, 1];
const STEEP = 4; // logit within which the curve rises

/**
 * Tints both sides of the threshold in the class that is answered there, over a height.
 * @param {CanvasRenderingContext2D} context
 * @param {Plot} plot
 * @param {number} x of the threshold
 * @param {string[]} colours
 */
export function tint(context, { left, right, top, bottom }, x, colours) {
  context.globalAlpha = TINT;
  context.fillStyle = colours[0];
  context.fillRect(left, top, x - left, bottom - top);
  context.fillStyle = colours[1];
  context.fillRect(x, top, right - x, bottom - top);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Plot} plot
 * @param {Lanes} lanes
 * @param {Look} look
 * @param {Pen} pen
 */
export function drawSigma(context, plot, lanes, look, pen) {
  const { left, right, top, bottom } = plot;
  const { threshold, cut, tested, traced } = look;
  /** @param {number} p */
  const y = (p) => bottom - p * (bottom - top);
  const { ink, scale, thick } = pen;
  context.strokeStyle = context.fillStyle = ink;
  context.lineWidth = 1;
  for (const tick of TICKS) {
    context.globalAlpha = 0.14;
    rule(context, left, y(tick), right);
    context.globalAlpha = 0.75;
    context.textAlign = "right";
    const apart = Math.abs(y(tick) - y(threshold)) > 13 * scale;
    if (apart) context.fillText(String(tick), left - 6, y(tick) + 4 * scale);
  }
  context.globalAlpha = 1;
  context.lineWidth = 2.2 * thick;
  context.beginPath();
  for (let x = left; x <= right; x++) context.lineTo(x, y(sigmoid(lanes.z(x))));
  context.stroke();
  context.lineWidth = 1.4;
  context.setLineDash([4, 3]);
  rule(context, left, y(threshold), lanes.x(cut));
  context.setLineDash([]);
  context.textAlign = "right";
  context.fillText(said(threshold), left - 6, y(threshold) + 4 * scale);
  const k = tested.points.indexOf(traced);
  if (k < 0) return;
  const z = lanes.at[k];
  const p = sigmoid(z);
  context.beginPath();
  context.arc(lanes.x(z), y(p), 4.5, 0, 2 * Math.PI);
  context.fill();
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(lanes.x(z), y(p));
  context.lineTo(lanes.x(z), lanes.y(k));
  context.stroke();
  // Where the curve is not: above it on the left, below it on the right.
  const after = z < -STEEP || (z >= 0 && z < STEEP);
  context.textAlign = after ? "left" : "right";
  const text = `σ(${number(z)}) = ${number(p)}`;
  context.fillText(text, lanes.x(z) + (after ? 10 : -10), y(p) + (z < 0 ? -8 : 16) * scale);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} from
 * @param {number} y
 * @param {number} to
 */
function rule(context, from, y, to) {
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to, y);
  context.stroke();
}
