// What one unit computes over the input plane, as large as a map of the network.

import { pageScale } from "../../shared/scale.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { number } from "../../shared/numbers.js";
import { INK } from "../plane/colours.js";
import { strokeLevel } from "../plane/contour.js";
import { meshOf } from "../plane/mesh.js";
import { Tint } from "../plane/tint.js";
import { isNumber } from "../problem.js";
import { judge, rateOf } from "./atlas.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./places.js").Unit} Unit */
/** @typedef {import("./theme.js").Theme} Theme */

const FINEST = 64; // nodes a side
const WORK = 4e6; // products a picture may cost

export class Large {
  /** @type {Message} */
  m = later();
  size = 0; // in CSS pixels
  G = 0; // nodes a side
  mesh = new Float32Array(0);
  out = new Float32Array(0); // answers, as they are shaded
  /** @type {Network} */
  net = later();
  /** @type {Tint} */
  tint = later();

  /**
   * @param {Message} m
   * @param {number} p
   * @param {number} size
   */
  prepare(m, p, size) {
    const nodes = Math.floor(Math.sqrt(WORK / m.sizes[p]));
    this.m = m;
    this.size = size;
    this.G = Math.max(20, Math.min(FINEST, nodes));
    this.mesh = meshOf(m, this.G);
    this.out = new Float32Array(this.G ** 2 * m.widths[p][m.widths[p].length - 1]);
    this.net = new Network(m, p);
    this.tint = new Tint(m, this.G);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Unit} unit
   * @param {Float32Array} w
   * @param {Theme} theme
   */
  draw(context, { c, u }, w, theme) {
    const { m, G, size, net, tint, out } = this;
    const N = G * G;
    const logits = net.run(w, this.mesh, N);
    const last = c > net.hidden;
    if (last) judge(m, logits, out, N);
    const values = c === 0 ? this.mesh : last ? out : net.h[c - 1];
    const shades = last && out.length > N ? theme.classes[u] : theme.shades;
    const rate = rateOf(values, u * N, N, last ? 1 : 0);
    let [low, high] = [Infinity, -Infinity];
    for (let n = 0; n < N; n++) {
      const v = values[u * N + n];
      low = Math.min(low, v);
      high = Math.max(high, v);
      tint.rgba[tint.at(n)] = shades[v * rate === v * rate ? (v * rate + 127.5) | 0 : 127];
    }
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    tint.draw(context, 0, 0, size);
    context.strokeStyle = INK;
    context.lineWidth = 1.4;
    if (c && (!last || (out.length === N && !isNumber(m)))) {
      strokeLevel(context, net.z[c - 1], u * N, G, size);
    }
    if (!last) this.caption(context, c, low, high);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} c
   * @param {number} low
   * @param {number} high
   */
  caption(context, c, low, high) {
    const short = (/** @type {number} */ v) => number(Math.abs(v) < 0.005 ? 0 : v, 2);
    const range = `${c ? "h" : "x"} from ${short(low)} to ${short(high)}`;
    const text = c ? `${range}; line: z = 0` : range;
    context.font = `${12 * pageScale()}px sans-serif`;
    context.textAlign = "left";
    context.fillStyle = this.m.neutral;
    context.globalAlpha = 0.85;
    context.fillRect(4, this.size - 22, context.measureText(text).width + 8, 18);
    context.globalAlpha = 1;
    context.fillStyle = INK;
    context.fillText(text, 8, this.size - 9);
  }
}
