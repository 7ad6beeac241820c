// Several functions side by side: values, slopes and, where wanted, second derivatives.
// One pointer for all pictures: pointing in one reads the others at the same x.

import { Curve } from "../shared/curve.js";
import { make } from "../shared/elements.js";
import { roomBelow } from "../shared/room.js";
import { scaleOf } from "../shared/scale.js";
import { read } from "../shared/wire.js";
import { steppedTo } from "../shared/steps.js";
import { Panel } from "./panel.js";

/**
 * @import { Tell } from "../shared/component.js"
 * @import { CompareMessage } from "./message.js"
 * @import { Line } from "./panel.js"
 * @import { Step } from "../shared/formula.js"
 */

const PICTURES = ["Values f(x)", "Slopes f′(x)", "Second derivatives f″(x)"];
const MARGIN = 0.1; // of y, between a curve's end and the frame
const WIDE = 640; // pixels from which the pictures stand beside each other
const PEEK = 44; // pixels of the first screen that show that the page goes on

export class Compare {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.pointer = 1;
    /** @type {CompareMessage | null} */
    this.message = null;
    /** @type {Line[][]} of each picture */
    this.lines = [];
    /** @type {[number, number][]} of each picture: low and high end of its y axis */
    this.windows = [];
    this.raf = 0; // of the frame asked for; −1 where nothing wakes it again
    /** @type {Tell} */
    this.tell = () => {};
    root.replaceChildren();
    this.fault = make("p", "", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "panels", root);
    this.panels = PICTURES.map(
      (title) =>
        new Panel(
          this.body,
          title,
          (x) => this.go(x),
          (event) => this.step(event),
        ),
    );
    this.draw = this.draw.bind(this);
    this.redraw = this.redraw.bind(this);
    this.layOut = this.layOut.bind(this);
    root.addEventListener("transitionend", this.redraw);
    window.addEventListener("resize", this.layOut);
    this.sizes = new ResizeObserver(this.layOut);
    this.sizes.observe(root);
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.raf = -1;
    this.sizes.disconnect();
    window.removeEventListener("resize", this.layOut);
    this.root.removeEventListener("transitionend", this.redraw);
  }

  /** @param {unknown} data */
  receive(data) {
    try {
      /** @type {CompareMessage} */
      const m = read(data);
      this.lines = linesOf(m);
      this.windows = this.lines.map((lines) => windowOf(lines, m));
      this.message = m;
      this.fault.textContent = "";
      this.go(this.pointer);
      this.layOut();
    } catch (error) {
      console.warn(error);
      const reason = error instanceof Error ? error.message : error;
      this.fault.textContent = `The curves cannot be drawn: their message could not be read (${reason}).`;
    }
  }

  layOut() {
    const { root, panels, lines } = this;
    root.classList.toggle("wide", root.clientWidth >= WIDE);
    root.style.setProperty("--room", `${Math.round(roomBelow(root)) - PEEK}px`);
    root.style.setProperty("--across", String(lines[2]?.length ? 3 : 2));
    panels.forEach(({ box }, n) => (box.hidden = !lines[n]?.length));
    this.redraw();
  }

  /**
   * The pointer to the sample nearest to x, in all pictures.
   * @param {number} x
   */
  go(x) {
    const m = this.message;
    if (!m) return;
    const nearest = Math.round(x * m.per_unit) / m.per_unit;
    this.pointer = Math.max(-m.limit, Math.min(nearest, m.limit));
    this.redraw();
  }

  /** @param {KeyboardEvent} event */
  step(event) {
    const m = this.message;
    if (!m) return;
    const x = steppedTo(event, this.pointer, m);
    if (x !== undefined) this.go(x);
  }

  redraw() {
    this.raf ||= requestAnimationFrame(this.draw);
  }

  draw() {
    this.raf = 0;
    const { message: m, root, pointer } = this;
    if (!m) return;
    const style = getComputedStyle(root);
    const paper = style.getPropertyValue("--st-background-color");
    const look = { ink: style.color, paper, font: `${12 * scaleOf(root)}px ${style.fontFamily}` };
    this.panels.forEach((panel, n) => {
      if (!this.lines[n].length) return;
      panel.draw(this.lines[n], m.limit, this.windows[n], pointer, look);
    });
    root.dataset.frames = String(Number(root.dataset.frames ?? 0) + 1);
  }
}

/**
 * The lines of each picture.
 * @param {CompareMessage} m
 * @returns {Line[][]}
 */
export function linesOf(m) {
  /** @type {Line[][]} */
  const lines = [[], [], []];
  m.labels.forEach((name, n) => {
    const { value, slope, parameters, guarded } = m.functions[n];
    const curveOf = (/** @type {Step[]} */ f, /** @type {Step[]} */ df) =>
      Curve.of({ value: f, slope: df, guarded }, m.switches[n], parameters, m.limit, m.per_unit);
    const line = { name, colour: m.colours[n] };
    const curve = curveOf(value, slope);
    lines[0].push({ ...line, curve, slope: false });
    lines[1].push({ ...line, curve, slope: true });
    if (!m.second.length) return;
    const bent = curveOf(slope, m.second[n]);
    bent.part();
    lines[2].push({ ...line, curve: bent, slope: true });
  });
  return lines;
}

/**
 * The y axis that shows these lines and 0: whole halves, never beyond the message's ends.
 * @param {Line[]} lines
 * @param {CompareMessage} m
 * @returns {[number, number]}
 */
export function windowOf(lines, { low, high }) {
  const ends = [Infinity, -Infinity];
  for (const { curve, slope } of lines)
    for (const y of slope ? curve.df : curve.f) {
      if (!Number.isFinite(y)) continue;
      ends[0] = Math.min(ends[0], y);
      ends[1] = Math.max(ends[1], y);
    }
  if (ends[0] > ends[1]) return [low, high];
  const [bottom, top] = [Math.min(0, ends[0]) - MARGIN, Math.max(0, ends[1]) + MARGIN];
  return [Math.max(low, Math.floor(2 * bottom) / 2), Math.min(high, Math.ceil(2 * top) / 2)];
}
