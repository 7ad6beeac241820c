// Where the hidden units fold or bend the input plane.

import { straight } from "../../shared/features.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { bendsOf } from "../measures/bends.js";
import { ranked } from "../measures/units.js";
import { BROKEN, costly, sound } from "../measures/values.js";
import { strokeLevel } from "../plane/contour.js";
import { levels, nearest } from "../plane/fold.js";
import { Curve } from "../plane/curve.js";
import { meshOf } from "../plane/mesh.js";
import { groupsOf, mostRegions, regionsOf } from "../plane/regions.js";
import { Bands, Regions } from "../plane/shade.js";
import { Shading } from "../plane/shading.js";
import { Tint } from "../plane/tint.js";
import { isCurve } from "../problem.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../measures/bends.js").Bends} Bends */
/** @typedef {import("./view").View} View */
/**
 * @typedef {object} Panel
 * @property {Network} net
 * @property {Bends[]} bends of each layer's activation
 * @property {boolean} sharp whether something folds the plane
 * @property {boolean} smooth whether something bends it
 * @property {boolean} broken
 * @property {number} units in all hidden layers
 * @property {string[][]} inks of each layer's units
 * @property {Int32Array} pattern the pieces of all units at a node, as one number
 * @property {number[][]} drawn units of each layer whose lines are drawn
 * @property {number} chosen when these were chosen
 * @property {Uint16Array} bent units in the curved part of their function at a node
 * @property {number} regions of one folded layer
 * @property {number} crossing lines of one folded layer that cross the square
 */

const NEAR = 14; // CSS pixels to a line that is pointed at
const WIDTHS = [2.2, 1.4, 0.9]; // of the lines of the first layers
/** @type {Bends} */
const LEARNT = { kinks: [0] }; // what a function with a learnt slope folds
const MOST = 64; // lines that an eye can follow; of more, those of the units that matter most
const CHOOSE = 1000; // ms between two choices of these
const WORK = 8e6; // products that all pictures may cost together
const FAINT = 0.8; // of the map's colours, on which lines are to be seen

/** @param {number[]} widths */
const unitsOf = (widths) => widths.slice(1, -1).reduce((a, b) => a + b, 0);

/** @implements {View} */
export class FoldView {
  flat = true;
  toned = true;
  /** @type {import("./view").Shown | undefined} */
  shown = undefined;
  /** @type {import("./view").Unit | null} */
  lit = null;
  /** @type {Message} */
  m = later();
  size = 0;
  G = 0; // nodes a side
  mesh = new Float32Array(0);
  /** @type {Tint} */
  tint = later();
  /** @type {Shading} */
  shading = later();
  /** @type {Curve | null} */
  curve = null; // where a number is asked for of one other
  calm = false;
  costly = ""; // why nothing is drawn
  /** @type {Regions} */
  regions = later();
  /** @type {Bands} */
  bands = later();
  /** @type {Panel[]} */
  panels = [];

  /**
   * @param {Message} m
   * @param {number} size
   */
  prepare(m, size) {
    this.m = m;
    this.size = size;
    const most = Math.max(...m.widths.map(unitsOf));
    this.costly = costly(m);
    this.shading = new Shading(m);
    this.curve = isCurve(m) ? new Curve(m, size) : null;
    const affordable = Math.floor(Math.sqrt(WORK / m.n));
    this.G = Math.max(21, Math.min(most > 48 ? 33 : 49, affordable));
    this.mesh = meshOf(m, this.G);
    this.tint = new Tint(m, this.G);
    this.regions = new Regions(m, this.G);
    this.bands = new Bands(m, this.G);
    this.panels = m.titles.map((_, p) => this.panel(p));
  }

  /**
   * @param {number} p
   * @returns {Panel}
   */
  panel(p) {
    const net = new Network(this.m, p);
    const hidden = net.widths.slice(1, -1);
    const bends = net.functions.map((f, l) => (net.learns(l) ? LEARNT : bendsOf(f)));
    return {
      net,
      bends,
      sharp: bends.some(({ kinks }) => kinks?.length),
      smooth: bends.some(({ curved }) => curved),
      broken: false,
      units: unitsOf(net.widths),
      inks: hidden.map((n, l) =>
        Array.from({ length: n }, (_, j) => `hsl(${(360 * (j + l / 3)) / n} 62% 40%)`),
      ),
      drawn: hidden.map((n) => [...Array(n).keys()]),
      chosen: -Infinity,
      pattern: new Int32Array(this.G ** 2),
      bent: new Uint16Array(this.G ** 2),
      regions: 0,
      crossing: 0,
    };
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} _ whose units are computed elsewhere
   * @param {Float32Array} w
   */
  draw(context, p, _, w) {
    const { m, G, size } = this;
    const panel = this.panels[p];
    const { net, bends } = panel;
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (this.costly) return;
    const logits = net.run(w, this.mesh, G * G);
    panel.broken = !sound(logits);
    if (panel.broken) return;
    this.ground(context, logits);
    if (panel.sharp) this.regions.draw(context, size, net, bends, panel.pattern);
    if (panel.smooth) this.bands.draw(context, size, net, bends, panel.bent);
    if (panel.sharp && this.countable(panel)) this.count(panel, w);
    if (panel.units > MOST) this.choose(panel, w);
    bends.forEach((_, l) => this.lines(context, panel, l));
    context.globalAlpha = 1;
  }

