// What a network answers over the plane, with the lines between its answers; of one input a curve.

import { contextOf } from "../../shared/canvas.js";
import { later } from "../../shared/later.js";
import { pixel } from "../plane/colours.js";
import { Curve } from "../plane/curve.js";
import { meshOf } from "../plane/mesh.js";
import { Shading } from "../plane/shading.js";
import { isCurve } from "../problem.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./view").View} View */

const LEAST = [12, 20]; // nodes a side while it moves, and at rest
const WORK = [3e6, 12e6]; // products that they may cost
const DETAIL = 128; // side of the painted map in pixels, before the canvas scales it up

/** @implements {View} */
export class MapView {
  flat = true;
  toned = true;
  /** @type {import("./view").Shown | undefined} */
  shown = undefined;
  calm = false;
  level = 0; // logit at which the line is drawn, and flat colours change
  /** @type {Message} */
  m = later();
  size = 0;
  sides = [0, 0]; // nodes a side while it moves, and at rest
  planes = 1; // numbers at a node
  G = 0; // nodes a side of what follows
  grid = new Float32Array(0);
  /** @type {Shading} */
  shading = later();
  /** @type {Curve | null} */
  curve = null; // in the place of the map, where a number is asked for of one other
  wide = new Float32Array(0); // the field, its rows already stretched to DETAIL pixels

  constructor() {
    this.paint = document.createElement("canvas");
    this.paint.width = this.paint.height = DETAIL;
    this.context = contextOf(this.paint);
    this.image = this.context.createImageData(DETAIL, DETAIL);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.left = new Int32Array(DETAIL); // node before each pixel, and how far beyond it
    this.beyond = new Float32Array(DETAIL);
  }

  /**
   * @param {Message} m
   * @param {number} size
   */
  prepare(m, size) {
    const work = m.n;
    const fine = Math.max(36, Math.min(64, Math.round(size / 5)));
    // Large networks are computed at fewer nodes, and at fewer still while they move.
    const affordable = (/** @type {number} */ most) => Math.floor(Math.sqrt(most / work));
    this.sides = LEAST.map((least, k) => Math.max(least, Math.min(fine, affordable(WORK[k]))));
    this.m = m;
    this.size = size;
    this.shading = new Shading(m);
    this.planes = this.shading.planes;
    this.curve = isCurve(m) ? new Curve(m, size) : null;
    this.lay(this.sides[0]);
  }

  /**
   * Makes room for G nodes a side.
   * @param {number} G
   */
  lay(G) {
    this.G = G;
    this.grid = meshOf(this.m, G);
    this.wide = new Float32Array(G * DETAIL * this.planes);
    for (let x = 0; x < DETAIL; x++) {
      const node = ((x + 0.5) / DETAIL) * (G - 1);
      this.left[x] = Math.min(Math.floor(node), G - 2);
      this.beyond[x] = node - this.left[x];
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} net
   * @param {Float32Array} w
   */
  draw(context, p, net, w) {
    const { size, m, curve, shading } = this;
    if (curve) {
      context.fillStyle = m.neutral;
      context.fillRect(0, 0, size, size);
      return curve.axis(context);
    }
    const G = this.sides[this.calm ? 1 : 0];
    if (G !== this.G) this.lay(G);
    shading.take(net.run(w, this.grid, G * G), G * G, this.shown?.plain, this.level);
    this.fill();
    context.drawImage(this.paint, 0, 0, size, size);
    shading.stroke(context, G, size);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} net
   * @param {Float32Array} w
   */
  over(context, p, net, w) {
    this.curve?.draw(context, net, w, this.calm);
  }

  /** Paints the field between its nodes: first across, then upwards. */
  fill() {
    const { G, wide, planes, left, beyond } = this;
    const { field } = this.shading;
    for (let y = 0, o = 0; y < G; y++) {
      for (let x = 0; x < DETAIL; x++) {
        const i = (y * G + left[x]) * planes;
        for (let c = i; c < i + planes; c++, o++) {
          wide[o] = field[c] + (field[c + planes] - field[c]) * beyond[x];
        }
      }
    }
    for (let y = 0; y < DETAIL; y++) {
      const up = DETAIL - 1 - y; // row 0 of a map is at the bottom
      if (planes === 1) this.row(y, left[up] * DETAIL, beyond[up]);
      else this.colourRow(y, left[up] * DETAIL * 3, beyond[up]);
    }
    this.context.putImageData(this.image, 0, 0);
  }

  /**
   * One row of pixels: a share of the way from the row of values at i to the next one.
   * @param {number} y
   * @param {number} i
   * @param {number} share
   */
  row(y, i, share) {
    const { wide, rgba } = this;
    const { colours } = this.shading;
    for (let o = y * DETAIL; o < (y + 1) * DETAIL; o++, i++) {
      rgba[o] = colours[(wide[i] + (wide[i + DETAIL] - wide[i]) * share + 0.5) | 0];
    }
  }

  /**
   * The same of colours.
   * @param {number} y
   * @param {number} i
   * @param {number} share
   */
  colourRow(y, i, share) {
    const { wide, rgba } = this;
    const line = DETAIL * 3;
    for (let o = y * DETAIL; o < (y + 1) * DETAIL; o++, i += 3) {
      const r = wide[i] + (wide[i + line] - wide[i]) * share + 0.5;
      const g = wide[i + 1] + (wide[i + line + 1] - wide[i + 1]) * share + 0.5;
      const b = wide[i + 2] + (wide[i + line + 2] - wide[i + 2]) * share + 0.5;
      rgba[o] = pixel(r, g, b);
    }
  }
}

export default MapView;
