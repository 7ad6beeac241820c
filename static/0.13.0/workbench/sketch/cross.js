// What the hand that draws has on the maps: a cross-hair, or a ring around the point it has chosen.

import { INK } from "../plane/colours.js";
import { REACH } from "./sketch.js";

/** @typedef {{ x: number, y: number }} Place */

const ARM = 9; // CSS pixels
const RING = 8;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} size of the map in CSS pixels
 * @param {Place | undefined} chosen
 * @param {Place | undefined} cross
 */
export function drawHand(context, size, chosen, cross) {
  const at = (/** @type {Place} */ { x, y }) =>
    /** @type {const} */ ([((x / REACH + 1) * size) / 2, ((1 - y / REACH) * size) / 2]);
  context.strokeStyle = INK;
  context.lineWidth = 2;
  context.beginPath();
  if (chosen) context.arc(...at(chosen), RING, 0, 2 * Math.PI);
  if (cross) {
    const [x, y] = at(cross);
    context.moveTo(x - ARM, y);
    context.lineTo(x + ARM, y);
    context.moveTo(x, y - ARM);
    context.lineTo(x, y + ARM);
  }
  context.stroke();
}
