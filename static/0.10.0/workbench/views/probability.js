// The decision map of a network with the line between its classes.

import { contextOf } from "../../shared/canvas.js";
import { later } from "../../shared/later.js";
import { sigmoid } from "../../shared/measures.js";
import { pixel } from "../plane/colours.js";
import { strokeLevel } from "../plane/contour.js";
import { meshOf } from "../plane/mesh.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./view").View} View */

const DETAIL = 128; // side of the painted map in pixels, before the canvas scales it up
const LINE = "rgba(20, 24, 32, 0.85)";

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
  planes = 1; // numbers at a node: several classes mix as colours, two as values
  G = 0; // nodes a side of what follows
  grid = new Float32Array(0);
  margin = new Float32Array(0); // the logit of class 1, or its lead
  field = new Float32Array(0);
  wide = new Float32Array(0); // the field, its rows already stretched to DETAIL pixels

  constructor() {
    this.paint = document.createElement("canvas");
    this.paint.width = this.paint.height = DETAIL;
    this.context = contextOf(this.paint);
    this.image = this.context.createImageData(DETAIL, DETAIL);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.left = new Int32Array(DETAIL); // node before each pixel, and how far beyond it
    this.beyond = new Float32Array(DETAIL);
    this.colours = new Uint32Array(256);
    this.dyed = 0; // the level they were made for
  }

  /**
   * @param {Message} m
   * @param {number} size
   */
  prepare(m, size) {
    const { palette } = m;
    const work = m.P * m.arrays.parameters.shape[2];
    const fine = Math.max(36, Math.min(64, Math.round(size / 5)));
    // Large networks are computed at fewer nodes, and at fewer still while they move.
    const affordable = (/** @type {number} */ most) => Math.floor(Math.sqrt(most / work));
    this.sides = [3e6, 12e6].map((most) => Math.max(20, Math.min(fine, affordable(most))));
    this.m = m;
    this.size = size;
    this.planes = m.classes > 2 ? 3 : 1;
    this.dye(palette);
    this.lay(this.sides[0]);
  }

  /** @param {Uint8Array} palette */
  dye(palette) {
    const half = 256 * sigmoid(this.level);
    this.dyed = this.level;
    for (let b = 0; b < 256; b++) {
      const from = 3 * (this.shown?.plain ? 255 * Number(b >= half) : b);
      this.colours[b] = pixel(palette[from], palette[from + 1], palette[from + 2]);
    }
  }

  /**
   * Makes room for G nodes a side.
   * @param {number} G
   */
  lay(G) {
    this.G = G;
    this.grid = meshOf(this.m, G);
    this.margin = new Float32Array(G * G);
    this.field = new Float32Array(G * G * this.planes);
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
    const { size } = this;
    const G = this.sides[this.calm ? 1 : 0];
    if (G !== this.G) this.lay(G);
    if (this.level !== this.dyed) this.dye(this.m.palette);
    const logits = net.run(w, this.grid, G * G);
    if (this.planes === 1) this.twoClasses(logits);
    else this.manyClasses(logits);
    this.fill();
    context.drawImage(this.paint, 0, 0, size, size);
    if (this.planes > 1) return;
    context.strokeStyle = LINE;
    context.lineWidth = 1.4;
    context.lineCap = "round";
    strokeLevel(context, this.margin, 0, G, size, this.level);
  }

  /** @param {Float32Array} logits one or two at each node */
  twoClasses(logits) {
    const { margin, field } = this;
    const n = field.length;
    const both = logits.length > n;
    for (let k = 0; k < n; k++) {
      const z = both ? logits[n + k] - logits[k] : logits[k];
      margin[k] = z;
      field[k] = z === z ? 255 / (1 + Math.exp(-z)) : 127.5;
    }
  }

  /** @param {Float32Array} logits one a class at each node */
  manyClasses(logits) {
    const { field } = this;
    const { classes, palette } = this.m;
    const plain = this.shown?.plain;
    const n = field.length / 3;
    const band = Math.floor(256 / classes);
    for (let k = 0; k < n; k++) {
      let best = 0;
      for (let c = 1; c < classes; c++) if (logits[c * n + k] > logits[best * n + k]) best = c;
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += Math.exp(logits[c * n + k] - logits[best * n + k]);
      const sure = plain ? 1 : (1 / sum - 1 / classes) / (1 - 1 / classes) || 0;
      const from = 3 * (best * band + Math.round(sure * (band - 1)));
      for (let c = 0; c < 3; c++) field[3 * k + c] = palette[from + c];
    }
  }

  /** Paints the field between its nodes: first across, then upwards. */
  fill() {
    const { G, field, wide, planes, left, beyond } = this;
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
    const { wide, rgba, colours } = this;
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
