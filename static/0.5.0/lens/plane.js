// What a layer of two units does to the plane: turned, scaled, shifted, then bent by the function.

import { Frame, digits, slider } from "./frame.js";
import { make } from "../shared/wire.js";

const SPAN = 2.4; // half the side of the input square
const LINES = 13; // of the grid, each way
const GRAIN = 60; // pieces of a grid line

// z = scale · turn(angle) · x + shift, for one point; the angle in degrees.
export function linear(x1, x2, { angle, scale, shift }) {
  const c = scale * Math.cos((angle * Math.PI) / 180);
  const s = scale * Math.sin((angle * Math.PI) / 180);
  return [c * x1 - s * x2 + shift, s * x1 + c * x2 + shift];
}

// One point through the layer and the function.
export function layer(curve, x1, x2, map) {
  const [z1, z2] = linear(x1, x2, map);
  return [curve.value(z1), curve.value(z2)];
}

export class PlaneSection {
  constructor(lens, box) {
    this.lens = lens;
    this.map = { angle: 30, scale: 1, shift: 0 };
    make("h3", "", box, "What it does to the plane");
    const pair = make("div", "pair", box);
    this.frames = ["before: (x₁, x₂)", "after: f in each coordinate"].map((title) => {
      const figure = make("figure", "", pair);
      make("figcaption", "", figure, title);
      const canvas = make("canvas", "plane", figure);
      canvas.setAttribute("role", "img");
      return new Frame(canvas, [8, 8, 24, 34]);
    });
    const controls = make("div", "sliders", box);
    const set = (name) => (value) => {
      this.map[name] = value;
      lens.redraw();
    };
    slider(
      controls,
      "turn",
      { min: -180, max: 180, step: 5, value: 30, text: (v) => `${digits(v, 0)}°` },
      set("angle"),
    );
    slider(
      controls,
      "scale",
      { min: 0.1, max: 3, step: 0.1, value: 1, text: (v) => digits(v, 1) },
      set("scale"),
    );
    slider(
      controls,
      "shift",
      { min: -3, max: 3, step: 0.1, value: 0, text: (v) => digits(v, 1) },
      set("shift"),
    );
  }

  take() {}

  draw() {
    const { lens, map } = this;
    const m = lens.message;
    const curve = lens.table();
    const [before, after] = this.frames;
    const side = before.canvas.clientWidth;
    if (!before.begin(side, side, -SPAN, SPAN, -SPAN, SPAN)) return;
    after.begin(side, side, m.low, m.high, m.low, m.high);
    this.paint(before, (x1, x2) => [x1, x2]);
    this.creases(before);
    this.paint(after, (x1, x2) => layer(curve, x1, x2, map));
    const how = `turned by ${map.angle}°, scaled by ${digits(map.scale, 1)}, shifted by ${digits(map.shift, 1)}`;
    before.canvas.setAttribute(
      "aria-label",
      "The input plane with its grid and two rings of points; dashed lines show where each unit's input is 0.",
    );
    after.canvas.setAttribute(
      "aria-label",
      `The same plane ${how}, then ${m.label} in each coordinate. ${this.words(curve)}`,
    );
  }

  // The two lines on which a unit's input is 0.
  creases(frame) {
    const { context } = frame;
    const { angle, scale, shift } = this.map;
    const turn = (angle * Math.PI) / 180;
    frame.inside(() => {
      context.strokeStyle = this.lens.ink;
      context.lineWidth = 1.5;
      context.setLineDash([5, 4]);
      for (const [a, b] of [
        [Math.cos(turn), -Math.sin(turn)],
        [Math.sin(turn), Math.cos(turn)],
      ]) {
        const [x, y] = [(-shift / scale) * a, (-shift / scale) * b];
        context.beginPath();
        context.moveTo(frame.x(x - 9 * b), frame.y(y + 9 * a));
        context.lineTo(frame.x(x + 9 * b), frame.y(y - 9 * a));
        context.stroke();
      }
      context.setLineDash([]);
    });
  }

  paint(frame, to) {
    const { lens } = this;
    const m = lens.message;
    frame.grid(lens.ink, lens.font);
    frame.inside((context) => {
      context.lineJoin = "round";
      for (const turned of [false, true]) {
        context.strokeStyle = turned ? m.colours.slope : m.colours.value;
        context.lineWidth = 1;
        context.globalAlpha = 0.6;
        context.beginPath();
        for (let line = 0; line < LINES; line++) {
          const fixed = SPAN * ((2 * line) / (LINES - 1) - 1);
          this.line(frame, context, to, turned, fixed);
        }
        context.stroke();
      }
      context.globalAlpha = 1;
      for (let n = 0; n < m.labels.length; n++) {
        const [u, v] = to(m.points[2 * n], m.points[2 * n + 1]);
        if (!Number.isFinite(u) || !Number.isFinite(v)) continue;
        context.beginPath();
        context.arc(frame.x(u), frame.y(v), 3, 0, 2 * Math.PI);
        context.fillStyle = m.class_colours[m.labels[n]];
        context.strokeStyle = lens.paper;
        context.lineWidth = 0.8;
        context.fill();
        context.stroke();
      }
    });
  }

  line(frame, context, to, turned, fixed) {
    let down = false;
    for (let s = 0; s <= GRAIN; s++) {
      const free = SPAN * ((2 * s) / GRAIN - 1);
      const [u, v] = turned ? to(free, fixed) : to(fixed, free);
      const known = Number.isFinite(u) && Number.isFinite(v);
      if (known && down) context.lineTo(frame.x(u), frame.y(v));
      else if (known) context.moveTo(frame.x(u), frame.y(v));
      down = known;
    }
  }

  // How much room is left to the points, in words.
  words(curve) {
    const { points, labels } = this.lens.message;
    const ends = [Infinity, -Infinity, Infinity, -Infinity];
    for (let n = 0; n < labels.length; n++) {
      const [u, v] = layer(curve, points[2 * n], points[2 * n + 1], this.map);
      ends.splice(
        0,
        4,
        Math.min(ends[0], u),
        Math.max(ends[1], u),
        Math.min(ends[2], v),
        Math.max(ends[3], v),
      );
    }
    const [a, b, c, d] = ends.map((v) => digits(v, 2));
    return `The points lie from ${a} to ${b} across and from ${c} to ${d} upwards.`;
  }
}
