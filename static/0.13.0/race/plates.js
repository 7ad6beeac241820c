// Small pictures side by side: the boundary of one seed of each contestant, and all its seeds.

import { HALF, Plate } from "../generalisation/plate.js";
import { make, write } from "../shared/elements.js";
import { percent } from "../shared/numbers.js";
import { points } from "../shared/points.js";
import { lineOf } from "../shared/scale.js";
import { pixel } from "../workbench/plane/colours.js";
import { strokeLevel } from "../workbench/plane/contour.js";
import { Strip } from "./strip.js";

/**
 * @import { RaceMessage } from "./message.js"
 * @import { View } from "./view.js"
 * @typedef {{ item: HTMLElement, plate: Plate, name: HTMLElement, swatch: HTMLElement,
 *   strip: Strip, words: HTMLElement, back: HTMLButtonElement,
 *   open: HTMLButtonElement, painted: string }} Figure
 */

const AROUND = 152; // pixels of a figure's words and of what stands below
const FEWEST = 4; // contestants that there is room for
const LEAST = 84; // pixels of a map
const MOST = 230;
const APART = 10; // pixels between two, at least
const WIDE = 96; // and at most
const DOT = 1.6; // pixels of a point's radius

export class Plates {
  /**
   * @param {HTMLElement} parent
   * @param {View} view
   */
  constructor(parent, view) {
    this.view = view;
    this.root = make("div", "plates", parent);
    /** @type {Figure[]} */
    this.all = [];
  }

  /** Another race is shown: none of the maps is its own. */
  forget() {
    for (const one of this.all) one.painted = "";
  }

  /** @returns {Figure} */
  make() {
    const n = this.all.length;
    const item = make("figure", "", this.root);
    const caption = make("figcaption", "", item);
    const swatch = make("i", "", caption);
    const name = make("b", "", caption);
    const canvas = make("canvas", "map", item);
    canvas.dataset.part = "maps";
    canvas.setAttribute("role", "img");
    const strip = new Strip(make("canvas", "strip", item));
    strip.canvas.onclick = (event) => this.pick(n, strip.under(event.offsetX, event.offsetY));
    strip.canvas.onkeydown = (event) => this.press(n, event);
    const row = make("div", "row", item);
    const words = make("span", "", row);
    const back = make("button", "", row, "↺");
    const open = make("button", "", row, "Train it");
    back.type = open.type = "button";
    back.onclick = () => this.ask(n, "median");
    open.onclick = () => this.ask(n, "open");
    const plate = new Plate(canvas);
    return { item, plate, name, swatch, strip, words, back, open, painted: "" };
  }

  /**
   * @param {number} n
   * @param {string} what
   */
  ask(n, what) {
    const m = this.view.message;
    if (m) this.view.order(what, { cell: m.cells[n], seed: m.seeds[n] });
  }

  /**
   * @param {number} n
   * @param {number} seed
   */
  pick(n, seed) {
    const m = this.view.message;
    if (!m || seed < 0 || seed >= this.count || !m.states[n * this.count + seed]) return;
    m.seeds[n] = seed;
    m.picked[n] = true;
    this.tell(m, n);
    this.draw();
    this.view.order("seed", { cell: m.cells[n], seed });
  }

  /**
   * @param {number} n
   * @param {KeyboardEvent} event
   */
  press(n, event) {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    const m = this.view.message;
    if (!by || !m) return;
    event.preventDefault();
    this.pick(n, m.seeds[n] + by);
  }

  /** How many seeds each contestant has. */
  get count() {
    const m = this.view.message;
    return m ? m.states.length / m.names.length : 0;
  }

  /** @param {RaceMessage} m */
  load(m) {
    while (this.all.length < m.names.length) this.all.push(this.make());
    this.all.forEach(({ item, name, swatch }, n) => {
      item.hidden = n >= m.names.length;
      if (item.hidden) return;
      const shown = m.row_names.length ? m.short[n] : m.names[n];
      write(name, shown);
      name.title = m.names[n];
      swatch.style.background = m.colours[n];
      this.tell(m, n);
    });
  }

