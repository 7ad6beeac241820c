// The straight line and f faint, f_t between them.

import { cleared } from "../shared/canvas.js";

/** @import { Network } from "../shared/network.js" */

const REACH = 3; // half the side of the window

/** @typedef {{ ink: string, bent: string, font: string }} Look */

/**
 * f_t of the network whose activation is f itself, in a square of this size.
 * @param {HTMLCanvasElement} canvas
 * @param {number} size
 * @param {number} ratio
 * @param {Network} net
 * @param {number} t
 * @param {Look} look
 */
export function drawCurve(canvas, size, ratio, net, t, { ink, bent, font }) {
  const context = cleared(canvas, ratio);
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.globalAlpha = 0.3;
  context.beginPath();
  context.moveTo(0, size / 2);
  context.lineTo(size, size / 2);
  context.moveTo(size / 2, 0);
  context.lineTo(size / 2, size);
  context.stroke();
  const [{ value: f }] = net.functions;
  context.globalAlpha = 0.35;
  context.lineWidth = 1.5;
  trace(context, size, (x) => x);
  trace(context, size, (x) => f.at(x));
  context.globalAlpha = 1;
  context.lineWidth = 3.25;
  context.strokeStyle = bent;
  trace(context, size, (x) => (1 - t) * x + t * f.at(x));
  context.globalAlpha = 0.7;
  context.fillStyle = ink;
  context.font = font;
  context.textAlign = "right";
  context.fillText(`x from −${REACH} to ${REACH}`, size - 4, size - 6);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} size
 * @param {(x: number) => number} f
 */
function trace(context, size, f) {
  const unit = size / (2 * REACH);
  let before = NaN;
  context.beginPath();
  for (let x = 0; x <= size; x += 0.5) {
    const y = size / 2 - f(x / unit - REACH) * unit;
    if (Math.abs(y - before) < size / 8) context.lineTo(x, y);
    else context.moveTo(x, y); // across a jump no line is drawn
    before = y;
  }
  context.stroke();
}
