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
 * What networks are given: keys of FEATURES, or names of a table's columns, of which a place of its
 * plane (3, F) has an origin's and so much of two directions'.
 * @typedef {Pick<import("./message").Message, "inputs" | "plane">} Given
 */

/**
 * What an input is called.
 * @param {string} key
 */
export const labelOf = (key) => FEATURES[key]?.label ?? key;

/**
 * Whether a weighted sum of these is a straight line in the plane.
 * @param {Given} m
 */
export const straight = ({ inputs, plane }) =>
  plane.length > 0 || inputs.every((key) => key === "x1" || key === "x2");

/**
 * What a network is given of M places.
 * @param {Given} m
 * @param {Float32Array<ArrayBuffer>} places x1 of all, then x2 of all
 * @returns {Float32Array<ArrayBuffer>} (F, M), which may be the places themselves
 */
export function given({ inputs: keys, plane }, places) {
  if (keys.length === 2 && keys[0] === "x1" && keys[1] === "x2") return places;
  const M = places.length / 2;
  if (plane.length) return unfolded(plane, keys.length, places, M);
  const out = new Float32Array(keys.length * M);
  keys.forEach((key, f) => {
    const { of } = FEATURES[key];
    for (let n = 0; n < M; n++) out[f * M + n] = of(places[n], places[M + n]);
  });
  return out;
}

/**
 * Places of a plane as points of F coordinates, (F, M).
 * @param {Float32Array} plane (3, F)
 * @param {number} F
 * @param {Float32Array} places (2, M)
 * @param {number} M
 */
function unfolded(plane, F, places, M) {
  const out = new Float32Array(F * M);
  for (let f = 0; f < F; f++) {
    const [origin, across, up] = [plane[f], plane[F + f], plane[2 * F + f]];
    for (let n = 0; n < M; n++) out[f * M + n] = origin + across * places[n] + up * places[M + n];
  }
  return out;
}
