// The colour of each place of a map, by what a network answers there, and the lines over it.

import { sigmoid } from "../../shared/measures.js";
import { leadOf } from "../measures/values.js";
import { answerTo, isLabels, isNumber, labelLogit, toneOf } from "../problem.js";
import { pixel, rgbOf } from "./colours.js";
import { strokeLevel } from "./contour.js";

/** @typedef {import("../../shared/message").Message} Message */

const LINE = "rgba(20, 24, 32, 0.85)";
const CALM = "rgba(20, 24, 32, 0.4)";
const STRENGTH = 0.62; // of a colour where an answer is certain
const LEVELS = [-1, -0.5, 0, 0.5, 1]; // between the lowest number and the highest, with a line each

export class Shading {
  /** @param {Message} m */
  constructor(m) {
    this.m = m;
    this.number = isNumber(m);
    this.labels = isLabels(m);
    /** Numbers a place: several classes or labels mix as colours, two classes as values. */
    this.planes = this.labels || (!this.number && m.classes > 2) ? 3 : 1;
    this.field = new Float32Array(0); // at each place a number from 0 to 255, or a colour
    this.lead = new Float32Array(0); // what lines are drawn of, (L, N)
    this.colours = new Uint32Array(256); // of the numbers
    this.plain = false;
    this.level = 0; // logit above which class 1 of two is answered
    this.neutral = rgbOf(m.neutral);
    this.inks = m.class_colours.map(rgbOf);
    this.dyed = ""; // what the colours were made for
  }

  /**
   * Makes room for N places.
   * @param {number} N
   */
  #room(N) {
    const { planes, labels, number, m } = this;
    if (this.field.length !== N * planes) this.field = new Float32Array(N * planes);
    const lines = labels ? m.classes : planes > 1 ? 0 : 1;
    if (this.lead.length !== N * lines) this.lead = new Float32Array(N * lines);
    const dyed = `${this.plain && !number}/${this.level}`;
    if (dyed !== this.dyed) this.#dye();
    this.dyed = dyed;
  }

  #dye() {
    const { palette } = this.m;
    const half = 256 * sigmoid(this.level);
    for (let b = 0; b < 256; b++) {
      const from = 3 * (this.plain && !this.number ? 255 * Number(b >= half) : b);
      this.colours[b] = pixel(palette[from], palette[from + 1], palette[from + 2]);
    }
  }

  /**
   * Finds the colours of N places.
   * @param {Float32Array} logits (K, N)
   * @param {number} N
   * @param {boolean} [plain] one colour for each class, however certain it is
   * @param {number} [level] logit above which class 1 of two is answered
   */
  take(logits, N, plain = false, level = 0) {
    this.plain = plain;
    this.level = level;
    this.#room(N);
    if (this.number) this.#numbers(logits, N);
    else if (this.labels) this.#mixed(logits, N);
    else if (this.planes > 1) this.#classes(logits, N);
    else this.#twoClasses(logits, N);
  }

  /**
   * @param {Float32Array} logits
   * @param {number} N
   */
  #numbers(logits, N) {
    const { m, field, lead } = this;
    for (let n = 0; n < N; n++) {
      const value = answerTo(m, logits[n]);
      lead[n] = (2 * (value - m.low)) / (m.high - m.low) - 1;
      field[n] = 127.5 * (1 + toneOf(m, value)) || 0;
    }
  }

  /**
   * @param {Float32Array} logits one or two at each place
   * @param {number} N
   */
  #twoClasses(logits, N) {
    const { field, lead } = this;
    const cut = this.m.answer === "sigmoid(relu(x))";
    for (let n = 0; n < N; n++) {
      const z = leadOf(logits, 1, n, N);
      lead[n] = z;
      field[n] = z === z ? 255 * sigmoid(cut && z < 0 ? 0 : z) : 127.5;
    }
  }

  /**
   * @param {Float32Array} logits one a class
   * @param {number} N
   */
  #classes(logits, N) {
    const { field, plain } = this;
    const { classes, palette, answer } = this.m;
    const band = Math.floor(256 / classes);
    for (let n = 0; n < N; n++) {
      let best = 0;
      for (let k = 1; k < classes; k++) if (logits[k * N + n] > logits[best * N + n]) best = k;
      const top = logits[best * N + n];
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += Math.exp(logits[k * N + n] - top);
      const p = answer === "p" ? 1 / sum : sigmoid(top);
      const sure = plain ? 1 : Math.max(0, (p - 1 / classes) / (1 - 1 / classes)) || 0;
      const from = 3 * (best * band + Math.round(sure * (band - 1)));
      for (let c = 0; c < 3; c++) field[3 * n + c] = palette[from + c];
    }
  }

  /**
   * The labels' colours, by the probability of each.
   * @param {Float32Array} logits one a label
   * @param {number} N
   */
  #mixed(logits, N) {
    const { m, field, lead, neutral, inks, plain } = this;
    for (let n = 0; n < N; n++) {
      let [sum, most, r, g, b] = [0, 0, 0, 0, 0];
      for (let k = 0; k < m.classes; k++) {
        const z = labelLogit(m, logits, k, n, N);
        lead[k * N + n] = z;
        const p = plain ? Number(z > 0) : sigmoid(z) || 0;
        sum += p;
        most = Math.max(most, p);
        r += p * inks[k][0];
        g += p * inks[k][1];
        b += p * inks[k][2];
      }
      const share = sum ? (STRENGTH * most) / sum : 0;
      const rest = 1 - STRENGTH * most * Number(sum > 0);
      field[3 * n] = neutral[0] * rest + share * r;
      field[3 * n + 1] = neutral[1] * rest + share * g;
      field[3 * n + 2] = neutral[2] * rest + share * b;
    }
  }

  /**
   * The lines over a grid whose colours were found last.
   * @param {CanvasRenderingContext2D} context
   * @param {number} G nodes a side
   * @param {number} size
   */
  stroke(context, G, size) {
    const { m, lead, level } = this;
    context.lineCap = "round";
    context.lineWidth = 1.4;
    context.strokeStyle = LINE;
    if (this.number) {
      context.strokeStyle = CALM;
      context.lineWidth = 1;
      for (const at of LEVELS) strokeLevel(context, lead, 0, G, size, at);
    } else if (this.labels) {
      context.lineWidth = 2;
      m.class_colours.forEach((colour, k) => {
        context.strokeStyle = colour;
        strokeLevel(context, lead, k * G * G, G, size);
      });
    } else if (this.planes === 1 && !(level < 0 && m.answer === "sigmoid(relu(x))"))
      strokeLevel(context, lead, 0, G, size, level);
  }
}
