// The gradient's norm at each hidden layer's weights, on an axis of powers of ten.

import { ten } from "../../shared/numbers.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../views/view").Frame} Frame */
/** @typedef {import("../views/view").Moment} Moment */
/** @typedef {[number, number]} Decades the lowest and the highest power of ten on the axis */
/** @typedef {{ left: number, right: number, top: number, bottom: number }} Box in CSS pixels */

/** @type {Decades} */
export const DECADES = [-12, 1]; // where no norm lies beyond them
const LINES = 6; // on the axis, at most

/** @param {number} norm */
export const measured = (norm) => norm > 0 && norm < Infinity;

/**
 * Norm of layer l of member p in a frame.
 * @param {Frame} frame
 * @param {number} p
 * @param {number} l
 * @param {number} L
 */
const at = ({ m, i }, p, l, L) => m.norms[(i * m.P + p) * L + l];

/**
 * Member p's norms at a moment: between two frames in log, else those of the nearer one.
 * @param {Moment} moment
 * @param {number} p
 * @param {Float64Array} norms (L,), written
 */
export function normsAt({ from, to, share }, p, norms) {
  for (let l = 0; l < norms.length; l++) {
    const a = at(from, p, l, norms.length);
    const b = at(to, p, l, norms.length);
    norms[l] = measured(a) && measured(b) ? a * (b / a) ** share : share < 0.5 ? a : b;
  }
}

/** An axis that widens to every norm seen, in threes, and never narrows. */
export class Axis {
  constructor() {
    /** @type {Decades} */
    this.decades = DECADES;
    /** @type {WeakSet<Message>} */
    this.seen = new WeakSet();
  }

  /** @param {Message} m */
  reach(m) {
    if (this.seen.has(m)) return;
    this.seen.add(m);
    let [low, high] = this.decades;
    for (const norm of m.norms) {
      if (!measured(norm)) continue;
      const log = Math.log10(norm);
      low = Math.min(low, 3 * Math.floor(log / 3));
      if (log > high) high = 3 * Math.ceil(log / 3);
    }
    this.decades = [low, high];
  }
}

/**
 * Where the middle of layer l's column is.
 * @param {Box} box
 * @param {number} l
 * @param {number} L
 */
const column = ({ left, right }, l, L) => left + ((right - left) * (l + 0.5)) / L;

/**
 * The layers' numbers below their columns; of many, the first, the last and every fifth.
 * @param {CanvasRenderingContext2D} context
 * @param {number} L
 * @param {Box} box
 * @param {string} ink
 */
export function drawLayers(context, L, box, ink) {
  context.fillStyle = ink;
  context.globalAlpha = 0.75;
  context.textAlign = "center";
  const apart = (box.right - box.left) / L;
  for (let l = 1; l <= L; l++) {
    const roomy = apart >= 18 || l === 1 || l === L || (l % 5 === 0 && L - l > 2 && apart >= 5);
    if (roomy) context.fillText(String(l), column(box, l - 1, L), box.bottom + 14);
  }
  context.textAlign = "left";
  context.fillText("layer", box.right + 4, box.bottom + 14);
  context.globalAlpha = 1;
}

/**
 * Draws the norms as a line through the layers. Exactly 0 is drawn hollow at the bottom, what is
 * too large for float32 at the top.
 * @param {CanvasRenderingContext2D} context
 * @param {Float64Array} norms
 * @param {Decades} decades
 * @param {Box} box
 * @param {string} colour
 * @param {string} ink of the axis
 */
export function drawNorms(context, norms, decades, box, colour, ink) {
  const [low, high] = decades;
  const L = norms.length;
  const y = (/** @type {number} */ log) =>
    box.bottom - ((box.bottom - box.top) * (log - low)) / (high - low);
  const place = (/** @type {number} */ norm) =>
    y(measured(norm) ? Math.log10(norm) : norm === 0 ? low : high);
  drawAxis(context, decades, box, y, ink);
  drawLayers(context, L, box, ink);
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  norms.forEach((norm, l) => {
    const joined = measured(norm) && measured(norms[l - 1]);
    context[joined ? "lineTo" : "moveTo"](column(box, l, L), place(norm));
  });
  context.stroke();
  norms.forEach((norm, l) => {
    context.beginPath();
    context.arc(column(box, l, L), place(norm), measured(norm) ? 3 : 2, 0, 7);
    if (measured(norm)) context.fill();
    else context.stroke();
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Decades} decades
 * @param {Box} box
 * @param {(log: number) => number} y
 * @param {string} ink
 */
function drawAxis(context, [low, high], { left, right, top }, y, ink) {
  const step = 3 * Math.ceil((high - low) / (3 * LINES));
  context.strokeStyle = context.fillStyle = ink;
  context.lineWidth = 1;
  context.textAlign = "right";
  for (let decade = step * Math.ceil(low / step); decade <= high; decade += step) {
    context.globalAlpha = 0.15;
    context.beginPath();
    context.moveTo(left, y(decade));
    context.lineTo(right, y(decade));
    context.stroke();
    context.globalAlpha = 0.75;
    context.fillText(decade ? ten(decade) : "1", left - 5, y(decade) + 4);
  }
  context.textAlign = "left";
  context.fillText("gradient at each layer's weights", left, top - 8);
  context.globalAlpha = 1;
}
