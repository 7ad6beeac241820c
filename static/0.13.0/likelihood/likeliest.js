// Likelihood and loss over one number of a model: minus the logarithm makes the one the other.

import { fixed, number } from "../shared/numbers.js";
import { bernoulli, bestShift, constant, density, gauss, mse, ofLog, sigma } from "./arithmetic.js";
import { Hand } from "./hand.js";
import { Plot } from "./plot.js";

/**
 * @import { LikelihoodMessage } from "./message.js"
 *
 * A model of the points, by the one number that is looked for; the other is held.
 * @typedef {object} Model
 * @property {string} sign of the number
 * @property {string} name in the message
 * @property {(at: number) => number} log of the likelihood, when the number is there
 * @property {(at: number) => number} loss
 * @property {number} best
 * @property {[string, string]} titles of likelihood and loss
 */

const PAD = 0.06;
const PEAK = 1.1; // of a likelihood's axis, whose highest value is 1
const TALL = 0.55; // density shown
const HIGHEST = 7; // of a loss's axis, in lowest losses
const DASHES = [4, 4];
const FOOT = 36; // pixels left below

export class Likeliest extends Hand {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    const set = (/** @type {number} */ at) => {
      if (this.message) this.move(this.model(this.message).name, at);
    };
    this.plots.classList.add("beside");
    this.points = new Plot(this.plots, "curve", [20, 10, 38, 44], () => {}, false);
    this.points.canvas.setAttribute("role", "img");
    this.points.canvas.tabIndex = -1;
    const both = this.plots.appendChild(document.createElement("div"));
    this.likelihood = new Plot(both, "likelihood", [20, 10, 22, 44], set, false);
    this.loss = new Plot(both, "loss", [20, 10, 38, 44], set, false);
  }

  /**
   * @param {LikelihoodMessage} message
   * @returns {Model}
   */
  model({ x, y }) {
    const { m, sigma: spread } = this.values;
    if (spread)
      return {
        sign: "μ",
        name: "mean",
        log: (at) => gauss(x, at, spread),
        loss: (at) => mse(x, at),
        best: x.reduce((sum, one) => sum + one, 0) / x.length,
        titles: ["likelihood L", "MSE"],
      };
    return {
      sign: "n",
      name: "n",
      log: (at) => bernoulli(x, y, m, at),
      loss: (at) => -bernoulli(x, y, m, at) / x.length,
      best: bestShift(x, y, m),
      titles: ["likelihood L", "BCE"],
    };
  }

  /**
   * @override
   * @param {LikelihoodMessage} message
   */
  show(message) {
    const { narrow, plots } = this;
    const model = this.model(message);
    const width = narrow ? plots.clientWidth : Math.floor((plots.clientWidth - 12) / 2);
    const height = narrow ? Math.round(0.7 * width) : this.room(FOOT, 330, 640);
    if (this.values.sigma) this.bell(message, width, height);
    else this.labels(message, width, height);
    const upper = Math.round(0.5 * height);
    this.over(message, model, width, upper, height - upper);
    this.say(this.values.sigma ? this.ofGauss(message, model) : this.ofLabels(message, model));
  }

  /**
   * Labels, and how likely σ(mx + n) makes each.
   * @param {LikelihoodMessage} message
   * @param {number} width
   * @param {number} height
   */
  labels({ x, y, window, axis, colours }, width, height) {
    const { points, look } = this;
    const { m, n } = this.values;
    if (!points.begin(width, height, [...window, -PAD, 1 + PAD], look, axis)) return;
    for (let k = 0; k < x.length; k++) {
      const p = sigma(m * x[k] + n);
      const colour = y[k] ? colours.one : colours.zero;
      points.line(x[k], y[k], x[k], p, colour);
      points.line(x[k], 1 - y[k], x[k], p, colour, 3.5);
      points.dot(x[k], y[k], colour, 4.5, look.paper);
    }
    points.curve((at) => sigma(m * at + n), colours.model);
    points.title("Thick: how likely the model makes what the point is", look.ink);
    points.say(`Bars of the chances of ${x.length} labels`, 0);
  }

  /**
   * Numbers, and how dense a Gauss curve is at each.
   * @param {LikelihoodMessage} message
   * @param {number} width
   * @param {number} height
   */
  bell({ x, window, axis, colours }, width, height) {
    const { points, look } = this;
    const { mean, sigma: spread } = this.values;
    if (!points.begin(width, height, [...window, 0, TALL], look, axis)) return;
    for (const y of x) points.line(y, 0, y, density(y, mean, spread), colours.model, 2.5);
    points.curve((at) => density(at, mean, spread), colours.model);
    points.upright(mean, look.ink);
    for (const y of x) points.dot(y, 0, look.ink, 4.5, look.paper);
    points.title("Bars: how likely the model makes each number", look.ink);
    points.say(`Bars of the densities of ${x.length} numbers`, mean);
  }

  /**
   * Likelihood and loss over the one number.
   * @param {LikelihoodMessage} message
   * @param {Model} model
   * @param {number} width
   * @param {number} upper
   * @param {number} lower
   */
  over({ parameters, colours }, model, width, upper, lower) {
    const { likelihood, loss, look } = this;
    const { low, high } = parameters.find(({ name }) => name === model.name) ?? parameters[0];
    const [at, top, least] = [
      this.values[model.name],
      model.log(model.best),
      model.loss(model.best),
    ];
    const share = (/** @type {number} */ v) => Math.exp(model.log(v) - top);
    const far = Math.min(Math.max(model.loss(low), model.loss(high)), HIGHEST * least + 1);
    const [first, second] = model.titles;
    if (likelihood.begin(width, upper, [low, high, 0, PEAK], look, "")) {
      likelihood.upright(model.best, look.ink, DASHES);
      likelihood.curve(share, colours.likelihood);
      likelihood.dot(at, share(at), colours.likelihood, 6, look.paper);
      likelihood.title(`${first}, as a share of its highest, ${ofLog(top)}`, look.ink);
      likelihood.say(`${first} over ${model.sign}: ${ofLog(model.log(at))}`, at);
    }
    if (!loss.begin(width, lower, [low, high, 0, far], look, model.sign)) return;
    loss.upright(model.best, look.ink, DASHES);
    loss.curve(model.loss, colours.loss);
    if (model.loss(at) <= far) loss.dot(at, model.loss(at), colours.loss, 6, look.paper);
    loss.title(`${second}, the mean loss; lowest ${number(least)}`, look.ink);
    loss.say(`${second} over ${model.sign}: ${number(model.loss(at))}`, at);
  }

  /**
   * @param {LikelihoodMessage} message
   * @param {Model} model
   * @returns {[string, string][]}
   */
  ofLabels({ x }, { log, best }) {
    const { m, n } = this.values;
    const said = log(n);
    return [
      [`At m = ${fixed(m, 2)}, n = ${fixed(n, 2)}`, ""],
      ["likelihood L = Π p(y)", ofLog(said)],
      ["ln L = Σ ln p(y)", fixed(said, 2)],
      ["−ln L = N · BCE", fixed(-said, 2)],
      [`BCE = −ln L / ${x.length}`, fixed(-said / x.length, 4)],
      ["Best n for this m", ""],
      ["highest L, lowest BCE at n =", fixed(best, 3)],
      ["its likelihood L", ofLog(log(best))],
      ["its BCE", fixed(-log(best) / x.length, 4)],
    ];
  }

  /**
   * @param {LikelihoodMessage} message
   * @param {Model} model
   * @returns {[string, string][]}
   */
  ofGauss({ x }, { log, loss, best }) {
    const { mean, sigma: spread } = this.values;
    const said = log(mean);
    const factor = x.length / (2 * spread ** 2);
    return [
      [`At μ = ${fixed(mean, 2)}, σ = ${fixed(spread, 2)}`, ""],
      ["likelihood L = Π φ(y)", ofLog(said)],
      ["MSE", fixed(loss(mean), 3)],
      [`N / 2σ² · MSE = ${fixed(factor, 2)} · MSE`, fixed(factor * loss(mean), 2)],
      ["+ N ln(σ√2π), whatever μ is", fixed(constant(x.length, spread), 2)],
      ["= −ln L", fixed(-said, 2)],
      ["Best μ, for every σ", ""],
      ["highest L, lowest MSE at μ =", fixed(best, 3)],
      ["its likelihood L", ofLog(log(best))],
      ["its MSE", fixed(loss(best), 3)],
    ];
  }
}
