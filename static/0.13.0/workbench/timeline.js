// The loss or the accuracy of every network by step, drawn up to the step shown.

import { contextOf } from "../shared/canvas.js";
import { make } from "../shared/elements.js";
import { whole } from "../shared/numbers.js";
import { lineOf, scaleOf } from "../shared/scale.js";
import { axesOf, lossTicks, shareTicks, stride, toggled, towards } from "./axes.js";
import { listen } from "./hand.js";
import { drawHeads, drawMarks } from "./heads.js";
import { Losses } from "./losses.js";
import { isNumber } from "./problem.js";
import { ruled } from "./score.js";

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {import("./film.js").Frame} Frame
 */

export const LATER = 0.3; // how strongly the part of a curve after the step shown is drawn
const NEAR = 6; // pixels within which a mark is stopped at

export class TimeLine {
  /**
   * @param {HTMLElement} box
   * @param {import("./hand.js").Asks} asks
   */
  constructor(box, asks) {
    this.canvas = make("canvas", "chart", box);
    this.canvas.dataset.part = "loss";
    this.canvas.setAttribute("role", "slider");
    this.canvas.tabIndex = 0;
    this.base = document.createElement("canvas"); // axes
    this.lines = document.createElement("canvas"); // curves up to the last step known
    this.context = contextOf(this.canvas);
    this.losses = new Losses();
    /** @type {import("./lossbar.js").Measure} */
    this.measure = "loss";
    /** @type {Message | undefined} */
    this.message = undefined;
    /** @type {string[]} */
    this.colours = [];
    this.chance = 0; // loss of the class prior, 0 where it is not known
    this.axes = { x: 1, low: 0, high: 1 };
    this.goal = this.axes;
    this.plot = { left: 46, right: 0, top: 22, bottom: 0 };
    this.width = this.height = 0;
    this.ratio = 1;
    this.scale = this.thick = 1; // of words, and of lines
    this.ink = this.font = "";
    /** @type {number[]} steps somebody wants to find again */
    this.marks = [];
    this.themed = false; // false: the theme's ink and font are to be read again
    this.stale = true; // true: axes and curves are to be drawn again
    listen(this.canvas, (x) => asks.goTo(this.stepAt(x)), asks.goBy);
  }

