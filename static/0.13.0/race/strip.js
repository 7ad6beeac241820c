// A dot for each seed of a contestant: full where it reaches the target, a ring where it does not.

import { cleared, density, fit } from "../shared/canvas.js";

const HEIGHT = 30; // pixels
const DOT = 11; // pixels of a seed, at most
const MOST = 8; // rows

/** @import { RaceMessage } from "./message.js" */

export class Strip {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.count = 0; // seeds
    this.columns = 1;
    this.pitch = DOT;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "slider");
  }

  /**
   * Its text alternative.
   * @param {string} label
   * @param {string} told of the seed chosen
   * @param {number} first what the first seed is called
   * @param {number} count
   * @param {number} seed from 0
   */
  tell(label, told, first, count, seed) {
    const { canvas } = this;
    canvas.setAttribute("aria-label", label);
    canvas.setAttribute("aria-valuetext", told);
    canvas.setAttribute("aria-valuemin", String(first));
    canvas.setAttribute("aria-valuemax", String(first + count - 1));
    canvas.setAttribute("aria-valuenow", String(first + seed));
    canvas.title = told;
  }

  /**
   * @param {number} width in pixels
   * @param {Uint8Array} states of the seeds, 0 where it is unknown
   * @param {Pick<RaceMessage, "reached" | "gone">} kinds the states that are drawn otherwise
   * @param {number} chosen
   * @param {string} colour
   * @param {string} ink
   */
  draw(width, states, { reached, gone }, chosen, colour, ink) {
    const { canvas } = this;
    const ratio = density();
    fit(canvas, width, HEIGHT, ratio);
    Object.assign(canvas.style, { width: `${width}px`, height: `${HEIGHT}px` });
    const context = cleared(canvas, ratio);
    this.layOut(width, states.length);
    const radius = Math.max(1.2, 0.36 * this.pitch);
    states.forEach((state, seed) => {
      const [x, y] = this.place(seed);
      context.globalAlpha = state === reached ? 1 : state ? 0.55 : 0.2;
      context.fillStyle = context.strokeStyle = state === reached ? colour : ink;
      context.lineWidth = 1;
      context.beginPath();
      if (state === gone) {
        for (const k of [-1, 1]) {
          context.moveTo(x - radius, y - k * radius);
          context.lineTo(x + radius, y + k * radius);
        }
      } else context.arc(x, y, state ? radius : 0.4 * radius, 0, 2 * Math.PI);
      if (state === reached || !state) context.fill();
      else context.stroke();
      if (seed === chosen) this.ring(context, x, y, radius, ink);
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {string} ink
   */
  ring(context, x, y, radius, ink) {
    context.globalAlpha = 1;
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, Math.max(radius + 1, 3), 0, 2 * Math.PI);
    context.stroke();
  }

  /**
   * As few rows as let the dots be large.
   * @param {number} width
   * @param {number} count
   */
  layOut(width, count) {
    [this.count, this.pitch] = [count, 0];
    for (let rows = 1; rows <= MOST; rows++) {
      const columns = Math.ceil(count / rows);
      const pitch = Math.min(width / columns, HEIGHT / rows, DOT);
      if (pitch > this.pitch) [this.columns, this.pitch] = [columns, pitch];
    }
  }

  /**
   * @param {number} seed
   * @returns {[number, number]}
   */
  place(seed) {
    const { columns, pitch } = this;
    return [((seed % columns) + 0.5) * pitch, (Math.floor(seed / columns) + 0.5) * pitch];
  }

  /**
   * The seed at a place, or the one next to it; −1 for none.
   * @param {number} x
   * @param {number} y
   */
  under(x, y) {
    const { columns, pitch, count } = this;
    const rows = Math.ceil(count / columns);
    const row = Math.min(Math.floor(y / pitch), rows - 1);
    const seed = row * columns + Math.min(Math.floor(x / pitch), columns - 1);
    return seed < count ? seed : -1;
  }
}
