// Where everything stands, by the width there is.

const NARROW = 560; // pixels: a phone
const WIDE = 760; // pixels from which the drawing and the time line stand side by side
const DRAWING = 320; // pixels that a drawing beside the pictures needs

/**
 * @typedef {object} Layout
 * @property {number} columns of pictures
 * @property {number} size of a picture in CSS pixels
 * @property {boolean} narrow
 * @property {boolean} wide
 * @property {boolean} side the drawing stands beside the pictures
 */

/**
 * @param {number} width in CSS pixels
 * @param {number} P pictures
 * @param {boolean} drawn whether a network is drawn as well
 * @param {boolean} alone whether the pictures want to be wide
 * @returns {Layout}
 */
export function layoutOf(width, P, drawn, alone) {
  const narrow = width < NARROW;
  const gap = narrow ? 12 : 20;
  const [fewest, least] = alone ? [1, 260] : [2, 200];
  /** @param {number} columns */
  const share = (columns) => (width - gap * (columns - 1)) / columns;
  let columns = P;
  while (columns > fewest && share(columns) < least)
    columns = columns > 4 ? 4 : columns > 2 ? 2 : 1;
  let size = Math.floor(Math.min(share(columns), 420));
  // Few pictures leave room: then the drawing stands beside them.
  const side = drawn && width - (size + gap) * columns >= DRAWING;
  if (!side && P > 1) size = Math.floor(Math.min(share(columns), 480));
  return { columns, size, narrow, wide: width >= WIDE, side };
}
