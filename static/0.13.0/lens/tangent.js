// The tangent at the pointer, with its slope told; at a kink one line from each side.

import { fixed } from "../shared/numbers.js";
import { note } from "./names.js";

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Frame } from "./frame.js"
 * @import { Look } from "./marks.js"
 * @typedef {{ y: number, slope: number, sides: number[] }} Touch sides: −1, 1 or both
 */

const REACH = 95; // pixels to each side
const HERE = 1e-6; // of x: a kink nearer than this is at the pointer

/**
 * The straight lines that touch f at x: one, or one from each side where f has a kink or jumps.
 * @param {Curve} curve
 * @param {number} x
 * @param {number} value of f there
 * @param {number} slope
 * @returns {Touch[]}
 */
export function touching(curve, x, value, slope) {
  const kink = curve.breaks.find(([, at]) => Math.abs(at - x) < HERE);
  if (!kink) return [{ y: value, slope, sides: [-1, 1] }];
  const [, , left, right, before, after] = kink;
  return [
    { y: left, slope: before, sides: [-1] },
    { y: right, slope: after, sides: [1] },
  ];
}

/**
 * The slope in words, as it stands beside the point.
 * @param {Touch[]} lines
 */
export function slopeWords(lines) {
  const known = lines.filter(({ y, slope }) => Number.isFinite(y) && Number.isFinite(slope));
  const words = known.map(({ slope }) => fixed(slope, 3));
  if (words.length < 2) return words.length ? `slope ${words[0]}` : "";
  return `slope ${words[0]} from the left, ${words[1]} from the right`;
}

/**
 * @param {Frame} frame
 * @param {number} x
 * @param {Touch[]} lines
 * @param {Look} look
 */
export function drawTangent(frame, x, lines, look) {
  const { context } = frame;
  context.strokeStyle = look.ink;
  context.lineWidth = 1.75;
  const at = frame.x(x);
  for (const { y, slope, sides } of lines) {
    if (!Number.isFinite(y) || !Number.isFinite(slope)) continue;
    const steep = (slope * frame.unitY) / frame.unitX; // on the screen
    const across = REACH / Math.hypot(1, steep);
    for (const side of sides) {
      context.beginPath();
      context.moveTo(at, frame.y(y));
      context.lineTo(at + side * across, frame.y(y) - side * across * steep);
      context.stroke();
    }
  }
  const [{ y, slope }] = lines;
  const words = slopeWords(lines);
  if (!words || y < frame.low || y > frame.high) return;
  // On the free side of a rising curve, or of a falling one.
  const rising = slope >= 0;
  note(frame, words, at + (rising ? -12 : 12), frame.y(y) - 14, rising ? "right" : "left", look);
}
