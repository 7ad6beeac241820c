// The points judged by on a line, a lane a class: each at its logit, or at its class's lead.

import { Dots } from "../plane/points.js";

/** @typedef {import("./end").Look} Look */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Plot */

export const REACH = 8; // of the line to both sides; what lies beyond stands at its ends
const RIM = 10; // CSS pixels for those
const GOLDEN = 0.6180339887; // its multiples spread evenly: a point keeps its height
const RADIUS = 5.5;
const HIT = 10;
const DOT = 340; // side of the map whose points are as large

export class Lanes {
  /** @type {Plot} */
  plot = { left: 0, right: 1, top: 0, bottom: 1 };
  /** @type {Float32Array | number[]} */
  at = []; // where on the line each point stands
  classes = 2;
  /** @type {Uint8Array | number[]} */
  labels = [];

  /**
   * @param {import("../../shared/message").Message} m
   * @param {Plot} plot
   * @param {number} ratio
   */
  lay(m, plot, ratio) {
    this.plot = plot;
    this.dots = new Dots(m, DOT, ratio);
  }

  /** @param {number} z a place on the line, which stands at its end where it is beyond */
  x(z) {
    const { left, right } = this.plot;
    const middle = (left + right) / 2;
    const half = (right - left) / 2 - 2 * RIM;
    if (z > REACH) return right - RIM;
    if (z < -REACH) return left + RIM;
    return middle + ((z || 0) / REACH) * half;
  }

  /** @param {number} x */
  z(x) {
    const { left, right } = this.plot;
    return ((x - (left + right) / 2) / ((right - left) / 2 - 2 * RIM)) * REACH;
  }

  /** @param {number} n of a point: the last class has the upper lane */
  y(n) {
    const { classes, labels } = this;
    const height = this.height;
    const within = 0.12 + 0.76 * ((n * GOLDEN) % 1);
    return this.plot.top + (classes - 1 - labels[n] + within) * height;
  }

  get height() {
    return (this.plot.bottom - this.plot.top) / this.classes;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {string} ink
   */
  draw(context, { tested, chosen, cut, traced }, ink) {
    const { labels, points, binary } = tested;
    this.at = tested.places(chosen);
    this.labels = labels;
    this.classes = tested.m.classes;
    context.strokeStyle = ink;
    points.forEach((n, k) => this.dots?.draw(context, n, this.x(this.at[k]), this.y(k)));
    context.lineWidth = 1.6;
    context.beginPath();
    for (let k = 0; k < points.length; k++) {
      const wrong = binary ? this.at[k] > cut !== labels[k] > 0 : !(this.at[k] > 0);
      if (wrong) this.#circle(context, k, RADIUS);
    }
    context.stroke();
    const k = points.indexOf(traced);
    if (k < 0) return;
    context.lineWidth = 2.4;
    context.beginPath();
    this.#circle(context, k, RADIUS + 3);
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} k
   * @param {number} radius
   */
  #circle(context, k, radius) {
    const [x, y] = [this.x(this.at[k]), this.y(k)];
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }

  /**
   * The point at a place, −1 where there is none.
   * @param {number} x
   * @param {number} y
   */
  find(x, y) {
    let [found, least] = [-1, HIT];
    for (let k = 0; k < this.at.length; k++) {
      const off = Math.hypot(this.x(this.at[k]) - x, this.y(k) - y);
      if (off < least) [found, least] = [k, off];
    }
    return found;
  }
}
