// The places of the input plane at which networks are computed, and what networks are given there.

import { given } from "../../shared/features.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {Pick<Message, "points" | "point_unit" | "extent">} Placed */
/** @typedef {Placed & Pick<Message, "inputs" | "plane" | "given">} Pointed */

/**
 * Where data point n of a message lies: its x1 (axis 0) or x2 (axis 1).
 * @param {Placed} m
 * @param {number} n
 * @param {number} axis
 */
export function coordinate(m, n, axis) {
  return (m.points[2 * n + axis] / m.point_unit) * m.extent;
}

/**
 * Nodes of the square, row 0 at the bottom, then these data points: x1 of all, then x2 of all.
 * @param {Placed} m
 * @param {number} G nodes a side; 0 for the points alone
 * @param {number[]} [points]
 */
export function placesOf(m, G, points = []) {
  const nodes = G * G;
  const M = nodes + points.length;
  const x = new Float32Array(2 * M);
  for (let n = 0; n < nodes; n++) {
    x[n] = m.extent * ((2 * (n % G)) / (G - 1) - 1);
    x[M + n] = m.extent * ((2 * Math.floor(n / G)) / (G - 1) - 1);
  }
  points.forEach((n, k) => {
    x[nodes + k] = coordinate(m, n, 0);
    x[M + nodes + k] = coordinate(m, n, 1);
  });
  return x;
}

/**
 * What the networks are given at these places: the first input of all, then the next of all. Points
 * of more than two inputs are given as they are, wherever they fall on the plane.
 * @param {Pointed} m
 * @param {number} G nodes a side; 0 for the points alone
 * @param {number[]} [points]
 */
export function meshOf(m, G, points = []) {
  const x = given(m, placesOf(m, G, points));
  const F = m.plane.length / 3;
  const [nodes, M] = [G * G, G * G + points.length];
  for (let f = 0; f < F; f++) {
    for (let k = 0; k < points.length; k++) x[f * M + nodes + k] = m.given[points[k] * F + f];
  }
  return x;
}
