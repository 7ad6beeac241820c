// From logit to label: the points judged by on the line of logits, what makes probabilities of them
// above it, and the threshold to be dragged.

import { cleared, density, fit } from "../../shared/canvas.js";
import { make } from "../../shared/elements.js";
import { later } from "../../shared/later.js";
import { sigmoid } from "../../shared/measures.js";
import { number } from "../../shared/numbers.js";
import { lineOf, scaleOf } from "../../shared/scale.js";
import { MADE } from "../drawing/traced.js";
import { captionOf, drawBars } from "./bars.js";
import { Lanes } from "./lanes.js";
import { drawSigma, tint } from "./sigma.js";
import { Handle, said } from "./threshold.js";

/** @typedef {import("./end").End} End */
/** @typedef {import("./end").Look} Look */
/** @typedef {import("../../shared/message").Message} Message */

const LEAST = 200; // CSS pixels of its height
const HIGHEST = 340;
const TICKS = [-8, -4, 0, 4, 8];
const KNOB = 7;
const QUADRANTS = [
  ["FN", "TP"],
  ["TN", "FP"],
]; // left and right of the threshold, the upper lane first

/** @implements {End} */
export class LogitsPicture {
  /**
   * @param {HTMLElement} parent
   * @param {import("./end").Asks} asks
   */
  constructor(parent, asks) {
    this.box = make("div", "logits", parent);
    this.box.dataset.part = "logits";
    this.canvas = make("canvas", "", this.box);
    this.canvas.setAttribute("role", "img");
    this.lanes = new Lanes();
    const { canvas, lanes } = this;
    this.handle = new Handle(this.box, (x) => sigmoid(lanes.z(x)), asks.move);
    canvas.onclick = ({ offsetX, offsetY }) => {
      const k = lanes.find(offsetX, offsetY);
      asks.trace(k < 0 ? -1 : this.points[k]);
    };
    /** @type {number[]} */
    this.points = [];
    this.width = this.height = 0;
    this.pen = { ink: "", paper: "", scale: 1, thick: 1 };
    this.font = "";
    this.above = { left: 0, right: 0, top: 0, bottom: 0 };
    /** @type {Message} */
    this.m = later();
  }

  /** @param {Message} m */
  take(m) {
    this.m = m;
    this.handle.box.hidden = m.classes > 2;
  }

  /** @param {number} width */
  wants(width) {
    return Math.max(LEAST, Math.min(HIGHEST, 0.7 * width));
  }

  /** @param {import("./end").Room} room */
  resize({ width, height }) {
    const { canvas, m } = this;
    this.width = width;
    this.height = Math.max(LEAST, Math.min(height, HIGHEST));
    canvas.style.height = `${this.height}px`;
    fit(canvas, width, this.height);
    const style = getComputedStyle(canvas);
    const scale = scaleOf(canvas);
    const paper = style.getPropertyValue("--st-background-color");
    this.pen = { ink: style.color, paper, scale, thick: lineOf(canvas) };
    this.font = `${12 * scale}px ${style.fontFamily}`;
    const [left, right] = [m.classes > 2 ? 8 : 46 * scale, width - 6];
    const end = this.height - 34 * scale;
    const middle = 20 * scale + 0.5 * (end - 20 * scale);
    this.above = { left, right, top: 20 * scale, bottom: middle - 4 * scale };
    const lanes = { left, right, top: middle + 12 * scale, bottom: end };
    this.lanes.lay(m, lanes, density());
  }

