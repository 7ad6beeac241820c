// What the sections share: numbers in words, sliders, and a frame with axes on a canvas.

import { make, write } from "../shared/wire.js";

const FAR = 1e5; // pixels: further out a canvas loses count

// A number with so many digits after the point, and a true minus.
export function digits(value, places) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "—" : value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= 1e5) return value.toExponential(2).replace("e+", "e").replaceAll("-", "−");
  const text = value.toFixed(places);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

export const percent = (share) => `${digits(100 * share, 1)} %`;

// A labelled slider; moved(value) at every move.
export function slider(parent, label, { min, max, step, value, text }, moved) {
  const box = make("label", "slider", parent);
  const top = make("span", "top", box);
  make("span", "", top, label);
  const number = make("output", "", top);
  const input = make("input", "", box);
  Object.assign(input, { type: "range", min, max, step });
  input.value = value;
  input.setAttribute("aria-label", label);
  const show = () => {
    const words = text(Number(input.value));
    write(number, words);
    input.setAttribute("aria-valuetext", words);
  };
  input.oninput = () => {
    show();
    moved(Number(input.value));
  };
  show();
  return input;
}

// A canvas with a frame from (x0, low) to (x1, high) in a place of it, and the paint for it.
export class Frame {
  constructor(canvas, inset) {
    Object.assign(this, { canvas, inset, context: canvas.getContext("2d") });
  }

  // Sets the size in pixels and the frame's ends; false where the canvas is not shown.
  begin(width, height, x0, x1, low, high) {
    if (!width) return false;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    const { canvas, context, inset } = this;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const [top, right, bottom, left] = inset;
    Object.assign(this, { width, height, x0, x1, low, high });
    Object.assign(this, { left, top, right: width - right, bottom: height - bottom });
    this.unitX = (this.right - left) / (x1 - x0);
    this.unitY = (this.bottom - top) / (high - low);
    return true;
  }

  x(v) {
    return this.left + Math.max(-FAR, Math.min((v - this.x0) * this.unitX, FAR));
  }

  y(v) {
    return this.bottom - Math.max(-FAR, Math.min((v - this.low) * this.unitY, FAR));
  }

  // A faint grid in which the zero lines stand out, and its numbers in the margins.
  grid(ink, font, numbers = true) {
    const { context, left, right, top, bottom } = this;
    context.font = font;
    context.fillStyle = context.strokeStyle = ink;
    context.lineWidth = 1;
    const across = ticks(this.x0, this.x1, (right - left) / 60);
    const up = ticks(this.low, this.high, (bottom - top) / 45);
    const rule = (zero, x0, y0, x1, y1) => {
      context.globalAlpha = zero ? 0.5 : 0.1;
      context.beginPath();
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      context.stroke();
    };
    for (const v of across) rule(v === 0, this.x(v), top, this.x(v), bottom);
    for (const v of up) rule(v === 0, left, this.y(v), right, this.y(v));
    context.globalAlpha = 0.75;
    if (numbers) {
      context.textAlign = "center";
      for (const v of across) context.fillText(plain(v), this.x(v), bottom + 16);
      context.textAlign = "right";
      for (const v of up) context.fillText(plain(v), left - 7, this.y(v) + 4);
    }
    context.globalAlpha = 1;
  }

  // What is painted stays inside the frame.
  inside(paint) {
    const { context, left, right, top, bottom } = this;
    context.save();
    context.beginPath();
    context.rect(left - 1, top - 1, right - left + 2, bottom - top + 2);
    context.clip();
    paint(context);
    context.restore();
  }

  // f of a curve, or f′: a line that is cut at jumps and where there is no value.
  trace(curve, slope, colour, width) {
    const { context } = this;
    const [starts, ends] = slope ? [curve.d0, curve.d1] : [curve.f0, curve.f1];
    const last = Math.min(curve.x1[curve.pieces - 1], this.x1);
    context.beginPath();
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = context.lineCap = "round";
    let down = false;
    for (let k = Math.max(curve.piece(this.x0), 0); k < curve.pieces && curve.x0[k] < last; k++) {
      const [a, b] = [curve.x0[k], curve.x1[k]];
      if (!(Number.isFinite(starts[k]) && Number.isFinite(ends[k]))) {
        down = false;
        continue;
      }
      if (!down || curve.cut(k, ends, starts)) context.moveTo(this.x(a), this.y(starts[k]));
      down = true;
      const steps = Math.ceil(((b - a) * this.unitX) / 2.5);
      for (let s = 1; s <= steps; s++) {
        const v = s === steps ? b : a + ((b - a) * s) / steps;
        const y = s === steps ? ends[k] : slope ? curve.slopeWithin(k, v) : curve.within(k, v);
        context.lineTo(this.x(v), this.y(y));
      }
    }
    context.stroke();
  }
}

export const plain = (v) => String(Number(v.toPrecision(6))).replace("-", "−");

// Round numbers from low to high, about so many.
function ticks(low, high, many) {
  const raw = (high - low) / Math.max(many, 1);
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((s) => s * ten).find((s) => s >= raw * 0.999);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9; k++) found.push(k * step);
  return found;
}
