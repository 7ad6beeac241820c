// What the function does to a distribution: its density below the curve, and the result beside it.

import { Frame, digits, percent, slider } from "./frame.js";
import { make, write } from "../shared/wire.js";

export const BINS = 72;
export const SMALL = 0.05; // a slope below this lets hardly any gradient through
const SHAPES = { normal: "Normal", uniform: "Uniform", bumps: "Two bumps" };
const HUMP = 0.9; // each bump's distance from the middle; the variance is 1 in all

// Evenly likely values of a shape, of mean 0 and variance 1, from those of the normal.
export function standard(shape, normal) {
  if (shape === "normal") return normal;
  const width = Math.sqrt(1 - HUMP * HUMP);
  const raw = normal.map((z, i) => (shape === "uniform" ? i : (i % 2 ? HUMP : -HUMP) + width * z));
  const { mean, variance } = moments(raw);
  return raw.map((v) => (v - mean) / Math.sqrt(variance));
}

// Values in, values out, and what a reader wants to know of both.
export function pushed(curve, values, mean, spread) {
  const N = values.length;
  const x = new Float64Array(N);
  const y = new Float64Array(N);
  const state = new Uint8Array(N); // 0, or 1 where the slope is small, or 2 where it is 0
  let small = 0;
  let dead = 0;
  for (let n = 0; n < N; n++) {
    x[n] = mean + spread * values[n];
    const k = curve.piece(x[n]);
    y[n] = k < 0 ? NaN : curve.within(k, x[n]);
    const slope = k < 0 ? NaN : Math.abs(curve.slopeWithin(k, x[n]));
    if (slope < SMALL) {
      small++;
      state[n] = slope === 0 ? (dead++, 2) : 1;
    }
  }
  const lost = y.reduce((count, v) => count + !Number.isFinite(v), 0) / N;
  return {
    x,
    y,
    state,
    small: small / N,
    dead: dead / N,
    lost,
    before: moments(x),
    after: moments(y),
  };
}

function moments(values) {
  let sum = 0;
  for (const v of values) sum += v;
  const mean = sum / values.length;
  let square = 0;
  for (const v of values) square += (v - mean) ** 2;
  return { mean, variance: square / values.length };
}

// Counts in BINS from low to high, one row for each state; what lies outside is left out.
export function counted(values, low, high, state, states) {
  const counts = Array.from({ length: states }, () => new Float64Array(BINS));
  values.forEach((v, n) => {
    const bin = v === high ? BINS - 1 : Math.floor(((v - low) / (high - low)) * BINS);
    if (bin >= 0 && bin < BINS) counts[state ? state[n] : 0][bin]++;
  });
  return counts;
}

export class DataSection {
  constructor(lens, box) {
    Object.assign(this, { lens, shape: "normal", mean: 0, spread: 1 });
    make("h3", "", box, "What it does to data");
    const body = make("div", "split", box);
    this.canvas = make("canvas", "density", body);
    this.canvas.setAttribute("role", "img");
    this.frame = new Frame(this.canvas, [8, 100, 100, 38]);
    const side = make("div", "side", body);
    const choice = make("div", "choice", side);
    choice.setAttribute("role", "radiogroup");
    choice.setAttribute("aria-label", "Distribution of the input");
    for (const [key, label] of Object.entries(SHAPES)) {
      const option = make("label", "", choice);
      const input = make("input", "", option);
      Object.assign(input, {
        type: "radio",
        name: "shape",
        value: key,
        checked: key === this.shape,
      });
      option.append(label);
      input.onchange = () => this.set({ shape: key });
    }
    const text = (v) => digits(v, 1);
    slider(side, "mean of the input", { min: -3, max: 3, step: 0.1, value: 0, text }, (mean) =>
      this.set({ mean }),
    );
    slider(
      side,
      "spread (standard deviation)",
      { min: 0.1, max: 3, step: 0.1, value: 1, text },
      (spread) => this.set({ spread }),
    );
    this.numbers = make("table", "numbers", side);
    this.cells = ["", "in", "out"].map(() => []);
    for (const heading of ["", "mean", "variance"]) {
      const row = make("tr", "", this.numbers);
      ["", "in", "out"].forEach((column, c) => {
        const cell = make(
          heading && c ? "td" : "th",
          "",
          row,
          heading ? (c ? "" : heading) : column,
        );
        if (heading && c) this.cells[c].push(cell);
      });
    }
    this.shares = make("p", "shares", side);
  }

