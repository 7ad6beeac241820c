// What enters a unit on the data, under the curve of its activation.

import { number } from "../../shared/numbers.js";

const BINS = 32;
const NODES = 120; // of the curve
const FLOOR = 122; // CSS pixels from the top
const HIGH = 70; // of the fullest bin

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} z all finite
 * @param {((x: Float32Array) => Float32Array) | null} f the activation, if the unit has one
 * @param {string} ink
 * @param {number} left
 * @param {number} width
 */
export function drawHistogram(context, z, f, ink, left, width) {
  const low = Math.min(-1, ...z);
  const high = Math.max(1, ...z);
  const bins = new Float32Array(BINS);
  for (const x of z) bins[Math.min(BINS - 1, (((x - low) / (high - low)) * BINS) | 0)]++;
  const most = Math.max(...bins);
  context.fillStyle = context.strokeStyle = ink;
  context.globalAlpha = 0.22;
  bins.forEach((n, b) => {
    const height = (HIGH * n) / most;
    context.fillRect(left + (b * width) / BINS, FLOOR - height, width / BINS - 1, height);
  });
  const zero = left + (-low / (high - low)) * width;
  context.fillRect(left, FLOOR, width, 1);
  context.fillRect(zero, 4, 1, FLOOR - 4);
  context.globalAlpha = 0.7;
  context.fillText(number(low, 2), left, 136);
  context.textAlign = "right";
  context.fillText(number(high, 2), left + width, 136);
  context.globalAlpha = 1;
  if (!f) return;
  const places = { length: NODES + 1 };
  const h = f(Float32Array.from(places, (_, n) => low + ((high - low) * n) / NODES));
  const floor = Math.min(...h);
  const span = Math.max(...h) - floor || 1;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  h.forEach((v, n) => context.lineTo(left + (n * width) / NODES, 116 - (106 * (v - floor)) / span));
  context.stroke();
}
