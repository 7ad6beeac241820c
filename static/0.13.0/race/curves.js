// The curves of a race: who has reached the target by which step, the loss, or the accuracy.

import { Frame } from "../lens/frame.js";
import { make, write } from "../shared/elements.js";
import { explain } from "../shared/glossary.js";
import { number, percent, whole } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";

/**
 * @import { RaceMessage } from "./message.js"
 * @import { View } from "./view.js"
 */

/** @type {[string, string, import("../shared/glossary.js").Term][]} */
const VIEWS = [
  ["reached", "Reached", "success_rate"],
  ["loss", "Loss", "loss"],
  ["accuracy", "Accuracy", "accuracy"],
];
const BAND = 0.14; // of a band, how much it covers; of many, all of them
const BANDS = 0.5;
const FAINT = 0.2; // of a line that is not pointed at
const LOOSE = 1.3; // of the first median, up to which losses are shown

export class Curves {
  /**
   * @param {HTMLElement} parent
   * @param {View} view
   */
  constructor(parent, view) {
    this.shown = view;
    this.view = "reached";
    this.root = make("div", "curves", parent);
    const row = make("div", "views", this.root);
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Curves");
    this.buttons = VIEWS.map(([key, label, term]) => {
      const button = make("button", "", row, label);
      explain(button, term);
      button.type = "button";
      button.onclick = () => {
        this.view = key;
        this.draw();
      };
      return button;
    });
    this.title = make("span", "", row);
    this.box = make("div", "box", this.root);
    const canvas = make("canvas", "", this.box);
    canvas.dataset.part = "loss";
    canvas.setAttribute("role", "img");
    this.frame = new Frame(canvas, [8, 22, 22, 42]);
  }

  /** @param {RaceMessage} m */
  load(m) {
    this.buttons[2].hidden = !m.ordered;
    if (this.view === "accuracy" && !m.ordered) this.view = "reached";
  }

  draw() {
    const { message: m, root } = this.shown;
    if (!m || !root.clientWidth) return;
    this.buttons.forEach((button, k) =>
      button.setAttribute("aria-pressed", String(VIEWS[k][0] === this.view)),
    );
    if (this.view === "accuracy") this.overValues(m);
    else this.overSteps(m, this.view === "loss");
  }

  /**
   * @param {number} x1
   * @param {number} low
   * @param {number} high
   */
  begin(x1, low, high) {
    return this.frame.begin(this.box.clientWidth, this.box.clientHeight, 0, x1, low, high);
  }

  /**
   * @param {RaceMessage} m
   * @param {boolean} isLoss
   */
  overSteps(m, isLoss) {
    const { frame, shown } = this;
    const rows = isLoss ? m.loss : m.risen;
    const high = isLoss ? ceiling(m) : 1;
    const last = m.steps[m.steps.length - 1] || 1;
    if (!this.begin(last, 0, high)) return;
    frame.grid(shown.look.ink, shown.look.font);
    frame.inside((context) => {
      const x = frame.x(m.steps[shown.at]);
      context.globalAlpha = 0.4;
      frame.rule(true, x, frame.top, x, frame.bottom);
      for (let n = 0; n < m.names.length; n++) this.one(m, rows, n, !isLoss);
    });
    const goal = percent(m.target);
    const what = isLoss
      ? "median validation loss, quartiles shaded"
      : `share of the seeds that have reached ${goal}`;
    write(this.title, `${what}, over the steps`);
    if (isLoss) explain(this.title, "median", "quartile");
    else explain(this.title, "success_rate");
    const end = (2 * m.steps.length - 1) * m.names.length; // of the middle one of three parts
    const told = m.names.map((name, n) => {
      const value = rows[end + n];
      return `${name} ${isLoss ? number(value) : percent(value, 2)}`;
    });
    frame.canvas.setAttribute(
      "aria-label",
      `The ${what}, at step ${whole(last)}: ${told.join(", ")}`,
    );
  }