  /**
   * @param {number} height in CSS pixels
   * @param {number} ratio
   */
  resize(height, ratio) {
    this.canvas.style.height = `${height}px`;
    this.width = this.canvas.clientWidth;
    this.height = height;
    this.ratio = ratio;
    this.scale = scaleOf(this.canvas);
    this.thick = lineOf(this.canvas);
    const { scale } = this;
    const right = this.width - 12;
    this.plot = { left: 46 * scale, right, top: 22 * scale, bottom: height - 24 * scale };
    for (const canvas of [this.canvas, this.base, this.lines]) {
      canvas.width = Math.round(this.width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.stale = true;
  }

  /**
   * Takes a message and the film it belongs to.
   * @param {Message} m
   * @param {Frame[]} frames
   * @param {{ goesOn: boolean, atOnce: boolean }} how it follows what is drawn; its axes jump there
   */
  take(m, frames, { goesOn, atOnce }) {
    this.message = m;
    this.colours = m.line_colours;
    this.chance = m.chance_loss ?? 0;
    if (goesOn && !m.history_step.length) this.losses.append(m);
    else this.losses.start(m, frames);
    this.goal = axesOf(m, this.losses, this.measure);
    if (atOnce) this.axes = this.goal;
    this.stale = true;
  }

  /** @param {import("./lossbar.js").Measure} measure that is drawn from now on */
  show(measure) {
    this.measure = measure;
    if (this.message) this.axes = this.goal = axesOf(this.message, this.losses, measure);
    this.stale = true;
  }

  /** @param {number} step that is marked, or whose mark is taken away */
  mark(step) {
    this.marks = toggled(this.marks, step);
    return this.marks;
  }

  repaint() {
    this.themed = false;
    this.stale = true;
  }

  /**
   * Moves the axes towards their goal; true while they are on their way.
   * @param {number} gap seconds
   */
  ease(gap) {
    const { axes, goal } = this;
    if (axes.x === goal.x && axes.low === goal.low && axes.high === goal.high) return false;
    this.axes = towards(axes, goal, gap);
    this.stale = true;
    return true;
  }

  /** @param {number} step */
  placeX(step) {
    return this.plot.left + (step / this.axes.x) * (this.plot.right - this.plot.left);
  }

  /**
   * The step at a place, or the mark beside it.
   * @param {number} x
   */
  stepAt(x) {
    const { left, right } = this.plot;
    const mark = this.marks.find((step) => Math.abs(this.placeX(step) - x) < NEAR);
    return mark ?? ((x - left) / (right - left)) * this.axes.x;
  }

  /** @param {number} value */
  placeY(value) {
    const { top, bottom } = this.plot;
    const { low, high } = this.axes;
    const at = this.measure === "loss" ? Math.log10(value) : value;
    const share = value > 0 || this.measure !== "loss" ? (at - low) / (high - low) : 0;
    return bottom - Math.max(share, 0) * (bottom - top); // above the top the clip hides it
  }

  /**
   * @param {number} step up to which it is drawn
   * @param {boolean} later whether what comes after it is drawn too, faded
   */
  draw(step, later) {
    if (this.stale) {
      this.drawBase(contextOf(this.base));
      this.drawLines(contextOf(this.lines));
    }
    this.stale = false;
    const { canvas, context, ratio } = this;
    const head = Math.min(Math.ceil(this.placeX(step) * ratio), canvas.width);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(this.base, 0, 0);
    if (later) {
      context.globalAlpha = LATER;
      context.drawImage(this.lines, 0, 0);
      context.globalAlpha = 1;
      context.clearRect(0, 0, head, canvas.height);
      context.drawImage(this.base, 0, 0, head || 1, canvas.height, 0, 0, head || 1, canvas.height);
    }
    if (head > 0)
      context.drawImage(this.lines, 0, 0, head, canvas.height, 0, 0, head, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawMarks(this, context);
    drawHeads(this, context, step);
  }

  /** The curves of the measure that is drawn. */
  get curves() {
    const { of } = this.losses;
    return { train: of[`train_${this.measure}`], validation: of[`validation_${this.measure}`] };
  }

  /** @param {CanvasRenderingContext2D} context */
  drawBase(context) {
    if (!this.themed) {
      const style = getComputedStyle(this.canvas);
      this.ink = style.color;
      this.font = `${12 * this.scale}px ${style.fontFamily}`;
      this.themed = true;
    }
    const { ratio, axes, width, height, scale, message: m } = this;
    if (!m) return;
    const { left, right, top } = this.plot;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = this.font;
    context.fillStyle = context.strokeStyle = this.ink;
    const loss = this.measure === "loss";
    this.#say(context, loss ? "loss, log scale" : m.score, 0, 11 * scale, "left");
    let last = Infinity; // place of the number written before
    for (const tick of loss ? lossTicks(this.goal) : shareTicks(this.goal)) {
      const y = this.placeY(tick);
      if (y < top - 2) continue;
      const written = Math.abs(y - last) > 12 * scale;
      const text = loss ? String(Number(tick.toPrecision(1))) : ruled(m, tick);
      this.#rule(context, y, 0.12);
      if (!written) continue;
      last = y;
      this.#say(context, text, left - 8, y + 4, "right");
    }
    const every = stride(axes, width / scale);
    for (let step = 0; step <= axes.x * 1.0001; step += every) {
      const x = this.placeX(step);
      const text = whole(step);
      if (x + context.measureText(text).width / 2 < right - 34 * scale)
        this.#say(context, text, x, height - 7, "center");
    }
    this.#say(context, "step", right, height - 7, "right");
    if (loss && this.chance > 0) {
      const y = this.placeY(this.chance);
      this.#rule(context, y, 0.55);
      this.#say(context, isNumber(m) ? "best constant" : "class prior", right, y - 5, "right");
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} y
   * @param {number} alpha
   */
  #rule(context, y, alpha) {
    context.globalAlpha = alpha;
    context.beginPath();
    context.moveTo(this.plot.left, y);
    context.lineTo(this.plot.right, y);
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {CanvasTextAlign} align
   */
  #say(context, text, x, y, align) {
    context.globalAlpha = 0.75;
    context.textAlign = align;
    context.fillText(text, x, y);
  }

  /** @param {CanvasRenderingContext2D} context */
  drawLines(context) {
    const { ratio } = this;
    const { left, right, top, bottom } = this.plot;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.save();
    context.beginPath();
    context.rect(left - 2, top - 2, right - left + 4, bottom - top + 4);
    context.clip();
    context.lineJoin = "round";
    const { train, validation } = this.curves;
    for (let p = 0; p < train.length; p++) {
      context.strokeStyle = this.colours[p];
      context.lineWidth = 2 * this.thick;
      context.setLineDash([]);
      this.#trace(context, train[p]);
      context.lineWidth = 1.6 * this.thick;
      context.setLineDash([5, 3]);
      this.#trace(context, validation[p]);
    }
    context.restore();
  }

  /**
   * A curve, with a gap where a value is not finite.
   * @param {CanvasRenderingContext2D} context
   * @param {number[]} values
   */
  #trace(context, values) {
    const { step } = this.losses;
    let down = false;
    context.beginPath();
    for (let t = 0; t < step.length; t++) {
      const known = Number.isFinite(values[t]);
      if (known && down) context.lineTo(this.placeX(step[t]), this.placeY(values[t]));
      else if (known) context.moveTo(this.placeX(step[t]), this.placeY(values[t]));
      down = known;
    }
    context.stroke();
  }
}
