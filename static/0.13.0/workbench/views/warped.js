// The input plane as the layers see it: its grid and the points, carried from layer to layer.

import { pageScale } from "../../shared/scale.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { principal } from "../measures/principal.js";
import { BROKEN, costly, sound } from "../measures/values.js";
import { INK } from "../plane/colours.js";
import { meshOf, placesOf } from "../plane/mesh.js";
import { Dots } from "../plane/points.js";
import { isBinary, isNumber } from "../problem.js";
import { Answers } from "../warp/answers.js";
import { SIDE, drawGrid, drawStraight } from "../warp/lines.js";
import { shownAlong, stageOf } from "../warp/stages.js";
import { Morph } from "../warp/morph.js";
import { across, along, fit, likeness, mirror, rotate } from "../warp/turn.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./view").View} View */
/**
 * @typedef {object} Panel
 * @property {Network} net
 * @property {Float32Array} now places on screen, (2, M)
 * @property {Float32Array[]} places at each stage, in [−1, 1], (2, M)
 * @property {Float64Array[]} axes the two directions each stage but the first is shown along, (2, d)
 * @property {Float64Array} old room for directions
 * @property {boolean[]} drawn whether a stage's axes are those of a picture
 * @property {Float32Array} weights it was computed with
 * @property {[number, number] | null} pair of units it is shown along
 * @property {Float32Array} logits
 * @property {number} laid stages whose places are those of these weights and units
 * @property {number} line where the separating line stands, in [−1, 1]
 * @property {boolean} broken
 */

const NODES = SIDE * SIDE;
const POINTS = 500; // at most, and of large networks
const FEW = 150;
const LARGE = 2e4; // parameters of all networks, from which they are large

/** @type {(a: Float32Array, b: Float32Array) => boolean} */
const same = (a, b) => a.length === b.length && a.every((v, k) => Object.is(v, b[k]));

/** @implements {View} */
export class WarpView {
  /** @type {import("./view").Shown | undefined} */
  shown = undefined;
  /** @type {Message} */
  m = later();
  size = 0;
  titled = true; // its stage is named in the picture
  font = "";
  M = 0; // nodes and points
  /** @type {number[]} */
  points = []; // those shown
  plane = new Float32Array(0); // where the nodes and points lie, (2, M)
  x = new Float32Array(0); // what the networks are given there
  /** @type {Answers} */
  answers = later();
  costly = ""; // why nothing is drawn
  /** @type {Dots} */
  dots = later();
  side = new Uint8Array(NODES); // the colour at each node
  /** @type {import("../measures/principal.js").Work} */
  work = later();
  /** @type {Panel[]} */
  panels = [];
  morph = new Morph();
  /** @type {() => void} */
  changed = () => {};

  /**
   * @param {Message} m
   * @param {number} size
   * @param {number} ratio
   */
  prepare(m, size, ratio) {
    const N = m.labels.length;
    const stride = Math.ceil(N / (m.n > LARGE ? FEW : POINTS));
    const widest = Math.max(...m.widths.flat());
    this.m = m;
    this.size = size;
    this.font = `${12 * pageScale()}px sans-serif`;
    this.points = Array.from({ length: Math.ceil(N / stride) }, (_, k) => k * stride);
    this.M = NODES + this.points.length;
    this.plane = placesOf(m, SIDE, this.points);
    this.x = meshOf(m, SIDE, this.points);
    this.answers = new Answers(m);
    this.costly = costly(m);
    const [C, U, means] = [widest ** 2, widest, widest].map((size) => new Float64Array(size));
    this.work = { C, U, means };
    this.dots = new Dots(m, size, ratio);
    const hidden = m.widths.map((widths) => widths.slice(1, -1));
    const room = () => new Float32Array(2 * this.M);
    this.panels = hidden.map((units, p) => {
      const stages = units.flatMap((d) => [d, d]);
      return {
        net: new Network(m, p),
        now: room(),
        places: Array.from({ length: 1 + stages.length }, room),
        axes: stages.map((d) =>
          Float64Array.from({ length: 2 * d }, (_, k) => Math.cos(2 * k + 1)),
        ),
        old: new Float64Array(2 * widest),
        drawn: stages.map(() => false),
        weights: new Float32Array(0),
        pair: null,
        logits: new Float32Array(0),
        laid: 0,
        line: NaN,
        broken: false,
      };
    });
    this.morph.stages = Math.max(1, ...hidden.map((units) => 2 * units.length));
    this.morph.offer(Math.max(0, ...hidden.flat()));
  }

  /** @param {HTMLElement} box */
  controls(box) {
    this.morph.changed = () => this.changed();
    this.morph.open(box);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} p
   * @param {Network} _ whose units are computed elsewhere
   * @param {Float32Array} w
   */
  draw(context, p, _, w) {
    const { m, M, size, side, answers } = this;
    const panel = this.panels[p];
    const { now } = panel;
    const { hidden } = panel.net;
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (this.costly) return;
    this.compute(panel, w);
    const { logits } = panel;
    if (panel.broken) return;
    for (let n = 0; n < NODES; n++) side[n] = answers.at(logits, n, M);
    const place = this.morph.at * 2 * hidden;
    const from = Math.min(Math.floor(place), Math.max(0, 2 * hidden - 1));
    this.mix(panel, from, place - from, w);
    drawGrid(context, now, side, answers.colours);
    context.strokeStyle = INK;
    context.lineCap = "butt";
    const near = hidden && isBinary(m) && from === 2 * hidden - 1 ? place - from : 0;
    if (near > 0) drawStraight(context, ((1 + panel.line) * size) / 2, size, 0.45 * near);
    answers.lines(context, logits, now);
    this.points.forEach((n, k) => {
      if (this.shown?.untested && m.shares[n]) return;
      this.dots.draw(context, n, now[NODES + k], now[M + NODES + k]);
    });
    context.fillStyle = INK;
    context.font = this.font;
    if (this.titled) context.fillText(stageOf(Math.round(place), hidden), 8, size - 8);
  }

