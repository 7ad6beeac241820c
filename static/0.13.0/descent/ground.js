// The ground of a loss surface: grey by height, with lines of equal loss, between two surfaces too.

import { contextOf } from "../shared/canvas.js";
import { pixel } from "../workbench/plane/colours.js";
import { march } from "../workbench/plane/contour.js";

/** @import { Frame } from "../lens/frame.js" */
/** @import { HeatMessage } from "./message.js" */

const [LOWEST, HIGHEST] = [58, 226]; // grey of the lowest ground, and of the highest

export class Ground {
  constructor() {
    this.image = document.createElement("canvas");
    this.values = new Float32Array(0); // of the surface at hand
    /** @type {HeatMessage | null} */
    this.of = null;
    this.place = NaN; // between two surfaces of that message
    this.painted = false; // the image shows these values
  }

  /**
   * The surface at a moment of training.
   * @param {HeatMessage} m
   * @param {number} at steps
   */
  take(m, at) {
    const size = m.grid * m.grid;
    const count = m.moments.length;
    const place = placeOf(m.moments, at);
    if (m === this.of && place === this.place) return;
    [this.of, this.place, this.painted] = [m, place, false];
    const [a, share] = [Math.floor(place), place % 1];
    const next = Math.min(a + 1, count - 1);
    if (this.values.length !== size) this.values = new Float32Array(size);
    for (let k = 0; k < size; k++) {
      const before = m.surfaces[a * size + k];
      this.values[k] = before + share * (m.surfaces[next * size + k] - before);
    }
  }

  /**
   * How light a loss is: 0 at the lowest, 1 from the upper end of the range on.
   * @param {HeatMessage} m
   * @param {number} loss
   */
  static share({ range: [low, high] }, loss) {
    return Math.max(0, Math.min((loss - low) / (high - low), 1)) ** 0.6;
  }

  /**
   * @param {HeatMessage} m
   * @param {number} loss
   */
  static grey(m, loss) {
    return LOWEST + (HIGHEST - LOWEST) * Ground.share(m, loss);
  }

  /**
   * @param {HeatMessage} m
   * @param {number} loss
   */
  static colour(m, loss) {
    const grey = Math.round(Ground.grey(m, loss));
    return `rgb(${grey}, ${grey}, ${grey + 4})`;
  }

  /**
   * The image of the surface at hand.
   * @param {HeatMessage} m
   */
  develop(m) {
    const { image, values } = this;
    const { grid } = m;
    if (image.width !== grid) image.width = image.height = grid;
    const context = contextOf(image);
    const data = context.createImageData(grid, grid);
    const rgba = new Uint32Array(data.data.buffer);
    for (let k = 0; k < values.length; k++) {
      const row = grid - 1 - Math.floor(k / grid);
      const loss = values[k];
      const grey = Ground.grey(m, loss);
      // Where there is no number there is no ground.
      const known = loss === loss;
      rgba[row * grid + (k % grid)] = pixel(grey, grey, grey + 4, known ? 255 : 0);
    }
    context.putImageData(data, 0, 0);
    this.painted = true;
  }

  /**
   * @param {HeatMessage} m
   * @param {Frame} frame
   */
  paint(m, frame) {
    const { image } = this;
    const { grid } = m;
    if (!this.painted) this.develop(m);
    const { left, top, right, bottom } = frame;
    const [w, h] = [(right - left) / (grid - 1), (bottom - top) / (grid - 1)];
    frame.context.imageSmoothingEnabled = true;
    frame.context.drawImage(image, left - w / 2, top - h / 2, right - left + w, bottom - top + h);
  }

  /**
   * @param {HeatMessage} m
   * @param {Frame} frame
   */
  lines(m, frame) {
    const { context, left, right, top, bottom } = frame;
    const { grid } = m;
    const [w, h] = [(right - left) / (grid - 1), (bottom - top) / (grid - 1)];
    context.lineWidth = 1;
    context.strokeStyle = "white";
    context.globalAlpha = 0.7;
    context.beginPath();
    for (const level of m.levels) {
      march(this.values, 0, grid, level, (a, b, s, c, d, t) => {
        context.moveTo(...at(a, b, s));
        context.lineTo(...at(c, d, t));
      });
    }
    context.stroke();
    context.globalAlpha = 1;

    /**
     * @param {number} a
     * @param {number} b
     * @param {number} s
     * @returns {[number, number]}
     */
    function at(a, b, s) {
      const across = (a % grid) + (b - a === 1 ? s : 0);
      const up = Math.floor(a / grid) + (b - a === 1 ? 0 : s);
      return [left + across * w, bottom - up * h];
    }
  }
}

/**
 * Where a moment stands among others, with a fraction between two; before and after all at the end.
 * @param {number[]} moments rising
 * @param {number} at
 */
export function placeOf(moments, at) {
  const next = moments.findIndex((moment) => moment > at);
  if (next < 1) return next < 0 ? moments.length - 1 : 0;
  const before = moments[next - 1];
  return next - 1 + (at - before) / (moments[next] - before);
}
