// The decision map of a network with the line between its classes, and the data points.

import { zeroLine } from "./folds.js";

const DETAIL = 128; // side of the painted map in pixels, before the canvas scales it up

export class MapView {
  constructor() {
    this.paint = document.createElement("canvas");
    this.paint.width = this.paint.height = DETAIL;
    this.context = this.paint.getContext("2d");
    this.image = this.context.createImageData(DETAIL, DETAIL);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.left = new Int32Array(DETAIL); // node before each pixel, and how far beyond it
    this.beyond = new Float32Array(DETAIL);
    this.colours = new Uint32Array(256);
  }

  prepare(m, size) {
    const { classes, palette } = m;
    const work = m.P * m.arrays.parameters.shape[2];
    const fine = Math.max(36, Math.min(64, Math.round(size / 5)));
    // Large networks are computed at fewer nodes, and at fewer still while they move.
    this.sides = [3e6, 12e6].map((most) =>
      Math.max(20, Math.min(fine, Math.floor(Math.sqrt(most / work)))),
    );
    Object.assign(this, { classes, palette, size, extent: m.extent });
    this.planes = classes > 2 ? 3 : 1; // several classes mix as colours, two as values
    for (let b = 0; b < 256; b++) {
      this.colours[b] =
        (255 << 24) | (palette[3 * b + 2] << 16) | (palette[3 * b + 1] << 8) | palette[3 * b];
    }
    this.lay(this.sides[0]);
  }

  lay(G) {
    this.G = G;
    this.grid = gridOf(G, this.extent);
    this.margin = new Float32Array(G * G); // the logit of class 1, or its lead
    this.field = new Float32Array(G * G * this.planes);
    this.wide = new Float32Array(G * DETAIL * this.planes);
    for (let x = 0; x < DETAIL; x++) {
      const node = ((x + 0.5) / DETAIL) * (G - 1);
      this.left[x] = Math.min(Math.floor(node), G - 2);
      this.beyond[x] = node - this.left[x];
    }
  }

  draw(context, p, net, w) {
    const { size } = this;
    const G = this.sides[this.calm ? 1 : 0];
    if (G !== this.G) this.lay(G);
    const logits = net.run(w, this.grid, G * G);
    if (this.planes === 1) this.twoClasses(logits);
    else this.manyClasses(logits);
    this.fill();
    context.drawImage(this.paint, 0, 0, size, size);
    if (this.planes > 1) return;
    context.strokeStyle = "rgba(20, 24, 32, 0.85)";
    context.lineWidth = 1.4;
    context.lineCap = "round";
    zeroLine(context, this.margin, 0, G, size);
  }

  twoClasses(logits) {
    const { margin, field } = this;
    const n = field.length;
    const both = logits.length > n;
    for (let k = 0; k < n; k++) {
      const z = both ? logits[n + k] - logits[k] : logits[k];
      margin[k] = z;
      field[k] = z === z ? 255 / (1 + Math.exp(-z)) : 127.5;
    }
  }

  manyClasses(logits) {
    const { classes, field, palette } = this;
    const n = field.length / 3;
    const band = Math.floor(256 / classes);
    for (let k = 0; k < n; k++) {
      let best = 0;
      for (let c = 1; c < classes; c++) if (logits[c * n + k] > logits[best * n + k]) best = c;
      let sum = 0;
      for (let c = 0; c < classes; c++) sum += Math.exp(logits[c * n + k] - logits[best * n + k]);
      const sure = (1 / sum - 1 / classes) / (1 - 1 / classes) || 0;
      const from = 3 * (best * band + Math.round(sure * (band - 1)));
      for (let c = 0; c < 3; c++) field[3 * k + c] = palette[from + c];
    }
  }

  // The field between its nodes, across then upwards, as pixels.
  fill() {
    const { G, field, wide, planes, left, beyond, rgba, colours } = this;
    const line = DETAIL * planes;
    for (let y = 0, o = 0; y < G; y++) {
      for (let x = 0; x < DETAIL; x++) {
        const i = (y * G + left[x]) * planes;
        for (let c = i; c < i + planes; c++, o++)
          wide[o] = field[c] + (field[c + planes] - field[c]) * beyond[x];
      }
    }
    for (let y = 0, o = 0; y < DETAIL; y++) {
      const up = DETAIL - 1 - y; // row 0 of a map is at the bottom
      const share = beyond[up];
      let i = left[up] * line;
      for (let x = 0; x < DETAIL && planes === 1; x++, i++, o++) {
        rgba[o] = colours[(wide[i] + (wide[i + line] - wide[i]) * share + 0.5) | 0];
      }
      for (let x = 0; x < DETAIL && planes === 3; x++, i += 3, o++) {
        const r = wide[i] + (wide[i + line] - wide[i]) * share + 0.5;
        const g = wide[i + 1] + (wide[i + line + 1] - wide[i + 1]) * share + 0.5;
        const b = wide[i + 2] + (wide[i + line + 2] - wide[i + 2]) * share + 0.5;
        rgba[o] = (255 << 24) | (b << 16) | (g << 8) | r;
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }
}

// The nodes of a G × G grid over the square, row 0 at the bottom: all x1, then all x2.
function gridOf(G, extent) {
  const at = (i) => extent * ((2 * i) / (G - 1) - 1);
  return Float32Array.from({ length: 2 * G * G }, (_, k) =>
    k < G * G ? at(k % G) : at(Math.floor(k / G) - G),
  );
}

// The points of a message on a canvas of their own, since they rarely change.
export function paintPoints(overlay, m, size, ratio) {
  const radius = Math.max(2.1, Math.min(3.6, size / 105));
  overlay.width = overlay.height = Math.round(size * ratio);
  const context = overlay.getContext("2d");
  context.scale(ratio, ratio);
  for (let test = 0; test < 2; test++) {
    for (let n = 0; n < m.labels.length; n++) {
      if (m.is_test[n] !== test) continue;
      const colour = m.class_colours[m.labels[n]];
      const [x, y] = placeOf(m, n, size);
      context.beginPath();
      context.arc(x, y, test ? radius - 0.4 : radius, 0, 2 * Math.PI);
      context.fillStyle = test ? m.neutral : colour;
      context.strokeStyle = test ? colour : m.neutral;
      context.lineWidth = test ? radius * 0.48 : Math.min(1, radius * 0.33);
      context.fill();
      context.stroke();
    }
  }
}

// Where point n lies in a square of this size, in CSS pixels from its top left.
export function placeOf(m, n, size) {
  const { points, point_unit } = m;
  return [
    (points[2 * n] / point_unit + 1) * (size / 2),
    (1 - points[2 * n + 1] / point_unit) * (size / 2),
  ];
}
