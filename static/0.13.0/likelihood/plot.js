// A canvas with axes on which a hand points at a place.

import { Frame } from "../lens/frame.js";
import { make } from "../shared/elements.js";
import { lineOf } from "../shared/scale.js";

/** @import { Look } from "../descent/picture.js" */

const TURN = 2 * Math.PI;
const STEPS = 240; // of a curve
const KEYS = 100; // presses of an arrow from end to end

export class Plot {
  /**
   * @param {HTMLElement} parent
   * @param {string} name it goes by in the page
   * @param {[number, number, number, number]} inset
   * @param {(place: number) => void} pointed is told a place on the axis
   * @param {boolean} hover whether it is told without a press
   */
  constructor(parent, name, inset, pointed, hover) {
    this.canvas = make("canvas", "", parent);
    this.canvas.dataset.part = name;
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "slider");
    this.frame = new Frame(this.canvas, inset);
    this.pointed = pointed;
    this.at = 0; // where the hand is
    this.canvas.onpointerdown = (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      this.under(event);
    };
    this.canvas.onpointermove = (event) => {
      if (event.buttons || (hover && event.pointerType === "mouse")) this.under(event);
    };
    this.canvas.onkeydown = (event) => this.key(event);
  }

  /** @param {PointerEvent} event */
  under(event) {
    const { frame } = this;
    if (frame.unitX) this.tell(frame.x0 + (event.offsetX - frame.left) / frame.unitX);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    this.tell(this.at + (way * (this.frame.x1 - this.frame.x0)) / KEYS);
  }

  /** @param {number} place */
  tell(place) {
    this.pointed(Math.max(this.frame.x0, Math.min(place, this.frame.x1)));
  }

  /**
   * An empty frame with its axes; false where the canvas is not shown.
   * @param {number} width
   * @param {number} height
   * @param {[number, number, number, number]} ends from x0 to x1, from low to high
   * @param {Look} look
   * @param {string} across what the axis is called
   */
  begin(width, height, ends, look, across) {
    const { frame, canvas } = this;
    if (!frame.begin(width, height, ...ends)) return false;
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    frame.grid(look.ink, look.font);
    if (across) this.write(`${across} →`, frame.right, frame.bottom + 31, look.ink, "right");
    return true;
  }

  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {string} colour
   * @param {CanvasTextAlign} align
   */
  write(text, x, y, colour, align = "left") {
    const { context } = this.frame;
    context.fillStyle = colour;
    context.textAlign = align;
    context.fillText(text, x, y);
  }

  /**
   * What is drawn, at the upper edge.
   * @param {string} text
   * @param {string} colour
   */
  title(text, colour) {
    this.write(text, this.frame.left + 4, this.frame.top - 5, colour);
  }

  /**
   * @param {(x: number) => number} f
   * @param {string} colour
   */
  curve(f, colour) {
    const { frame, canvas } = this;
    frame.inside((context) => {
      context.strokeStyle = colour;
      context.lineWidth = 2.5 * lineOf(canvas);
      context.lineJoin = "round";
      context.beginPath();
      for (let k = 0; k <= STEPS; k++) {
        const x = frame.x0 + ((frame.x1 - frame.x0) * k) / STEPS;
        context.lineTo(frame.x(x), frame.y(f(x)));
      }
      context.stroke();
    });
  }

  /**
   * A line from one place to another.
   * @param {number} x0
   * @param {number} y0
   * @param {number} x1
   * @param {number} y1
   * @param {string} colour
   * @param {number} width
   * @param {number[]} dashes
   */
  line(x0, y0, x1, y1, colour, width = 1, dashes = []) {
    const { frame, canvas } = this;
    frame.inside((context) => {
      context.strokeStyle = colour;
      context.lineWidth = width * lineOf(canvas);
      context.setLineDash(dashes);
      context.beginPath();
      context.moveTo(frame.x(x0), frame.y(y0));
      context.lineTo(frame.x(x1), frame.y(y1));
      context.stroke();
    });
  }

  /**
   * A line from the lower edge to the upper.
   * @param {number} x
   * @param {string} colour
   * @param {number[]} dashes
   */
  upright(x, colour, dashes = []) {
    this.line(x, this.frame.low, x, this.frame.high, colour, 1, dashes);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {string} colour
   * @param {number} radius
   * @param {string} rim
   */
  dot(x, y, colour, radius, rim) {
    const { context } = this.frame;
    context.beginPath();
    context.arc(this.frame.x(x), this.frame.y(y), radius, 0, TURN);
    context.fillStyle = colour;
    context.strokeStyle = rim;
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
  }

  /**
   * What it shows in words, and where the hand is.
   * @param {string} words
   * @param {number} at
   */
  say(words, at) {
    const { canvas, frame } = this;
    this.at = at;
    canvas.setAttribute("aria-label", words);
    canvas.setAttribute("aria-valuemin", String(frame.x0));
    canvas.setAttribute("aria-valuemax", String(frame.x1));
    canvas.setAttribute("aria-valuenow", String(at));
  }
}
