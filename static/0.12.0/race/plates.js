// Small pictures side by side: the boundary of one seed of each contestant, and all its seeds.

import { Plate } from "../generalisation/plate.js";
import { cleared, density, fit } from "../shared/canvas.js";
import { make, write } from "../shared/elements.js";
import { percent } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";
import { pixel } from "../workbench/plane/colours.js";

/**
 * @import { RaceMessage } from "./message.js"
 * @import { View } from "./view.js"
 * @typedef {{ item: HTMLElement, plate: Plate, name: HTMLElement, swatch: HTMLElement,
 *   strip: HTMLCanvasElement, words: HTMLElement, back: HTMLButtonElement,
 *   open: HTMLButtonElement, painted: string }} Figure
 */

const AROUND = 152; // pixels of a figure's words and of what stands below
const LEAST = 84; // pixels of a map
const MOST = 230;
const APART = 10; // pixels between two, at least
const WIDE = 96; // and at most
const STRIP = 30; // pixels of the seeds
const DOT = 11; // pixels of a seed, at most
const STATES = ["not trained yet", "misses", "reaches", "diverged before it reached"];

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
    const strip = make("canvas", "strip", item);
    strip.tabIndex = 0;
    strip.setAttribute("role", "slider");
    strip.onclick = (event) => this.pick(n, this.under(n, event.offsetX, event.offsetY));
    strip.onkeydown = (event) => this.press(n, event);
    const row = make("div", "row", item);
    const words = make("span", "", row);
    const back = make("button", "", row, "Median");
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
    write(words, seed < 0 ? "no seed yet" : m.picked[n] ? called : `${called}, median`);
    back.style.display = m.picked[n] ? "" : "none";
    open.style.visibility = seed < 0 || m.moves ? "hidden" : "visible";
    open.setAttribute("aria-label", `Open ${m.names[n]}, ${called}, on the page Training`);
    back.setAttribute("aria-label", `Show the median seed of ${m.names[n]} again`);
    strip.setAttribute("aria-label", `Seeds of ${m.names[n]}`);
    const state = STATES[m.states[n * this.count + seed]] ?? "";
    const end = percent(m.ends[n * this.count + seed], 2);
    const told = seed < 0 ? "no seed yet" : `${called} ${state}: ${end} right`;
    strip.setAttribute("aria-valuetext", told);
    strip.setAttribute("aria-valuemin", String(m.first_seed));
    strip.setAttribute("aria-valuemax", String(m.first_seed + this.count - 1));
    strip.setAttribute("aria-valuenow", String(m.first_seed + Math.max(seed, 0)));
    strip.title = told;
    plate.canvas.setAttribute("aria-label", `Boundary of ${m.names[n]}, ${told}`);
  }

  draw() {
    const { view } = this;
    const m = view.message;
    if (!m) return;
    const many = m.names.length;
    const columns = view.narrow ? Math.min(2, many) : Math.max(many, 4);
    const width = (this.root.clientWidth - APART * (columns - 1)) / columns;
    const around = this.root.offsetTop - view.root.offsetTop + AROUND;
    const size = Math.floor(Math.min(width, view.narrow ? MOST : view.room(around, LEAST, MOST)));
    this.root.style.gridTemplateColumns = `repeat(${columns}, ${size}px)`;
    const gap = (this.root.clientWidth - columns * size) / Math.max(columns - 1, 1);
    this.root.style.columnGap = `${Math.max(APART, Math.min(gap, WIDE))}px`;
    let map = 0;
    this.all.slice(0, many).forEach((one, n) => {
      const place = m.drawn[n] ? map++ : -1;
      this.paint(m, one, place, size);
      this.seeds(m, one, n, size);
    });
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
    if (m.marks.length === 6) {
      plate.boundary(m.maps, look, m.ink, 1.6 * lineOf(plate.canvas));
    }
    dots(m, plate);
  }

  /**
   * All seeds of a contestant: full where they reach the target, rings where they do not.
   * @param {RaceMessage} m
   * @param {Figure} figure
   * @param {number} n
   * @param {number} size
   */
  seeds(m, { strip }, n, size) {
    const ratio = density();
    fit(strip, size, STRIP, ratio);
    Object.assign(strip.style, { width: `${size}px`, height: `${STRIP}px` });
    const context = cleared(strip, ratio);
    const { columns, pitch } = this.layout(size);
    const ink = this.view.look.ink;
    const radius = Math.max(1.2, 0.36 * pitch);
    for (let s = 0; s < this.count; s++) {
      const [x, y] = [((s % columns) + 0.5) * pitch, (Math.floor(s / columns) + 0.5) * pitch];
      const state = m.states[n * this.count + s];
      context.globalAlpha = state === 2 ? 1 : state ? 0.55 : 0.2;
      context.fillStyle = context.strokeStyle = state === 2 ? m.colours[n] : ink;
      context.lineWidth = 1;
      context.beginPath();
      if (state === 3) {
        for (const k of [-1, 1]) {
          context.moveTo(x - radius, y - k * radius);
          context.lineTo(x + radius, y + k * radius);
        }
      } else context.arc(x, y, state ? radius : 0.4 * radius, 0, 2 * Math.PI);
      if (state === 2 || !state) context.fill();
      else context.stroke();
      if (s !== m.seeds[n]) continue;
      context.globalAlpha = 1;
      context.strokeStyle = ink;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, Math.max(radius + 1.2, 3), 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /**
   * How many seeds stand in a row, and how far apart.
   * @param {number} size
   */
  layout(size) {
    let rows = 1;
    const pitch = () => Math.min(size / Math.ceil(this.count / rows), STRIP / rows, DOT);
    let best = [1, pitch()];
    for (rows = 2; rows <= 8; rows++) if (pitch() > best[1]) best = [rows, pitch()];
    return { columns: Math.ceil(this.count / best[0]), pitch: best[1] };
  }

  /**
   * The seed at a place of the strip; −1 for none.
   * @param {number} n
   * @param {number} x
   * @param {number} y
   */
  under(n, x, y) {
    const { columns, pitch } = this.layout(parseFloat(this.all[n].strip.style.width));
    const column = Math.min(Math.floor(x / pitch), columns - 1);
    const rows = Math.ceil(this.count / columns);
    const seed = Math.min(Math.floor(y / pitch), rows - 1) * columns + column;
    return seed < this.count ? seed : -1;
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
 * The points to train on.
 * @param {RaceMessage} m
 * @param {Plate} plate
 */
function dots(m, plate) {
  const { context, size } = plate;
  const half = size / 2;
  for (let n = 0; n < m.labels.length; n++) {
    const [r, g, b] = m.marks.subarray(3 * m.labels[n], 3 * m.labels[n] + 3);
    context.beginPath();
    const x = (m.points[2 * n] / m.extent + 1) * half;
    context.arc(x, (1 - m.points[2 * n + 1] / m.extent) * half, 1.6, 0, 2 * Math.PI);
    context.fillStyle = `rgb(${r}, ${g}, ${b})`;
    context.strokeStyle = m.neutral;
    context.lineWidth = 0.4;
    context.fill();
    context.stroke();
  }
}
