// Where the hidden units fold or bend the input plane; first what all views share.

import { Network } from "../../shared/network.js";

export const INK = "rgb(32, 36, 44)";
export const BROKEN =
  "The numbers of this network are too large or not finite: there is nothing to draw.";
// Which sides of a square a line joins (bottom, right, top, left), by its positive corners.
const JOINS = [[], [3, 0], [0, 1], [3, 1], [1, 2], [], [0, 2], [3, 2]];
for (let code = 8; code < 16; code++) JOINS[code] = JOINS[15 - code];
export const HERE = [0, 0, 0, 0];
const THERE = [0, 0, 0, 0];
const SHARE = [0, 0, 0, 0];

// Marching squares: join(a, b, s, c, d, t) for each piece of the line field = level, from a share
// s of the way between nodes a and b to a share t of the way between nodes c and d.
export function march(field, offset, G, level, join) {
  const side = (k, a, b, u, v) => {
    HERE[k] = a;
    THERE[k] = b;
    SHARE[k] = u / (u - v);
  };
  const link = (e, f) => join(HERE[e], THERE[e], SHARE[e], HERE[f], THERE[f], SHARE[f]);
  for (let j = 0; j < G - 1; j++) {
    for (let o = j * G; o < j * G + G - 1; o++) {
      const a = field[offset + o] - level;
      const b = field[offset + o + 1] - level;
      const c = field[offset + o + G + 1] - level;
      const d = field[offset + o + G] - level;
      const code = (a > 0) | ((b > 0) << 1) | ((c > 0) << 2) | ((d > 0) << 3);
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

// Strokes the line on which the G × G nodes from field[offset] on reach the level.
export function zeroLine(context, field, offset, G, size, level = 0) {
  const unit = size / (G - 1);
  const x = (a, b, s) => ((a % G) + (b - a === 1 ? s : 0)) * unit;
  const y = (a, b, s) => size - (((a / G) | 0) + (b - a === 1 ? 0 : s)) * unit;
  context.beginPath();
  march(field, offset, G, level, (a, b, s, c, d, t) => {
    context.moveTo(x(a, b, s), y(a, b, s));
    context.lineTo(x(c, d, t), y(c, d, t));
  });
  context.stroke();
}

// Nodes of the square, row 0 at the bottom, then the points, room for both: x1 of all, x2 of all.
export function meshOf(m, G, points = []) {
  const M = G * G + points.length;
  const x = new Float32Array(2 * M);
  for (let n = 0; n < G * G; n++) {
    x[n] = m.extent * ((2 * (n % G)) / (G - 1) - 1);
    x[M + n] = m.extent * ((2 * Math.floor(n / G)) / (G - 1) - 1);
  }
  points.forEach((n, k) => {
    x[G * G + k] = (m.points[2 * n] / m.point_unit) * m.extent;
    x[M + G * G + k] = (m.points[2 * n + 1] / m.point_unit) * m.extent;
  });
  return x;
}

export const sound = (values) => values.every((v) => Math.abs(v) < 1e30);
const rgbOf = (hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16));

// The class at M points from their values, one or K each.
export function classOf(values, n, M) {
  if (values.length < 2 * M) return values[n] > 0 ? 1 : 0;
  let best = n;
  for (let o = n + M; o < values.length; o += M) if (values[o] > values[best]) best = o;
  return (best - n) / M;
}

// By how much class k is ahead of every other one at point n of M.
export function leadOf(values, k, n, M) {
  if (values.length < 2 * M) return values[n];
  let most = -Infinity;
  for (let o = n; o < values.length; o += M) if (o !== n + k * M) most = Math.max(most, values[o]);
  return values[n + k * M] - most;
}

// A small picture that is drawn larger, a pixel a node.
export class Tint {
  constructor(m, side) {
    this.side = side;
    this.canvas = document.createElement("canvas");
    this.canvas.width = this.canvas.height = side;
    this.context = this.canvas.getContext("2d");
    this.image = this.context.createImageData(side, side);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.neutral = rgbOf(m.neutral);
    this.colours = m.class_colours.map(rgbOf);
    this.share = new Float32Array(m.class_colours.length);
  }

  // Class colours by the values at the first side² of M points, neutral where no class is ahead.
  classes(values, M, gain, strength) {
    const { side, share, colours, neutral, rgba } = this;
    const K = share.length;
    const one = values.length < 2 * M;
    for (let n = 0; n < side * side; n++) {
      let sum = 0;
      let top = 0;
      for (let k = 0; k < K; k++) {
        share[k] = one ? (k - 0.5) * gain * values[n] : gain * values[k * M + n];
        top = k && top > share[k] ? top : share[k];
      }
      for (let k = 0; k < K; k++) sum += share[k] = Math.exp(share[k] - top);
      let r = neutral[0];
      let g = neutral[1];
      let b = neutral[2];
      for (let k = 0; k < K; k++) {
        const ahead = (strength * Math.max(0, (share[k] / sum) * K - 1)) / (K - 1);
        r += ahead * (colours[k][0] - neutral[0]);
        g += ahead * (colours[k][1] - neutral[1]);
        b += ahead * (colours[k][2] - neutral[2]);
      }
      rgba[(side - 1 - ((n / side) | 0)) * side + (n % side)] =
        (255 << 24) | (b << 16) | (g << 8) | r;
    }
  }

  // Drawn so that the outermost pixels' middles (inset 0.5) or edges (0) lie on the edge.
  draw(context, x, y, size, inset = 0.5) {
    const side = this.side - 2 * inset;
    this.context.putImageData(this.image, 0, 0);
    context.drawImage(this.canvas, inset, inset, side, side, x, y, size, size);
  }
}

// What a table bends: { kinks } where it is straight but at a few nodes, else { curved }, which
// marks the nodes whose second difference is at least half the largest.
export function shapeOf(table, reach) {
  const T = table.length;
  const bend = new Float32Array(T);
  let top = 0;
  for (let k = 1; k < T - 1; k++) {
    bend[k] = Math.abs(table[k + 1] - 2 * table[k] + table[k - 1]);
    top = Math.max(top, Math.abs(table[k]));
  }
  const least = 6e-7 * top; // what rounding leaves of a straight line
  const kinks = [];
  let smooth = false;
  for (let k = 1; k < T - 1; k++) {
    const from = k;
    let sum = 0;
    let at = 0;
    for (; bend[k] > least; k++) {
      sum += bend[k];
      at += k * bend[k];
    }
    if (k - from > 2) smooth = true;
    else if (sum) kinks.push(((at / sum) * 2 * reach) / (T - 1) - reach);
  }
  if (!smooth) return { kinks };
  // A kink between curved parts must not hide them: it is narrower than three nodes.
  const wide = bend.map((v, k) => Math.min(v, bend[k - 1] ?? 0, bend[k + 1] ?? 0));
  const most = wide.reduce((a, b) => Math.max(a, b));
  return { curved: Uint8Array.from(wide, (v) => v >= most / 2) };
}

// Into how many regions lines a·x + b·y = c cut the square |x|, |y| ≤ e, and how many cross it.
export function regionsOf(lines, e) {
  const kept = [];
  let regions = 1;
  for (const [a, b, c] of lines) {
    if (!(Math.abs(c) < (Math.abs(a) + Math.abs(b)) * e)) continue;
    let crossings = 0;
    let again = false;
    for (const [f, g, h] of kept) {
      const det = a * g - b * f;
      if (Math.abs(det) > 1e-9 * (a * a + b * b + f * f + g * g)) {
        crossings +=
          Math.abs(c * g - b * h) < e * Math.abs(det) &&
          Math.abs(a * h - c * f) < e * Math.abs(det);
      } else again ||= Math.abs(c * f - a * h) + Math.abs(c * g - b * h) < 1e-9;
    }
    if (again) continue;
    kept.push([a, b, c]);
    regions += 1 + crossings;
  }
  return { regions, crossing: kept.length };
}

// How many connected groups of equal values a G × G grid has.
function groupsOf(grid, G) {
  const root = new Int32Array(G * G).map((_, n) => n);
  const find = (n) => {
    while (root[n] !== n) n = root[n] = root[root[n]];
    return n;
  };
  let count = G * G;
  const join = (a, b) => {
    if (grid[a] !== grid[b] || (a = find(a)) === (b = find(b))) return;
    root[a] = b;
    count--;
  };
  for (let n = 0; n < G * G; n++) {
    if (n % G) join(n, n - 1);
    if (n >= G) join(n, n - G);
  }
  return count;
}

function pieceOf(z, kinks) {
  let piece = 0;
  while (piece < kinks.length && z > kinks[piece]) piece++;
  return piece;
}

const FINE = 3; // pixels a side in a square of the grid, for the edges of regions

export class FoldView {
  lit = null; // { layer, unit } that stands out

  prepare(m, size) {
    const hidden = m.widths.slice(1, -1);
    const units = hidden.reduce((a, b) => a + b, 0);
    const G = units > 48 ? 33 : 49;
    Object.assign(this, { m, size, G, units, mesh: meshOf(m, G), seen: [] });
    this.tint = new Tint(m, G);
    this.bands = new Tint(m, G);
    this.cells = new Tint(m, FINE * (G - 1));
    this.sums = new Int32Array(FINE * FINE);
    this.inks = hidden.map((n, l) =>
      Array.from({ length: n }, (_, j) => `hsl(${(360 * (j + l / 3)) / n} 62% 40%)`),
    );
    const T = m.arrays.tables.shape[1];
    this.panels = m.activations.map((layers, p) => ({
      net: new Network(m, p),
      shapes: layers.map((a, l) =>
        (m.learnt[p][l] ?? -1) < 0
          ? shapeOf(m.tables.subarray(a * T, (a + 1) * T), m.table_reach)
          : { kinks: [0] },
      ),
      pattern: new Int32Array(G * G), // the pieces of all units, as one number
      bent: new Uint16Array(G * G), // units in the curved part of their function
    }));
  }

  draw(context, p, _, w) {
    const { m, G, size, tint, lit } = this;
    const panel = this.panels[p];
    const { net, shapes } = panel;
    const logits = net.run(w, this.mesh, G * G);
    panel.broken = !sound(logits);
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (panel.broken) return;
    tint.classes(logits, G * G, 1, 0.5);
    tint.draw(context, 0, 0, size);
    panel.sharp = shapes.some(({ kinks }) => kinks?.length);
    panel.smooth = shapes.some(({ curved }) => curved);
    if (panel.sharp) this.shade(context, panel);
    if (panel.smooth) this.band(context, panel);
    if (shapes.length === 1 && panel.sharp && net.norm !== "layer") this.count(panel, w);
    shapes.forEach(({ kinks }, l) => {
      for (let j = 0; j < m.widths[l + 1]; j++) {
        const on = lit && lit.layer === l && lit.unit === j;
        context.globalAlpha = !lit || on ? 1 : 0.18;
        context.lineWidth = [2.2, 1.4, 0.9][Math.min(l, 2)] + (on ? 1.6 : 0);
        context.strokeStyle = this.inks[l][j];
        for (const level of kinks?.length ? kinks : [0])
          zeroLine(context, net.z[l], j * G * G, G, size, level);
      }
    });
    context.globalAlpha = 1;
  }

  // Regions in greys. Keys are odd, so the lowest bit of a sum changes over every single fold.
  shade(context, { net, shapes, pattern }) {
    const { m, G, cells, sums } = this;
    const N = G * G;
    const side = cells.side;
    const key = (l, j) => Math.imul(2 * (64 * l + j) + 1, 0x9e3779b1);
    pattern.fill(0);
    shapes.forEach(({ kinks }, l) => {
      if (!kinks) return;
      for (let j = 0; j < m.widths[l + 1]; j++) {
        const z = net.z[l];
        const odd = key(l, j);
        for (let n = 0, o = j * N; n < N; n++, o++) {
          for (let k = 0; k < kinks.length; k++) if (z[o] > kinks[k]) pattern[n] += odd;
        }
      }
    });
    for (let n = 0; n < N - G; n++) {
      const i = n % G;
      if (i === G - 1) continue;
      sums.fill(pattern[n]);
      if (
        pattern[n + 1] !== pattern[n] ||
        pattern[n + G] !== pattern[n] ||
        pattern[n + G + 1] !== pattern[n]
      ) {
        for (let l = 0; l < shapes.length; l++) {
          const { kinks } = shapes[l];
          if (kinks)
            for (let j = 0; j < m.widths[l + 1]; j++)
              this.split(net.z[l], j * N + n, kinks, key(l, j));
        }
      }
      const corner = (side - FINE * (((n / G) | 0) + 1)) * side + FINE * i;
      for (let s = 0; s < FINE * FINE; s++) {
        const grey = (sums[s] & 1) * 26 + ((sums[s] >>> 17) & 1) * 12;
        cells.rgba[corner + (FINE - 1 - ((s / FINE) | 0)) * side + (s % FINE)] =
          (grey << 24) | 0x2c2420;
      }
    }
    cells.draw(context, 0, 0, this.size, 0);
  }

  // Adds to the sums of a square's parts what a unit's piece there differs from its first corner's.
  split(z, o, kinks, key) {
    const { G, sums } = this;
    const first = pieceOf(z[o], kinks);
    const a = z[o];
    const b = z[o + 1];
    const c = z[o + G];
    const d = z[o + G + 1];
    if (pieceOf(b, kinks) === first && pieceOf(c, kinks) === first && pieceOf(d, kinks) === first)
      return;
    for (let s = 0; s < FINE * FINE; s++) {
      const u = ((s % FINE) + 0.5) / FINE;
      const v = (((s / FINE) | 0) + 0.5) / FINE;
      const here = (a + (b - a) * u) * (1 - v) + (c + (d - c) * u) * v;
      sums[s] += Math.imul(pieceOf(here, kinks) - first, key);
    }
  }

  // Darker where more units are in the curved part of their function.
  band(context, { net, shapes, bent }) {
    const { G, bands } = this;
    const N = G * G;
    bent.fill(0);
    shapes.forEach(({ curved }, l) => {
      if (!curved) return;
      const z = net.z[l];
      for (let o = 0, n = 0; o < z.length; o++, n = n + 1 < N ? n + 1 : 0) {
        bent[n] += curved[Math.round((net.home(l, z[o]) + net.reach) * net.rate)] | 0;
      }
    });
    for (let n = 0; n < N; n++) {
      const grey = 120 * (1 - 0.86 ** bent[n]);
      bands.rgba[(G - 1 - ((n / G) | 0)) * G + (n % G)] = (grey << 24) | 0x2c2420;
    }
    bands.draw(context, 0, 0, this.size);
  }

  count(panel, w) {
    const H = this.m.widths[1];
    const lines = [];
    for (let j = 0; j < H; j++) {
      const [a, b, c] = panel.net.plane(w, j);
      for (const kink of panel.shapes[0].kinks) lines.push([a, b, kink - c]);
    }
    Object.assign(panel, regionsOf(lines, this.m.extent));
  }

  words(p) {
    const { net, broken, sharp, smooth, shapes, regions, crossing, pattern, bent } = this.panels[p];
    if (broken) return BROKEN;
    if (smooth) {
      const share = bent.reduce((sum, n) => sum + (n > 0), 0) / bent.length;
      return `In ${Math.round(100 * share)} % of the square at least one unit is in the curved part of its function.`;
    }
    if (!sharp) return "Nothing folds the plane: it stays one region.";
    if (shapes.length > 1 || net.norm === "layer") {
      return `${this.units} units fold the square into about ${groupsOf(pattern, this.G)} regions, counted on a grid: those smaller than its cells are missed.`;
    }
    const N = this.units;
    const k = shapes[0].kinks.length;
    const most = 1 + N * k + (k * k * N * (N - 1)) / 2;
    return `${crossing} of ${N * k} lines cross the square and fold it into ${regions} regions (at most ${most} are possible).`;
  }

  // The unit whose line is nearest lights up.
  hover(p, x, y) {
    const { G, size, m, lit } = this;
    const { net, shapes, broken } = this.panels[p];
    const u = (x / size) * (G - 1);
    const v = (1 - y / size) * (G - 1);
    let nearest = (14 / size) * (G - 1);
    this.lit = null;
    if (!broken && net.z.length && u >= 0 && v >= 0 && u < G - 1 && v < G - 1) {
      shapes.forEach(({ kinks }, layer) => {
        for (let unit = 0; unit < m.widths[layer + 1]; unit++) {
          const z = net.z[layer];
          const o = unit * G * G + (v | 0) * G + (u | 0);
          const across = z[o + 1] - z[o];
          const up = z[o + G] - z[o];
          const here = z[o] + across * (u % 1) + up * (v % 1);
          for (const level of kinks?.length ? kinks : [0]) {
            const far = Math.abs(here - level) / (Math.hypot(across, up) + 1e-9);
            if (far < nearest) [nearest, this.lit] = [far, { layer, unit }];
          }
        }
      });
    }
    return this.lit?.layer !== lit?.layer || this.lit?.unit !== lit?.unit;
  }
}
