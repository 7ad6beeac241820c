// Words on a curve's picture: the lines named at their ends.

/**
 * @import { Frame } from "./frame.js"
 * @typedef {{ ink: string, paper: string, font: string }} Look
 * @typedef {{ name: string, colour: string, at: (x: number) => number }} Line
 */

const LARGER = 1.25; // than the picture's other words
const STEP = 3; // pixels between two places that are tried

/**
 * A text with a rim of paper, kept inside the frame.
 * @param {Frame} frame
 * @param {string} text
 * @param {number} x
 * @param {number} y of its base line
 * @param {CanvasTextAlign} align
 * @param {Look} look
 */
export function note(frame, text, x, y, align, look) {
  const { context, left, right, top, bottom } = frame;
  context.font = look.font;
  const width = context.measureText(text).width;
  const from = align === "right" ? x - width : x;
  const place = Math.max(left + 4, Math.min(from, right - width - 4));
  const base = Math.max(top + 13, Math.min(y, bottom - 6));
  context.textAlign = "left";
  context.lineJoin = "round";
  context.strokeStyle = look.paper;
  context.lineWidth = 4;
  context.strokeText(text, place, base);
  context.fillStyle = look.ink;
  context.fillText(text, place, base);
}

/**
 * Where a line is seen last, from the right: in pixels; null where it is never inside.
 * @param {Frame} frame
 * @param {(x: number) => number} at
 * @returns {[number, number] | null}
 */
export function endOf(frame, at) {
  for (let x = frame.right - 2; x > frame.left; x -= STEP) {
    const y = at(frame.x0 + (x - frame.left) / frame.unitX);
    if (y >= frame.low && y <= frame.high) return [x, frame.y(y)];
  }
  return null;
}

/**
 * Each line's name in its colour, beside the line's end; names never stand on each other.
 * @param {Frame} frame
 * @param {Line[]} lines
 * @param {Look} look
 */
export function nameLines(frame, lines, look) {
  const size = LARGER * parseFloat(look.font);
  const font = `600 ${look.font.replace(/^[\d.]+/, String(size))}`;
  const line = 1.07 * size; // from one name to the next
  /** @type {{ x: number, y: number, name: string, colour: string }[]} */
  const places = [];
  for (const { name, colour, at } of lines) {
    const end = endOf(frame, at);
    if (!end) continue;
    const [x, y] = end;
    const leaves = x < frame.right - 2 * STEP; // above or below: beside the line, not on it
    places.push({ x: leaves ? x - 18 : x - 6, y: leaves ? y + 6 : y - 9, name, colour });
  }
  places.sort((a, b) => a.y - b.y);
  let last = -Infinity;
  const lowest = frame.bottom - 6;
  places.forEach((place, n) => {
    const rest = places.length - 1 - n;
    const next = last + line;
    // Where another name stands above the line already, this one stands below it.
    const y = Math.max(
      frame.top + 13,
      next > place.y ? Math.max(next, place.y + 2 + line) : place.y,
    );
    last = Math.min(y, lowest - rest * line);
    note(frame, place.name, place.x, last, "right", { ...look, font, ink: place.colour });
  });
}
