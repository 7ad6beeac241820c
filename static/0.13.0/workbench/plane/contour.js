// Lines along which values given at the nodes of a square grid reach a level: marching squares.

/**
 * Takes a piece of a line, from a share s of the way between nodes a and b to a share t of the way
 * between nodes c and d.
 * @callback Join
 * @param {number} a
 * @param {number} b
 * @param {number} s
 * @param {number} c
 * @param {number} d
 * @param {number} t
 * @returns {void}
 */

// Which sides of a square a line joins (bottom, right, top, left), by its positive corners.
const JOINS = [[], [3, 0], [0, 1], [3, 1], [1, 2], [], [0, 2], [3, 2]];
for (let code = 8; code < 16; code++) JOINS[code] = JOINS[15 - code];
// The two nodes that each side of the square at hand lies between, and where on it the level is.
const HERE = [0, 0, 0, 0];
const THERE = [0, 0, 0, 0];
const SHARE = [0, 0, 0, 0];

/**
 * @param {number} k a side of the square
 * @param {number} a the node at its one end
 * @param {number} b the node at its other end
 * @param {number} u the value at a, less the level
 * @param {number} v the value at b, less the level
 */
function side(k, a, b, u, v) {
  HERE[k] = a;
  THERE[k] = b;
  SHARE[k] = u / (u - v);
}

/**
 * Calls join for each piece of the line on which the G × G nodes reach a level.
 * @param {ArrayLike<number>} field
 * @param {number} offset of the first node in the field
 * @param {number} G
 * @param {number} level
 * @param {Join} join
 */
export function march(field, offset, G, level, join) {
  /** @type {(e: number, f: number) => void} */
  const link = (e, f) => join(HERE[e], THERE[e], SHARE[e], HERE[f], THERE[f], SHARE[f]);
  for (let j = 0; j < G - 1; j++) {
    let b = field[offset + j * G] - level;
    let c = field[offset + j * G + G] - level;
    for (let o = j * G; o < j * G + G - 1; o++) {
      const a = b; // the right side of the square before
      const d = c;
      b = field[offset + o + 1] - level;
      c = field[offset + o + G + 1] - level;
      const code =
        Number(a > 0) | (Number(b > 0) << 1) | (Number(c > 0) << 2) | (Number(d > 0) << 3);
      if (code === 0 || code === 15) continue;
      side(0, o, o + 1, a, b);
      side(1, o + 1, o + G + 1, b, c);
      side(2, o + G, o + G + 1, d, c);
      side(3, o, o + G, a, d);
      if (code !== 5 && code !== 10) link(JOINS[code][0], JOINS[code][1]);
      else {
        const joined = a + b + c + d > 0 === (code === 5);
        link(joined ? 0 : 3, joined ? 1 : 0);
        link(joined ? 2 : 1, joined ? 3 : 2);
      }
    }
  }
}

/**
 * Strokes the line on which the nodes of a square, row 0 at the bottom, reach the level.
 * @param {CanvasRenderingContext2D} context
 * @param {ArrayLike<number>} field
 * @param {number} offset of the first node in the field
 * @param {number} G nodes a side
 * @param {number} size of the square in CSS pixels
 * @param {number} [level]
 */
export function strokeLevel(context, field, offset, G, size, level = 0) {
  const unit = size / (G - 1);
  /** @type {(a: number, b: number, s: number) => number} */
  const x = (a, b, s) => ((a % G) + (b - a === 1 ? s : 0)) * unit;
  /** @type {(a: number, b: number, s: number) => number} */
  const y = (a, b, s) => size - (((a / G) | 0) + (b - a === 1 ? 0 : s)) * unit;
  context.beginPath();
  march(field, offset, G, level, (a, b, s, c, d, t) => {
    context.moveTo(x(a, b, s), y(a, b, s));
    context.lineTo(x(c, d, t), y(c, d, t));
  });
  context.stroke();
}
