// A small picture that is drawn larger, a pixel a node.

import { contextOf } from "../../shared/canvas.js";
import { pixel, rgbOf } from "./colours.js";

/** @typedef {import("../../shared/message").Message} Message */

export const SHARP = 1e3; // a gain at which a class is certain wherever it is ahead

export class Tint {
  /**
   * @param {Pick<Message, "neutral" | "class_colours">} m
   * @param {number} side in pixels
   */
  constructor(m, side) {
    this.side = side;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = side;
    this.context = contextOf(this.canvas);
    this.image = this.context.createImageData(side, side);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.neutral = rgbOf(m.neutral);
    this.colours = m.class_colours.map(rgbOf);
    this.share = new Float32Array(m.class_colours.length);
  }

  /**
   * Where node n of a G × G grid, row 0 at the bottom, stands among the pixels.
   * @param {number} n
   */
  at(n) {
    const { side } = this;
    return (side - 1 - ((n / side) | 0)) * side + (n % side);
  }

  /**
   * Class colours by the values at the first side² of M points, neutral where no class is ahead.
   * @param {Float32Array} values (K, M), or (M,) of two classes
   * @param {number} M
   * @param {number} gain the values are multiplied by, before a softmax
   * @param {number} strength of a colour where its class is certain, up to 1
   */
  classes(values, M, gain, strength) {
    const { side, share, colours, neutral, rgba } = this;
    const K = share.length;
    const one = values.length < 2 * M;
    for (let n = 0; n < side * side; n++) {
      let sum = 0;
      let top = 0;
      for (let k = 0; k < K; k++) {
        share[k] = one ? (k - 0.5) * gain * values[n] : gain * values[k * M + n];
        top = k && top > share[k] ? top : share[k];
      }
      // The largest is e⁰.
      for (let k = 0; k < K; k++) {
        sum += share[k] = share[k] === top ? 1 : Math.exp(share[k] - top);
      }
      let r = neutral[0];
      let g = neutral[1];
      let b = neutral[2];
      for (let k = 0; k < K; k++) {
        const ahead = (strength * Math.max(0, (share[k] / sum) * K - 1)) / (K - 1);
        r += ahead * (colours[k][0] - neutral[0]);
        g += ahead * (colours[k][1] - neutral[1]);
        b += ahead * (colours[k][2] - neutral[2]);
      }
      rgba[this.at(n)] = pixel(r, g, b);
    }
  }

  /**
   * The colours found for the nodes.
   * @param {import("./shading.js").Shading} shading
   */
  shade({ planes, field, colours }) {
    const { side, rgba } = this;
    for (let n = 0; n < side * side; n++) {
      rgba[this.at(n)] =
        planes === 1
          ? colours[(field[n] + 0.5) | 0]
          : pixel(field[3 * n] + 0.5, field[3 * n + 1] + 0.5, field[3 * n + 2] + 0.5);
    }
  }

  /**
   * Drawn so that the outermost pixels' middles (inset 0.5) or edges (0) lie on the edge.
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {number} [inset]
   */
  draw(context, x, y, size, inset = 0.5) {
    const side = this.side - 2 * inset;
    this.context.putImageData(this.image, 0, 0);
    context.drawImage(this.canvas, inset, inset, side, side, x, y, size, size);
  }
}
