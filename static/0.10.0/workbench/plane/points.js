// The data points of a message: where they lie and how they look.

import { contextOf } from "../../shared/canvas.js";
import { INK } from "./colours.js";

/** @typedef {import("../../shared/message").Message} Message */

/**
 * Where point n lies in a square of this size, in CSS pixels from its top left.
 * @param {Pick<Message, "points" | "point_unit">} m
 * @param {number} n
 * @param {number} size
 * @returns {[number, number]}
 */
export function placeOf({ points, point_unit }, n, size) {
  const half = size / 2;
  return [(points[2 * n] / point_unit + 1) * half, (1 - points[2 * n + 1] / point_unit) * half];
}

/**
 * A training point full, a test point hollow.
 * @param {CanvasRenderingContext2D} context
 * @param {Pick<Message, "class_colours" | "neutral">} m
 * @param {number} label
 * @param {number} test 0 or 1
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function dot(context, m, label, test, x, y, radius) {
  const colour = m.class_colours[label];
  context.beginPath();
  context.arc(x, y, test ? radius - 0.4 : radius, 0, 2 * Math.PI);
  context.fillStyle = test ? m.neutral : colour;
  context.strokeStyle = test ? colour : m.neutral;
  context.lineWidth = test ? radius * 0.48 : Math.min(1, radius * 0.33);
  context.fill();
  context.stroke();
}

/**
 * Paints all points on a canvas of their own, since they rarely change; test points lie on top.
 * @param {HTMLCanvasElement} overlay
 * @param {Message} m
 * @param {number} size
 * @param {number} ratio of the screen's pixels to CSS pixels
 * @param {boolean} [untested] test points are left out
 */
export function paintPoints(overlay, m, size, ratio, untested) {
  const radius = Math.max(2.1, Math.min(3.6, size / 105));
  overlay.width = overlay.height = Math.round(size * ratio);
  const context = contextOf(overlay);
  context.scale(ratio, ratio);
  for (let test = 0; test < (untested ? 1 : 2); test++) {
    for (let n = 0; n < m.labels.length; n++) {
      if (m.is_test[n] !== test) continue;
      const [x, y] = placeOf(m, n, size);
      dot(context, m, m.labels[n], test, x, y, radius);
    }
  }
}

/**
 * Marks a point that is traced, wherever it is shown.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number][]} spots
 */
export function ring(context, spots) {
  context.strokeStyle = INK;
  context.lineWidth = 2;
  for (const [x, y] of spots) {
    context.beginPath();
    context.arc(x, y, spots.length > 1 ? 5 : 8, 0, 2 * Math.PI);
    context.stroke();
  }
}

const SMALL = 60; // CSS pixels of a picture in which larger points would cover all

/** The points as small pictures, a pair for each class, to be drawn at places that move. */
export class Dots {
  /**
   * @param {Message} m
   * @param {number} size of the picture they lie in
   * @param {number} ratio of the screen's pixels to CSS pixels
   */
  constructor(m, size, ratio) {
    const radius = Math.max(size < SMALL ? 0.9 : 1.8, Math.min(3.6, size / 105));
    const side = Math.ceil(2 * radius + 2);
    this.m = m;
    this.side = side;
    this.pictures = Array.from({ length: 2 * m.class_colours.length }, (_, k) => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = side * ratio;
      const context = contextOf(canvas);
      context.scale(ratio, ratio);
      dot(context, m, k >> 1, k & 1, side / 2, side / 2, radius);
      return canvas;
    });
  }

  /**
   * Draws point n around a place.
   * @param {CanvasRenderingContext2D} context
   * @param {number} n
   * @param {number} x
   * @param {number} y
   */
  draw(context, n, x, y) {
    const { m, side } = this;
    const picture = this.pictures[2 * m.labels[n] + m.is_test[n]];
    context.drawImage(picture, x - side / 2, y - side / 2, side, side);
  }
}
