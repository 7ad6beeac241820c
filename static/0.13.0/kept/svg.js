// Numbers, colours and texts as SVG has them.

/** @typedef {[number, number, number, number, number, number]} Matrix of a canvas */

/** @param {number} value */
export const round = (value) => Math.round(value * 100) / 100 || 0;

/**
 * A text in which no sign means anything to XML; what XML cannot hold is left out.
 * @param {string} text
 */
export const textOf = (text) =>
  [...text]
    .filter((sign) => sign >= " " && sign !== "\ufffe" && sign !== "\uffff")
    .join("")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * A colour and how strong it is, which not every reader of SVG understands in one.
 * @param {string} colour
 * @returns {[string, number]}
 */
export function parsed(colour) {
  const found = /^rgba\(\s*(\d+),\s*(\d+),\s*(\d+),\s*([\d.]+)\s*\)$/.exec(colour);
  return found ? [`rgb(${found[1]}, ${found[2]}, ${found[3]})`, Number(found[4])] : [colour, 1];
}

/**
 * One matrix after another.
 * @param {Matrix} m
 * @param {Matrix} by
 * @returns {Matrix}
 */
export const transformed = ([a, b, c, d, e, f], [g, h, i, j, k, l]) => [
  a * g + c * h,
  b * g + d * h,
  a * i + c * j,
  b * i + d * j,
  a * k + c * l + e,
  b * k + d * l + f,
];
