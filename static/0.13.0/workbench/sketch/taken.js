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
 * So many of some points, evenly.
 * @param {Point[]} all
 * @param {number} count
 */
const evenly = (all, count) =>
  Array.from(
    { length: Math.min(count, all.length) },
    (_, k) => all[Math.floor((k * all.length) / Math.min(count, all.length))],
  );

/**
 * So many points of one class, in the order in which the server, which deals drawn points out in
 * turn, gives them the shares that they have.
 * @param {Point[]} points
 * @param {number} count
 */
function inTurn(points, count) {
  const piles = SHARES.map((_, share) => points.filter((one) => one.share === share));
  const parts = piles.map((pile) => Math.round((pile.length / points.length) * 20) / 20);
  const [tests, others] = [2, 1].map((k) => evenly(piles[k], Math.round(count * parts[k])));
  const left = [evenly(piles[0], count - tests.length - others.length), others, tests];
  const given = SHARES.map(() => 0);
  return left.flat().map((_, n) => {
    const wanted = [2, 1, 0].find((k) => !k || Math.round((n + 1) * parts[k]) > given[k]) ?? 0;
    given[wanted]++;
    const pile = [left[wanted], ...left].find((one) => one.length) ?? [];
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
  const part = Math.min(1, TAKEN / inside.length);
  const labels = [...new Set(inside.map(({ label }) => label))].sort((a, b) => a - b);
  return labels.flatMap((k) => {
    const own = inside.filter(({ label }) => label === k);
    return inTurn(own, Math.round(own.length * part));
  });
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
