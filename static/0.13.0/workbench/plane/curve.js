// The curve y(x) of a network that answers a number for one input, and the axis it stands on.

import { given } from "../../shared/features.js";
import { number } from "../../shared/numbers.js";
import { pageScale } from "../../shared/scale.js";
import { answerTo } from "../problem.js";
import { INK } from "./colours.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../../shared/network.js").Network} Network */

const NODES = [120, 320]; // of the curve while it moves, and at rest
const WORK = [1e6, 8e6]; // products they may cost

export class Curve {
  /**
   * @param {Message} m
   * @param {number} size in CSS pixels
   */
  constructor(m, size) {
    this.m = m;
    this.size = size;
    this.meshes = NODES.map((most, k) => {
      const N = Math.max(24, Math.min(most, Math.floor(WORK[k] / m.n)));
      const places = Float32Array.from({ length: 2 * N }, (_, n) =>
        n < N ? m.extent * ((2 * n) / (N - 1) - 1) : 0,
      );
      return given(m, places);
    });
  }

  /**
   * How far from the top a value stands, in CSS pixels.
   * @param {number} value
   */
  y(value) {
    const { low, high, curve_height } = this.m;
    return (this.size / 2) * (1 - curve_height * ((2 * (value - low)) / (high - low) - 1));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Network} net
   * @param {Float32Array} w
   * @param {boolean} calm
   */
  draw(context, net, w, calm) {
    const { m, size } = this;
    const x = this.meshes[Number(calm)];
    const N = x.length / m.inputs.length;
    const z = net.run(w, x, N);
    context.save();
    context.beginPath();
    context.rect(0, 0, size, size);
    context.clip();
    context.lineJoin = "round";
    for (const [width, ink] of /** @type {const} */ ([
      [5, m.neutral],
      [2.4, INK],
    ])) {
      context.strokeStyle = ink;
      context.lineWidth = width;
      context.beginPath();
      for (let n = 0; n < N; n++) {
        const y = this.y(answerTo(m, z[n]));
        if (Number.isFinite(y)) context.lineTo((n * size) / (N - 1), limited(y, size));
      }
      context.stroke();
    }
    context.restore();
    this.#name(context);
  }

  /**
   * The axis of the values, ruled where the lowest and the highest lie.
   * @param {CanvasRenderingContext2D} context
   */
  axis(context) {
    const { m, size } = this;
    context.strokeStyle = INK;
    context.lineWidth = 1;
    for (const value of [m.high, m.low]) {
      const y = this.y(value);
      context.globalAlpha = 0.18;
      context.beginPath();
      context.moveTo(0, y);
      context.lineTo(size, y);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  /**
   * The axis' numbers, over the points.
   * @param {CanvasRenderingContext2D} context
   */
  #name(context) {
    const { m, size } = this;
    const scale = pageScale();
    context.font = `${12 * scale}px sans-serif`;
    const texts = [m.high, m.low].map((value) => `y = ${number(value)}`);
    const tops = [this.y(m.high), this.y(m.low) - 16 * scale];
    [...texts, "x₁"].forEach((text, k) => {
      const wide = context.measureText(text).width + 6;
      const [left, top] = k < 2 ? [3, tops[k]] : [size - wide - 3, size - 18 * scale];
      context.globalAlpha = 0.85;
      context.fillStyle = m.neutral;
      context.fillRect(left, top, wide, 16 * scale);
      context.globalAlpha = 1;
      context.fillStyle = INK;
      context.textAlign = "left";
      context.fillText(text, left + 3, top + 12 * scale);
    });
  }
}

/**
 * What is far outside the square is drawn just outside it.
 * @param {number} y
 * @param {number} size
 */
const limited = (y, size) => Math.max(-size, Math.min(2 * size, y));
