// The curve and its slope, the read-out that follows the pointer, and the marks of the card.

import { make, write } from "../shared/elements.js";
import { fixed } from "../shared/numbers.js";
import { Frame } from "./frame.js";

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Lens } from "./view.js"
 * @import { LensMessage, Row } from "./message.js"
 * @typedef {[number, number]} Interval of x
 */

const MOST = Math.fround(3e38); // what is larger is stored as this
const CLOSE = 1e-9; // of x: nearer to the range's end is at it

/**
 * "= 1.234", or that the number is larger than any the tables hold.
 * @param {number} value
 * @param {string} is
 */
export function reading(value, is) {
  if (Math.abs(value) < MOST || !Number.isFinite(value)) return `${is} ${fixed(value, 3)}`;
  return value > 0 ? "> 3 × 10³⁸" : "< −3 × 10³⁸";
}

export class CurveSection {
  /**
   * @param {Lens} lens
   * @param {HTMLElement} box
   */
  constructor(lens, box) {
    this.lens = lens;
    this.pointer = 1; // x that is read
    this.offset = 0; // samples left of the range shown
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
      /** @type {Record<string, number>} */
      const places = {
        Home: -m.limit,
        End: m.limit,
        ArrowLeft: this.pointer - 1 / m.per_unit,
        ArrowRight: this.pointer + 1 / m.per_unit,
        PageUp: this.pointer + 1,
        PageDown: this.pointer - 1,
      };
      const x = places[event.key];
      if (x === undefined) return;
      event.preventDefault();
      this.go(x);
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
    // Samples outside the range come first in the tables.
    this.offset = m.x.findIndex((x) => x >= -m.limit - CLOSE);
    this.canvas.setAttribute("aria-valuemin", String(-m.limit));
    this.canvas.setAttribute("aria-valuemax", String(m.limit));
  }

  /**
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  draw(m, curve) {
    const { lens, frame, canvas } = this;
    if (!frame.begin(canvas.clientWidth, canvas.clientHeight, -m.limit, m.limit, m.low, m.high))
      return;
    frame.grid(lens.ink, lens.font);
    const holes = holesOf(curve, m.limit);
    const row = m.rows.find(({ key }) => key === lens.selected);
    frame.inside((context) => {
      this.shade(context, holes);
      if (row) this.bands(context, row, row.slope ? m.colours.slope : m.colours.value);
      frame.trace(curve, true, m.colours.slope, 1.75);
      frame.trace(curve, false, m.colours.value, 3.25);
      if (row) this.rings(context, row, curve);
      this.dots(context, m, curve);
    });
    this.say(m, curve, holes, row);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Interval[]} holes
   */
  shade(context, holes) {
    const { frame, lens } = this;
    context.fillStyle = lens.ink;
    context.globalAlpha = 0.12;
    for (const [from, to] of holes) {
      const left = frame.x(from) - 1;
      context.fillRect(left, frame.top, frame.x(to) + 1 - left, frame.bottom - frame.top);
    }
    context.globalAlpha = 1;
  }

  /**
   * Intervals of the chosen row as bands, values that are only approached as dashed lines.
   * @param {CanvasRenderingContext2D} context
   * @param {Row} row
   * @param {string} colour
   */
  bands(context, row, colour) {
    const { frame, lens } = this;
    context.fillStyle = colour;
    context.globalAlpha = 0.14;
    for (const [low, high] of row.marks) {
      const width = frame.x(high) - frame.x(low);
      if (low < high) context.fillRect(frame.x(low), frame.top, width, frame.bottom - frame.top);
    }
    context.globalAlpha = 0.85;
    context.strokeStyle = lens.ink;
    context.lineWidth = 1.5;
    context.setLineDash([6, 5]);
    for (const level of row.levels) {
      context.beginPath();
      context.moveTo(frame.left, frame.y(level));
      context.lineTo(frame.right, frame.y(level));
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Row} row
   * @param {Curve} curve
   */
  rings(context, row, curve) {
    const { frame, lens } = this;
    context.strokeStyle = lens.ink;
    context.lineWidth = 2;
    for (const [low, high] of row.marks) {
      if (low !== high) continue;
      const sides = row.slope ? [curve.slope(low)] : curve.sides(low);
      for (const y of sides.filter(Number.isFinite)) {
        context.beginPath();
        context.arc(frame.x(low), frame.y(y), 7.5, 0, 2 * Math.PI);
        context.stroke();
      }
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  dots(context, m, curve) {
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
    const { value, slope } = this.read(m, curve);
    /** @type {[number, string][]} */
    const dots = [
      [slope, m.colours.slope],
      [value, m.colours.value],
    ];
    for (const [y, colour] of dots) {
      if (!Number.isFinite(y)) continue;
      context.fillStyle = colour;
      context.beginPath();
      context.arc(x, frame.y(y), 4.5, 0, 2 * Math.PI);
      context.fill();
    }
  }

  /**
   * The stored numbers at the pointer.
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  read({ limit, per_unit }, curve) {
    const i = this.offset + Math.round((this.pointer + limit) * per_unit);
    return { value: curve.f[i], slope: curve.df[i] };
  }

  /**
   * @param {LensMessage} m
   * @param {Curve} curve
   * @param {Interval[]} holes
   * @param {Row | undefined} row
   */
  say(m, curve, holes, row) {
    const { value, slope } = this.read(m, curve);
    const is = curve.about ? "≈" : "=";
    const told = [
      `x = ${fixed(this.pointer, 2)}`,
      `f(x) ${reading(value, is)}`,
      `f′(x) ${reading(slope, is)}`,
    ];
    [this.at, this.value, this.slope].forEach((element, n) => write(element, told[n]));
    const gaps = holes.map(([a, b]) =>
      a === b ? `at x = ${fixed(a, 2)}` : `from x = ${fixed(a, 2)} to ${fixed(b, 2)}`,
    );
    const unknown = gaps.length
      ? `No finite value ${gaps.slice(0, 3).join(", ")}${gaps.length > 3 ? " and elsewhere" : ""}. `
      : "";
    const chosen = row ? `${row.label}: ${row.text}. ${row.note}` : "";
    const hint =
      m.rows.length && !unknown ? "Press a line of the card to see its place on the curve." : "";
    write(this.caption, unknown + chosen || hint);
    this.canvas.setAttribute("aria-valuenow", String(this.pointer));
    this.canvas.setAttribute("aria-valuetext", `${told.join(", ")}. ${unknown}${chosen}`);
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

/**
 * Intervals of samples within the range shown at which f is not finite.
 * @param {Curve} curve
 * @param {number} limit
 */
export function holesOf(curve, limit) {
  /** @type {Interval[]} */
  const holes = [];
  /** @type {Interval | null} */
  let open = null;
  curve.x.forEach((x, i) => {
    if (Math.abs(x) > limit + CLOSE) return;
    if (Number.isFinite(curve.f[i])) open = null;
    else if (open) open[1] = x;
    else holes.push((open = [x, x]));
  });
  return holes;
}
