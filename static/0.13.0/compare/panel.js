// One picture of the comparison: a line for each function, and what they are at the pointer.

import { Frame } from "../lens/frame.js";
import { nameLines } from "../lens/names.js";
import { make, write } from "../shared/elements.js";
import { fixed } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Look } from "../lens/names.js"
 * @typedef {{ name: string, colour: string, curve: Curve, slope: boolean }} Line
 * @typedef {(key: string, by: number) => void} Step
 */

/**
 * What a line shows at x.
 * @param {Line} line
 * @param {number} x
 */
const at = ({ curve, slope }, x) => (slope ? curve.slope(x) : curve.value(x));

export class Panel {
  /**
   * @param {HTMLElement} parent
   * @param {string} title
   * @param {(x: number) => void} go is told the x under the pointer
   * @param {(event: KeyboardEvent) => void} step
   */
  constructor(parent, title, go, step) {
    this.title = title;
    this.box = make("section", "panel", parent);
    this.box.dataset.part = "chart";
    make("h2", "", this.box, title);
    this.list = make("div", "values", this.box);
    this.canvas = make("canvas", "", this.box);
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "slider");
    this.canvas.setAttribute("aria-label", `${title} of the functions, read at x`);
    this.frame = new Frame(this.canvas, [8, 8, 24, 34]);
    this.canvas.onpointermove = this.canvas.onpointerdown = (event) => {
      const { frame } = this;
      if (frame.unitX) go(frame.x0 + (event.offsetX - frame.left) / frame.unitX);
    };
    this.canvas.onkeydown = step;
  }

  /**
   * @param {Line[]} lines
   * @param {number} limit
   * @param {[number, number]} window of y
   * @param {number} x of the pointer
   * @param {Look} look
   */
  draw(lines, limit, window, x, look) {
    const { canvas, frame } = this;
    const values = lines.map((line) => at(line, x));
    this.say(lines, values, limit, x);
    if (!frame.begin(canvas.clientWidth, canvas.clientHeight, -limit, limit, ...window)) return;
    frame.grid(look.ink, look.font);
    frame.inside((context) => {
      const width = 2.5 * lineOf(canvas);
      for (const { curve, slope, colour } of lines) frame.trace(curve, slope, colour, width);
      const across = frame.x(x);
      context.fillStyle = look.ink;
      context.globalAlpha = 0.4;
      context.fillRect(across - 0.5, frame.top, 1, frame.bottom - frame.top);
      context.globalAlpha = 1;
      lines.forEach(({ colour }, n) => {
        if (!Number.isFinite(values[n])) return;
        context.fillStyle = colour;
        context.beginPath();
        context.arc(across, frame.y(values[n]), 4.5, 0, 2 * Math.PI);
        context.fill();
      });
      const named = lines.map((line) => ({
        ...line,
        at: (/** @type {number} */ v) => at(line, v),
      }));
      nameLines(frame, named, look);
    });
  }

  /**
   * @param {Line[]} lines
   * @param {number[]} values
   * @param {number} limit
   * @param {number} x
   */
  say(lines, values, limit, x) {
    while (this.list.childElementCount > lines.length + 1) this.list.lastElementChild?.remove();
    while (this.list.childElementCount < lines.length + 1) make("span", "", this.list);
    const words = lines.map(({ name }, n) => `${name} ${fixed(values[n], 3)}`);
    [`x = ${fixed(x, 2)}`, ...words].forEach((text, n) => {
      const item = /** @type {HTMLElement} */ (this.list.children[n]);
      write(item, text);
      item.style.setProperty("--ink", n ? lines[n - 1].colour : "currentColor");
    });
    const { canvas } = this;
    canvas.dataset.x = fixed(x, 2);
    canvas.setAttribute("aria-valuemin", String(-limit));
    canvas.setAttribute("aria-valuemax", String(limit));
    canvas.setAttribute("aria-valuenow", String(x));
    canvas.setAttribute("aria-valuetext", `x = ${fixed(x, 2)}: ${words.join(", ")}`);
  }
}
