// What a layer of two units does to the plane: turned, scaled, shifted, then bent by the function.

import { make } from "../shared/elements.js";
import { fixed } from "../shared/numbers.js";
import { Frame } from "./frame.js";
import { Slider } from "./slider.js";

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Lens } from "./view.js"
 * @import { LensMessage } from "./message.js"
 * @typedef {{ angle: number, scale: number, shift: number }} Linear angle in degrees
 * @typedef {(x1: number, x2: number) => [number, number]} Mapping
 */

const SPAN = 2.4; // half the side of the input square
const LINES = 13; // of the grid, each way
const GRAIN = 60; // pieces of a grid line

/**
 * z = scale · turn(angle) · x + shift, for one point.
 * @param {number} x1
 * @param {number} x2
 * @param {Linear} map
 * @returns {[number, number]}
 */
export function linear(x1, x2, { angle, scale, shift }) {
  const c = scale * Math.cos((angle * Math.PI) / 180);
  const s = scale * Math.sin((angle * Math.PI) / 180);
  return [c * x1 - s * x2 + shift, s * x1 + c * x2 + shift];
}

/**
 * One point through the layer and the function.
 * @param {Curve} curve
 * @param {number} x1
 * @param {number} x2
 * @param {Linear} map
 * @returns {[number, number]}
 */
export function layer(curve, x1, x2, map) {
  const [z1, z2] = linear(x1, x2, map);
  return [curve.value(z1), curve.value(z2)];
}

export class PlaneSection {
  /**
   * @param {Lens} lens
   * @param {HTMLElement} box
   */
  constructor(lens, box) {
    this.lens = lens;
    this.map = { angle: 30, scale: 1, shift: 0 };
    make("h2", "", box, "What it does to the plane");
    const pair = make("div", "pair", box);
    this.frames = ["before: (x₁, x₂)", "after: f in each coordinate"].map((title) => {
      const figure = make("figure", "", pair);
      make("figcaption", "", figure, title);
      const canvas = make("canvas", "plane", figure);
      canvas.setAttribute("role", "img");
      return new Frame(canvas, [8, 8, 24, 34]);
    });
    const controls = make("div", "sliders", box);
    /** @type {[string, keyof Linear, [number, number, number], (v: number) => string][]} */
    const sliders = [
      ["turn", "angle", [-180, 180, 5], (v) => `${fixed(v, 0)}°`],
      ["scale", "scale", [0.1, 3, 0.1], (v) => fixed(v, 1)],
      ["shift", "shift", [-3, 3, 0.1], (v) => fixed(v, 1)],
    ];
    for (const [label, name, [min, max, step], text] of sliders)
      new Slider(controls, label, { min, max, step, text }, this.map[name], (value) => {
        this.map[name] = value;
        lens.redraw();
      });
  }

  take() {}

  /**
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  draw(m, curve) {
    const { map } = this;
    const [before, after] = this.frames;
    const side = before.canvas.clientWidth;
    if (!before.begin(side, side, -SPAN, SPAN, -SPAN, SPAN)) return;
    after.begin(side, side, m.low, m.high, m.low, m.high);
    this.paint(m, before, (x1, x2) => [x1, x2]);
    this.creases(before);
    this.paint(m, after, (x1, x2) => layer(curve, x1, x2, map));
    const how = `turned by ${map.angle}°, scaled by ${fixed(map.scale, 1)}, shifted by ${fixed(map.shift, 1)}`;
    before.canvas.setAttribute(
      "aria-label",
      "The input plane with its grid and two rings of points; dashed lines show where each unit's input is 0.",
    );
    after.canvas.setAttribute(
      "aria-label",
      `The same plane ${how}, then ${m.label} in each coordinate. ${this.words(m, curve)}`,
    );
  }

  /**
   * The two lines on which a unit's input is 0.
   * @param {Frame} frame
   */
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

  /**
   * @param {LensMessage} m
   * @param {Frame} frame
   * @param {Mapping} to
   */
  paint(m, frame, to) {
    const { lens } = this;
    frame.grid(lens.ink, lens.font);
    frame.inside((context) => {
      context.lineJoin = "round";
      for (const turned of [false, true]) {
        context.strokeStyle = turned ? m.colours.slope : m.colours.value;
        context.lineWidth = 1;
        context.globalAlpha = 0.6;
        context.beginPath();
        for (let line = 0; line < LINES; line++) {
          this.line(frame, to, turned, SPAN * ((2 * line) / (LINES - 1) - 1));
        }
        context.stroke();
      }
      context.globalAlpha = 1;
      this.dots(m, frame, to);
    });
  }

  /**
   * @param {LensMessage} m
   * @param {Frame} frame
   * @param {Mapping} to
   */
  dots({ labels, points, class_colours }, frame, to) {
    const { context } = frame;
    context.strokeStyle = this.lens.paper;
    context.lineWidth = 0.8;
    labels.forEach((label, n) => {
      const [u, v] = to(points[2 * n], points[2 * n + 1]);
      if (!Number.isFinite(u) || !Number.isFinite(v)) return;
      context.beginPath();
      context.arc(frame.x(u), frame.y(v), 3, 0, 2 * Math.PI);
      context.fillStyle = class_colours[label];
      context.fill();
      context.stroke();
    });
  }

  /**
   * A line of the grid at a fixed place, across or upwards.
   * @param {Frame} frame
   * @param {Mapping} to
   * @param {boolean} turned
   * @param {number} at
   */
  line(frame, to, turned, at) {
    const { context } = frame;
    let down = false;
    for (let s = 0; s <= GRAIN; s++) {
      const free = SPAN * ((2 * s) / GRAIN - 1);
      const [u, v] = turned ? to(free, at) : to(at, free);
      const known = Number.isFinite(u) && Number.isFinite(v);
      if (known && down) context.lineTo(frame.x(u), frame.y(v));
      else if (known) context.moveTo(frame.x(u), frame.y(v));
      down = known;
    }
  }

  /**
   * How much room is left to the points, in words.
   * @param {LensMessage} m
   * @param {Curve} curve
   */
  words({ points, labels }, curve) {
    const ends = [Infinity, -Infinity, Infinity, -Infinity];
    for (let n = 0; n < labels.length; n++) {
      const [u, v] = layer(curve, points[2 * n], points[2 * n + 1], this.map);
      ends[0] = Math.min(ends[0], u);
      ends[1] = Math.max(ends[1], u);
      ends[2] = Math.min(ends[2], v);
      ends[3] = Math.max(ends[3], v);
    }
    const [a, b, c, d] = ends.map((v) => fixed(v, 2));
    return `The points lie from ${a} to ${b} across and from ${c} to ${d} upwards.`;
  }
}
