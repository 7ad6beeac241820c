// A map that fills in: one chart for each function, what is pointed at, and what is asked for.

import { Picture } from "../descent/picture.js";
import { make, write } from "../shared/elements.js";
import { still } from "../shared/motion.js";
import { percentFixed } from "../shared/numbers.js";
import { Question } from "../shared/page.js";
import { stretched } from "./backdrop.js";
import { Chart } from "./chart.js";
import { Panel } from "./panel.js";
import { Pixels } from "./pixels.js";
import { unit, valueAt } from "./scale.js";
import { saveNumbers, savePicture } from "./takeaway.js";

/**
 * @import { Layer } from "./chart.js"
 * @import { MapMessage } from "./message.js"
 */

const TICK = 150; // ms between two questions for more
const CALM = 1500; // and where nothing may move by itself
const AGAIN = 2500; // ms after which a question is asked again: an answer may be lost
const FOOT = 40; // pixels left below
const [LEAST, MOST] = [260, 760]; // pixels of a chart's height
const SIDE = 250; // pixels of the panel beside
const GAP = 16;
const CLOSER = 2; // times, by a key

/** @extends {Picture<MapMessage>} */
export class Atlas extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.said = make("p", "said", this.body);
    this.said.dataset.part = "said";
    this.note = make("p", "note", this.body);
    this.bar = make("div", "bar", this.body);
    this.status = make("span", "status", this.bar);
    this.status.setAttribute("role", "status");
    this.stopper = this.#button("", "", () => this.#act());
    this.closer = this.#button("Zoom in", "+", () => this.closeUp());
    this.back = this.#button("Back", "Esc", () => this.order({ name: "back" }));
    this.all = this.#button("Whole map", "", () => this.order({ name: "out" }));
    this.picture = this.#button("PNG", "Save the picture", () => this.#savePicture());
    this.numbers = this.#button("CSV", "Save the numbers", () => this.#saveNumbers());
    this.parts = make("div", "parts", this.body);
    this.charts = make("div", "charts", this.parts);
    this.panel = new Panel(this.parts, () => this.open());
    /** @type {Chart[]} */
    this.maps = [];
    /** @type {Pixels | null} */
    this.pixels = null;
    /** @type {Layer[]} */
    this.backdrop = []; // what was drawn of the window before, under each chart
    /** @type {number[] | null} */
    this.wish = null; // edges asked for, in the axes' values
    this.asked = 0; // the last order's number
    /** @type {[number, number, number] | null} */
    this.at = null; // function, column and row that is pointed at
    this.question = new Question(() => this.more());
    this.raf = 0;
    this.draw = this.draw.bind(this);
  }

  /**
   * @param {string} words
   * @param {string} title
   * @param {() => void} onclick
   */
  #button(words, title, onclick) {
    return Object.assign(make("button", "", this.bar, words), { type: "button", title, onclick });
  }

  /** @override */
  stop() {
    super.stop();
    this.question.stop();
    cancelAnimationFrame(this.raf);
    this.raf = -1;
  }

  // ---- what comes in

  /**
   * @override
   * @param {MapMessage} m
   * @param {MapMessage | null} before
   */
  load(m, before) {
    if (m.heard >= this.asked) this.wish = null;
    this.asked = Math.max(this.asked, m.heard);
    if (!this.pixels || before?.run !== m.run) {
      this.backdrop =
        before && this.pixels && before.base === m.base
          ? stretched(this.pixels, this.backdrop, this.#edges(before, before.ends))
          : [];
      this.pixels = new Pixels(m);
    }
    const whole = this.pixels.take(m);
    this.#build(m);
    this.#tell(m);
    this.question.stop();
    if (m.moving || !whole) this.question.after(whole ? (still() ? CALM : TICK) : 0);
    this.root.dataset.known = String(this.pixels.have);
    this.root.dataset.moving = String(m.moving);
  }

  /** Ask for what is new. */
  more() {
    const { message: m, pixels } = this;
    if (!m || !pixels) return;
    // The number makes each question another: the same value twice would not be sent.
    this.tell("more", { run: m.run, have: pixels.have, at: performance.now() });
    this.question.after(AGAIN);
  }

  /** @param {MapMessage} m */
  #build(m) {
    if (this.maps.length === m.functions.length) return;
    this.charts.replaceChildren();
    this.maps = m.functions.map((_, f) => new Chart(this.charts, f, this));
    for (const { canvas, f } of this.maps) canvas.onkeydown = (event) => this.key(event, f);
    this.at = null;
  }

  /** @param {MapMessage} m */
  #tell(m) {
    write(this.said, m.said);
    write(this.note, m.fault || m.note);
    this.note.classList.toggle("told", Boolean(m.fault));
    write(this.status, m.status);
    write(this.stopper, m.button || "Stop");
    this.stopper.disabled = !m.button;
    this.back.disabled = this.all.disabled = !m.levels;
  }

  // ---- what is asked for

  /** @param {{ name: string, window?: number[], place?: number }} wanted */
  order(wanted) {
    this.asked = Math.max(this.asked + 1, Date.now());
    this.tell("order", { ...wanted, id: this.asked });
    if (this.message?.moving) this.question.after(AGAIN); // asked at once it would take its place
  }

  #act() {
    const name = this.message?.moving ? "stop" : "go on";
    this.order({ name });
  }

  /** @param {number[]} window in the axes' values */
  zoom(window) {
    this.wish = window;
    this.order({ name: "zoom", window });
    this.redraw();
  }

  /** Twice as close, around what is pointed at. */
  closeUp() {
    const { message: m } = this;
    if (!m) return;
    const [, column, row] = this.at ?? [0, m.side / 2, m.side / 2];
    const edges = this.#edges(m, m.ends);
    const around = [column, row].flatMap((k, axis) => {
      const [low, high] = edges.slice(2 * axis, 2 * axis + 2);
      const width = (high - low) / CLOSER;
      const middle = low + ((k + 0.5) / m.side) * (high - low);
      const from = Math.max(low, Math.min(middle - width / 2, high - width));
      return [from, from + width].map((u) => valueAt(m.axes[axis], u));
    });
    this.zoom(around);
  }

  /** The network that is pointed at, on Training. */
  open() {
    const { message: m } = this;
    if (!m) return;
    const [f, column, row] = this.at ?? [0, m.side / 2, m.side / 2];
    this.order({ name: "open", place: (f * m.side + row) * m.side + column });
  }

  #saveNumbers() {
    if (this.message && this.pixels) saveNumbers(this.message, this.pixels);
  }

  #savePicture() {
    savePicture(
      this.maps.map(({ canvas }) => canvas),
      this.look.paper,
    );
  }

  // ---- the hand

  /**
   * @param {number} f
   * @param {number} column
   * @param {number} row
   */
  point(f, column, row) {
    this.at = [f, column, row];
    this.redraw();
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} f
   */
  key(event, f) {
    const { message: m } = this;
    if (!m || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] }[
      event.key
    ];
    if (way) {
      const [, column, row] = this.at ?? [f, m.side / 2, m.side / 2];
      const within = (/** @type {number} */ k) => Math.max(0, Math.min(m.side - 1, k));
      this.point(f, within(column + way[0]), within(row + way[1]));
    } else if (event.key === "Enter") this.open();
    else if (event.key === "+") this.closeUp();
    else if (event.key === "Escape" && (m.levels || this.wish)) this.order({ name: "back" });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // ---- what is drawn

  /** @override */
  redraw() {
    this.raf ||= requestAnimationFrame(this.draw);
  }

  draw() {
    this.raf = 0;
    const { message: m, pixels, root } = this;
    if (!m || !pixels || !root.clientWidth) return;
    const double = this.maps.length > 1;
    const under = !this.narrow && double; // the panel stands below two charts
    root.classList.toggle("double", under);
    const beside = this.narrow || under ? 0 : SIDE + GAP;
    const width = (root.clientWidth - beside - (under ? GAP : 0)) / (under ? 2 : 1);
    const around =
      FOOT +
      this.parts.offsetTop -
      root.offsetTop +
      (under ? this.panel.root.offsetHeight + GAP : 0);
    const height = this.narrow ? width : this.room(around, LEAST, MOST);
    const { look } = this;
    const edges = this.#edges(m, this.wish ?? m.ends);
    const own = this.#edges(m, m.ends);
    const at = this.at && /** @type {[number, number]} */ (this.at.slice(1));
    this.maps.forEach((map, f) => {
      const layers = [...this.backdrop.slice(f, f + 1), { canvas: pixels.canvases[f], edges: own }];
      map.draw(
        m,
        edges,
        layers,
        this.wish ? null : at,
        Math.floor(width),
        Math.floor(height),
        look,
      );
      map.canvas.setAttribute("aria-label", this.#alternative(m, pixels, f));
    });
    this.panel.count(m, pixels);
    const [column, row] = at ?? [m.side / 2, m.side / 2];
    this.panel.show(m, pixels, column, row, look);
    root.dataset.run = m.run;
    root.dataset.at = at ? at.join() : "";
    this.drawn();
  }

  /**
   * Edges in units of the axes.
   * @param {MapMessage} m
   * @param {number[]} ends
   */
  #edges({ axes }, ends) {
    return ends.map((end, k) => unit(axes[k >> 1], end));
  }

  /**
   * The map in words.
   * @param {MapMessage} m
   * @param {Pixels} pixels
   * @param {number} f
   */
  #alternative(m, pixels, f) {
    const shares = pixels
      .shares(f)
      .map((share, k) => `${m.outcomes[k].label} ${percentFixed(share, 0)}`);
    return (
      `${m.functions[f]}: ${m.axes[1].label} over ${m.axes[0].label}; ${shares.join(", ")}. ` +
      "Arrow keys move the pixel, Enter opens it on Training, + zooms in, Escape goes back."
    );
  }
}
