// What is drawn over the pixels of a map, so that it is seen on every colour.

import { lineOf } from "../shared/scale.js";
import { INSET, unit } from "./scale.js";

/**
 * @import { Look } from "../descent/picture.js"
 * @import { Chart } from "./chart.js"
 * @import { MapMessage } from "./message.js"
 */

const HALO = 3;

/**
 * The edge by theory, with its name.
 * @param {Chart} chart
 * @param {CanvasRenderingContext2D} context
 * @param {MapMessage} m
 * @param {Look} look
 */
export function theory(chart, context, m, look) {
  if (!m.edge) return;
  const points = m.line.length / m.functions.length;
  const line = m.line.subarray(chart.f * points, (chart.f + 1) * points);
  const path = new Path2D();
  /** @type {[number, number] | null} */
  let named = null;
  for (let k = 0, down = false; k < line.length; k += 2) {
    const [x, y] = [chart.x(unit(m.axes[0], line[k])), chart.y(unit(m.axes[1], line[k + 1]))];
    const is = Number.isFinite(x) && Number.isFinite(y);
    if (is && down) path.lineTo(x, y);
    else if (is) path.moveTo(x, y);
    down = is;
    const inside = x < INSET.left + chart.size - 150 && y > INSET.top + 40;
    if (is && inside && y < INSET.top + chart.size / 2) named ??= [x, y];
  }
  const thick = lineOf(chart.canvas);
  const [dark, light] = m.marks;
  for (const [colour, width] of /** @type {[string, number][]} */ ([
    [light, 5],
    [dark, 2],
  ])) {
    context.strokeStyle = colour;
    context.lineWidth = width * thick;
    context.lineJoin = "round";
    context.stroke(path);
  }
  if (!named) return;
  context.textAlign = "left";
  context.font = `600 ${look.font}`;
  context.lineWidth = HALO;
  context.strokeStyle = light;
  context.fillStyle = dark;
  context.strokeText(m.edge, named[0] + 9, named[1] + 4);
  context.fillText(m.edge, named[0] + 9, named[1] + 4);
  context.font = look.font;
}

/**
 * A frame that is seen on every colour.
 * @param {CanvasRenderingContext2D} context
 * @param {string[]} marks dark and light
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
export function outline(context, [dark, light], x, y, width, height) {
  context.lineWidth = 3;
  context.strokeStyle = light;
  context.strokeRect(x, y, width, height);
  context.lineWidth = 1.5;
  context.strokeStyle = dark;
  context.strokeRect(x, y, width, height);
}
