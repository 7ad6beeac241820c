// Where everything stands, by the width and the height there is.

import { roomBelow } from "../shared/room.js";

const NARROW = 560; // pixels: a phone
const WIDE = 920; // pixels from which the drawing stands beside the pictures
const DRAWING = 250; // pixels that a drawing beside the pictures needs
const BROADEST = 640; // and has at most
const GAP = 16; // between two pictures
const MARGIN = 8; // below the workbench
const SMALL = 145; // pixels of a picture beside the drawing, at least
const LEAST = 440; // height of it, however low the window is
const LOSS = [100, 220]; // height of the loss at least, and at most
export const STACKED = 300; // pixels of a picture below which its numbers stand in two lines
const LARGEST = 720;
const WIDEST = 340; // pixels of a picture that wants to be wide, at least
const CURVES = 360; // pixels of a time line that stands beside such pictures
// Heights of what stands with the pictures.
const BAR = 46;
const TITLE = 28;
const LINE = 21;
export const LEGEND = 34; // at least

/**
 * @typedef {object} Layout
 * @property {number} columns of pictures
 * @property {number} size of a picture in CSS pixels
 * @property {boolean} narrow
 * @property {boolean} side the drawing stands beside the pictures, and all of it in `height`
 * @property {boolean} beside the time line stands beside wide pictures
 * @property {boolean} stacked the numbers of a picture stand in two lines
 * @property {number} room width of the drawing
 * @property {number} tall its height beside the pictures
 * @property {number} loss height of the time line
 */

/**
 * What is to be laid out.
 * @typedef {object} What
 * @property {number} P pictures
 * @property {boolean} drawn whether a network is drawn as well
 * @property {boolean} alone whether the pictures want to be wide
 * @property {boolean} told whether there is a sentence a network
 * @property {boolean} steered whether the view has controls
 * @property {number} scale of words
 * @property {boolean} worded whether the view says something of each picture
 * @property {number} row height that the row above the time line has, 0 before that is known
 */

/**
 * @param {number} width in CSS pixels
 * @param {number} height from the top of the workbench to the end of the first screen
 * @param {What} what
 * @returns {Layout}
 */
export function layoutOf(width, height, what) {
  const { P, drawn, alone } = what;
  // Wide pictures, without a drawing, leave the time line a column of its own.
  const beside = alone && width >= P * (WIDEST + GAP) + CURVES;
  const narrow = width < NARROW;
  const side = drawn && width >= WIDE;
  const columns = columnsOf(side ? width - DRAWING - GAP : width, P, alone, side);
  const rows = Math.ceil(P / columns);
  /** @param {number} all */
  const share = (all) => Math.floor((all - GAP * (columns - 1)) / columns);
  const widest = share(width - (side ? DRAWING + GAP : beside ? CURVES + GAP : 0));
  const line = LINE * what.scale;
  const head = BAR * what.scale + Math.max(LEGEND * what.scale, what.row);
  const words = TITLE * what.scale + line * (what.worded ? 2 : 0);
  const least = LOSS[0] * what.scale;
  const others = beside
    ? BAR * what.scale
    : head + least + (what.steered ? 44 : 0) + (what.told ? line * (P + 1) + 16 : 0);
  const tall = Math.floor((height - others) / rows) - words - GAP / 2;
  // A picture that is low has its numbers in two lines, even if it might be wide.
  const stacked = Math.min(widest, narrow ? Infinity : tall - line) < STACKED;
  const numbers = line * (stacked ? 2 : 1);
  const smallest = narrow ? 140 : alone ? WIDEST : side ? SMALL : 200;
  // On a phone, and where pictures stand in rows or want to be wide, the page scrolls.
  const size = Math.min(widest, LARGEST, narrow ? Infinity : Math.max(tall - numbers, smallest));
  const taken = size * columns + GAP * columns;
  const room = side ? Math.max(DRAWING, Math.min(BROADEST, width - taken)) : width;
  const rest = height - others - rows * (size + words + numbers + GAP / 2) + least;
  const loss = beside
    ? LOSS[1] * what.scale
    : narrow
      ? 150
      : Math.max(least, Math.min(LOSS[1] * what.scale, rest));
  return {
    columns,
    size,
    narrow,
    side,
    beside,
    stacked,
    room,
    tall: height - BAR * what.scale,
    loss,
  };
}

/**
 * @param {number} width
 * @param {number} P
 * @param {boolean} alone
 * @param {boolean} side
 */
function columnsOf(width, P, alone, side) {
  if (side && P <= 4) return P;
  const [fewest, least] = alone ? [1, 260] : [2, 150];
  let columns = P;
  while (columns > fewest && (width - GAP * (columns - 1)) / columns < least)
    columns = columns > 4 ? 4 : columns > 2 ? 2 : 1;
  return columns;
}

/**
 * The height that a workbench has: to the end of the first screen, and never too little.
 * @param {HTMLElement} root
 */
export const heightOf = (root) => Math.max(roomBelow(root) - MARGIN, LEAST);

/**
 * Gives an element the classes and lengths that its style sheet lays out with.
 * @param {HTMLElement} root
 * @param {Layout} at
 * @param {number} tall pixels of the first screen
 */
export function apply(root, at, tall) {
  root.classList.toggle("narrow", at.narrow);
  root.classList.toggle("side", at.side);
  root.classList.toggle("beside", at.beside);
  const { size, room } = at;
  for (const [name, pixels] of Object.entries({ size, room, tall }))
    root.style.setProperty(`--${name}`, `${pixels}px`);
  root.style.setProperty("--columns", String(at.columns));
}
