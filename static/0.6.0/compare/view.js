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
 */

/** @type {[string, string][]} */
const PICTURES = [
  ["value", "Values f(x)"],
  ["slope", "Slopes f′(x)"],
  ["second", "Second derivatives f″(x)"],
];
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
    this.raf = 0; // of the frame asked for; −1 where nothing wakes it again
    /** @type {Tell} */
    this.tell = () => {};
    root.replaceChildren();
    this.fault = make("p", "", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "panels", root);
    this.panels = PICTURES.map(
      ([, title]) =>
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
    const sample = Math.round((pointer + m.limit) * m.per_unit);
    this.panels.forEach((panel, n) => {
      if (!this.lines[n].length) return;
      panel.draw(this.lines[n], m.limit, m.windows[PICTURES[n][0]], pointer, sample, look);
    });
    root.dataset.frames = String(Number(root.dataset.frames ?? 0) + 1);
  }
}

/**
 * The lines of each picture.
 * @param {CompareMessage} m
 * @returns {Line[][]}
 */
function linesOf(m) {
  const S = m.x.length;
  const none = new Float32Array(S).fill(NaN); // slopes of f″: straight pieces between the samples
  /** @type {number[][][]} */
  const breaks = m.labels.map(() => []);
  for (let j = 0; j < m.arrays.breaks.shape[0]; j++)
    breaks[m.breaks_at[2 * j]].push([
      m.breaks_at[2 * j + 1],
      ...m.breaks.subarray(5 * j, 5 * j + 5),
    ]);
  /** @type {Line[][]} */
  const lines = [[], [], []];
  m.labels.forEach((name, n) => {
    const colour = m.colours[n];
    const f = m.values.subarray(2 * n * S, (2 * n + 1) * S);
    const df = m.values.subarray((2 * n + 1) * S, (2 * n + 2) * S);
    const curve = new Curve(m.x, f, df, breaks[n]);
    lines[0].push({ name, colour, curve, slope: false, samples: f });
    lines[1].push({ name, colour, curve, slope: true, samples: df });
    if (!m.second.length) return;
    const second = m.second.subarray(n * S, (n + 1) * S);
    const bent = new Curve(m.x, second, none, []);
    lines[2].push({ name, colour, curve: bent, slope: false, samples: second });
  });
  return lines;
}
