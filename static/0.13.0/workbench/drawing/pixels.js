// A point whose inputs are the pixels of a picture, as that picture.

import { contextOf, fit } from "../../shared/canvas.js";
import { INK } from "../plane/colours.js";

const CELL = 9; // CSS pixels of a pixel

/**
 * Draws them row by row.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} pixels (side²,), 255 for the darkest
 * @param {number} side
 * @param {string} ground
 */
export function drawPixels(canvas, pixels, side, ground) {
  const size = side * CELL;
  fit(canvas, size, size, 1);
  canvas.setAttribute("role", "img");
  canvas.ariaLabel = `The point as a picture of ${side} × ${side} pixels`;
  const context = contextOf(canvas);
  context.globalAlpha = 1;
  context.fillStyle = ground;
  context.fillRect(0, 0, size, size);
  context.fillStyle = INK;
  pixels.forEach((dark, k) => {
    context.globalAlpha = dark / 255;
    context.fillRect(CELL * (k % side), CELL * Math.floor(k / side), CELL, CELL);
  });
}
