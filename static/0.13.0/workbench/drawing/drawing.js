// The drawing of one network: what each unit computes, the weights between them, one point traced.

import { cleared } from "../../shared/canvas.js";
import { make, write } from "../../shared/elements.js";
import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { labelOf } from "../../shared/features.js";
import { isLabels } from "../problem.js";
import { meshOf } from "../plane/mesh.js";
import { Atlas, cellOf, samples } from "./atlas.js";
import { drawEdges } from "./edges.js";
import { Heading } from "./heading.js";
import { Inputs } from "./inputs.js";
import { Opened } from "./opened.js";
import { Overrides } from "./parameters.js";
import { Places } from "./places.js";
import { Shape } from "./shape.js";
import { Stage } from "./stage.js";
import { Theme } from "./theme.js";
import { Trace } from "./trace.js";
import { drawMark, drawUnits } from "./units.js";
import { pointed, summary } from "./words.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./places.js").Bias} Bias */
/** @typedef {import("./places.js").Edge} Edge */
/** @typedef {import("./places.js").Unit} Unit */
/** @typedef {import("./traced.js").Traced} Traced */
/** @typedef {import("../views/view").Unit} Hidden unit of a hidden layer */
/** @typedef {import("./asks").On} On */
/** @typedef {import("./asks").Room} Room */

const MAPS = 45; // ms between two pictures of the units: small maps need no more while they move
const SHARE = 6; // times what such a picture takes until the next: large networks are drawn less often
const WIRES = 100; // ms between two pictures of the edges, which change slowly
const RANK = 1000; // ms between two choices of the units that a wide column shows
const TELL = 100; // ms between two readings: faster than this nobody reads
const DESCRIBE = 1000; // ms between two descriptions for those who do not see it

export class Drawing {
  /** @type {Set<string>} */
  frozen = new Set(); // units that do not learn, as "layer,unit"
  /** @type {Hidden | null} */
  lit = null; // the unit that a view points at
  /** @type {Edge | Bias | Unit | null} */
  over = null; // what is pointed at here
  /** @type {Traced | null} */
  traced = null;
  overrides = new Overrides();
  /** @type {Message} */
  m = later();
  ratio = 1;
  shape = "";
  /** @type {Places} */
  places = later();
  /** @type {Theme} */
  theme = later();
  /** @type {Network} */
  net = later(); // runs the samples of the maps, then all points, then the point traced
  /** @type {Network} */
  data = later();
  /** @type {Network} */
  one = later();
  points = new Float32Array(0);
  plane = new Float32Array(0);
  /** @type {Float32Array | null} */
  raw = null; // the frame's weights, and those with what was typed
  /** @type {Float32Array | null} */
  w = null;
  mapped = -Infinity; // when the units were painted, and for how long they stay
  rest = MAPS;
  wired = -Infinity; // when the edges were painted, and the units of wide columns chosen
  chosen = -Infinity;
  late = 0; // timers
  told = 0;
  described = 0;

  /**
   * @param {HTMLElement} box
   * @param {On} on
   */
  constructor(box, on) {
    this.box = box;
    this.on = on;
    box.classList.add("network");
    this.heading = new Heading(box);
    this.stage = new Stage(
      box,
      (unit) => this.show(unit),
      (unit) => this.look(unit),
    );
    const { canvas, stage } = this.stage;
    this.shaped = new Shape(this.heading.box, stage, (hidden) => on.shape(hidden));
    this.inputs = new Inputs(stage, on.inputs);
    this.heading.explain(box);
    this.details = make("div", "details", box);
    this.says = make("p", "says", this.details);
    this.trail = new Trace(this.details);
    this.opened = new Opened(this.details);
    this.atlas = new Atlas();
    canvas.onpointermove = canvas.onclick = ({ offsetX, offsetY }) => {
      const found = this.w && this.places.find(offsetX, offsetY, this.w);
      if (found !== this.over) this.look(found);
    };
  }

  /**
   * Lays out member p of a message.
   * @param {Message} m
   * @param {number} p
   * @param {number} ratio
   * @param {Room} [room] as wide as its box and as high as it needs, where none is given
   */
  prepare(m, p, ratio, room = { width: this.box.clientWidth, height: Infinity }) {
    const shape = `${m.widths[p]}/${m.sizes[p]}/${m.inputs}/${m.problem}`;
    this.w = null; // nothing is drawn before all of this is done
    this.m = m;
    this.ratio = ratio;
    [this.net, this.data, this.one] = [0, 1, 2].map(() => new Network(m, p));
    this.overrides.clear();
    if (shape !== this.shape) {
      this.shape = shape;
      const inputs = m.inputs.map(labelOf);
      this.places = new Places(m.widths[p], inputs, isLabels(m) ? "label" : "class");
      this.over = this.traced = this.raw = null;
      this.on.point?.(null);
      this.trail.clear();
      this.opened.close();
    }
    this.points = meshOf(m, 0, [...m.labels.keys()]);
    this.plane = samples(m, cellOf(m.sizes[p]));
    this.theme = new Theme(this.box, m);
    const { places } = this;
    places.lay(room, Shape.head(m, p, room.width));
    if (this.stage.lay(places, ratio) && this.over && "u" in this.over) this.look(null);
    this.shaped.lay(m, p, places);
    this.heading.call(m.titles[p], this.theme, m.end[p]);
    this.inputs.lay(m);
    this.mapped = this.wired = -Infinity;
    this.atlas.resize(m, places, m.sizes[p]);
    this.chosen = -Infinity;
  }

