// What the function does to a distribution: its density below the curve, and the result beside it.

import { make, write } from "../shared/elements.js";
import { fixed, percentFixed } from "../shared/numbers.js";
import { BINS, counted, pushed, standard } from "./distribution.js";
import { Frame } from "./frame.js";
import { Slider } from "./slider.js";

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Shape } from "./distribution.js"
 * @import { Lens } from "./view.js"
 * @import { LensMessage } from "./message.js"
 */

/** @type {[Shape, string][]} */
const SHAPES = [
  ["normal", "Normal"],
  ["uniform", "Uniform"],
  ["bumps", "Two bumps"],
];
const ROOM = 72; // pixels for the bars

export class DataSection {
  /**
   * @param {Lens} lens
   * @param {HTMLElement} box
   */
  constructor(lens, box) {
    this.lens = lens;
    this.mean = 0;
    this.spread = 1;
    this.shape = SHAPES[0][0];
    this.shapeName = SHAPES[0][1];
    /** @type {Float32Array} */
    this.normal = new Float32Array();
    /** @type {Float32Array} */
    this.base = this.normal; // values of the shape, of mean 0 and variance 1
    this.reach = 4; // half the range shown
    make("h2", "", box, "What it does to data");
    const body = make("div", "split", box);
    this.canvas = make("canvas", "density", body);
    this.canvas.setAttribute("role", "img");
    this.frame = new Frame(this.canvas, [8, 100, 100, 38]);
    const side = make("div", "side", body);
    this.choice(side);
    const text = (/** @type {number} */ v) => fixed(v, 1);
    const means = { min: -3, max: 3, step: 0.1, text };
    new Slider(side, "mean of the input", means, this.mean, (mean) => {
      this.mean = mean;
      lens.redraw();
    });
    const spreads = { min: 0.1, max: 3, step: 0.1, text };
    new Slider(side, "spread (standard deviation)", spreads, this.spread, (spread) => {
      this.spread = spread;
      lens.redraw();
    });
    this.cells = moments(make("table", "numbers", side));
    this.shares = make("p", "shares", side);
  }

  /** @param {HTMLElement} side */
  choice(side) {
    const choice = make("div", "choice", side);
    choice.setAttribute("role", "radiogroup");
    choice.setAttribute("aria-label", "Distribution of the input");
    for (const [key, label] of SHAPES) {
      const option = make("label", "", choice);
      const input = make("input", "", option);
      const checked = key === this.shape;
      Object.assign(input, { type: "radio", name: "shape", value: key, checked });
      option.append(label);
      input.onchange = () => {
        this.shape = key;
        this.shapeName = label;
        this.base = standard(key, this.normal);
        this.lens.redraw();
      };
    }
  }

  /** @param {LensMessage} m */
  take(m) {
    this.normal = m.normal;
    this.base = standard(this.shape, m.normal);
    this.reach = Math.max(4, Math.min(m.limit, 8));
  }

  /**
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  draw(m, curve) {
    const { lens, frame, canvas, reach } = this;
    if (!frame.begin(canvas.clientWidth, canvas.clientHeight, -reach, reach, m.low, m.high)) return;
    const found = pushed(curve, this.base, this.mean, this.spread, m.flat_slope);
    frame.grid(lens.ink, lens.font, false);
    const below = counted(found.x, -reach, reach, found.state, 3);
    const [beside] = counted(found.y, m.low, m.high, null, 1);
    this.below(m, below);
    this.beside(m, beside);
    frame.context.globalAlpha = 1;
    frame.inside(() => frame.trace(curve, false, m.colours.value, 2.5));
    this.say(found, m.flat_slope);
  }

  /**
   * The input's density below the curve, by what the slope does there.
   * @param {LensMessage} m
   * @param {Float64Array[]} counts
   */
  below({ colours }, counts) {
    const { frame, lens } = this;
    const { context, left, right, bottom } = frame;
    const sums = counts[0].map((count, bin) => count + counts[1][bin] + counts[2][bin]);
    const unit = ROOM / Math.max(...sums, 1);
    const width = (right - left) / BINS;
    const inks = [colours.value, colours.slope, lens.ink];
    for (let bin = 0; bin < BINS; bin++) {
      let y = bottom + 4;
      for (const state of [2, 1, 0]) {
        const height = counts[state][bin] * unit;
        context.fillStyle = inks[state];
        context.globalAlpha = state === 2 ? 0.55 : 0.75;
        context.fillRect(left + bin * width, y, width - 0.5, height);
        y += height;
      }
    }
    this.caption("input", left, bottom + 94, "left");
  }

  /**
   * The output's beside it. A bar that is far longer than the others is cut, and says its share.
   * @param {LensMessage} m
   * @param {Float64Array} counts
   */
  beside({ colours, normal }, counts) {
    const { frame, lens } = this;
    const { context, right, top, bottom } = frame;
    const sorted = [...counts].sort((a, b) => b - a);
    const longest = Math.max(Math.min(sorted[0], 2.5 * sorted[2]), normal.length / 100);
    const height = (bottom - top) / BINS;
    context.font = lens.font;
    counts.forEach((count, bin) => {
      if (!count) return;
      const y = bottom - (bin + 1) * height;
      const length = Math.min(count / longest, 1) * ROOM;
      context.fillStyle = colours.value;
      context.globalAlpha = 0.75;
      context.fillRect(right + 4, y, length, Math.max(height - 0.5, 1));
      if (count <= longest * 1.001) return;
      context.globalAlpha = 1;
      this.write(percentFixed(count / normal.length, 0), frame.width - 2, y - 4, "right");
    });
    this.caption("output", frame.width - 2, bottom + 16, "right");
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {CanvasTextAlign} align
   */
  caption(text, x, y, align) {
    this.frame.context.globalAlpha = 0.75;
    this.write(text, x, y, align);
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {CanvasTextAlign} align
   */
  write(text, x, y, align) {
    const { context } = this.frame;
    context.font = this.lens.font;
    context.fillStyle = this.lens.ink;
    context.textAlign = align;
    context.fillText(text, x, y);
  }

  /**
   * @param {ReturnType<typeof pushed>} found
   * @param {number} flat
   */
  say({ before, after, small, dead, lost }, flat) {
    const told = [before, after].map(({ mean, variance }) => [fixed(mean, 2), fixed(variance, 2)]);
    told.forEach((texts, c) => texts.forEach((text, r) => write(this.cells[c][r], text)));
    const none = lost
      ? ` ${percentFixed(lost)} of the inputs lie where f has no finite value.`
      : "";
    const shares = `Saturated, |f′| < ${flat} (olive and grey): ${percentFixed(small)}. Of these dead, f′ = 0 (grey): ${percentFixed(dead)} of all.${none}`;
    write(this.shares, shares);
    const words = `${this.shapeName} input of mean ${told[0][0]} and variance ${told[0][1]} becomes output of mean ${told[1][0]} and variance ${told[1][1]}. ${shares}`;
    this.canvas.setAttribute("aria-label", words);
  }
}

/**
 * A table of mean and variance, in and out; returns the cells of both columns.
 * @param {HTMLTableElement} table
 */
function moments(table) {
  const head = make("tr", "", table);
  make("td", "", head);
  for (const column of ["in", "out"]) make("th", "", head, column);
  /** @type {[HTMLElement[], HTMLElement[]]} */
  const cells = [[], []];
  for (const heading of ["mean", "variance"]) {
    const row = make("tr", "", table);
    make("th", "", row, heading);
    for (const column of cells) column.push(make("td", "", row));
  }
  return cells;
}
