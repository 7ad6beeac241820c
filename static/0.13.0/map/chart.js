// The map of one function on its canvas: pixels, axes, the edge by theory, and the hand.

import { cleared, density, fit } from "../shared/canvas.js";
import { make } from "../shared/elements.js";
import { outline, theory } from "./ink.js";
import { INSET, ticks, unit, valueAt } from "./scale.js";

/**
 * @import { Look } from "../descent/picture.js"
 * @import { MapMessage } from "./message.js"
 *
 * A picture and the edges, in units of the axes, that it shows.
 * @typedef {{ canvas: HTMLCanvasElement, edges: number[] }} Layer
 *
 * What a chart tells.
 * @typedef {object} Host
 * @property {(f: number, column: number, row: number) => void} point
 * @property {(f: number, column: number, row: number) => void} open
 * @property {(window: number[]) => void} zoom
 */

const DRAGGED = 6; // pixels from which on a press is a rectangle
const APART = { x: 78, y: 48 }; // pixels between two numbers on an axis

export class Chart {
  /**
   * @param {HTMLElement} parent
   * @param {number} f which function
   * @param {Host} host
   */
  constructor(parent, f, host) {
    this.f = f;
    this.host = host;
    this.canvas = make("canvas", "", parent);
    this.canvas.tabIndex = 0;
    this.canvas.dataset.part = "map";
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-roledescription", "map");
    this.size = 0; // of the square of pixels
    /** @type {number[]} */
    this.edges = [0, 1, 0, 1]; // in units of the axes
    this.side = 1;
    /** @type {MapMessage | null} */
    this.message = null;
    /** @type {[number, number] | null} */
    this.from = null; // where a press began
    /** @type {[number, number] | null} */
    this.to = null;
    this.canvas.onpointerdown = (event) => this.press(event);
    this.canvas.onpointermove = (event) => this.move(event);
    this.canvas.onpointerup = (event) => this.release(event);
    this.canvas.onpointercancel = () => this.cancel();
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.button || !this.inside(event)) return;
    const touch = event.pointerType === "touch";
    if (!touch) this.canvas.setPointerCapture(event.pointerId);
    this.from = this.to = [event.offsetX, event.offsetY];
    this.tell(event);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (this.from && event.pointerType !== "touch") this.to = [event.offsetX, event.offsetY];
    if (this.inside(event) || this.from) this.tell(event);
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { from, to } = this;
    this.cancel();
    if (!from || !to) return;
    if (Math.abs(to[0] - from[0]) > DRAGGED && Math.abs(to[1] - from[1]) > DRAGGED)
      this.host.zoom(this.window(from, to));
    else if (event.pointerType !== "touch" && this.inside(event)) {
      const [column, row] = this.pixel(event.offsetX, event.offsetY);
      this.host.open(this.f, column, row);
    }
  }

  cancel() {
    this.from = this.to = null;
  }

  /** @param {PointerEvent} event */
  tell(event) {
    const [column, row] = this.pixel(event.offsetX, event.offsetY);
    this.host.point(this.f, column, row);
  }

  /** @param {PointerEvent} event */
  inside({ offsetX, offsetY }) {
    const [x, y] = [offsetX - INSET.left, offsetY - INSET.top];
    return x >= 0 && y >= 0 && x < this.size && y < this.size;
  }

  /**
   * The column and row under a place of the canvas.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  pixel(x, y) {
    const { side, size } = this;
    const within = (/** @type {number} */ share) =>
      Math.max(0, Math.min(side - 1, Math.floor(share * side)));
    return [within((x - INSET.left) / size), within(1 - (y - INSET.top) / size)];
  }

  /**
   * The edges, in the axes' values, of a rectangle of the canvas.
   * @param {[number, number]} from
   * @param {[number, number]} to
   */
  window(from, to) {
    if (!this.message) return [];
    const [left, right, lower, upper] = this.edges;
    const share = (/** @type {number} */ v) => Math.max(0, Math.min(1, v));
    const xs = [from[0], to[0]]
      .map((x) => share((x - INSET.left) / this.size))
      .sort((a, b) => a - b);
    const ys = [from[1], to[1]]
      .map((y) => share(1 - (y - INSET.top) / this.size))
      .sort((a, b) => a - b);
    const [across, up] = this.message.axes;
    return [
      ...xs.map((s) => valueAt(across, left + s * (right - left))),
      ...ys.map((s) => valueAt(up, lower + s * (upper - lower))),
    ];
  }

  /**
   * @param {MapMessage} m
   * @param {number[]} edges shown, in units of the axes
   * @param {Layer[]} layers the last one on top
   * @param {[number, number] | null} at the column and row that is pointed at
   * @param {number} width
   * @param {number} height
   * @param {Look} look
   */
  draw(m, edges, layers, at, width, height, look) {
    const { canvas } = this;
    this.message = m;
    this.side = m.side;
    this.edges = edges;
    this.size = Math.max(
      40,
      Math.min(width - INSET.left - INSET.right, height - INSET.top - INSET.bottom),
    );
    const [w, h] = [this.size + INSET.left + INSET.right, this.size + INSET.top + INSET.bottom];
    const ratio = density();
    fit(canvas, w, h, ratio);
    Object.assign(canvas.style, { width: `${w}px`, height: `${h}px` });
    const context = cleared(canvas, ratio);
    context.font = look.font;
    this.axes(context, m, look);
    context.save();
    context.beginPath();
    context.rect(INSET.left, INSET.top, this.size, this.size);
    context.clip();
    context.imageSmoothingEnabled = false;
    for (const layer of layers) this.layer(context, layer);
    theory(this, context, m, look);
    if (at) this.mark(context, at);
    if (this.from && this.to) this.rectangle(context, this.from, this.to);
    context.restore();
  }

  /** @param {number} u of the axis across */
  x(u) {
    const [left, right] = this.edges;
    return INSET.left + ((u - left) / (right - left)) * this.size;
  }

  /** @param {number} u of the axis that goes up */
  y(u) {
    const [, , lower, upper] = this.edges;
    return INSET.top + (1 - (u - lower) / (upper - lower)) * this.size;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Layer} layer
   */
  layer(context, { canvas, edges: [left, right, lower, upper] }) {
    const [x, y] = [this.x(left), this.y(upper)];
    context.drawImage(canvas, x, y, this.x(right) - x, this.y(lower) - y);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {MapMessage} m
   * @param {Look} look
   */
  axes(context, m, look) {
    const { size } = this;
    const [across, up] = m.axes;
    const [left, right] = this.edges.slice(0, 2).map((u) => valueAt(across, u));
    const [lower, upper] = this.edges.slice(2).map((u) => valueAt(up, u));
    const bottom = INSET.top + size;
    context.fillStyle = context.strokeStyle = look.ink;
    context.globalAlpha = 0.8;
    context.textAlign = "center";
    for (const [value, words] of ticks(across, left, right, size / APART.x)) {
      const x = this.x(unit(across, value));
      context.fillRect(x - 0.5, bottom, 1, 4);
      context.fillText(words, x, bottom + 17);
    }
    context.textAlign = "right";
    for (const [value, words] of ticks(up, lower, upper, size / APART.y)) {
      const y = this.y(unit(up, value));
      context.fillRect(INSET.left - 4, y - 0.5, 4, 1);
      context.fillText(words, INSET.left - 8, y + 4);
    }
    context.globalAlpha = 1;
    context.fillText(`${across.label} →`, INSET.left + size, bottom + 35);
    context.textAlign = "left";
    context.fillText(`↑ ${up.label}`, 0, INSET.top - 10);
    context.textAlign = "center";
    context.font = `600 ${look.font}`;
    context.fillText(m.functions[this.f], INSET.left + size / 2, INSET.top - 10);
    context.font = look.font;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {[number, number]} at
   */
  mark(context, [column, row]) {
    const cell = this.size / this.side;
    const [x, y] = [INSET.left + column * cell, INSET.top + this.size - (row + 1) * cell];
    outline(context, this.message?.marks ?? [], x - 1, y - 1, cell + 2, cell + 2);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {[number, number]} from
   * @param {[number, number]} to
   */
  rectangle(context, from, to) {
    outline(
      context,
      this.message?.marks ?? [],
      Math.min(from[0], to[0]),
      Math.min(from[1], to[1]),
      Math.abs(to[0] - from[0]),
      Math.abs(to[1] - from[1]),
    );
  }
}
