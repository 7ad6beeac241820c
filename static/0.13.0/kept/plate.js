// A run as one picture that stands by itself: its title and settings, its maps and its curves.

import { loss, number, whole } from "../shared/numbers.js";
import { isLabels, isNumber } from "../workbench/problem.js";
import { scored } from "../workbench/score.js";
import { wordsOf } from "./report.js";

/** @typedef {import("../workbench/lent").Lent} Lent */
/** @typedef {import("./entry.js").Told} Told */
/** @typedef {CanvasRenderingContext2D} Context */
/**
 * How maps and curves come onto the plate.
 * @typedef {object} Ways
 * @property {(p: number, x: number, y: number, size: number) => void} map
 * @property {(x: number, y: number, width: number, height: number) => void} chart
 */

const EDGE = 24;
const GAP = 16; // between two maps
const NARROW = 200; // pixels of a map below which numbers have fewer words
const LEAST = 420; // width of what is written
const TITLE = 28; // heights of lines
const LINE = 20;
const SCORES = 3; // lines below a map
const KEY = [18, 8]; // width of a curve's colour beside a title, and what follows it
const FEW = 5; // classes, of which each is called one
const TONES = [0, 51, 102, 153, 204, 255]; // of the colours of numbers, from the lowest on

export class Plate {
  /**
   * @param {Lent} lent
   * @param {Told} told
   * @param {Context} context that measures texts
   */
  constructor(lent, told, context) {
    this.lent = lent;
    this.context = context;
    this.told = told;
    const { message: m, size, chartSize, root } = lent;
    const style = getComputedStyle(root);
    this.ink = style.color;
    this.ground = style.getPropertyValue("--st-background-color").trim();
    this.family = style.fontFamily;
    this.columns = Math.min(m.P, lent.columns);
    this.inner = Math.max(this.columns * (size + GAP) - GAP, chartSize[0], LEAST);
    this.words = this.#wrapped(wordsOf(told), this.inner);
    this.mapTop = EDGE + TITLE + this.words.length * LINE + GAP / 2;
    this.rowHeight = LINE + 4 + size + SCORES * LINE + GAP;
    this.legend = this.#legend();
    this.legendTop = this.mapTop + Math.ceil(m.P / this.columns) * this.rowHeight;
    const lines = this.legend.reduce((most, { line }) => Math.max(most, line + 1), 0);
    this.chartTop = this.legendTop + lines * LINE + 4;
    this.width = 2 * Math.ceil(this.inner / 2 + EDGE); // films are even
    this.height = 2 * Math.ceil((this.chartTop + chartSize[1] + EDGE) / 2);
  }

  /** What is seen, in words. */
  get alternative() {
    const { message: m, frame } = this.lent;
    const told = m.titles.map((title, p) => `${title}: ${this.#scores(p).join(", ")}`);
    const step = whole(frame.m.step[frame.i]);
    return `${this.told.name} at step ${step}, ${wordsOf(this.told)}. ${told.join(". ")}.`;
  }

  /**
   * Draws all of it, in CSS pixels.
   * @param {Context} context
   * @param {Ways} ways
   */
  draw(context, ways) {
    const { lent, columns, width, height } = this;
    const { frame, size, message, chartSize } = lent;
    context.fillStyle = this.ground;
    context.fillRect(0, 0, width, height);
    context.textBaseline = "alphabetic";
    const { step, epoch } = frame.m;
    const where = `step ${whole(step[frame.i])} · epoch ${whole(epoch[frame.i])}`;
    this.#say(context, `${this.told.name} · ${where}`, EDGE, EDGE + 18, 18, "600");
    this.words.forEach((text, k) =>
      this.#say(context, text, EDGE, EDGE + TITLE + k * LINE + 14, 14),
    );
    message.titles.forEach((_, p) => {
      const x = EDGE + (p % columns) * (size + GAP);
      this.#map(context, ways, p, x, this.mapTop + Math.floor(p / columns) * this.rowHeight);
    });
    this.#explain(context);
    ways.chart(EDGE, this.chartTop, ...chartSize);
  }

