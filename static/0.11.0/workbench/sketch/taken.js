// Between the points of a message and those that are drawn.

import { coordinate } from "../plane/mesh.js";
import { SHARES, together } from "../plane/points.js";
import { REACH, stepOf } from "./sketch.js";

const TAKEN = 300; // points at most that are begun with: there is room for more

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./sketch.js").Point} Point */

/**
 * All points of a message, each once.
 * @param {Message} m
 * @returns {Point[]}
 */
export function pointsOf(m) {
  const N = together(m) ? m.labels.length / 3 : m.labels.length;
  return Array.from({ length: N }, (_, n) => {
    const [x, y] = [coordinate(m, n, 0), coordinate(m, n, 1)];
    return { x, y, label: m.labels[n], share: m.shares[n] };
  });
}

/**
 * Points of one class in the order in which the server, which deals drawn points out in turn, gives
 * them the shares that they have.
 * @param {Point[]} points
 */
function inTurn(points) {
  const piles = SHARES.map((_, share) => points.filter((one) => one.share === share));
  const parts = piles.map((pile) => Math.round((pile.length / points.length) * 20) / 20);
  const given = SHARES.map(() => 0);
  return points.map((_, n) => {
    const wanted = [2, 1, 0].find((k) => !k || Math.round((n + 1) * parts[k]) > given[k]) ?? 0;
    given[wanted]++;
    const pile = [piles[wanted], ...piles].find((one) => one.length) ?? [];
    return /** @type {Point} */ (pile.shift());
  });
}

/**
 * Those that can be drawn on, class by class: inside the square, and where they are too many,
 * thinned out evenly.
 * @param {Point[]} points
 */
export function taken(points) {
  const inside = points.filter(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) <= REACH);
  const N = Math.min(TAKEN, inside.length);
  const some = Array.from({ length: N }, (_, k) => inside[Math.floor((k * inside.length) / N)]);
  const labels = [...new Set(some.map(({ label }) => label))].sort((a, b) => a - b);
  return labels.flatMap((k) => inTurn(some.filter(({ label }) => label === k)));
}

/** @param {Point} point */
const signOf = ({ x, y, label }) => `${stepOf(x)},${stepOf(y)},${label}`;

/**
 * The same text for the same points in whatever order.
 * @param {Point[]} points
 */
export const signatureOf = (points) => points.map(signOf).sort().join(" ");

/**
 * The points with the shares that a message gives them; those it does not know keep theirs.
 * @param {Point[]} points
 * @param {Message} m
 */
export function shared(points, m) {
  const shares = new Map(pointsOf(m).map((one) => [signOf(one), one.share]));
  return points.map((one) => ({ ...one, share: shares.get(signOf(one)) ?? one.share }));
}

/**
 * What a message has of its points, with these in their place, in the square that is drawn in.
 * @param {Message} m
 * @param {Point[]} points
 */
export function placed({ point_unit, drawn_colours }, points) {
  const steps = points.flatMap(({ x, y }) => [x, y].map((v) => (v / REACH) * point_unit));
  return {
    points: Int16Array.from(steps, Math.round),
    labels: Uint8Array.from(points, ({ label }) => label),
    shares: Uint8Array.from(points, ({ share }) => share),
    extent: REACH,
    mark_colours: drawn_colours,
    setting: "", // its batches are not of these
  };
}
