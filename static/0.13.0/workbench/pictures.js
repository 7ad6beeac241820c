// The pictures of one moment: every network in the view that is chosen, and one of them drawn.

import { make } from "../shared/elements.js";
import { Network } from "../shared/network.js";
import { Drawing } from "./drawing/drawing.js";
import { Large } from "./drawing/large.js";
import { tracedOf } from "./drawing/traced.js";
import { Overlays } from "./overlays.js";
import { Panels } from "./panels.js";
import { mix } from "./measures/moment.js";
import { Marks } from "./plane/marks.js";
import { placeOf, ring } from "./plane/points.js";
import { Titles } from "./titles.js";
import { go, press } from "./tracing.js";
import { Turns } from "./turns.js";
import { viewOf } from "./views/index.js";

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {import("./views/view").Moment} Moment
 * @typedef {import("./views/view").View} View
 */

/**
 * What the pictures ask for: another picture, or a change to network `member` on the server.
 * @typedef {object} Asks
 * @property {() => void} repaint
 * @property {(name: string, change: Record<string, unknown>) => number} change
 * @property {HTMLElement} [overlays] where the buttons of the overlays stand
 */

const LARGE = 2e4; // parameters of all networks, from which they take turns at being drawn

export class Pictures {
  /**
   * @param {HTMLElement} body
   * @param {Asks} asks
   */
  constructor(body, asks) {
    this.repaint = asks.repaint;
    this.panels = new Panels(body, {
      choose: (p) => this.choose(p),
      hover: (p, x, y) => this.hover(p, x, y),
      press: (p, x, y) => press(this, p, x, y),
      key: (p, event) => go(this, p, event),
    });
    this.drawingBox = make("div", "drawing", body);
    this.drawingBox.dataset.part = "network";
    const ask =
      (/** @type {"edit" | "freeze" | "shape"} */ name) => (/** @type {object} */ change) =>
        asks.change(name, { ...change, member: this.chosen, at: performance.now() });
    this.drawing = new Drawing(this.drawingBox, {
      edit: ask("edit"),
      freeze: ask("freeze"),
      shape: (hidden) => ask("shape")({ hidden }),
      inputs: (keys) => asks.change("inputs", { keys, at: performance.now() }),
      point: (unit) => this.enlarge(unit),
      light: (unit) => {
        this.view.lit = unit;
        this.repaint();
      },
    });
    this.titles = new Titles();
    this.large = new Large();
    /** @type {import("./drawing/places.js").Unit | null} */
    this.pointed = null; // the unit of the drawn network whose map is shown large
    this.overlays = new Overlays(asks.overlays, () => this.relay());
    this.marks = new Marks();
    /** @type {Message} */
    this.message = /** @type {any} */ (undefined);
    /** @type {View} */
    this.view = /** @type {any} */ (undefined);
    this.viewed = ""; // key of the view
    /** @type {Network[]} */
    this.nets = [];
    /** @type {Float32Array[]} of each network at the moment shown */
    this.weights = [];
    this.shape = ""; // of the networks and their data
    this.points = ""; // where the data points lie
    this.chosen = 0; // the network that is drawn
    this.judged = false; // the judge stands in the place of its drawing
    this.traced = -1; // the point that is run through it
    this.size = 0; // of a picture in CSS pixels, 0 before it is laid out
    this.ratio = 1;
    this.calm = false; // nothing moves
    /** @type {(context: CanvasRenderingContext2D, size: number) => void} */
    this.guest = () => {}; // draws over maps of the plane
    this.turns = new Turns((p) => this.picture(p));
    /** @type {import("./drawing/asks").Room | undefined} */
    this.room = undefined; // of the drawing
  }

  /** Whether a network is drawn beside the pictures: deep ones have a view of their own. */
  get drawn() {
    return !this.message.loop && !this.view.alone;
  }

  /**
   * Takes a message; true where everything is to be laid out again.
   * @param {Message} m
   * @param {boolean} same whether it is of the run shown
   * @param {HTMLElement} controls
   */
  take(m, same, controls) {
    const other = same && m.points !== this.message.points;
    this.message = m;
    if (!same) this.#build(m);
    else if (other) this.show(m);
    this.#freeze();
    this.panels.call(m);
    this.#entitle();
    const looked = this.viewed !== m.view;
    if (looked) this.#look(m.view, controls);
    if (looked || !same) this.overlays.offer(this.view, m);
    return !same || looked;
  }

  /**
   * Shows the same run with other points.
   * @param {Message} m
   */
  show(m) {
    this.message = { ...m, view: this.viewed };
    this.trace(-1);
    this.relay();
  }

  /**
   * Lays other points on the maps, which are shown as they are.
   * @param {Message} m
   */
  lay(m) {
    this.message = { ...m, view: this.viewed };
    this.marks.lay(this.message, this.size, this.ratio, this.overlays.state.untested);
  }

