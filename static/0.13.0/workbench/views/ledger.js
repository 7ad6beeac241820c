// What a deep network's layers receive and where they work: gradients above, pre-activations below,
// one column for each hidden layer.

import { pageScale } from "../../shared/scale.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { count, fraction } from "../../shared/numbers.js";
import { Axis, drawLayers, drawNorms, normsAt } from "../deep/gradients.js";
import { Histogram, Shades, drawSlope } from "../deep/signals.js";
import { BROKEN, sound } from "../measures/values.js";
import { INK } from "../plane/colours.js";
import { meshOf } from "../plane/mesh.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./view").View} View */
/**
 * @typedef {object} Panel
 * @property {Network} net
 * @property {Float64Array} norms of the gradient at each hidden layer's weights, at this moment
 * @property {Histogram} histogram of the pre-activations
 * @property {Shades} shades that draw it
 * @property {boolean} broken
 */

const POINTS = 200; // whose pre-activations are shown, at most

/**
 * A share as words: "1/4 of", "1.5 times", "1/36,000,000 of".
 * @param {number} x
 */
const proportion = (x) => (x < 1 ? `${fraction(x)} of` : `${count(x)} times`);

/**
 * The page's ink and ground, which are dark or light with the page.
 * @param {HTMLCanvasElement} canvas
 */
function pageOf(canvas) {
  const style = getComputedStyle(canvas);
  const get = (/** @type {string} */ name) => style.getPropertyValue(`--st-${name}`).trim();
  return { ink: get("text-color") || INK, ground: get("secondary-background-color") };
}

/** @implements {View} */
export class LedgerView {
  alone = true;
  /** @type {import("./view").Moment} */
  moment = later();
  /** @type {Message} */
  m = later();
  size = 0;
  L = 0; // hidden layers
  x = new Float32Array(0);
  axis = new Axis();
  above = { left: 0, right: 0, top: 0, bottom: 0 };
  below = { left: 0, right: 0, top: 0, bottom: 0 };
  /** @type {Panel[]} */
  panels = [];

  /**
   * @param {Message} m
   * @param {number} size
   */
  prepare(m, size) {
    const L = m.widths[0].length - 2;
    const N = Math.min(m.labels.length, POINTS);
    const every = m.labels.length / N;
    if (this.m?.run !== m.run) this.axis = new Axis();
    this.m = m;
    this.size = size;
    this.L = L;
    this.x = meshOf(
      m,
      0,
      Array.from({ length: N }, (_, k) => Math.floor(k * every)),
    );
    const [left, right] = [38, size - 40];
    this.above = { left, right, top: 24, bottom: size * 0.46 };
    this.below = { left, right, top: size * 0.46 + 42, bottom: size - 22 };
    this.panels = m.titles.map((_, p) => ({
      net: new Network(m, p),
      norms: new Float64Array(L),
      histogram: new Histogram(L),
      shades: new Shades(L, [m.saturated_colour, m.line_colours[p]]),
      broken: false,
    }));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} _ whose units are computed elsewhere
   * @param {Float32Array} w
   */
  draw(context, p, _, w) {
    const { m, size, x, axis, moment, above, below } = this;
    const panel = this.panels[p];
    const { net, norms, histogram, shades } = panel;
    const { ink, ground } = pageOf(context.canvas);
    context.fillStyle = ground || m.neutral;
    context.fillRect(0, 0, size, size);
    context.font = `${12 * pageScale()}px sans-serif`;
    context.fillStyle = ink;
    if (!this.L) return context.fillText("There is no hidden layer.", 12, 24);
    panel.broken = !sound(net.run(w, x, x.length / 2));
    normsAt(moment, p, norms);
    axis.reach(moment.from.m);
    axis.reach(moment.to.m);
    drawNorms(context, norms, axis.decades, above, m.line_colours[p], ink);
    if (panel.broken) return;
    histogram.count(net, w, m.flat_slope);
    shades.draw(context, histogram, below);
    const title = `weighted sums, olive where |f′| < ${m.flat_slope}`;
    drawSlope(context, net, w, below, ink, title);
    drawLayers(context, this.L, below, ink);
  }

  /** @param {number} p */
  words(p) {
    const { L, m } = this;
    const { broken, norms, histogram } = this.panels[p];
    if (!L) return "There is no hidden layer.";
    if (!norms.every(Number.isFinite)) {
      const { from } = this.moment;
      const right = Math.round(100 * from.m.validation_accuracy[from.i * from.m.P + p]);
      return `The gradient is too large for float32. ${right} % of the validation points are right.`;
    }
    if (broken) return BROKEN;
    const flat = Math.round(100 * histogram.share);
    const where = `${flat} % of the pre-activations lie where |f′| < ${m.flat_slope}.`;
    const none = [L, 1].find((l) => !norms[l - 1]);
    if (none) {
      return `The weights of layer ${none} receive a gradient of exactly 0 in float32. ${where}`;
    }
    if (L === 1) return where;
    return `The weights of layer 1 receive ${proportion(norms[0] / norms[L - 1])} the gradient that those of layer ${L} receive. ${where}`;
  }
}

export default LedgerView;
