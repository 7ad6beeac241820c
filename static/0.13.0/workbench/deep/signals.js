// Where the pre-activations of each hidden layer lie, and which of them meet a flat activation.

import { contextOf } from "../../shared/canvas.js";
import { pixel, rgbOf } from "../plane/colours.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./gradients.js").Box} Box */

const SPAN = 6; // pre-activations are shown from −SPAN to SPAN
export const BINS = 48;
const SLOPE = 22; // CSS pixels to the right that a slope of 1 is drawn at

/** How many pre-activations of one network lie where. */
export class Histogram {
  /** @param {number} L */
  constructor(L) {
    this.counts = new Float64Array(L * BINS);
    this.flat = new Float64Array(L * BINS); // those where the activation is flat
    this.share = 0; // of all that are flat
    this.slopes = new Float32Array(0); // of one layer
  }

  /**
   * Counts the pre-activations of a network that has just been run; the outermost bins hold all
   * that lies beyond.
   * @param {Network} net
   * @param {ArrayLike<number>} w
   * @param {number} least slope that is not flat
   */
  count(net, w, least) {
    const { counts, flat } = this;
    counts.fill(0);
    flat.fill(0);
    let all = 0;
    let dull = 0;
    for (let l = 0; l < net.hidden; l++) {
      const z = net.z[l];
      if (this.slopes.length < z.length) this.slopes = new Float32Array(z.length);
      net.activation(l, w).slopes(z, this.slopes);
      for (let n = 0; n < z.length; n++) {
        const at = Math.floor(((z[n] + SPAN) / (2 * SPAN)) * BINS);
        const bin = l * BINS + Math.max(0, Math.min(BINS - 1, at));
        const still = Number(Math.abs(this.slopes[n]) < least);
        counts[bin]++;
        flat[bin] += still;
        dull += still;
      }
      all += z.length;
    }
    this.share = dull / (all || 1);
  }
}

/** Draws a histogram as columns of shades. */
export class Shades {
  /**
   * @param {number} L
   * @param {string[]} colours of what is flat, and of what is not
   */
  constructor(L, colours) {
    this.L = L;
    this.colours = colours.map(rgbOf);
    this.strip = document.createElement("canvas");
    this.strip.width = Math.max(L, 1);
    this.strip.height = BINS;
    this.paper = contextOf(this.strip);
    this.image = this.paper.createImageData(this.strip.width, BINS);
    this.rgba = new Uint32Array(this.image.data.buffer);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Histogram} histogram
   * @param {Box} box
   */
  draw(context, { counts, flat }, { left, right, top, bottom }) {
    const { L, rgba } = this;
    for (let l = 0; l < L; l++) {
      const most = Math.max(...counts.subarray(l * BINS, (l + 1) * BINS));
      for (let bin = 0; bin < BINS; bin++) {
        const count = counts[l * BINS + bin];
        const [r, g, b] = this.colours[2 * flat[l * BINS + bin] > count ? 0 : 1];
        const alpha = count ? 40 + 215 * Math.sqrt(count / most) : 0;
        rgba[(BINS - 1 - bin) * L + l] = pixel(r, g, b, alpha);
      }
    }
    this.paper.putImageData(this.image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.strip, left, top, right - left, bottom - top);
    context.imageSmoothingEnabled = true;
  }
}

/**
 * The axis of the pre-activations, and the first layer's slope at its right, turned.
 * @param {CanvasRenderingContext2D} context
 * @param {Network} net
 * @param {ArrayLike<number>} w
 * @param {Box} box
 * @param {string} ink
 * @param {string} title
 */
export function drawSlope(context, net, w, { left, right, top, bottom }, ink, title) {
  const y = (/** @type {number} */ v) => bottom - ((bottom - top) * (v + SPAN)) / (2 * SPAN);
  context.fillStyle = context.strokeStyle = ink;
  context.globalAlpha = 0.75;
  context.textAlign = "right";
  for (const v of [-SPAN, 0, SPAN]) {
    context.fillText(String(v).replace("-", "−"), left - 5, y(v) + 4);
  }
  context.textAlign = "left";
  context.fillText(title, left, top - 6);
  context.fillText("f′", right + 8, top - 6);
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.beginPath();
  const { slope: df } = net.activation(0, w);
  for (let v = -SPAN; v <= SPAN; v += 0.1) {
    const slope = Math.max(-0.2, Math.min(1.2, df.at(v)));
    context.lineTo(right + 6 + SLOPE * slope, y(v));
  }
  context.stroke();
}
