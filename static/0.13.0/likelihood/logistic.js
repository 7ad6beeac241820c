// A line and σ of it over points that are 0 or 1: logit, odds and probability where one points.

import { fixed, number } from "../shared/numbers.js";
import { bernoulli, ofLog, sigma } from "./arithmetic.js";
import { Hand } from "./hand.js";
import { Plot } from "./plot.js";

/** @import { LikelihoodMessage } from "./message.js" */

const PAD = 0.09; // above 1 and below 0
const STEEP = 7; // logits shown to both sides of 0
const ODDS = [0.01, 0.1, 1, 10, 100]; // named at the logit's right edge
const DASHES = [4, 4];
const FOOT = 36; // pixels left below

export class Logistic extends Hand {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    const pointed = (/** @type {number} */ x) => {
      this.x = x;
      this.redraw();
    };
    this.x = NaN; // where one points
    this.chance = new Plot(this.plots, "curve", [20, 52, 22, 48], pointed, true);
    this.line = new Plot(this.plots, "logit", [20, 52, 38, 48], pointed, true);
  }

  /**
   * @override
   * @param {LikelihoodMessage} message
   */
  show(message) {
    const { x, y, window, axis } = message;
    const { m, n } = this.values;
    if (!(this.x >= window[0] && this.x <= window[1]))
      this.x = window[0] + 0.6 * (window[1] - window[0]);
    const width = this.plots.clientWidth;
    const height = this.narrow ? Math.round(1.1 * width) : this.room(FOOT, 330, 640);
    const upper = Math.round(0.56 * height);
    const { look } = this;
    const z = m * this.x + n;
    if (this.chance.begin(width, upper, [...window, -PAD, 1 + PAD], look, ""))
      this.above(message, z);
    if (this.line.begin(width, height - upper, [...window, -STEEP, STEEP], look, axis))
      this.below(message, z);
    const log = bernoulli(x, y, m, n);
    this.say(this.rows(message, z, log));
  }

  /**
   * The points and σ(mx + n).
   * @param {LikelihoodMessage} message
   * @param {number} z
   */
  above({ x, y, colours, event }, z) {
    const { chance, look } = this;
    const { m, n } = this.values;
    this.uprights(chance, look.ink);
    chance.curve((at) => sigma(m * at + n), colours.model);
    for (let k = 0; k < x.length; k++)
      chance.dot(x[k], y[k], y[k] ? colours.one : colours.zero, 4.5, look.paper);
    chance.dot(this.x, sigma(z), colours.model, 6, look.paper);
    chance.title(`p = σ(mx + n), the probability of “${event}”`, look.ink);
    chance.say(`σ of the line over ${x.length} points; p is ${fixed(sigma(z), 3)}`, this.x);
  }

  /**
   * The logit, a line, with the odds at its right edge.
   * @param {LikelihoodMessage} message
   * @param {number} z
   */
  below({ colours }, z) {
    const { line, look } = this;
    const { m, n } = this.values;
    const { frame } = line;
    this.uprights(line, look.ink);
    line.line(frame.x0, m * frame.x0 + n, frame.x1, m * frame.x1 + n, colours.model, 2.5);
    if (Math.abs(z) <= STEEP) line.dot(this.x, z, colours.model, 6, look.paper);
    line.title("logit z = mx + n = ln odds", look.ink);
    line.write("odds eᶻ", line.canvas.clientWidth - 4, frame.top - 5, look.ink, "right");
    for (const odds of ODDS)
      line.write(number(odds), frame.right + 7, frame.y(Math.log(odds)) + 4, look.ink);
    line.say(`The logit, a line: ${fixed(z, 2)}`, this.x);
  }

  /**
   * Where one points, and where p is one half.
   * @param {Plot} plot
   * @param {string} ink
   */
  uprights(plot, ink) {
    const { m, n } = this.values;
    plot.upright(this.x, ink);
    if (m) plot.upright(-n / m, ink, DASHES);
  }

  /**
   * @param {LikelihoodMessage} message
   * @param {number} z
   * @param {number} log
   * @returns {[string, string][]}
   */
  rows({ x, unit, event }, z, log) {
    const { m, n } = this.values;
    return [
      [`Where you point, x = ${fixed(this.x, 2)}`, ""],
      ["logit z = mx + n", fixed(z, 2)],
      ["odds eᶻ = p / (1 − p)", number(Math.exp(z))],
      [`p of “${event}” = σ(z)`, fixed(sigma(z), 3)],
      [`one ${unit} more: odds × eᵐ`, number(Math.exp(m))],
      ["p = ½, dashed, at x = −n/m", m ? number(-n / m) : "nowhere"],
      [`All ${x.length} points`, ""],
      ["likelihood L = Π p(y)", ofLog(log)],
      ["log likelihood ln L", fixed(log, 2)],
      [`BCE = −ln L / ${x.length}`, fixed(-log / x.length, 4)],
    ];
  }
}
