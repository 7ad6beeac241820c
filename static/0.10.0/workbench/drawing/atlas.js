// What each unit computes over the input plane, as small maps side by side on one canvas.

import { contextOf } from "../../shared/canvas.js";
import { later } from "../../shared/later.js";

/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("../../shared/network.js").Network} Network */

const CELL = 20; // side of a unit's map in samples
export const SAMPLES = CELL * CELL;

/**
 * The middles of a map's samples, row 0 on top: x1 of all, then x2 of all.
 * @param {number} extent
 */
export function samples(extent) {
  const node = (/** @type {number} */ n) => ((2 * n + 1) / CELL - 1) * extent;
  return Float32Array.from({ length: 2 * SAMPLES }, (_, n) =>
    n < SAMPLES ? node(n % CELL) : -node(((n - SAMPLES) / CELL) | 0),
  );
}

/**
 * Probabilities from logits of N points; of one logit 2 p − 1.
 * @param {Float32Array} logits (K, N)
 * @param {Float32Array} out which may be the same
 * @param {number} N
 */
export function judge(logits, out, N) {
  const end = out.length;
  for (let n = 0; n < N; n++) {
    if (end === N) {
      out[n] = Math.tanh(logits[n] / 2);
      continue;
    }
    let top = -Infinity;
    let sum = 0;
    for (let k = n; k < end; k += N) top = Math.max(top, logits[k]);
    for (let k = n; k < end; k += N) sum += out[k] = Math.exp(logits[k] - top);
    for (let k = n; k < end; k += N) out[k] /= sum;
  }
}

/**
 * From a value to its place among 256 shades, by the value that is drawn strongest.
 * @param {ArrayLike<number>} values
 * @param {number} from
 * @param {number} count
 * @param {number} peak 0: the largest there is
 */
export function rateOf(values, from, count, peak) {
  if (!peak) {
    for (let n = from; n < from + count; n++) peak = Math.max(peak, Math.abs(values[n]));
  }
  return peak > 0 && peak < Infinity ? 127 / peak : 0;
}

export class Atlas {
  canvas = document.createElement("canvas");
  context = contextOf(this.canvas);
  /** @type {ImageData} */
  image = later();
  rgba = new Uint32Array(0);
  out = new Float32Array(0); // probabilities; of two classes 2 p − 1

  /**
   * @param {number} columns
   * @param {number} rows
   * @param {number} outputs
   */
  resize(columns, rows, outputs) {
    this.canvas.width = CELL * columns;
    this.canvas.height = CELL * rows;
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.out = new Float32Array(SAMPLES * outputs);
  }

  /**
   * Paints the map of every unit shown.
   * @param {Places} places
   * @param {Network} net which has just been run at the samples of `plane`
   * @param {Float32Array} plane
   * @param {Float32Array} logits
   * @param {Theme} theme
   */
  fill({ slots, last, widths }, net, plane, logits, theme) {
    const { out } = this;
    const K = widths[last];
    judge(logits, out, SAMPLES);
    for (let c = 0; c <= last; c++) {
      const values = c === 0 ? plane : c < last ? net.h[c - 1] : out;
      for (let k = 0; k < slots[c].length; k++) {
        const u = slots[c][k];
        const shades = c === last && K > 1 ? theme.classes[u] : theme.shades;
        this.cell(values, u * SAMPLES, c === last ? 1 : 0, shades, c, k);
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  /**
   * One map, in column c and row k.
   * @param {Float32Array} values
   * @param {number} from
   * @param {number} peak value that is drawn strongest; 0: the largest there is
   * @param {Uint32Array} shades
   * @param {number} c
   * @param {number} k
   */
  cell(values, from, peak, shades, c, k) {
    const { rgba, image } = this;
    const rate = rateOf(values, from, SAMPLES, peak);
    for (let y = 0, n = from; y < CELL; y++) {
      for (let x = 0, o = (k * CELL + y) * image.width + c * CELL; x < CELL; x++, n++, o++) {
        const v = values[n] * rate;
        rgba[o] = shades[v === v ? (v + 127.5) | 0 : 127];
      }
    }
  }

  /**
   * Draws the map in column c and row k.
   * @param {CanvasRenderingContext2D} context
   * @param {number} c
   * @param {number} k
   * @param {number} left
   * @param {number} top
   * @param {number} size
   */
  draw(context, c, k, left, top, size) {
    const [x, y, side] = [c * CELL + 0.5, k * CELL + 0.5, CELL - 1];
    context.drawImage(this.canvas, x, y, side, side, left, top, size, size);
  }
}