  /** @param {Message} m */
  #build(m) {
    this.turns.stop();
    const shape = `${m.P}/${m.widths}/${m.labels.length}/${m.problem}`;
    const points = String(m.points);
    if (shape !== this.shape) this.chosen = m.P - 1;
    if (shape !== this.shape || points !== this.points) this.traced = -1;
    Object.assign(this, { shape, points });
    this.trace(this.traced);
    this.panels.build(m);
    this.titles.take(this.panels.all);
    this.nets = m.titles.map((_, p) => new Network(m, p));
    this.weights = m.titles.map((_, p) => new Float32Array(m.sizes[p]));
  }

  /**
   * @param {string} key
   * @param {HTMLElement} controls
   */
  #look(key, controls) {
    this.viewed = key;
    this.view = viewOf(key);
    this.view.changed = this.repaint;
    this.view.shown = this.overlays.state;
    controls.replaceChildren();
    this.view.controls?.(controls);
  }

  /** Tells the drawing which units of its network are held. */
  #freeze() {
    const held = this.message.frozen.filter(([p]) => p === this.chosen);
    this.drawing.frozen = new Set(held.map(([, ...unit]) => String(unit)));
  }

  /**
   * @param {number} size of a picture in CSS pixels
   * @param {number} ratio
   * @param {import("./drawing/asks").Room} [room] of the drawing
   */
  resize(size, ratio, room) {
    this.size = size;
    this.ratio = ratio;
    this.room = room;
    this.drawingBox.hidden = !this.drawn || this.judged;
    for (const panel of this.panels.all) panel.resize(size, ratio, this.drawn);
    this.view.prepare(this.message, size, ratio);
    this.marks.prepare(this.message, size, ratio, this.overlays.state.untested);
    this.choose(Math.min(this.chosen, this.message.P - 1));
  }

  /** Lays the pictures out as they are, with other overlays. */
  relay() {
    if (this.size) this.resize(this.size, this.ratio, this.room);
  }

  /**
   * Shows a unit of the drawn network large in its network's place; null: the map again.
   * @param {import("./drawing/places.js").Unit | null} unit
   */
  enlarge(unit) {
    this.pointed = unit;
    this.#entitle();
    this.repaint();
  }

  /** Has the titles say which network is drawn, and whose unit is shown. */
  #entitle() {
    const { panels, drawing, drawingBox, message, pointed } = this;
    const drawn = this.size > 0 && this.drawn;
    const unit = drawn && pointed ? drawing.places.name(pointed.c, pointed.u) : "";
    const chosen = drawn ? this.chosen : -1;
    this.titles.show(panels.all, message.titles, chosen, drawingBox, unit);
  }

  /**
   * Draws network p beside the pictures.
   * @param {number} p
   */
  choose(p) {
    this.chosen = p;
    this.panels.choose(p);
    this.#freeze();
    if (this.drawn && this.size) {
      this.drawing.prepare(this.message, p, this.ratio, this.room);
      this.large.prepare(this.message, p, this.size);
    }
    this.#entitle();
    this.repaint();
  }

  /**
   * @param {number} p
   * @param {number} x
   * @param {number} y
   */
  hover(p, x, y) {
    if (!this.view.hover?.(p, x, y)) return;
    if (p === this.chosen) this.drawing.lit = this.view.lit ?? null;
    this.repaint();
  }

  /**
   * Where point n lies in picture p: once, on every tile, or nowhere.
   * @param {number} p
   * @param {number} n
   */
  spots(p, n) {
    if (this.overlays.state.untested && this.message.shares[n]) return [];
    return this.view.spots ? this.view.spots(p, n) : [placeOf(this.message, n, this.size)];
  }

  /**
   * Runs point n through the network; −1 ends that.
   * @param {number} n
   */
  trace(n) {
    this.traced = n;
    this.drawing.trace(n < 0 ? null : tracedOf(this.message, n));
    this.repaint();
  }

  /**
   * Draws a moment; calm: nothing moves.
   * @param {Moment} moment
   * @param {boolean} calm
   */
  draw(moment, calm) {
    const { view, drawing, weights } = this;
    mix(moment, weights);
    view.moment = moment;
    view.calm = this.calm = calm;
    const raw = weights[this.chosen];
    this.turns.go(weights.length, this.message.n > LARGE, calm);
    if (this.drawn && !this.judged) drawing.draw(raw);
  }

  /**
   * Network p in the view, or one of its units, with all that lies over it.
   * @param {number} p
   * @param {CanvasRenderingContext2D} [context] another ground than its canvas
   */
  picture(p, context = this.panels.all[p].context) {
    const { size, ratio, view, marks, message, drawing, weights, calm } = this;
    const w = p === this.chosen ? drawing.apply(weights[p]) : weights[p];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const unit = this.drawn && p === this.chosen ? this.pointed : null;
    const { wrong, unsure } = this.overlays.state;
    const batch = this.overlays.state.batch && view.moment?.from.m.setting === message.setting;
    const spots = (/** @type {number} */ n) =>
      unit ? [placeOf(message, n, size)] : this.spots(p, n);
    if (unit) this.large.draw(context, unit, w, this.drawing.theme);
    else view.draw(context, p, this.nets[p], w);
    if (unsure && view.flat && !unit) marks.haze(context, p, w);
    if (view.flat || unit) marks.all(context, batch);
    if (!unit) view.over?.(context, p, this.nets[p], w);
    if (batch && view.moment) marks.discs(context, view.moment.from, spots);
    if (wrong && (view.flat || view.spots)) marks.rings(context, p, w, spots, calm);
    if (this.drawn && this.traced >= 0) ring(context, spots(this.traced));
    if (view.flat || unit) this.guest(context, size);
  }
}
