// The curve and its slope, the read-out that follows the pointer, and the marks of the card.

import { Frame, digits } from "./frame.js";
import { make, write } from "../shared/wire.js";

export const MOST = Math.fround(3e38); // what is larger is stored as this

// "= 1.234", or that the number is larger than any the tables hold.
export function reading(value, is) {
  if (Math.abs(value) < MOST || !Number.isFinite(value)) return `${is} ${digits(value, 3)}`;
  return value > 0 ? "> 3e38" : "< −3e38";
}

export class CurveSection {
  constructor(lens, box) {
    this.lens = lens;
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
    this.pointer = 1;
    this.listen();
  }

  listen() {
    const { canvas } = this;
    const follow = (event) => {
      const { frame } = this;
      if (!frame.unitX) return;
      this.go(frame.x0 + (event.offsetX - frame.left) / frame.unitX);
    };
    canvas.onpointermove = canvas.onpointerdown = follow;
    canvas.onkeydown = (event) => {
      const m = this.lens.message;
      const far = { Home: -m.limit, End: m.limit }[event.key];
      const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: m.per_unit, PageDown: -m.per_unit }[
        event.key
      ];
      if (far === undefined && !by) return;
      event.preventDefault();
      this.go(far ?? this.pointer + by / m.per_unit);
    };
  }

  // The read-out stops at samples, where its numbers are the function's own.
  go(x) {
    const { limit, per_unit } = this.lens.message;
    const at = Math.round(x * per_unit) / per_unit;
    const next = Math.max(-limit, Math.min(at, limit));
    if (next === this.pointer) return;
    this.pointer = next;
    this.lens.redraw();
  }

  take(m) {
    this.pointer = Math.max(
      -m.limit,
      Math.min(Math.round(this.pointer * m.per_unit) / m.per_unit, m.limit),
    );
    // Samples outside the range come first in the tables.
    this.offset = m.x.findIndex((x) => x >= -m.limit - 1e-9);
    this.canvas.setAttribute("aria-valuemin", -m.limit);
    this.canvas.setAttribute("aria-valuemax", m.limit);
  }

  draw() {
    const { lens, frame, canvas } = this;
    const m = lens.message;
    const curve = lens.table();
    if (!frame.begin(canvas.clientWidth, canvas.clientHeight, -m.limit, m.limit, m.low, m.high))
      return;
    frame.grid(lens.ink, lens.font);
    const holes = holesOf(curve, m.limit);
    const row = m.rows.find(({ key }) => key === lens.selected);
    frame.inside((context) => {
      this.shade(context, holes);
      if (row) this.bands(context, row);
      frame.trace(curve, true, m.colours.slope, 1.75);
      frame.trace(curve, false, m.colours.value, 3.25);
      if (row) this.rings(context, row, curve);
      this.dots(context, curve);
    });
    this.say(curve, holes, row);
  }

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

  // Intervals of the chosen row as bands, values that are only approached as dashed lines.
  bands(context, row) {
    const { frame, lens } = this;
    context.fillStyle = row.slope ? lens.message.colours.slope : lens.message.colours.value;
    context.globalAlpha = 0.14;
    for (const [low, high] of row.marks) {
      if (low < high)
        context.fillRect(
          frame.x(low),
          frame.top,
          frame.x(high) - frame.x(low),
          frame.bottom - frame.top,
        );
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

  dots(context, curve) {
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
    const { value, slope } = this.read(curve);
    for (const [y, colour] of [
      [slope, lens.message.colours.slope],
      [value, lens.message.colours.value],
    ]) {
      if (!Number.isFinite(y)) continue;
      context.fillStyle = colour;
      context.beginPath();
      context.arc(x, frame.y(y), 4.5, 0, 2 * Math.PI);
      context.fill();
    }
  }

  // The stored numbers at the pointer.
  read(curve) {
    const { limit, per_unit } = this.lens.message;
    const i = this.offset + Math.round((this.pointer + limit) * per_unit);
    return { value: curve.f[i], slope: curve.df[i] };
  }

  say(curve, holes, row) {
    const { value, slope } = this.read(curve);
    const is = curve.about ? "≈" : "=";
    const told = [
      `x = ${digits(this.pointer, 2)}`,
      `f(x) ${reading(value, is)}`,
      `f′(x) ${reading(slope, is)}`,
    ];
    [this.at, this.value, this.slope].forEach((element, n) => write(element, told[n]));
    const gaps = holes.map(([a, b]) =>
      a === b ? `at x = ${digits(a, 2)}` : `from x = ${digits(a, 2)} to ${digits(b, 2)}`,
    );
    const unknown = gaps.length
      ? `No finite value ${gaps.slice(0, 3).join(", ")}${gaps.length > 3 ? " and elsewhere" : ""}. `
      : "";
    const chosen = row ? `${row.label}: ${row.text}. ${row.note}` : "";
    const hint =
      this.lens.message.rows.length && !unknown
        ? "Press a line of the card to see its place on the curve."
        : "";
    write(this.caption, unknown + chosen || hint);
    this.canvas.setAttribute("aria-valuenow", this.pointer);
    this.canvas.setAttribute("aria-valuetext", `${told.join(", ")}. ${unknown}${chosen}`);
  }
}

// Intervals of samples within the range shown at which f is not finite.
export function holesOf(curve, limit) {
  const holes = [];
  let open = null;
  curve.x.forEach((x, i) => {
    if (Math.abs(x) > limit + 1e-9) return;
    if (Number.isFinite(curve.f[i])) open = null;
    else if (open) open[1] = x;
    else holes.push((open = [x, x]));
  });
  return holes;
}