  /**
   * What stands below a map.
   * @param {RaceMessage} m
   * @param {number} n
   */
  tell(m, n) {
    const { words, back, open, strip, plate } = this.all[n];
    const seed = m.seeds[n];
    const called = `seed ${m.first_seed + seed}`;
    write(words, seed < 0 ? "no seed yet" : m.picked[n] ? called : `${called} (median)`);
    words.title = m.picked[n] ? "" : "The seed with the median of the last validation losses";
    back.style.display = m.picked[n] ? "" : "none";
    open.style.visibility = seed < 0 || m.moves ? "hidden" : "visible";
    open.setAttribute("aria-label", `Train it: ${m.names[n]}, ${called}, on the page Training`);
    back.title = `Show the median seed of ${m.names[n]} again`;
    back.setAttribute("aria-label", back.title);
    const state = m.state_words[m.states[n * this.count + seed]] ?? "";
    const end = percent(m.ends[n * this.count + seed], 2);
    const told = seed < 0 ? "no seed yet" : `${called} ${state}: ${end} right`;
    strip.tell(`Seeds of ${m.names[n]}`, told, m.first_seed, this.count, Math.max(seed, 0));
    plate.canvas.setAttribute("aria-label", `Boundary of ${m.names[n]}, ${told}`);
  }

  get columns() {
    const many = this.view.message?.names.length ?? 1;
    return this.view.narrow ? Math.min(2, many) : Math.max(many, FEWEST);
  }

  /** Pixels of a map, as far as the page's width goes. */
  get widest() {
    return Math.min((this.root.clientWidth - APART * (this.columns - 1)) / this.columns, MOST);
  }

  /** Pixels that they take with all that stands below, as high as their width allows. */
  get height() {
    return this.widest + AROUND;
  }

  draw() {
    const { view } = this;
    const m = view.message;
    if (!m) return;
    const many = m.names.length;
    const columns = this.columns;
    const around = this.root.offsetTop - view.root.offsetTop + AROUND;
    const room = view.narrow ? MOST : view.room(around, LEAST, MOST);
    const size = Math.floor(Math.min(this.widest, room));
    this.root.style.gridTemplateColumns = `repeat(${columns}, ${size}px)`;
    const gap = (this.root.clientWidth - columns * size) / Math.max(columns - 1, 1);
    this.root.style.columnGap = `${Math.max(APART, Math.min(gap, WIDE))}px`;
    let map = 0;
    this.all.slice(0, many).forEach((one, n) => {
      const place = m.drawn[n] ? map++ : -1;
      this.paint(m, one, place, size);
      const states = m.states.subarray(n * this.count, (n + 1) * this.count);
      one.strip.draw(size, states, m, m.seeds[n], m.colours[n], view.look.ink);
    });
    view.root.dataset.maps = String(map);
  }

  /**
   * One map; while another seed's is made, the one before stays.
   * @param {RaceMessage} m
   * @param {Figure} figure
   * @param {number} place of the map among those that are there
   * @param {number} size
   */
  paint(m, figure, place, size) {
    const { plate } = figure;
    if (place < 0 && figure.painted === String(size)) return;
    plate.begin(size, m.grid);
    figure.painted = place < 0 ? "" : String(size);
    const colours = colourings(m.palette);
    if (place < 0) return;
    const look = place * m.steps.length + this.view.at;
    plate.paint(m.maps, look, (value) => colours[value]);
    if (m.marks.length === 6) this.boundary(m, plate, look);
    dots(m, plate);
  }

  /**
   * Where a network of two classes is undecided.
   * @param {RaceMessage} m
   * @param {Plate} plate
   * @param {number} look
   */
  boundary(m, { context, canvas, size }, look) {
    const nodes = m.grid * m.grid;
    const far = Float32Array.from(m.maps.subarray(look * nodes, (look + 1) * nodes), farOf);
    context.strokeStyle = m.ink;
    context.lineWidth = 1.6 * lineOf(canvas);
    context.lineJoin = "round";
    strokeLevel(context, far, 0, m.grid, size, 0);
  }
}

/**
 * The colours of a map's numbers, as pixels.
 * @param {Uint8Array} palette
 */
function colourings(palette) {
  return Array.from({ length: palette.length / 3 }, (_, k) =>
    pixel(palette[3 * k], palette[3 * k + 1], palette[3 * k + 2]),
  );
}

/**
 * How far from ½ a map's number says that p is, from −1 to 1: the numbers are the roots of it.
 * @param {number} value
 */
export function farOf(value) {
  const root = value / HALF - 1;
  return root * Math.abs(root);
}

/**
 * The points to train on.
 * @param {RaceMessage} m
 * @param {Plate} plate
 */
function dots(m, { context, size }) {
  const colours = Array.from({ length: m.marks.length / 3 }, (_, k) => {
    const [r, g, b] = m.marks.subarray(3 * k, 3 * k + 3);
    return `rgb(${r}, ${g}, ${b})`;
  });
  points(context, size, m.points, m.extent, 0, m.labels.length, (n) => [
    colours[m.labels[n]],
    m.neutral,
    DOT,
  ]);
}
