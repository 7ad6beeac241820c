// What is marked on the curve: where it is saturated, and what the row of the card pointed at says.

/**
 * @import { Curve } from "../shared/curve.js"
 * @import { Frame } from "./frame.js"
 * @import { Row } from "./message.js"
 * @typedef {[number, number]} Interval of x
 * @typedef {{ ink: string, paper: string, font: string, value: string, slope: string }} Look
 */

const CLOSE = 1e-9; // of x: nearer to the range's end is at it

/**
 * Intervals of samples within the range shown at which f is not finite.
 * @param {Curve} curve
 * @param {number} limit
 */
export function holesOf(curve, limit) {
  /** @type {Interval[]} */
  const holes = [];
  /** @type {Interval | null} */
  let open = null;
  curve.x.forEach((x, i) => {
    if (Math.abs(x) > limit + CLOSE) return;
    if (Number.isFinite(curve.f[i])) open = null;
    else if (open) open[1] = x;
    else holes.push((open = [x, x]));
  });
  return holes;
}

/**
 * Intervals of x at which the slope is nearer to 0 than this.
 * @param {Curve} curve
 * @param {number} least
 */
export function flatOf(curve, least) {
  /** @type {Interval[]} */
  const spans = [];
  for (let k = 0; k < curve.pieces; k++) {
    const [a, b] = [Math.abs(curve.d0[k]), Math.abs(curve.d1[k])];
    const [x0, x1] = [curve.x0[k], curve.x1[k]];
    if (!(a < least || b < least) || !Number.isFinite(a + b) || !(x1 > x0)) continue;
    const turn = x0 + ((x1 - x0) * (least - a)) / (b - a); // where it passes the bound
    const [from, to] = [a < least ? x0 : turn, b < least ? x1 : turn];
    const last = spans.at(-1);
    if (last && from - last[1] < CLOSE) last[1] = to;
    else spans.push([from, to]);
  }
  return spans;
}

/**
 * A stripe over the whole height for each interval of x.
 * @param {Frame} frame
 * @param {Interval[]} spans
 * @param {string} colour
 * @param {number} alpha
 * @param {number} [more] pixels to both sides
 */
export function stripes(frame, spans, colour, alpha, more = 0) {
  const { context, top, bottom } = frame;
  context.fillStyle = colour;
  context.globalAlpha = alpha;
  for (const [from, to] of spans) {
    const left = frame.x(from) - more;
    context.fillRect(left, top, frame.x(to) + more - left, bottom - top);
  }
  context.globalAlpha = 1;
}

/**
 * The saturated part, named where there is room.
 * @param {Frame} frame
 * @param {Interval[]} spans
 * @param {number} least
 * @param {Look} look
 */
export function saturated(frame, spans, least, look) {
  const { context, left, right, bottom } = frame;
  stripes(frame, spans, look.slope, 0.1);
  const text = `saturated: |f′| < ${least}`;
  context.font = look.font;
  const room = context.measureText(text).width + 16;
  const shown = spans.map(([a, b]) => [Math.max(frame.x(a), left), Math.min(frame.x(b), right)]);
  for (const [from, to] of shown) {
    if (to - from < room) continue;
    context.textAlign = "center";
    context.globalAlpha = 0.75;
    context.fillStyle = look.ink;
    context.fillText(text, (from + to) / 2, bottom - 8);
    context.globalAlpha = 1;
  }
}

/**
 * What lies below the curve: intervals of x and y as bands, values only approached as dashed lines.
 * @param {Frame} frame
 * @param {Row} row
 * @param {Curve} curve
 * @param {Look} look
 */
export function below(frame, row, curve, look) {
  const { context, left, right } = frame;
  const colour = row.slope ? look.slope : look.value;
  const spans = row.flat === null ? row.marks : flatOf(curve, row.flat);
  if (!row.span) stripes(frame, spans, colour, 0.16);
  else {
    const [high, low] = row.span.map((y) => frame.y(y));
    context.fillStyle = colour;
    context.globalAlpha = 0.16;
    context.fillRect(left, low, right - left, Math.max(high - low, 2));
  }
  context.globalAlpha = 0.85;
  context.strokeStyle = look.ink;
  context.lineWidth = 1.5;
  context.setLineDash([6, 5]);
  for (const level of row.levels) {
    context.beginPath();
    context.moveTo(left, frame.y(level));
    context.lineTo(right, frame.y(level));
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/**
 * Rings around the points that the row speaks of.
 * @param {Frame} frame
 * @param {Row} row
 * @param {Curve} curve
 * @param {Look} look
 */
export function rings(frame, row, curve, look) {
  const { context } = frame;
  context.strokeStyle = look.ink;
  context.lineWidth = 2;
  for (const [low, high] of row.marks) {
    if (low !== high) continue;
    const sides = row.slope ? [curve.slope(low)] : curve.sides(low);
    for (const y of sides.filter(Number.isFinite)) {
      context.beginPath();
      context.arc(frame.x(low), frame.y(y), 7.5, 0, 2 * Math.PI);
      context.stroke();
    }
  }
}