  set(change) {
    Object.assign(this, change);
    this.lens.redraw();
  }

  take(m) {
    this.base = Object.fromEntries(
      Object.keys(SHAPES).map((shape) => [shape, standard(shape, m.normal)]),
    );
    this.reach = Math.max(4, Math.min(m.limit, 8));
  }

  draw() {
    const { lens, frame, canvas, reach } = this;
    const m = lens.message;
    const curve = lens.table();
    if (!frame.begin(canvas.clientWidth, canvas.clientHeight, -reach, reach, m.low, m.high)) return;
    const found = pushed(curve, this.base[this.shape], this.mean, this.spread);
    frame.grid(lens.ink, lens.font, false);
    const below = counted(found.x, -reach, reach, found.state, 3);
    const beside = counted(found.y, m.low, m.high, null, 1);
    this.bars(frame.context, below, beside[0]);
    frame.inside(() => frame.trace(curve, false, m.colours.value, 2.5));
    this.say(found);
  }

  // A bar that is far longer than the others is cut, and says its share.
  bars(context, below, beside) {
    const { frame, lens } = this;
    const { left, right, top, bottom } = frame;
    const m = lens.message;
    const room = 72;
    const sums = below[0].map((count, bin) => count + below[1][bin] + below[2][bin]);
    const unit = room / Math.max(...sums, 1);
    const width = (right - left) / BINS;
    const colours = [m.colours.value, m.colours.slope, lens.ink];
    sums.forEach((_, bin) => {
      let y = bottom + 4;
      [2, 1, 0].forEach((state) => {
        const height = below[state][bin] * unit;
        context.fillStyle = colours[state];
        context.globalAlpha = state === 2 ? 0.55 : 0.75;
        context.fillRect(left + bin * width, y, width - 0.5, height);
        y += height;
      });
    });
    const sorted = [...beside].sort((a, b) => b - a);
    const longest = Math.max(
      Math.min(sorted[0], 2.5 * sorted[2]),
      lens.message.normal.length / 100,
    );
    const height = (bottom - top) / BINS;
    context.font = lens.font;
    beside.forEach((count, bin) => {
      if (!count) return;
      const y = bottom - (bin + 1) * height;
      context.fillStyle = m.colours.value;
      context.globalAlpha = 0.75;
      context.fillRect(
        right + 4,
        y,
        Math.min(count / longest, 1) * room,
        Math.max(height - 0.5, 1),
      );
      if (count <= longest * 1.001) return;
      context.fillStyle = lens.ink;
      context.globalAlpha = 1;
      context.textAlign = "right";
      context.fillText(
        `${Math.round((100 * count) / lens.message.normal.length)} %`,
        frame.width - 2,
        y - 4,
      );
    });
    context.globalAlpha = 0.75;
    context.fillStyle = lens.ink;
    context.textAlign = "left";
    context.fillText("input", left, bottom + 94);
    context.textAlign = "right";
    context.fillText("output", frame.width - 2, bottom + 16);
    context.globalAlpha = 1;
  }

  say({ before, after, small, dead, lost }) {
    const told = [before, after].map(({ mean, variance }) => [
      digits(mean, 2),
      digits(variance, 2),
    ]);
    told.forEach((texts, c) => texts.forEach((text, r) => write(this.cells[c + 1][r], text)));
    const none = lost
      ? ` ${percent(lost)} of the inputs lie where f has no finite value, or beside such a place.`
      : "";
    const shares = `Saturated, |f′| < ${SMALL} (orange and grey): ${percent(small)}. Of these dead, f′ = 0 (grey): ${percent(dead)} of all.${none}`;
    write(this.shares, shares);
    const words = `${SHAPES[this.shape]} input of mean ${told[0][0]} and variance ${told[0][1]} becomes output of mean ${told[1][0]} and variance ${told[1][1]}. ${shares}`;
    this.canvas.setAttribute("aria-label", words);
  }
}
