// Beside a map: its legend with the share of each outcome, and the network that is pointed at.

import { cleared, density, fit } from "../shared/canvas.js";
import { make, write } from "../shared/elements.js";
import { number, percentFixed } from "../shared/numbers.js";
import { PALEST } from "./pixels.js";

/**
 * @import { Look } from "../descent/picture.js"
 * @import { MapMessage } from "./message.js"
 * @import { Pixels } from "./pixels.js"
 */

const WIDE = 230; // pixels of the loss curve
const HIGH = 120;
const HEAD = 16; // pixels over the curve, for its words
const ABOVE = 1.5; // powers of ten shown above the loss of guessing
const BELOW = 3; // and below it
const GUESSING =
  "Guessing: the same answer at every point, the share of each class. Its loss is the measure: at " +
  "1 × guessing nothing is learnt, at 0.01 × guessing the loss is a hundredth of it.";

export class Panel {
  /**
   * @param {HTMLElement} parent
   * @param {() => void} open
   */
  constructor(parent, open) {
    this.root = make("div", "panel", parent);
    this.legend = make("table", "legend", this.root);
    this.legend.dataset.part = "legend";
    this.remark = make("p", "remark", this.root);
    this.here = make("div", "here", this.root);
    this.here.dataset.part = "pixel";
    this.values = make("p", "values", this.here);
    this.values.setAttribute("aria-live", "polite");
    this.ends = make("p", "ends", this.here);
    this.curve = make("canvas", "", this.here);
    this.curve.setAttribute("role", "img");
    this.button = make("button", "", this.here, "Open in Training");
    this.button.type = "button";
    this.button.onclick = open;
    /** @type {HTMLElement[][]} */
    this.cells = [];
    this.built = "";
  }

  /**
   * The outcomes in their colours, and the share of each for every function.
   * @param {MapMessage} m
   * @param {Pixels} pixels
   */
  count(m, pixels) {
    this.#build(m);
    write(this.remark, m.remark);
    m.functions.forEach((_, f) =>
      pixels.shares(f).forEach((share, k) => write(this.cells[f][k], percentFixed(share, 0))),
    );
  }

  /** @param {MapMessage} m */
  #build({ functions, outcomes, pale }) {
    const key = JSON.stringify([functions, outcomes]);
    if (key === this.built) return;
    this.built = key;
    this.legend.replaceChildren();
    if (functions.length > 1) {
      const head = make("tr", "", this.legend);
      for (const text of ["", "", ...functions]) make("th", "", head, text);
    }
    this.cells = functions.map(() => []);
    for (const { label, means, shaded, colour } of outcomes) {
      const row = make("tr", "", this.legend);
      row.title = shaded ? `${means} ${shaded[0].toUpperCase()}${shaded.slice(1)}.` : means;
      const swatch = make("i", "", make("td", "", row));
      const light = `color-mix(in srgb, ${colour} ${100 * PALEST}%, ${pale})`;
      swatch.style.background = shaded ? `linear-gradient(90deg, ${light}, ${colour})` : colour;
      make("td", "", row, label);
      this.cells.forEach((cells) => cells.push(make("td", "", row)));
    }
    const means = make("details", "", make("td", "", make("tr", "", this.legend)));
    /** @type {HTMLTableCellElement} */ (means.parentElement).colSpan = 2 + functions.length;
    make("summary", "", means, "How it is measured");
    make("p", "", means, GUESSING);
    for (const { label, means: words, shaded } of outcomes)
      make("p", "", means, `${label}: ${words}${shaded ? ` Shade: ${shaded}.` : ""}`);
  }

  /**
   * The network at a column and a row, for every function.
   * @param {MapMessage} m
   * @param {Pixels} pixels
   * @param {number} column
   * @param {number} row
   * @param {Look} look
   */
  show(m, pixels, column, row, look) {
    const [across, up] = m.axes;
    const digits = [digitsOf(m.columns, column), digitsOf(m.rows, row)];
    const at = `${across.word} ${number(m.columns[column], digits[0])}, ${up.word} ${number(m.rows[row], digits[1])}`;
    write(this.values, /^[a-z]/.test(at) ? at[0].toUpperCase() + at.slice(1) : at);
    const places = m.functions.map((_, f) => (f * m.side + row) * m.side + column);
    const words = places.map((place, f) => ends(m, pixels, place, f));
    write(this.ends, words.join("\n"));
    this.draw(m, pixels, places, look);
    this.curve.setAttribute(
      "aria-label",
      `Train loss over ${m.steps.at(-1)} steps. ${words.join(". ")}`,
    );
  }

  /**
   * @param {MapMessage} m
   * @param {Pixels} pixels
   * @param {number[]} places
   * @param {Look} look
   */
  draw(m, pixels, places, look) {
    fit(this.curve, WIDE, HIGH);
    Object.assign(this.curve.style, { width: `${WIDE}px`, height: `${HIGH}px` });
    const context = cleared(this.curve, density());
    const y = (/** @type {number} */ power) =>
      HEAD + ((ABOVE - power) / (ABOVE + BELOW)) * (HIGH - HEAD);
    context.font = look.font;
    context.fillStyle = context.strokeStyle = look.ink;
    context.globalAlpha = 0.8;
    context.fillText("train loss over the steps", 0, 11);
    context.globalAlpha = 0.35;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(0, y(0));
    context.lineTo(WIDE, y(0));
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 0.8;
    context.textAlign = "right";
    context.fillText("guessing", WIDE, y(0) - 4);
    context.textAlign = "left";
    context.globalAlpha = 1;
    places.forEach((place, f) => {
      if (pixels.known(place)) this.trace(context, m, pixels, place, m.lines[f], y);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {MapMessage} m
   * @param {Pixels} pixels
   * @param {number} place
   * @param {string} colour
   * @param {(power: number) => number} y
   */
  trace(context, m, pixels, place, colour, y) {
    const [low, high] = m.curve_ends.map(Math.log10);
    const last = m.steps[m.steps.length - 1];
    context.save();
    context.beginPath();
    context.rect(0, HEAD, WIDE, HIGH - HEAD);
    context.clip();
    context.beginPath();
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.lineJoin = "round";
    for (let t = 0; t < m.steps.length; t++) {
      const byte = pixels.curve[place * pixels.looks + t];
      if (byte === m.no_number) break;
      const power = low + ((high - low) * byte) / (m.no_number - 1);
      context.lineTo((WIDE * m.steps[t]) / last, Math.min(HIGH - 1, y(power)));
    }
    context.stroke();
    context.restore();
  }
}

/**
 * How many digits tell a value from its neighbour.
 * @param {Float64Array} values
 * @param {number} k
 */
function digitsOf(values, k) {
  const step = Math.abs(values[k] - values[k ? k - 1 : 1]);
  return Math.max(3, Math.min(15, Math.ceil(Math.log10(Math.abs(values[k]) / step)) + 1));
}

/**
 * What came of a network, in words.
 * @param {MapMessage} m
 * @param {Pixels} pixels
 * @param {number} place
 * @param {number} f
 */
function ends(m, pixels, place, f) {
  const name = m.functions.length > 1 ? `${m.functions[f]}: ` : "";
  if (!pixels.known(place)) return `${name}not trained yet`;
  const label = m.outcomes[pixels.outcome[place]].label;
  const end = pixels.end[place];
  const loss = Number.isFinite(end) ? `train loss ${number(end)} × guessing` : "no number";
  return `${name}${name ? label.toLowerCase() : label}, ${loss}`;
}
