// A frame with axes on a canvas, and the paint for it.

import { cleared, density, fit, contextOf } from "../shared/canvas.js";
import { number } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";
import { multiples, stepOf } from "../shared/ticks.js";

/** @import { Curve } from "../shared/curve.js" */

const FAR = 1e5; // pixels: further out a canvas loses count
const GRAIN = 2.5; // pixels between two points of a curve

/** From (x0, low) to (x1, high), in a place of a canvas. */
export class Frame {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {[number, number, number, number]} inset at the top, right, bottom and left, in pixels
   */
  constructor(canvas, inset) {
    this.canvas = canvas;
    this.inset = inset;
    this.context = contextOf(canvas);
    this.width = 0; // of the canvas, in pixels
    this.left = 0; // of the frame
    this.top = 0;
    this.right = 0;
    this.bottom = 0;
    this.x0 = 0;
    this.x1 = 0;
    this.low = 0;
    this.high = 0;
    this.unitX = 0; // pixels in a unit of x; 0 until the frame was drawn
    this.unitY = 0;
  }

  /**
   * Set the size in pixels and the frame's ends; false where the canvas is not shown.
   * @param {number} width
   * @param {number} height
   * @param {number} x0
   * @param {number} x1
   * @param {number} low
   * @param {number} high
   */
  begin(width, height, x0, x1, low, high) {
    if (!width) return false;
    const ratio = density();
    fit(this.canvas, width, height, ratio);
    cleared(this.canvas, ratio);
    const [top, right, bottom, left] = this.inset;
    this.width = width;
    [this.x0, this.x1, this.low, this.high] = [x0, x1, low, high];
    [this.left, this.top] = [left, top];
    [this.right, this.bottom] = [width - right, height - bottom];
    this.unitX = (this.right - left) / (x1 - x0);
    this.unitY = (this.bottom - top) / (high - low);
    return true;
  }

  /** @param {number} v */
  x(v) {
    return this.left + Math.max(-FAR, Math.min((v - this.x0) * this.unitX, FAR));
  }

  /** @param {number} v */
  y(v) {
    return this.bottom - Math.max(-FAR, Math.min((v - this.low) * this.unitY, FAR));
  }

  /**
   * A faint grid in which the zero lines stand out, and its numbers in the margins.
   * @param {string} ink
   * @param {string} font
   */
  grid(ink, font, numbers = true) {
    const { context, left, right, top, bottom } = this;
    context.font = font;
    context.fillStyle = context.strokeStyle = ink;
    context.lineWidth = 1;
    const { x0, x1, low, high } = this;
    const across = multiples(x0, x1, stepOf(x0, x1, (right - left) / 60));
    const up = multiples(low, high, stepOf(low, high, (bottom - top) / 45));
    for (const v of across) this.rule(v === 0, this.x(v), top, this.x(v), bottom);
    for (const v of up) this.rule(v === 0, left, this.y(v), right, this.y(v));
    context.globalAlpha = 0.75;
    if (numbers) {
      context.textAlign = "center";
      for (const v of across) context.fillText(number(v, 6), this.x(v), bottom + 16);
      context.textAlign = "right";
      for (const v of up) context.fillText(number(v, 6), left - 7, this.y(v) + 4);
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {boolean} zero
   * @param {number} x0
   * @param {number} y0
   * @param {number} x1
   * @param {number} y1
   */
  rule(zero, x0, y0, x1, y1) {
    const { context } = this;
    context.globalAlpha = zero ? 0.5 : 0.1;
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x1, y1);
    context.stroke();
  }

  /**
   * What is painted stays inside the frame.
   * @param {(context: CanvasRenderingContext2D) => void} paint
   */
  inside(paint) {
    const { context, left, right, top, bottom } = this;
    context.save();
    context.beginPath();
    context.rect(left - 1, top - 1, right - left + 2, bottom - top + 2);
    context.clip();
    paint(context);
    context.restore();
  }

  /**
   * f of a curve, or f′: a line that is cut at jumps and where there is no value.
   * @param {Curve} curve
   * @param {boolean} slope
   * @param {string} colour
   * @param {number} width
   */
  trace(curve, slope, colour, width) {
    const { context } = this;
    const [starts, ends] = slope ? [curve.d0, curve.d1] : [curve.f0, curve.f1];
    const last = Math.min(curve.x1[curve.pieces - 1], this.x1);
    context.beginPath();
    context.strokeStyle = colour;
    context.lineWidth = width * lineOf(context.canvas);
    context.lineJoin = context.lineCap = "round";
    let down = false;
    for (let k = 0; k < curve.pieces && curve.x0[k] < last; k++) {
      if (curve.x1[k] <= this.x0) continue;
      const [a, b] = [curve.x0[k], curve.x1[k]];
      if (!(Number.isFinite(starts[k]) && Number.isFinite(ends[k]))) {
        down = false;
        continue;
      }
      if (!down || curve.cut(k, ends, starts)) context.moveTo(this.x(a), this.y(starts[k]));
      down = true;
      const steps = Math.ceil(((b - a) * this.unitX) / GRAIN);
      for (let s = 1; s <= steps; s++) {
        const v = s === steps ? b : a + ((b - a) * s) / steps;
        const y = s === steps ? ends[k] : slope ? curve.slope(v) : curve.value(v);
        context.lineTo(this.x(v), this.y(y));
      }
    }
    context.stroke();
  }
}
