// One square map of the plane: probabilities in two colours or a spread in grey, lines and points.

import { cleared, contextOf, density, fit } from "../shared/canvas.js";
import { points } from "../shared/points.js";
import { pixel, rgbOf } from "../workbench/plane/colours.js";
import { strokeLevel } from "../workbench/plane/contour.js";

/** @import { Colours, Mapped } from "./message.js" */

export const HALF = 127.5; // the byte of ½
const FULL = 255;
const STRENGTH = 0.75; // of a class' colour where a network is sure

export class Plate {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.image = document.createElement("canvas");
    this.size = 0;
    this.grid = 0;
    this.context = contextOf(canvas);
  }

  /**
   * Begin a picture of this size.
   * @param {number} size in pixels
   * @param {number} grid
   */
  begin(size, grid) {
    const ratio = density();
    fit(this.canvas, size, size, ratio);
    this.canvas.style.width = this.canvas.style.height = `${size}px`;
    this.context = cleared(this.canvas, ratio);
    [this.size, this.grid] = [size, grid];
  }

  /**
   * @param {Uint8Array} values
   * @param {number} place of the map among the values
   * @param {(value: number) => number} colour of a byte, as a pixel
   */
  paint(values, place, colour) {
    const { image, grid, size, context } = this;
    if (image.width !== grid) image.width = image.height = grid;
    const inner = contextOf(image);
    const data = inner.createImageData(grid, grid);
    const pixels = new Uint32Array(data.data.buffer);
    const start = place * grid * grid;
    for (let k = 0; k < grid * grid; k++) {
      const row = grid - 1 - Math.floor(k / grid);
      pixels[row * grid + (k % grid)] = colour(values[start + k]);
    }
    inner.putImageData(data, 0, 0);
    const half = size / (grid - 1) / 2;
    context.imageSmoothingEnabled = true;
    context.drawImage(image, -half, -half, size + 2 * half, size + 2 * half);
  }

  /**
   * Where a map is undecided.
   * @param {Uint8Array} values
   * @param {number} place
   * @param {string} colour
   * @param {number} width
   */
  boundary(values, place, colour, width) {
    const { context, grid, size } = this;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    strokeLevel(context, values, place * grid * grid, grid, size, HALF);
  }

  /**
   * Points from one number to before another: full ones, rings for those that are not trained on.
   * @param {Mapped & { shares?: Uint8Array }} m
   * @param {number} extent
   * @param {number} from
   * @param {number} to
   * @param {number} radius
   */
  points(m, extent, from, to, radius) {
    const { positive, negative, neutral } = m.colours;
    points(this.context, this.size, m.points, extent, from, to, (n) => {
      const share = m.shares?.[n] ?? 0;
      if (share > 1) return null; // to test on: for the end
      const colour = m.labels[n] ? positive : negative;
      return share ? [neutral, colour, 0.7 * radius] : [colour, neutral, radius];
    });
  }
}

/**
 * From one class' colour over the neutral one to the other's.
 * @param {Colours} colours
 * @returns {(value: number) => number}
 */
export function classes({ negative, positive, neutral }) {
  const [low, middle, high] = [negative, neutral, positive].map(rgbOf);
  return (value) => {
    const far = (STRENGTH * Math.abs(value - HALF)) / HALF;
    const end = value > HALF ? high : low;
    const [r, g, b] = middle.map((part, k) => part + far * (end[k] - part));
    return pixel(r, g, b);
  };
}

/**
 * From the neutral colour, where all agree, to a dark one.
 * @param {Colours} colours
 * @returns {(value: number) => number}
 */
export function greys({ neutral, ink }) {
  const [low, high] = [neutral, ink].map(rgbOf);
  return (value) => {
    const [r, g, b] = low.map((part, k) => part + (value / FULL) * (high[k] - part));
    return pixel(r, g, b);
  };
}
