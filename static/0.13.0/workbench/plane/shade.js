// What folding and bending units do to the input plane, as greys over it.

import { STEP, pieceOf } from "../measures/bends.js";
import { INK_BGR } from "./colours.js";
import { Tint } from "./tint.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("../measures/bends.js").Bends} Bends */

const FINE = 3; // pixels a side in a square of the grid, for the edges of regions
const GOLDEN = 0x9e3779b1; // 2³² over the golden ratio, odd: multiples of it look like chance

/**
 * A number of unit j of layer l. All are odd, so the lowest bit of a sum changes over every fold.
 * @param {number} l
 * @param {number} j
 */
const keyOf = (l, j) => Math.imul(2 * (64 * l + j) + 1, GOLDEN);

/** The regions into which the kinks of all units cut the plane, neighbours in different greys. */
export class Regions {
  /**
   * @param {Message} m
   * @param {number} G nodes a side
   */
  constructor(m, G) {
    this.G = G;
    this.cells = new Tint(m, FINE * (G - 1));
    this.sums = new Int32Array(FINE * FINE); // the pattern in each part of the square at hand
  }

  /**
   * Draws the regions; `pattern` gets the pieces that all units are in at a node, as one number.
   * @param {CanvasRenderingContext2D} context
   * @param {number} size
   * @param {Network} net which has just been run at the nodes
   * @param {Bends[]} bends of each layer
   * @param {Int32Array} pattern
   */
  draw(context, size, net, bends, pattern) {
    const { G } = this;
    this.read(net, bends, pattern);
    for (let n = 0; n < G * G - G; n++) {
      if (n % G === G - 1) continue;
      const one = pattern[n];
      this.sums.fill(one);
      if (pattern[n + 1] !== one || pattern[n + G] !== one || pattern[n + G + 1] !== one) {
        this.split(net, bends, n);
      }
      this.paint(n);
    }
    this.cells.draw(context, 0, 0, size, 0);
  }

  /**
   * @param {Network} net
   * @param {Bends[]} bends
   * @param {Int32Array} pattern
   */
  read(net, bends, pattern) {
    const N = pattern.length;
    pattern.fill(0);
    bends.forEach(({ kinks }, l) => {
      if (!kinks) return;
      const z = net.z[l];
      for (let j = 0; j < net.widths[l + 1]; j++) {
        const odd = keyOf(l, j);
        for (let n = 0, o = j * N; n < N; n++, o++) {
          for (let k = 0; k < kinks.length; k++) if (z[o] > kinks[k]) pattern[n] += odd;
        }
      }
    });
  }

  /**
   * Has the sums tell the parts of the square at node n apart.
   * @param {Network} net
   * @param {Bends[]} bends
   * @param {number} n
   */
  split(net, bends, n) {
    const N = this.G * this.G;
    for (let l = 0; l < bends.length; l++) {
      const { kinks } = bends[l];
      if (!kinks) continue;
      for (let j = 0; j < net.widths[l + 1]; j++) this.cut(net.z[l], j * N + n, kinks, keyOf(l, j));
    }
  }

  /**
   * Adds to the sums what a unit's piece in a part differs from its piece at the first corner.
   * @param {Float32Array} z
   * @param {number} o of the first corner
   * @param {number[]} kinks
   * @param {number} key
   */
  cut(z, o, kinks, key) {
    const { G, sums } = this;
    const a = z[o];
    const b = z[o + 1];
    const c = z[o + G];
    const d = z[o + G + 1];
    const first = pieceOf(a, kinks);
    if (pieceOf(b, kinks) === first && pieceOf(c, kinks) === first && pieceOf(d, kinks) === first) {
      return;
    }
    for (let s = 0; s < FINE * FINE; s++) {
      const u = ((s % FINE) + 0.5) / FINE;
      const v = (((s / FINE) | 0) + 0.5) / FINE;
      const here = (a + (b - a) * u) * (1 - v) + (c + (d - c) * u) * v;
      sums[s] += Math.imul(pieceOf(here, kinks) - first, key);
    }
  }

  /**
   * Two bits of the sums choose a grey for each part of the square at node n.
   * @param {number} n
   */
  paint(n) {
    const { G, sums, cells } = this;
    const { side, rgba } = cells;
    const corner = (side - FINE * (((n / G) | 0) + 1)) * side + FINE * (n % G);
    for (let s = 0; s < FINE * FINE; s++) {
      const grey = (sums[s] & 1) * 26 + ((sums[s] >>> 17) & 1) * 12;
      const at = corner + (FINE - 1 - ((s / FINE) | 0)) * side + (s % FINE);
      rgba[at] = (grey << 24) | INK_BGR;
    }
  }
}

/** Darker where more units are in the curved part of their function. */
export class Bands {
  /**
   * @param {Message} m
   * @param {number} G nodes a side
   */
  constructor(m, G) {
    this.tint = new Tint(m, G);
  }

  /**
   * Draws the bands; `bent` gets the number of units in their curved part at a node.
   * @param {CanvasRenderingContext2D} context
   * @param {number} size
   * @param {Network} net which has just been run at the nodes
   * @param {Bends[]} bends of each layer
   * @param {Uint16Array} bent
   */
  draw(context, size, net, bends, bent) {
    const { tint } = this;
    const N = bent.length;
    bent.fill(0);
    bends.forEach(({ curved }, l) => {
      if (!curved) return;
      const z = net.z[l];
      const before = z.map((v) => v - STEP);
      const after = z.map((v) => v + STEP);
      net.functions[l].slopes(before, before);
      net.functions[l].slopes(after, after);
      for (let o = 0, n = 0; o < z.length; o++, n = n + 1 < N ? n + 1 : 0) {
        bent[n] += Number(Math.abs(after[o] - before[o]) >= curved);
      }
    });
    for (let n = 0; n < N; n++) {
      const grey = 120 * (1 - 0.86 ** bent[n]);
      tint.rgba[tint.at(n)] = (grey << 24) | INK_BGR;
    }
    tint.draw(context, 0, 0, size);
  }
}
