// One run: its curves on two shares of the points, the gap between them, and the map at any step.

import { Picture } from "../descent/picture.js";
import { Frame } from "../lens/frame.js";
import { make, write } from "../shared/elements.js";
import { fixed, loss, number, percent, whole } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";
import { Plate, classes } from "./plate.js";

/** @import { CourseMessage } from "./message.js" */

const BELOW = 122; // pixels of the slider and the sentences
const SIDE = 136; // pixels beside the curves, for their names
const HIGHEST = 4; // losses in a picture, in units of the smallest end

/** @extends {Picture<CourseMessage>} */
export class Shares extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.at = 0; // look
    this.raf = 0;
    const row = make("div", "scrub", this.body);
    row.dataset.part = "transport";
    this.slider = make("input", "", row);
    Object.assign(this.slider, { type: "range", min: "0", step: "1", value: "0" });
    this.slider.setAttribute("aria-label", "Step");
    this.slider.oninput = () => this.go(this.slider.valueAsNumber);
    this.bestButton = this.press(row, "Best step", () => this.message?.best ?? 0);
    this.endButton = this.press(row, "End", () => this.last);
    this.words = make("b", "", row);
    const pair = make("div", "pair", this.body);
    this.curves = make("div", "curves", pair);
    this.axes = ["loss", "accuracy"].map((name) => {
      const canvas = make("canvas", "", this.curves);
      canvas.dataset.part = name;
      canvas.setAttribute("role", "img");
      return new Frame(canvas, [8, SIDE, 22, 44]);
    });
    const canvas = make("canvas", "map", pair);
    canvas.dataset.part = "maps";
    canvas.setAttribute("role", "img");
    this.plate = new Plate(canvas);
    this.verdict = make("p", "verdict", this.body);
    this.end = make("p", "note", this.body);
    this.draw = this.draw.bind(this);
  }

  /**
   * @param {HTMLElement} row
   * @param {string} name
   * @param {() => number} look
   */
  press(row, name, look) {
    const button = make("button", "", row, name);
    button.type = "button";
    button.onclick = () => this.go(look());
    return button;
  }

  get last() {
    return (this.message?.steps.length ?? 1) - 1;
  }

  /** @param {number} look */
  go(look) {
    this.at = Math.max(0, Math.min(look, this.last));
    this.slider.value = String(this.at);
    this.redraw();
  }

  /** @override */
  stop() {
    super.stop();
    cancelAnimationFrame(this.raf);
    this.raf = -1;
  }

  /** @override */
  redraw() {
    this.raf ||= requestAnimationFrame(this.draw);
  }

  /**
   * @override
   * @param {CourseMessage} m
   * @param {CourseMessage | null} before
   */
  load(m, before) {
    write(this.verdict, m.verdict);
    write(this.end, m.end);
    this.slider.max = String(this.last);
    if (m.run !== before?.run) this.go(this.last);
  }

  draw() {
    this.raf = 0;
    const { message: m, root } = this;
    if (!m) return;
    const width = this.body.clientWidth;
    const height = this.narrow ? 300 : this.room(BELOW + (width < 900 ? 20 : 0), 250, 520);
    const size = Math.min(this.narrow ? 340 : height, this.narrow ? width : 0.45 * width);
    this.plate.begin(size, m.grid);
    this.plate.paint(m.maps, this.at, classes(m.colours));
    this.plate.boundary(m.maps, this.at, m.colours.ink, 2 * lineOf(this.plate.canvas));
    this.plate.points(m, m.extent, 0, m.labels.length, Math.max(3, size / 90));
    this.curve(m, 0, m.loss, Math.round(0.62 * height), ceiling(m));
    this.curve(m, 1, m.accuracy, height - Math.round(0.62 * height), 1.04);
    const step = whole(m.steps[this.at]);
    write(this.words, `step ${step}`);
    this.slider.setAttribute("aria-valuetext", `step ${step}`);
    this.plate.canvas.setAttribute("aria-label", `The map at step ${step}. ${m.verdict}`);
    root.dataset.step = String(m.steps[this.at]);
    root.dataset.best = String(m.steps[m.best]);
    this.drawn();
  }

  /**
   * @param {CourseMessage} m
   * @param {number} place 0 for the losses, 1 for the accuracies
   * @param {Float32Array} rows
   * @param {number} height
   * @param {number} high
   */
  curve(m, place, rows, height, high) {
    const frame = this.axes[place];
    const { canvas } = frame;
    frame.inset[1] = this.narrow ? 112 : SIDE;
    const [width, count] = [this.curves.clientWidth, m.steps.length];
    const low = place ? lowest(rows) : 0;
    const look = this.look;
    if (!frame.begin(width, height, 0, m.steps[count - 1] || 1, low, high)) return;
    canvas.style.height = `${height}px`;
    frame.grid(look.ink, look.font);
    const { context } = frame;
    frame.inside(() => {
      this.gap(m, frame, rows);
      this.rule(m, frame, m.best, [5, 4]);
      this.rule(m, frame, this.at, []);
      for (const row of [0, 1]) this.line(m, frame, rows, row);
    });
    context.fillStyle = look.ink;
    const x = frame.x(m.steps[m.best]);
    const isLate = x > (frame.left + frame.right) / 2;
    context.textAlign = isLate ? "right" : "left";
    const words = `best step ${whole(m.steps[m.best])}`;
    if (!place) context.fillText(words, x + (isLate ? -5 : 5), frame.top + 12);
    this.ends(m, frame, rows, place, look.ink);
    const at = [0, 1].map((row) => rows[row * count + this.at]);
    const told = m.names.map((name, row) => `${name} ${place ? percent(at[row]) : loss(at[row])}`);
    canvas.setAttribute(
      "aria-label",
      `${place ? "Accuracy" : "Loss"} at step ${whole(m.steps[this.at])}: ${told.join(", ")}`,
    );
  }

  /**
   * The area between the two curves.
   * @param {CourseMessage} m
   * @param {Frame} frame
   * @param {Float32Array} rows
   */
  gap(m, frame, rows) {
    const { context } = frame;
    const count = m.steps.length;
    context.beginPath();
    for (let k = m.best; k < count; k++) context.lineTo(frame.x(m.steps[k]), frame.y(rows[k]));
    for (let k = count - 1; k >= m.best; k--)
      context.lineTo(frame.x(m.steps[k]), frame.y(rows[count + k]));
    context.fillStyle = m.lines[1];
    context.globalAlpha = 0.16;
    context.fill();
    context.globalAlpha = 1;
  }

  /**
   * @param {CourseMessage} m
   * @param {Frame} frame
   * @param {number} look
   * @param {number[]} dash
   */
  rule(m, frame, look, dash) {
    const { context } = frame;
    const x = frame.x(m.steps[look]);
    context.setLineDash(dash);
    context.strokeStyle = this.look.ink;
    context.globalAlpha = 0.6;
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(x, frame.top);
    context.lineTo(x, frame.bottom);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /**
   * @param {CourseMessage} m
   * @param {Frame} frame
   * @param {Float32Array} rows
   * @param {number} row
   */
  line(m, frame, rows, row) {
    const { context } = frame;
    const count = m.steps.length;
    context.strokeStyle = context.fillStyle = m.lines[row];
    context.lineWidth = 2.2 * lineOf(frame.canvas);
    context.lineJoin = "round";
    context.beginPath();
    for (let k = 0; k < count; k++)
      context.lineTo(frame.x(m.steps[k]), frame.y(rows[row * count + k]));
    context.stroke();
    context.beginPath();
    const y = frame.y(rows[row * count + this.at]);
    context.arc(frame.x(m.steps[this.at]), y, 4.5, 0, 2 * Math.PI);
    context.fill();
  }

  /**
   * The curves' names and values at the look at hand, and the gap between them at the end.
   * @param {CourseMessage} m
   * @param {Frame} frame
   * @param {Float32Array} rows
   * @param {number} place
   * @param {string} ink
   */
  ends(m, frame, rows, place, ink) {
    const { context, right, top, bottom } = frame;
    const count = m.steps.length;
    const last = [rows[count - 1], rows[2 * count - 1]];
    const apart = 32;
    const y = last.map((value) => Math.max(top + 8, Math.min(frame.y(value), bottom)));
    const order = y[0] <= y[1] ? [0, 1] : [1, 0];
    const middle = Math.max(top + apart / 2 + 8, Math.min((y[0] + y[1]) / 2, bottom - apart / 2));
    if (y[order[1]] - y[order[0]] < apart)
      [y[order[0]], y[order[1]]] = [middle - apart / 2, middle + apart / 2];
    context.textAlign = "left";
    m.names.forEach((name, row) => {
      context.fillStyle = m.lines[row];
      context.fillRect(right + 8, y[row] - 4, 8, 8);
      context.fillStyle = ink;
      const value = rows[row * count + this.at];
      context.fillText(`${name} ${place ? percent(value) : loss(value)}`, right + 20, y[row] + 4);
    });
    const gap = place ? last[0] - last[1] : last[1] - last[0];
    const words = place ? `${fixed(100 * gap, 1)} points` : `at end ${number(gap)}`;
    context.fillText(`gap ${words}`, right + 20, (y[0] + y[1]) / 2 + 4);
    context.textAlign = "center";
    const [name, height] = place ? ["accuracy", bottom - 8] : ["loss", top + 30];
    context.fillText(name, (frame.left + right) / 2, height);
  }
}

/**
 * The highest loss shown: what runs away is cut.
 * @param {CourseMessage} m
 */
function ceiling({ loss: rows }) {
  const finite = rows.filter(Number.isFinite);
  const count = rows.length / 2;
  const ends = [rows[0], rows[count - 1], rows[count], rows[2 * count - 1]].filter(Number.isFinite);
  if (!ends.length) return 1;
  const most = finite.reduce((a, b) => Math.max(a, b), 0);
  return 1.06 * Math.min(most, HIGHEST * Math.max(...ends)) || 1;
}

/**
 * The lowest accuracy shown.
 * @param {Float32Array} rows
 */
const lowest = (rows) =>
  Math.max(0, Math.floor(10 * rows.reduce((a, b) => Math.min(a, b), 0.9)) / 10);
