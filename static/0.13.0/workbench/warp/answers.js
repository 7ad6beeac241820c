// What a network answers over a plane that is carried along: colours of its grid, and the lines
// between its answers.

import { classOf, leadOf } from "../measures/values.js";
import { march } from "../plane/contour.js";
import {
  answerTo,
  isBinary,
  isLabels,
  isNumber,
  labelLogit,
  labelsAt,
  toneOf,
} from "../problem.js";
import { SIDE } from "./lines.js";

/** @typedef {import("../../shared/message").Message} Message */

const NODES = SIDE * SIDE;
const MARGIN = new Float32Array(NODES);
const BANDS = 8; // of colours, from the lowest number to the highest
const LEVELS = [-0.5, 0, 0.5]; // between the lowest number, −1, and the highest, with a line each

export class Answers {
  /** @param {Message} m */
  constructor(m) {
    this.m = m;
    /** @type {string[]} the colours that a place may have */
    this.colours = m.class_colours;
    if (isLabels(m)) this.colours = m.mark_colours;
    if (isNumber(m))
      this.colours = Array.from(
        { length: BANDS + 1 },
        (_, k) => m.mark_colours[Math.round((255 * k) / BANDS)],
      );
  }

  /**
   * The colour at node n of M places.
   * @param {Float32Array} logits (K, M)
   * @param {number} n
   * @param {number} M
   */
  at(logits, n, M) {
    const { m } = this;
    if (isLabels(m)) return labelsAt(m, logits, n, M);
    if (!isNumber(m)) return classOf(logits, n, M);
    return Math.round(((toneOf(m, answerTo(m, logits[n])) + 1) / 2) * BANDS);
  }

  /**
   * Of two classes one line, of more the edge of where each is ahead of all others; of labels a
   * line each; of numbers lines at a few values.
   * @param {CanvasRenderingContext2D} context
   * @param {Float32Array} logits (K, M)
   * @param {Float32Array} now places of nodes and points, (2, M)
   */
  lines(context, logits, now) {
    const { m } = this;
    const M = now.length / 2;
    if (isNumber(m)) {
      this.#fill((n) => (2 * (answerTo(m, logits[n]) - m.low)) / (m.high - m.low) - 1);
      context.lineWidth = 1.2;
      for (const level of LEVELS) stroke(context, now, level);
      return;
    }
    context.lineWidth = 2.2;
    for (let k = isBinary(m) ? 1 : 0; k < m.classes; k++) {
      if (isLabels(m)) context.strokeStyle = m.class_colours[k];
      this.#fill((n) => (isLabels(m) ? labelLogit(m, logits, k, n, M) : leadOf(logits, k, n, M)));
      stroke(context, now, 0);
    }
  }

  /** @param {(n: number) => number} value */
  #fill(value) {
    for (let n = 0; n < NODES; n++) MARGIN[n] = value(n);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} now
 * @param {number} level
 */
function stroke(context, now, level) {
  const M = now.length / 2;
  context.beginPath();
  march(MARGIN, 0, SIDE, level, (a, b, s, c, d, t) => {
    context.moveTo(now[a] + (now[b] - now[a]) * s, now[M + a] + (now[M + b] - now[M + a]) * s);
    context.lineTo(now[c] + (now[d] - now[c]) * t, now[M + c] + (now[M + d] - now[M + c]) * t);
  });
  context.stroke();
}