  /** @param {Look} look */
  draw(look) {
    const { lanes, above, pen } = this;
    const { tested, cut, threshold, still } = look;
    this.points = tested.points;
    const context = cleared(this.canvas);
    context.font = this.font;
    if (tested.binary) tint(context, lanes.plot, lanes.x(cut), look.m.class_colours);
    lanes.draw(context, look, pen.ink);
    context.fillStyle = context.strokeStyle = pen.ink;
    this.#axis(context, tested.binary);
    if (!tested.binary) {
      this.#caption(context, captionOf(look));
      return drawBars(context, above, look, pen);
    }
    this.#caption(context, `probability of class 1 = ${MADE[look.m.answer]}`);
    drawSigma(context, above, lanes, look, pen);
    this.#cut(context, look);
    this.handle.show(threshold, lanes.x(cut), still);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {string} text
   */
  #caption(context, text) {
    context.globalAlpha = 0.75;
    context.textAlign = "left";
    context.fillText(text, this.pen.scale, 11 * this.pen.scale);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {boolean} binary
   */
  #axis(context, binary) {
    const { lanes, pen } = this;
    const { left, right, top, bottom } = lanes.plot;
    const { scale } = pen;
    context.lineWidth = 1;
    context.globalAlpha = 0.3;
    context.beginPath();
    for (let k = 0; k <= lanes.classes; k++) {
      context.moveTo(left, top + k * lanes.height);
      context.lineTo(right, top + k * lanes.height);
    }
    context.stroke();
    context.globalAlpha = 0.75;
    context.textAlign = "center";
    for (const tick of TICKS) {
      const text = Math.abs(tick) === 8 ? `${tick < 0 ? "≤ −" : "≥ "}8` : number(tick);
      context.fillText(text, lanes.x(tick), bottom + 14 * scale);
    }
    const middle = (left + right) / 2;
    const words = binary ? "logit" : "logit of its own class − the next one";
    context.fillText(words, middle, bottom + 29 * scale);
    if (!binary) {
      context.globalAlpha = 0.5;
      context.beginPath();
      context.moveTo(middle, top);
      context.lineTo(middle, bottom);
      context.stroke();
      context.textAlign = "left";
      context.fillText("wrong", left, top - 3 * scale);
      context.textAlign = "right";
      context.fillText("right", right, top - 3 * scale);
    }
    context.globalAlpha = 1;
  }

  /**
   * The threshold through σ and the lanes, its knob, and where the points on both sides count.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   */
  #cut(context, { cut, still }) {
    const { lanes, above, pen } = this;
    const { left, right, top, bottom } = lanes.plot;
    const x = lanes.x(cut);
    context.lineWidth = 2 * pen.thick;
    context.beginPath();
    context.moveTo(x, above.top);
    context.lineTo(x, bottom);
    context.stroke();
    const y = (above.bottom + top) / 2;
    context.beginPath();
    context.arc(x, y, KNOB, 0, 2 * Math.PI);
    for (const way of still ? [] : [-1, 1]) {
      context.moveTo(x + way * (KNOB + 3), y - 5);
      context.lineTo(x + way * (KNOB + 9), y);
      context.lineTo(x + way * (KNOB + 3), y + 5);
    }
    context.fill();
    context.strokeStyle = pen.paper;
    context.lineWidth = 3;
    QUADRANTS.forEach(([low, high], k) => {
      const height = top + k * lanes.height;
      context.textAlign = "right";
      this.#outlined(context, high, right - 4, height + 13 * pen.scale);
      context.textAlign = "left";
      this.#outlined(context, low, left + 4, height + 13 * pen.scale);
      context.globalAlpha = 0.75;
      context.fillText(`class ${1 - k}`, 0, height + lanes.height / 2 + 4 * pen.scale);
      context.globalAlpha = 1;
    });
  }

  /**
   * A word over points, readable.
   * @param {CanvasRenderingContext2D} context
   * @param {string} text
   * @param {number} x
   * @param {number} y
   */
  #outlined(context, text, x, y) {
    context.globalAlpha = 0.8;
    context.strokeText(text, x, y);
    context.globalAlpha = 1;
    context.fillText(text, x, y);
  }

  say() {}

  /** @param {Look} look */
  words(look) {
    const { tested, chosen, cut, threshold, traced } = look;
    const answers = tested.answers(chosen, cut);
    const wrong = answers.reduce((sum, a, k) => sum + Number(a !== tested.labels[k]), 0);
    const where = tested.binary ? ` at the threshold ${said(threshold)}` : "";
    const all = `${tested.N} ${tested.share} points on the line of logits; ${wrong} wrong${where}.`;
    const k = tested.points.indexOf(traced);
    if (k < 0) return all;
    if (!tested.binary) return `${all} ${captionOf(look)}.`;
    const z = tested.logits[chosen][k];
    const own = `class ${tested.labels[k]}`;
    return `${all} The point traced, of ${own}: logit ${number(z)}, probability ${number(sigmoid(z))}.`;
  }
}

export default LogitsPicture;