  /**
   * The map that lines are drawn on: faint colours, or the axis of a curve.
   * @param {CanvasRenderingContext2D} context
   * @param {Float32Array} logits at the nodes
   */
  ground(context, logits) {
    const { shading, tint, curve, G, size } = this;
    if (curve) return curve.axis(context);
    shading.take(logits, G * G, this.shown?.plain);
    tint.shade(shading);
    context.globalAlpha = FAINT;
    tint.draw(context, 0, 0, size);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} net
   * @param {Float32Array} w
   */
  over(context, p, net, w) {
    if (!this.costly && !this.panels[p].broken) this.curve?.draw(context, net, w, this.calm);
  }

  /**
   * Of more units than an eye can follow, those that matter most have their lines drawn.
   * @param {Panel} panel
   * @param {Float32Array} w
   */
  choose(panel, w) {
    const now = performance.now();
    if (now - panel.chosen < CHOOSE) return;
    const { net, drawn } = panel;
    const nodes = this.G * this.G;
    const share = Math.floor(MOST / drawn.length);
    panel.chosen = now;
    panel.drawn = net.h.map((h, l) => ranked(net.widths, l, w, h, nodes).slice(0, share));
  }

  /**
   * The lines of layer l's units.
   * @param {CanvasRenderingContext2D} context
   * @param {Panel} panel
   * @param {number} l
   */
  lines(context, { net, bends, drawn, inks }, l) {
    const { G, size, lit } = this;
    for (const j of drawn[l]) {
      const on = lit?.layer === l && lit.unit === j;
      context.globalAlpha = !lit || on ? 1 : 0.18;
      context.lineWidth = WIDTHS[Math.min(l, 2)] + (on ? 1.6 : 0);
      context.strokeStyle = inks[l][j];
      for (const level of levels(bends[l]))
        strokeLevel(context, net.z[l], j * G * G, G, size, level);
    }
  }

  /**
   * Whether its lines are straight, so that their regions can be counted exactly.
   * @param {Panel} panel
   */
  countable({ bends, net }) {
    return bends.length === 1 && net.norm !== "layer" && straight(this.m);
  }

  /**
   * @param {Panel} panel
   * @param {Float32Array} w
   */
  count(panel, w) {
    const lines = [];
    for (let j = 0; j < panel.net.widths[1]; j++) {
      const [a, b, c] = panel.net.plane(w, j, this.m);
      for (const kink of panel.bends[0].kinks ?? []) lines.push([a, b, c - kink]);
    }
    Object.assign(panel, regionsOf(lines, this.m.extent));
  }

  /** @param {number} p */
  words(p) {
    const panel = this.panels[p];
    const { broken, sharp, smooth, bends, pattern, bent } = panel;
    if (this.costly) return this.costly;
    if (broken) return BROKEN;
    if (smooth) {
      const share = bent.reduce((sum, n) => sum + Number(n > 0), 0) / bent.length;
      return `In ${Math.round(100 * share)} % of the square at least one unit is in the curved part of its function.${this.left(panel)}`;
    }
    if (!sharp) return "There are no fold lines: without an activation nothing folds the plane.";
    const N = panel.units;
    if (!this.countable(panel)) {
      return `${N} units fold the square into about ${groupsOf(pattern, this.G)} regions, counted on a grid: those smaller than its cells are missed.${this.left(panel)}`;
    }
    const k = bends[0].kinks?.length ?? 0;
    const { crossing, regions } = panel;
    const most =
      this.m.inputs.length > 1 ? `; ${crossing} can make at most ${mostRegions(crossing)}` : "";
    return `${crossing} of ${N * k} lines cross the square and fold it into ${regions} regions${most}.`;
  }

  /**
   * Says where lines are left out.
   * @param {Panel} panel
   */
  left({ units, drawn }) {
    return units > MOST
      ? ` Drawn are the lines of the ${drawn.flat().length} units that matter most.`
      : "";
  }

  /**
   * The unit whose line is nearest lights up.
   * @param {number} p
   * @param {number} x
   * @param {number} y
   */
  hover(p, x, y) {
    const { size, lit } = this;
    const { net, broken } = this.panels[p];
    const cells = this.G - 1;
    const u = (x / size) * cells;
    const v = (1 - y / size) * cells;
    const within = u >= 0 && v >= 0 && u < cells && v < cells;
    this.lit =
      !broken && net.z.length && within
        ? nearest(this.panels[p], u, v, this.G, (NEAR / size) * cells)
        : null;
    return this.lit?.layer !== lit?.layer || this.lit?.unit !== lit?.unit;
  }
}

export default FoldView;
