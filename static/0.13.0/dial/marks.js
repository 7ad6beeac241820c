// How many validation points each network gets right, as dots in line with its place on the slider.

import { cleared } from "../shared/canvas.js";
import { percentFixed } from "../shared/numbers.js";

const HEIGHT = 44; // pixels of the dots
const HEADING = 16; // of a line of its own above them, where they are narrow
const THUMB = 8; // pixels from a slider's end to the middle of its thumb there

/** @typedef {{ ink: string, bent: string, font: string }} Look */

/** @param {boolean} narrow */
export const heightOf = (narrow) => HEIGHT + (narrow ? HEADING : 0);

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} ratio
 * @param {HTMLInputElement} slider
 * @param {ArrayLike<number>} accuracy of each network
 * @param {number} classes
 * @param {number} here
 * @param {boolean} narrow
 * @param {Look} look
 */
export function drawMarks(canvas, ratio, slider, accuracy, classes, here, narrow, look) {
  const context = cleared(canvas, ratio);
  const width = canvas.width / ratio;
  const heading = narrow ? HEADING : 0;
  const low = 1 / classes - 0.1;
  context.fillStyle = look.ink;
  context.font = look.font;
  context.globalAlpha = 0.7;
  context.textAlign = "left";
  context.fillText("validation accuracy", 0, 12);
  const left = slider.offsetLeft - canvas.offsetLeft + THUMB;
  const step = (slider.offsetWidth - 2 * THUMB) / (accuracy.length - 1);
  for (let p = 0; p < accuracy.length; p++) {
    const x = left + step * p;
    const y = heading + 38 - 24 * Math.max(0, (accuracy[p] - low) / (1 - low));
    context.globalAlpha = p === here ? 1 : 0.55;
    context.fillStyle = p === here ? look.bent : look.ink;
    context.beginPath();
    context.arc(x, y, p === here ? 5 : 3, 0, 2 * Math.PI);
    context.fill();
    if (p !== here) continue;
    context.textAlign = "center";
    const text = percentFixed(accuracy[p], 0);
    const half = context.measureText(text).width / 2;
    context.fillStyle = look.ink;
    const above = y - 8 >= heading + 12;
    context.fillText(text, Math.max(half, Math.min(x, width - half)), above ? y - 8 : y + 18);
  }
  context.globalAlpha = 1;
}
