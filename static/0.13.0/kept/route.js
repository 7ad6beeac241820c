// What a pen draws along: a path, as a canvas takes it, under a matrix.

import { round, transformed } from "./svg.js";

/** @typedef {import("./svg.js").Matrix} Matrix */

const ROUND = 2 * Math.PI - 1e-9; // an arc from which on it is a circle

export class Route {
  /** @type {Matrix} */
  matrix = [1, 0, 0, 1, 0, 0];
  path = "";

  /** @param {Matrix} matrix */
  setTransform(...matrix) {
    this.matrix = matrix;
  }

  /** @param {Matrix} by */
  transform(...by) {
    this.matrix = transformed(this.matrix, by);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  scale(x, y) {
    this.transform(x, 0, 0, y, 0, 0);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  translate(x, y) {
    this.transform(1, 0, 0, 1, x, y);
  }

  /** @param {number} angle */
  rotate(angle) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    this.transform(c, s, -s, c, 0, 0);
  }

  beginPath() {
    this.path = "";
  }

  closePath() {
    this.path += "Z";
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
  }

  /** What lengths are multiplied by. */
  get unit() {
    const [a, b, c, d] = this.matrix;
    return Math.sqrt(Math.abs(a * d - b * c));
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    this.path += `M${this.at(x, y)}`;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  lineTo(x, y) {
    this.path += `${this.path ? "L" : "M"}${this.at(x, y)}`;
  }

  /** @param {number[]} xy two points that pull, and where it ends */
  bezierCurveTo(...xy) {
    this.path += `C${[0, 2, 4].map((k) => this.at(xy[k], xy[k + 1])).join(" ")}`;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {number} from
   * @param {number} to
   * @param {boolean} [back]
   */
  arc(x, y, radius, from, to, back = false) {
    const place = (/** @type {number} */ angle) =>
      this.at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const r = round(radius * this.unit);
    const start = `${this.path ? "L" : "M"}${place(from)}`;
    const all = Math.abs(to - from) > ROUND;
    const middle = all ? from + Math.PI : (from + to) / 2;
    const turn = `A${r} ${r} 0 0 ${Number(!back)} `;
    this.path += `${start}${turn}${place(middle)}${turn}${place(to)}`;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  rect(x, y, width, height) {
    this.path += this.box(x, y, width, height);
  }

  /** @type {(x: number, y: number, width: number, height: number) => string} */
  box(x, y, width, height) {
    const [right, bottom] = [x + width, y + height];
    return `M${this.at(x, y)}L${this.at(right, y)}L${this.at(right, bottom)}L${this.at(x, bottom)}Z`;
  }
}