  /**
   * Runs a panel's network, unless it was run with these weights. Directions are sought from where
   * they were: sought again at rest, they would move by less than can be seen.
   * @param {Panel} panel
   * @param {Float32Array} w
   */
  compute(panel, w) {
    const { weights, pair } = panel;
    if (pair === this.morph.pair && same(weights, w)) return;
    panel.weights = w.slice();
    panel.pair = this.morph.pair;
    panel.logits = panel.net.run(w, this.x, this.M);
    panel.broken = !sound(panel.logits);
    panel.laid = 0;
  }

  /**
   * The places on screen, a share of the way from a stage to the next.
   * @param {Panel} panel
   * @param {number} from
   * @param {number} share
   * @param {Float32Array} w
   */
  mix(panel, from, share, w) {
    const { M, size } = this;
    const { now, places } = panel;
    const last = places.length - 1;
    if (!panel.laid) fit(this.plane, places[0], M, 1);
    for (; panel.laid < Math.min(from + 1, last); panel.laid++) {
      this.project(panel, panel.laid + 1, w);
    }
    const a = places[from];
    const b = places[Math.min(from + 1, last)];
    for (let n = 0; n < M; n++) {
      now[n] = ((1 + a[n] + (b[n] - a[n]) * share) * size) / 2;
      now[M + n] = ((1 - a[M + n] - (b[M + n] - a[M + n]) * share) * size) / 2;
    }
  }

  /**
   * The places at stage s, turned towards the stage before.
   * @param {Panel} panel
   * @param {number} s
   * @param {Float32Array} w
   */
  project(panel, s, w) {
    const { m, M, work } = this;
    const l = (s - 1) >> 1;
    const h = s % 2 ? panel.net.z[l] : panel.net.h[l];
    const { widths, hidden } = panel.net;
    const d = widths[l + 1];
    const V = panel.axes[s - 1];
    const chosen = this.taken(d);
    if (chosen) {
      V.fill(0);
      V[chosen[0]] = V[d + chosen[1]] = 1;
      panel.drawn[s - 1] = false;
      return this.lay(panel, s, h, V, NaN);
    }
    panel.old.set(V);
    const read = s === 2 * hidden && (isBinary(m) || isNumber(m));
    let line = read ? across(V, l, w, widths) : 0;
    if (d > 2 || read) principal(h, M, NODES, this.points.length, d, V, work, read);
    else V.set(d > 1 ? [1, 0, 0, 1] : [1, 0]);
    const old = panel.drawn[s - 1] ? panel.old : null;
    const turn = likeness(h, NODES, M, panel.places[s - 1], V, old);
    if (read) line *= mirror(V, turn);
    else rotate(V, turn);
    panel.drawn[s - 1] = true;
    this.lay(panel, s, h, V, line);
  }

  /**
   * The two units that a layer of d units is shown along, if somebody chose them.
   * @param {number} d
   */
  taken(d) {
    const { pair } = this.morph;
    return d > 2 && pair && pair.every((unit) => unit < d) ? pair : null;
  }

  /**
   * The places of stage s along the directions V, and where the separating line stands.
   * @param {Panel} panel
   * @param {number} s
   * @param {Float32Array} h
   * @param {Float64Array} V
   * @param {number} line
   */
  lay(panel, s, h, V, line) {
    const { M } = this;
    const out = panel.places[s];
    along(h, M, V, out);
    const [middle, scale] = fit(out, out, M, 2);
    panel.line = (line - middle) * scale;
  }

  /**
   * Where point n lies, if it is among those shown.
   * @param {number} p
   * @param {number} n
   * @returns {[number, number][]}
   */
  spots(p, n) {
    const { now, broken } = this.panels[p];
    const at = broken || this.costly ? -1 : this.points.indexOf(n);
    return at < 0 ? [] : [[now[NODES + at], now[this.M + NODES + at]]];
  }

  /** @param {number} p */
  words(p) {
    if (this.costly) return this.costly;
    if (this.panels[p].broken) return BROKEN;
    const { m } = this;
    const { hidden, widths } = this.panels[p].net;
    if (!hidden) {
      const straight = isBinary(m) ? ", and its line is straight." : ".";
      return `This is logistic regression, without a hidden layer: it sees the input plane as it is${straight}`;
    }
    const s = Math.round(this.morph.at * 2 * hidden);
    const d = widths[(s + 1) >> 1];
    const last = s === 2 * hidden && !this.taken(widths[hidden]);
    let end = last && isBinary(m) ? "; there the separating line is straight" : "";
    if (last && isNumber(m)) end = "; there the lines of equal value are straight";
    return `The grid and the points at the stage: ${stageOf(s, hidden)}${shownAlong(s, widths, this.taken(d))}${end}.`;
  }
}

export default WarpView;
