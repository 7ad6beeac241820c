// The lines of a plane that is carried along: its grid, and what separates the classes.

import { leadOf } from "../measures/values.js";
import { march } from "../plane/contour.js";

/** @typedef {import("../../shared/message").Message} Message */

export const SIDE = 33; // nodes a side; every second row and column is drawn
const MARGIN = new Float32Array(SIDE * SIDE);
const NODES = SIDE * SIDE;

/**
 * The grid, in the colours of the classes.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} now places of nodes and points, (2, M)
 * @param {Uint8Array} side the class at each node
 * @param {Message} m
 */
export function drawGrid(context, now, side, m) {
  const M = now.length / 2;
  context.lineWidth = 1;
  context.globalAlpha = 0.55;
  for (let k = 0; k < m.classes; k++) {
    context.strokeStyle = m.class_colours[k];
    context.beginPath();
    for (let along = 0; along < 2; along++) {
      const next = along ? SIDE : 1;
      for (let i = 0; i < SIDE; i += 2) {
        let down = false;
        for (let j = 0, n = along ? i : i * SIDE; j < SIDE; j++, n += next) {
          const mine = side[n] === k;
          if (mine && !down) context.moveTo(now[n], now[M + n]);
          else if (down) context.lineTo(now[n], now[M + n]);
          down = mine;
        }
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * Of two classes one line, of more the edge of where each is ahead of all others.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} logits
 * @param {Float32Array} now places of nodes and points, (2, M)
 * @param {Message} m
 */
export function drawBoundary(context, logits, now, m) {
  const M = now.length / 2;
  context.lineWidth = 2.2;
  context.beginPath();
  for (let k = m.classes > 2 ? 0 : 1; k < m.classes; k++) {
    for (let n = 0; n < NODES; n++) MARGIN[n] = leadOf(logits, k, n, M);
    march(MARGIN, 0, SIDE, 0, (a, b, s, c, d, t) => {
      context.moveTo(now[a] + (now[b] - now[a]) * s, now[M + a] + (now[M + b] - now[M + a]) * s);
      context.lineTo(now[c] + (now[d] - now[c]) * t, now[M + c] + (now[M + d] - now[M + c]) * t);
    });
  }
  context.stroke();
}

/**
 * The separating line of the last layer.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} size
 * @param {number} alpha
 */
export function drawStraight(context, x, size, alpha) {
  context.globalAlpha = alpha;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, size);
  context.stroke();
  context.globalAlpha = 1;
}