  /**
   * One contestant's curve with its band.
   * @param {RaceMessage} m
   * @param {Float32Array} rows
   * @param {number} n
   * @param {boolean} isStair
   */
  one(m, rows, n, isStair) {
    const { frame } = this;
    const count = m.names.length;
    /** @type {(part: number) => [number, number][]} */
    const path = (part) => {
      /** @type {[number, number][]} */
      const found = [];
      m.steps.forEach((step, t) => {
        const value = rows[(part * m.steps.length + t) * count + n];
        if (Number.isNaN(value)) return;
        const [x, y] = [frame.x(step), frame.y(Math.min(value, 1e6))];
        const before = found[found.length - 1];
        if (isStair && before) found.push([x, before[1]]);
        found.push([x, y]);
      });
      return found;
    };
    this.paint(path(0), path(1), path(2), m.colours[n], n);
  }

  /** @param {RaceMessage} m */
  overValues(m) {
    const { frame, shown } = this;
    const count = m.names.length;
    if (!this.begin(Math.max(count - 1, 1), 0, 1)) return;
    const { ink, font } = shown.look;
    frame.grid(ink, font, false);
    const { context } = frame;
    context.globalAlpha = 0.75;
    context.textAlign = "right";
    for (const v of [0, 0.5, 1]) context.fillText(number(v), frame.left - 7, frame.y(v) + 4);
    m.short.forEach((name, n) => {
      context.textAlign = n === 0 ? "left" : n === count - 1 ? "right" : "center";
      context.fillText(name, frame.x(n), frame.bottom + 16);
    });
    context.globalAlpha = 1;
    /** @type {(part: number) => [number, number][]} */
    const path = (part) =>
      m.names
        .map((_, n) => /** @type {[number, number]} */ ([n, m.accuracy[part * count + n]]))
        .filter(([, value]) => !Number.isNaN(value))
        .map(([n, value]) => [frame.x(n), frame.y(value)]);
    this.paint(path(0), path(1), path(2), ink, -1);
    path(1).forEach(([x, y], n) => {
      context.beginPath();
      context.arc(x, y, 5, 0, 2 * Math.PI);
      context.fillStyle = m.colours[n];
      context.fill();
    });
    write(this.title, `median validation accuracy, quartiles shaded, over ${m.axis.toLowerCase()}`);
    explain(this.title, "median", "quartile");
    const told = m.names.map((name, n) => `${name} ${percent(m.accuracy[count + n], 2)}`);
    frame.canvas.setAttribute("aria-label", `Median validation accuracy: ${told.join(", ")}`);
  }

  /**
   * A band between two paths, and a line.
   * @param {[number, number][]} low
   * @param {[number, number][]} middle
   * @param {[number, number][]} high
   * @param {string} colour
   * @param {number} n
   */
  paint(low, middle, high, colour, n) {
    const { context, canvas } = this.frame;
    const { hot } = this.shown;
    const isHot = n === hot || n < 0;
    context.fillStyle = context.strokeStyle = colour;
    const many = this.shown.message?.names.length ?? 1;
    const cover = isHot ? 2 * BAND : Math.min(BAND, BANDS / many);
    context.globalAlpha = hot < 0 || isHot ? cover : 0;
    context.beginPath();
    for (const [x, y] of [...low, ...high.reverse()]) context.lineTo(x, y);
    context.fill();
    context.globalAlpha = hot < 0 || isHot ? 1 : FAINT;
    context.lineWidth = 2.2 * lineOf(canvas);
    context.lineJoin = "round";
    context.beginPath();
    for (const [x, y] of middle) context.lineTo(x, y);
    context.stroke();
    context.globalAlpha = 1;
  }
}

/**
 * Up to where losses are shown: the largest quartile, but not far above what networks begin with.
 * @param {RaceMessage} m
 */
function ceiling(m) {
  const count = m.names.length;
  const first = m.loss.subarray(m.steps.length * count, m.steps.length * count + count);
  const begun = Math.max(...[...first].filter(Number.isFinite), 0);
  const upper = [...m.loss].filter(Number.isFinite);
  return Math.max(0.01, Math.min(LOOSE * begun, Math.max(...upper, 0.01)));
}
