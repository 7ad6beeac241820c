// The data points of a message: where they lie and how they look.

import { cleared, contextOf, fit } from "../../shared/canvas.js";
import { isNumber } from "../problem.js";
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

const RIM = "rgba(32, 36, 44, 0.4)";
export const SHARES = ["train", "validation", "test"]; // of the points, by their number

/**
 * A point to train on is full, one to validate a hollow ring, one to test a hollow diamond.
 * Colours of numbers fade into the ground in the middle, so that they have a rim.
 * @param {CanvasRenderingContext2D} context
 * @param {Message} m
 * @param {number} label
 * @param {number} share
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function dot(context, m, label, share, x, y, radius) {
  const [colour, ground] = [m.mark_colours[label], m.neutral];
  const far = 1.25 * radius;
  context.beginPath();
  if (share < 2) context.arc(x, y, share ? radius - 0.4 : radius, 0, 2 * Math.PI);
  else {
    context.moveTo(x, y - far);
    context.lineTo(x + far, y);
    context.lineTo(x, y + far);
    context.lineTo(x - far, y);
    context.closePath();
  }
  context.fillStyle = share ? ground : colour;
  context.strokeStyle = share ? colour : ground;
  context.lineWidth = share ? radius * 0.48 : Math.min(1, radius * 0.33);
  context.fill();
  if (isNumber(m)) {
    const { lineWidth, strokeStyle } = context;
    Object.assign(context, { lineWidth: share ? lineWidth + 1.2 : lineWidth, strokeStyle: RIM });
    context.stroke();
    Object.assign(context, { lineWidth, strokeStyle });
    if (!share) return;
  }
  context.stroke();
}

/**
 * Whether few points are all in all three shares: then the message has each three times.
 * @param {Pick<Message, "points" | "labels" | "shares">} m
 */
export function together({ points, labels, shares }) {
  const third = labels.length / 3;
  if (!third || !Number.isInteger(third) || shares[third - 1] || shares[third] !== 1) return false;
  const again = (/** @type {ArrayLike<number>} */ all, /** @type {number} */ each) =>
    Array.from({ length: each * third }, (_, k) => k).every(
      (k) => all[k] === all[k + each * third] && all[k] === all[k + 2 * each * third],
    );
  return again(points, 2) && again(labels, 1);
}

/**
 * Draws all points; those to test lie on top.
 * @param {CanvasRenderingContext2D} context
 * @param {Message} m
 * @param {number} size
 * @param {boolean} [trained] those to train on alone
 */
export function drawPoints(context, m, size, trained) {
  const radius = Math.max(2.1, Math.min(3.6, size / 105));
  const shares = trained || together(m) ? 1 : SHARES.length;
  for (let share = 0; share < shares; share++) {
    for (let n = 0; n < m.labels.length; n++) {
      if (m.shares[n] !== share) continue;
      const [x, y] = placeOf(m, n, size);
      dot(context, m, m.labels[n], share, x, y, radius);
    }
  }
}

/**
 * Paints all points on a canvas of their own, since they rarely change.
 * @param {HTMLCanvasElement} overlay
 * @param {Message} m
 * @param {number} size
 * @param {number} ratio of the screen's pixels to CSS pixels
 * @param {boolean} [trained] those to train on alone
 */
export function paintPoints(overlay, m, size, ratio, trained) {
  fit(overlay, size, size, ratio);
  drawPoints(cleared(overlay, ratio), m, size, trained);
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

/** The points as small pictures, one for each colour and share, drawn at places that move. */
export class Dots {
  /** @type {Map<number, HTMLCanvasElement>} */
  pictures = new Map();

  /**
   * @param {Message} m
   * @param {number} size of the picture they lie in
   * @param {number} ratio of the screen's pixels to CSS pixels
   */
  constructor(m, size, ratio) {
    this.radius = Math.max(size < SMALL ? 0.9 : 1.8, Math.min(3.6, size / 105));
    this.side = Math.ceil(2.5 * this.radius + 2);
    this.m = m;
    this.ratio = ratio;
  }

  /**
   * @param {number} label
   * @param {number} share
   */
  #picture(label, share) {
    const { m, side, ratio, radius } = this;
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = side * ratio;
    const context = contextOf(canvas);
    context.scale(ratio, ratio);
    dot(context, m, label, share, side / 2, side / 2, radius);
    return canvas;
  }

  /**
   * Draws point n around a place.
   * @param {CanvasRenderingContext2D} context
   * @param {number} n
   * @param {number} x
   * @param {number} y
   */
  draw(context, n, x, y) {
    const { m, side, pictures } = this;
    if ("vector" in context) return dot(context, m, m.labels[n], m.shares[n], x, y, this.radius);
    const key = SHARES.length * m.labels[n] + m.shares[n];
    const picture = pictures.get(key) ?? this.#picture(m.labels[n], m.shares[n]);
    pictures.set(key, picture);
    context.drawImage(picture, x - side / 2, y - side / 2, side, side);
  }
}
