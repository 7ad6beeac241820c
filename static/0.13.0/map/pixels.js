// What is known of the pixels of a map, and the picture they make: coarse until it is fine.

import { contextOf } from "../shared/canvas.js";
import { rgbOf } from "../workbench/plane/colours.js";

/** @import { MapMessage } from "./message.js" */

const UNKNOWN = 255;
const SHADES = 256;
export const PALEST = 0.3; // how much of an outcome's colour its palest shade has

export class Pixels {
  /** @param {MapMessage} m */
  constructor(m) {
    this.side = m.side;
    this.coarsest = m.coarsest;
    this.have = 0;
    this.outcome = new Uint8Array(m.count).fill(UNKNOWN);
    this.shade = new Uint8Array(m.count);
    this.end = new Float32Array(m.count);
    this.looks = m.steps.length;
    this.curve = new Uint8Array(m.count * this.looks);
    this.palette = colours(m);
    this.canvases = m.functions.map(() => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = m.side;
      return canvas;
    });
    /** @type {number[][]} */
    this.counts = m.functions.map(() => m.outcomes.map(() => 0));
  }

  /**
   * Take in what is new, and paint it; false where something before it is missing.
   * @param {MapMessage} m
   */
  take(m) {
    if (m.start > this.have) return false;
    m.places.forEach((place, k) => {
      if (this.outcome[place] === UNKNOWN)
        this.counts[Math.floor(place / this.side ** 2)][m.outcome[k]]++;
      this.outcome[place] = m.outcome[k];
      this.shade[place] = m.shade[k];
      this.end[place] = m.end[k];
      const curve = m.curve.subarray(k * this.looks, (k + 1) * this.looks);
      this.curve.set(curve, place * this.looks);
    });
    this.have = Math.max(this.have, m.start + m.places.length);
    if (m.places.length) this.canvases.forEach((canvas, f) => this.paint(canvas, f));
    return true;
  }

  /** @param {number} place */
  known(place) {
    return this.outcome[place] !== UNKNOWN;
  }

  /**
   * The share of each outcome among the pixels known of a function.
   * @param {number} f
   */
  shares(f) {
    const known = this.counts[f].reduce((sum, one) => sum + one, 0);
    return this.counts[f].map((one) => one / Math.max(1, known));
  }

  /**
   * Every pixel in its colour, or in that of the coarser one that it lies in.
   * @param {HTMLCanvasElement} canvas
   * @param {number} f
   */
  paint(canvas, f) {
    const { side, coarsest, outcome, shade, palette } = this;
    const image = new ImageData(side, side);
    const out = new Uint32Array(image.data.buffer);
    const from = f * side * side;
    for (let row = 0; row < side; row++) {
      const line = (side - 1 - row) * side;
      for (let column = 0; column < side; column++) {
        let place = from + row * side + column;
        for (let step = 2; outcome[place] === UNKNOWN && step <= side / coarsest; step *= 2)
          place = from + (row - (row % step)) * side + column - (column % step);
        if (outcome[place] !== UNKNOWN)
          out[line + column] = palette[outcome[place] * SHADES + shade[place]];
      }
    }
    contextOf(canvas).putImageData(image, 0, 0);
  }
}

/**
 * Each outcome's shades from pale to strong, as pixels.
 * @param {MapMessage} m
 */
function colours({ outcomes, pale }) {
  const found = new Uint32Array(outcomes.length * SHADES);
  const light = rgbOf(pale);
  outcomes.forEach(({ colour, shaded }, k) => {
    const strong = rgbOf(colour);
    for (let s = 0; s < SHADES; s++) {
      const share = shaded ? PALEST + ((1 - PALEST) * s) / (SHADES - 1) : 1;
      const [r, g, b] = light.map((part, i) => Math.round(part + share * (strong[i] - part)));
      found[k * SHADES + s] = (255 << 24) | (b << 16) | (g << 8) | r;
    }
  });
  return found;
}
