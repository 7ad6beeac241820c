// The curve and its slope, the read-out that follows the pointer, and the marks of the card.

import { make, write } from "../shared/elements.js";
import { fixed } from "../shared/numbers.js";
import { steppedTo } from "../shared/steps.js";
import { Frame } from "./frame.js";
import { below, flatOf, holesOf, rings, saturated, stripes } from "./marks.js";
import { nameLines } from "./names.js";
import { drawTangent, slopeWords, touching } from "./tangent.js";

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Lens } from "./view.js"
 * @import { Interval, Look } from "./marks.js"
 * @import { LensMessage, Row } from "./message.js"
 */

const HINT = "Point at a row of the card to see it on the curve; click the row to keep it.";

export class CurveSection {
  /**
   * @param {Lens} lens
   * @param {HTMLElement} box
   */
  constructor(lens, box) {
    this.lens = lens;
    this.pointer = 1; // x that is read
    const words = make("div", "readout", box);
    this.at = make("span", "", words);
    this.value = make("span", "value", words);
    this.slope = make("span", "slope", words);
    this.canvas = make("canvas", "curve", box);
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "slider");
    this.canvas.setAttribute("aria-label", "Curve of the function and its slope, read at x");
    this.caption = make("p", "caption", box);
    this.frame = new Frame(this.canvas, [8, 10, 26, 38]);
    this.listen();
  }

  listen() {
    const { canvas, frame } = this;
    canvas.onpointermove = canvas.onpointerdown = (event) => {
      if (frame.unitX) this.go(frame.x0 + (event.offsetX - frame.left) / frame.unitX);
    };
    canvas.onkeydown = (event) => {
      const m = this.lens.message;
      if (!m) return;
      const x = steppedTo(event, this.pointer, m);
      if (x !== undefined) this.go(x);
    };
  }

  /** @param {number} x */
  go(x) {
    const m = this.lens.message;
    const next = m ? sampleAt(x, m) : this.pointer;
    if (next === this.pointer) return;
    this.pointer = next;
    this.lens.redraw();
  }

  /** @param {LensMessage} m */
  take(m) {
    this.pointer = sampleAt(this.pointer, m);
    this.canvas.setAttribute("aria-valuemin", String(-m.limit));
    this.canvas.setAttribute("aria-valuemax", String(m.limit));
  }

  /**
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  draw(m, curve) {
    const { lens, frame, canvas, pointer } = this;
    if (!frame.begin(canvas.clientWidth, canvas.clientHeight, -m.limit, m.limit, m.low, m.high))
      return;
    frame.grid(lens.ink, lens.font);
    const holes = holesOf(curve, m.limit);
    const flat = flatOf(curve, m.flat_slope);
    const row = m.rows.find(({ key }) => key === lens.marked);
    const look = { ink: lens.ink, paper: lens.paper, font: lens.font, ...m.colours };
    const [value, slope] = [curve.value(pointer), curve.slope(pointer)];
    const lines = touching(curve, pointer, value, slope);
    frame.inside((context) => {
      stripes(frame, holes, lens.ink, 0.12, 1);
      if (row) below(frame, row, curve, look);
      else saturated(frame, flat, m.flat_slope, look);
      frame.trace(curve, true, m.colours.slope, 1.75);
      frame.trace(curve, false, m.colours.value, 3.25);
      if (row) rings(frame, row, curve, look);
      this.rule(context);
      drawTangent(frame, pointer, lines, look);
      this.dots(context, m, value, slope);
      const named = [
        { name: "f", colour: m.colours.value, at: (/** @type {number} */ x) => curve.value(x) },
        { name: "f′", colour: m.colours.slope, at: (/** @type {number} */ x) => curve.slope(x) },
      ];
      nameLines(frame, named, look);
    });
    canvas.dataset.tangent = slopeWords(lines);
    canvas.dataset.marked = row?.key ?? "";
    this.say(m, curve, holes, flat, row);
  }

  /** @param {CanvasRenderingContext2D} context */
  rule(context) {
    const { frame, lens, pointer } = this;
    const x = frame.x(pointer);
    context.strokeStyle = lens.ink;
    context.globalAlpha = 0.35;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, frame.top);
    context.lineTo(x, frame.bottom);
    context.stroke();
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LensMessage} m
   * @param {number} value
   * @param {number} slope
   */
  dots(context, m, value, slope) {
    const { frame, pointer } = this;
    /** @type {[number, string][]} */
    const dots = [
      [slope, m.colours.slope],
      [value, m.colours.value],
    ];
    for (const [y, colour] of dots) {
      if (!Number.isFinite(y)) continue;
      context.fillStyle = colour;
      context.beginPath();
      context.arc(frame.x(pointer), frame.y(y), 4.5, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /**
   * @param {LensMessage} m
   * @param {Curve} curve
   * @param {Interval[]} holes
   * @param {Interval[]} flat
   * @param {Row | undefined} row
   */
  say(m, curve, holes, flat, row) {
    const told = [
      `x = ${fixed(this.pointer, 2)}`,
      `f(x) = ${fixed(curve.value(this.pointer), 3)}`,
      `f′(x) = ${fixed(curve.slope(this.pointer), 3)}`,
    ];
    [this.at, this.value, this.slope].forEach((element, n) => write(element, told[n]));
    const gaps = holes.map(([a, b]) =>
      a === b ? `at x = ${fixed(a, 2)}` : `from x = ${fixed(a, 2)} to ${fixed(b, 2)}`,
    );
    const unknown = gaps.length
      ? `No finite value ${gaps.slice(0, 3).join(", ")}${gaps.length > 3 ? " and elsewhere" : ""}. `
      : "";
    const chosen = row ? `${row.label}: ${row.text}. ${row.note}` : "";
    write(this.caption, unknown + chosen || (m.rows.length ? HINT : ""));
    const here = flat.some(([a, b]) => a <= this.pointer && this.pointer <= b);
    const words = here ? `Saturated here: the slope is nearer to 0 than ${m.flat_slope}. ` : "";
    this.canvas.setAttribute("aria-valuenow", String(this.pointer));
    this.canvas.setAttribute("aria-valuetext", `${told.join(", ")}. ${words}${unknown}${chosen}`);
  }
}

/**
 * The sample of the range that is nearest to x: there the numbers are the function's own.
 * @param {number} x
 * @param {LensMessage} m
 */
function sampleAt(x, { limit, per_unit }) {
  return Math.max(-limit, Math.min(Math.round(x * per_unit) / per_unit, limit));
}
