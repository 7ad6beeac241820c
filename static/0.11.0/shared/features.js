// What of a point a network is given, as explorer/choices/inputs.py has it: both are held to
// tests/cases/inputs.json.

/**
 * A number made of a point's coordinates, and how many of them it takes.
 * @typedef {{ label: string, axes: number, of: (x1: number, x2: number) => number }} Feature
 */

/** @type {Record<string, Feature>} */
export const FEATURES = {
  x1: { label: "x₁", axes: 1, of: (x1) => x1 },
  x2: { label: "x₂", axes: 2, of: (_, x2) => x2 },
  x1_squared: { label: "x₁²", axes: 1, of: (x1) => x1 * x1 },
  x2_squared: { label: "x₂²", axes: 2, of: (_, x2) => x2 * x2 },
  product: { label: "x₁x₂", axes: 2, of: (x1, x2) => x1 * x2 },
  sin_x1: { label: "sin x₁", axes: 1, of: (x1) => Math.sin(x1) },
  sin_x2: { label: "sin x₂", axes: 2, of: (_, x2) => Math.sin(x2) },
};

/**
 * Keys of the inputs that points of so many numbers have, in the registry's order.
 * @param {number} axes
 */
export const possible = (axes) => Object.keys(FEATURES).filter((key) => FEATURES[key].axes <= axes);

/**
 * Whether a weighted sum of these is a straight line in the plane.
 * @param {string[]} keys
 */
export const straight = (keys) => keys.every((key) => key === "x1" || key === "x2");

/**
 * What a network is given of M places.
 * @param {string[]} keys
 * @param {Float32Array<ArrayBuffer>} places x1 of all, then x2 of all
 * @returns {Float32Array<ArrayBuffer>} (F, M), which may be the places themselves
 */
export function given(keys, places) {
  if (keys.length === 2 && keys[0] === "x1" && keys[1] === "x2") return places;
  const M = places.length / 2;
  const out = new Float32Array(keys.length * M);
  keys.forEach((key, f) => {
    const { of } = FEATURES[key];
    for (let n = 0; n < M; n++) out[f * M + n] = of(places[n], places[M + n]);
  });
  return out;
}
