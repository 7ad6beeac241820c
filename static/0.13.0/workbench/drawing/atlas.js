// What each unit computes over the input plane, as small maps side by side on one canvas.

import { contextOf } from "../../shared/canvas.js";
import { given } from "../../shared/features.js";
import { later } from "../../shared/later.js";
import { answersTo, isNumber, toneOf } from "../problem.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("../../shared/network.js").Network} Network */

const CELL = 20; // side of a unit's map in samples,
const COARSE = 10; // and of large networks
const LARGE = 2e5; // parameters

/**
 * The side of a unit's map in samples, for a network of n parameters.
 * @param {number} n
 */
export const cellOf = (n) => (n > LARGE ? COARSE : CELL);

/**
 * The middles of a map's samples, row 0 on top: what the network is given there.
 * @param {Pick<Message, "extent" | "inputs" | "plane">} m
 * @param {number} cell
 */
export function samples(m, cell) {
  const N = cell * cell;
  const node = (/** @type {number} */ n) => ((2 * n + 1) / cell - 1) * m.extent;
  const places = Float32Array.from({ length: 2 * N }, (_, n) =>
    n < N ? node(n % cell) : -node(((n - N) / cell) | 0),
  );
  return given(m, places);
}

/**
 * How answers are shaded at N places: the probability of each class or label; of one logit from −1
 * to 1, as 2 p − 1 or between the lowest number and the highest.
 * @param {Pick<Message, "problem" | "answer" | "low" | "high">} m
 * @param {Float32Array} logits (K, N)
 * @param {Float32Array} out which may be the same
 * @param {number} N
 */
export function judge(m, logits, out, N) {
  answersTo(m, logits, out, N);
  if (out.length > N) return;
  for (let n = 0; n < N; n++) out[n] = isNumber(m) ? toneOf(m, out[n]) : 2 * out[n] - 1;
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
  out = new Float32Array(0); // answers, as they are shaded
  side = CELL; // of a map in samples
  /** @type {Message} */
  m = later();

  /** How many samples a map has. */
  get samples() {
    return this.side * this.side;
  }

  /**
   * Makes room for the maps of a message's network.
   * @param {Message} m
   * @param {Places} places
   * @param {number} n its parameters
   */
  resize(m, { last, rows, widths }, n) {
    this.m = m;
    this.side = cellOf(n);
    this.canvas.width = this.side * (last + 1);
    this.canvas.height = this.side * rows;
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.out = new Float32Array(this.samples * widths[last]);
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
    const { out, m, samples } = this;
    const K = widths[last];
    judge(m, logits, out, samples);
    for (let c = 0; c <= last; c++) {
      const values = c === 0 ? plane : c < last ? net.h[c - 1] : out;
      for (let k = 0; k < slots[c].length; k++) {
        const u = slots[c][k];
        const shades = c === last && K > 1 ? theme.classes[u] : theme.shades;
        this.cell(values, u * samples, c === last ? 1 : 0, shades, c, k);
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
    const { rgba, image, side, samples } = this;
    const rate = rateOf(values, from, samples, peak);
    for (let y = 0, n = from; y < side; y++) {
      for (let x = 0, o = (k * side + y) * image.width + c * side; x < side; x++, n++, o++) {
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
    const { side } = this;
    const [x, y, wide] = [c * side + 0.5, k * side + 0.5, side - 1];
    context.drawImage(this.canvas, x, y, wide, wide, left, top, size, size);
  }
}