  /**
   * The weights with what was typed in.
   * @param {Float32Array} w
   */
  apply(w) {
    return this.overrides.apply(w);
  }

  /** @param {Float32Array} raw the frame's weights */
  draw(raw) {
    const { places, net, one, traced, ratio } = this;
    if (!places?.width) return;
    const now = performance.now();
    this.raw = raw;
    const w = (this.w = this.apply(raw));
    clearTimeout(this.late); // the last frame is not forgotten
    this.late = setTimeout(() => this.again(), Math.max(WIRES, this.rest));
    if (now - this.mapped < this.rest) return;
    this.mapped = now;
    const logits = net.run(w, this.plane, this.atlas.samples);
    if (now - this.chosen > RANK) this.choose(now, w);
    if (traced) one.run(w, traced.x, 1);
    this.atlas.fill(places, net, this.plane, logits, this.theme);
    if (!(now - this.wired < WIRES)) this.wire(now, w);
    if (this.wired === now) clearTimeout(this.late);
    this.units(cleared(this.stage.canvas, ratio));
    this.rest = Math.max(MAPS, SHARE * (performance.now() - now));
    this.told ||= setTimeout(() => this.tell(), TELL);
    this.described ||= setTimeout(() => this.describe(), DESCRIBE);
  }

  /**
   * @param {number} now
   * @param {Float32Array} w
   */
  wire(now, w) {
    const { lit, over, places, theme } = this;
    const unit = lit ? { c: lit.layer + 1, u: lit.unit } : over && "u" in over ? over : null;
    this.wired = now;
    drawEdges(cleared(this.stage.wires, this.ratio), places, w, theme, unit, over);
  }

  /** @param {CanvasRenderingContext2D} context */
  units(context) {
    const { places, theme, lit, traced, one, m } = this;
    const chosen = [lit && { c: lit.layer + 1, u: lit.unit }, this.opened.unit];
    /** @type {((c: number, u: number, left: number, top: number) => void) | null} */
    const mark =
      traced &&
      ((c, u, left, top) => drawMark(context, theme, traced, one, m, places.size, c, u, left, top));
    drawUnits(context, places, this.atlas, theme, chosen, this.frozen, mark);
  }

  again() {
    this.mapped = this.wired = -Infinity;
    clearTimeout(this.late);
    if (this.raw && this.w) this.draw(this.raw);
  }

  /**
   * Whom the wide columns show, and what their buttons are called.
   * @param {number} now
   * @param {Float32Array} w
   */
  choose(now, w) {
    const { places, net, atlas, points } = this;
    this.chosen = now;
    places.choose(w, (c) => (c ? [net.h[c - 1], atlas.samples] : [points, this.m.labels.length]));
    this.stage.label(places);
  }

  /** @param {Edge | Bias | Unit | null} what is pointed at */
  look(what) {
    const hidden = (/** @type {Edge | Bias | Unit | null} */ one) =>
      one && "u" in one && one.c < this.places.last ? { layer: one.c - 1, unit: one.u } : null;
    const unit = hidden(what);
    if (unit || hidden(this.over)) this.on.light?.(unit);
    this.over = what;
    this.on.point?.(what && "u" in what ? what : null);
    this.again();
    this.read();
  }

  read() {
    const { w, over, places, net, atlas } = this;
    if (w) write(this.says, pointed(over, places, net, w, atlas.samples));
  }

  describe() {
    this.described = 0;
    if (!this.w) return;
    const text = summary(this.places, this.w, this.frozen.size);
    this.stage.canvas.setAttribute("aria-label", text);
  }

  /** Says what is below the drawing. */
  tell() {
    const { w, m, data, opened, places, traced } = this;
    clearTimeout(this.told);
    this.told = 0;
    if (!w) return;
    this.read();
    const N = m.labels.length;
    if (opened.unit || traced) data.run(w, this.points, N);
    if (opened.unit) {
      const { c, u } = opened.unit;
      opened.tell(data, w, N, m.flat_slope, this.frozen.has(`${c - 1},${u}`));
      opened.draw(data, w, N, places, this.atlas, this.theme, this.ratio);
    }
    if (!traced) return;
    this.one.run(w, traced.x, 1);
    this.trail.tell(m, traced, this.one, data, w, places);
  }

  /** @param {Traced | null} traced a point to run through the network; null ends that */
  trace(traced) {
    this.traced = traced;
    this.trail.clear();
    this.again();
    if (this.traced) this.tell();
  }

  /**
   * Opens a unit, or closes it where it is open.
   * @param {Unit} unit
   */
  show({ c, u }) {
    const { opened, places } = this;
    const open = opened.unit?.c === c && opened.unit.u === u;
    opened.close();
    if (!open) {
      opened.show({ c, u }, places, {
        freeze: () => (this.on.freeze({ layer: c - 1, unit: u }), this.again()),
        close: () => {
          opened.close();
          this.again();
          this.stage.buttons[c][places.slots[c].indexOf(u)]?.focus();
        },
        edit: (index, value) => this.edit(index, value),
        value: (index) => this.w?.[index] ?? NaN,
      });
    }
    this.again();
    if (!open) this.tell();
  }

  /**
   * @param {number} index
   * @param {number} value
   */
  edit(index, value) {
    this.overrides.set(index, value, this.raw?.[index] ?? NaN);
    this.on.edit({ index, value });
    this.again();
  }
}