  /**
   * @param {Context} context
   * @param {Ways} ways
   * @param {number} p
   * @param {number} x
   * @param {number} y
   */
  #map(context, ways, p, x, y) {
    const { message: m, size } = this.lent;
    const [wide, after] = m.P > 1 ? KEY : [0, 0];
    context.fillStyle = m.line_colours[p];
    context.fillRect(x, y + 8, wide, 3);
    context.font = this.#font(14, "600");
    const title = this.#fitted(context, m.titles[p], size - wide - after);
    this.#say(context, title, x + wide + after, y + 14, 14, "600");
    ways.map(p, x, y + LINE + 4, size);
    this.#scores(p).forEach((text, k) => {
      context.font = this.#font(13);
      const y0 = y + LINE + 4 + size + (k + 1) * LINE - 4;
      this.#say(context, this.#fitted(context, text, size), x, y0, 13);
    });
  }

  /**
   * What is measured of network p, in lines.
   * @param {number} p
   */
  #scores(p) {
    const { m, i } = this.lent.frame;
    const k = i * m.P + p;
    const [train, validation, test] = [m.train_accuracy, m.validation_accuracy, m.test_accuracy];
    const losses = [loss(m.train_loss[k]), loss(m.validation_loss[k])];
    return [
      `validation ${m.score} ${scored(m, validation[k])}`,
      `train ${scored(m, train[k])} · test ${scored(m, test[k])}`,
      this.lent.size < NARROW
        ? `losses ${losses.join(" and ")}`
        : `loss: train ${losses.join(" · validation ")}`,
    ];
  }

  // ---- what points and lines mean

  /** Entries of the legend, each at its place: in a line, and so far from the left. */
  #legend() {
    const { message: m } = this.lent;
    const { class_colours, mark_colours, low, high } = m;
    const name = isLabels(m) ? "label " : class_colours.length > FEW ? "" : "class ";
    const squares = isNumber(m)
      ? [{ text: `y from ${number(low)} to ${number(high)}`, mark: "ramp", colour: "" }]
      : class_colours.map((colour, k) => ({ text: `${name}${k}`, mark: "square", colour }));
    const entries = [
      ...["train", "validation", "test"].map((text) => ({ text, mark: text, colour: this.ink })),
      ...squares,
    ].map((entry) => ({ ...entry, wide: MARKS[entry.mark] ?? 14 }));
    this.context.font = this.#font(13);
    let [line, x] = [0, 0];
    return entries.map((entry) => {
      const room = entry.wide + 4 + this.context.measureText(entry.text).width;
      if (x > 0 && x + room > this.inner) [line, x] = [line + 1, 0];
      const placed = { ...entry, line, x, colours: mark_colours };
      x += room + GAP;
      return placed;
    });
  }

  /** @param {Context} context */
  #explain(context) {
    for (const entry of this.legend) {
      const x = EDGE + entry.x;
      const y = this.legendTop + entry.line * LINE;
      mark(context, entry, x, y + 9);
      this.#say(context, entry.text, x + entry.wide + 4, y + 14, 13);
    }
  }

  // ---- texts

  /**
   * @param {number} size
   * @param {string} [weight]
   */
  #font(size, weight = "400") {
    return `${weight} ${size}px ${this.family}`;
  }

  /**
   * @param {Context} context
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {number} size
   * @param {string} [weight]
   */
  #say(context, text, x, y, size, weight) {
    context.font = this.#font(size, weight);
    context.fillStyle = this.ink;
    context.textAlign = "left";
    context.fillText(text, x, y);
  }

  /**
   * A text, cut where it is wider than there is room.
   * @param {Context} context
   * @param {string} text
   * @param {number} room
   */
  #fitted(context, text, room) {
    const wide = (/** @type {string} */ one) => context.measureText(one).width > room;
    if (!wide(text)) return text;
    let end = text.length - 1;
    while (end > 0 && wide(`${text.slice(0, end)}…`)) end--;
    return `${text.slice(0, end)}…`;
  }

  /**
   * A text in lines that have room.
   * @param {string} text
   * @param {number} room
   */
  #wrapped(text, room) {
    this.context.font = this.#font(14);
    /** @type {string[]} */
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
      if (lines.length && this.context.measureText(longer).width <= room)
        lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }
}

/** @type {Record<string, number>} widths of the marks */
const MARKS = { train: 32, validation: 32, test: 12, square: 11, ramp: 48 };

/**
 * @param {Context} context
 * @param {{ mark: string, colour: string, wide: number, colours: string[] }} entry
 * @param {number} x
 * @param {number} y its middle
 */
function mark(context, { mark: kind, colour, wide, colours }, x, y) {
  context.fillStyle = context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.setLineDash([]);
  context.beginPath();
  if (kind === "square") context.fillRect(x, y - 5, wide, wide);
  else if (kind === "ramp") {
    const part = wide / TONES.length;
    TONES.forEach((tone, k) => {
      context.fillStyle = colours[tone];
      context.fillRect(x + k * part, y - 5, part, 11);
    });
  } else if (kind === "test") {
    for (const [dx, dy] of [[0, -5], [5, 0], [0, 5], [-5, 0]]) context.lineTo(x + 6 + dx, y + dy); // prettier-ignore
    context.closePath();
    context.stroke();
  } else {
    context.arc(x + 5, y, 4, 0, 2 * Math.PI);
    if (kind === "train") context.fill();
    context.stroke();
    context.beginPath();
    context.setLineDash(kind === "train" ? [] : [4, 3]);
    context.moveTo(x + 13, y);
    context.lineTo(x + wide, y);
    context.stroke();
    context.setLineDash([]);
  }
}
