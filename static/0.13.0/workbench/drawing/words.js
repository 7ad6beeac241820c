// What the drawing says: of what is pointed at, and of itself to those who do not see it.

import { number } from "../../shared/numbers.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./places.js").Bias} Bias */
/** @typedef {import("./places.js").Edge} Edge */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./places.js").Unit} Unit */

const MOST = 12; // layers whose units are told one by one
const HINT = "Point at a unit to see its map large; click a data point to trace it.";

/**
 * @param {Edge | Bias | Unit | null} over
 * @param {Places} places
 * @param {Network} net which has just been run at N points
 * @param {Float32Array} w
 * @param {number} N
 */
export function pointed(over, places, net, w, N) {
  if (!over) return w.every(Number.isFinite) ? HINT : "A weight of this network is not a number.";
  if ("u" in over) {
    const { c, u } = over;
    const name = places.name(c, u);
    if (!c || c === places.last) return name;
    const h = net.h[c - 1].subarray(u * N, u * N + N);
    return `${name}: h from ${number(Math.min(...h))} to ${number(Math.max(...h))}${learnt(net, c - 1, w)}`;
  }
  const to = places.name(over.c, over.j);
  if (!("i" in over)) return `${to}: bias ${number(w[over.at])}`;
  return `${places.name(over.c - 1, over.i)} → ${to}: weight ${number(w[over.at])}`;
}

/**
 * What layer l's activation learns, as it now is; nothing where it learns nothing.
 * @param {Network} net
 * @param {number} l
 * @param {Float32Array} w
 */
function learnt(net, l, w) {
  if (!net.learns(l)) return "";
  return `, learnt ${net.functions[l].learnt.replaceAll("_", " ")} ${number(w[net.learnt[l]])}`;
}

/**
 * @param {Places} places
 * @param {Float32Array} w
 * @param {number} frozen units
 */
export function summary(places, w, frozen) {
  const { widths, last, edges } = places;
  const best = edges.reduce((a, b) => (Math.abs(w[b.at]) > Math.abs(w[a.at]) ? b : a));
  const from = places.name(best.c - 1, best.i);
  const strong = `${from} → ${places.name(best.c, best.j)}, ${number(w[best.at])}`;
  const units = widths.slice(1, -1);
  const hidden =
    units.length > MOST
      ? `${Math.min(...units)} to ${Math.max(...units)} units, ${units.length} of them`
      : `${units.join(", ")} units`;
  const inside = last > 1 ? `hidden layers of ${hidden}` : "no hidden layer (logistic regression)";
  const finite = w.every(Number.isFinite);
  const state = finite ? `Largest weight shown: ${strong}.` : "A weight is not a number.";
  const held = frozen ? ` ${frozen} units frozen.` : "";
  return `Network of ${widths[0]} input${widths[0] > 1 ? "s" : ""}, ${inside}, ${widths[last]} output${widths[last] > 1 ? "s" : ""}. ${state}${held}`;
}
