// The line that a linear read-out could draw from the input and from each hidden layer.

import { Network } from "../../shared/network.js";
import { BROKEN, INK, Tint, classOf, meshOf, sound, zeroLine } from "./folds.js";
import { placeOf } from "./probability.js";
import { dotsOf } from "./warped.js";

export const SMALL = 40; // nodes a side of a small map

// Least squares of targets (−1, 1; or one a class) on d units and a constant, at points `picked` of
// M each, with a tiny ridge. Returns the K × (d + 1) weights in work.B, the constant last.
export function readOut(h, M, d, picked, labels, K, work) {
  const { A, B, row } = work;
  const D = d + 1;
  A.fill(0, 0, D * D);
  B.fill(0, 0, K * D);
  row[d] = 1;
  for (let t = 0; t < picked.length; t++) {
    for (let i = 0; i < d; i++) row[i] = h[i * M + picked[t]];
    for (let i = 0; i < D; i++) {
      for (let j = 0; j <= i; j++) A[i * D + j] += row[i] * row[j];
      for (let k = 0; k < K; k++)
        B[k * D + i] += row[i] * (K === 1 ? 2 * labels[t] - 1 : +(labels[t] === k));
    }
  }
  let trace = 0;
  for (let i = 0; i < D; i++) trace += A[i * D + i];
  for (let i = 0; i < D; i++) {
    A[i * D + i] += (1e-8 * trace) / D;
    for (let j = 0; j <= i; j++) {
      let sum = A[i * D + j];
      for (let k = 0; k < j; k++) sum -= A[i * D + k] * A[j * D + k];
      A[i * D + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / A[j * D + j];
    }
  }
  for (let k = 0; k < K; k++) {
    for (let i = 0; i < D; i++) {
      for (let j = 0; j < i; j++) B[k * D + i] -= A[i * D + j] * B[k * D + j];
      B[k * D + i] /= A[i * D + i];
    }
    for (let i = d; i >= 0; i--) {
      for (let j = i + 1; j < D; j++) B[k * D + i] -= A[j * D + i] * B[k * D + j];
      B[k * D + i] /= A[i * D + i];
    }
  }
}

export class LayerView {
  prepare(m, size, ratio) {
    const nodes = SMALL * SMALL;
    const all = Array.from(m.labels, (_, n) => n);
    const M = nodes + all.length;
    const tiles = m.widths.length;
    // Rows and columns that leave the tiles largest.
    let columns = 1;
    const side = (c) => Math.min((size - 8 * (c + 1)) / c, (size - 8) / Math.ceil(tiles / c) - 26);
    for (let c = 2; c <= tiles; c++) if (side(c) > side(columns)) columns = c;
    Object.assign(this, {
      m,
      size,
      M,
      tiles,
      columns,
      side: side(columns),
      K: m.classes > 2 ? m.classes : 1,
    });
    this.x = meshOf(m, SMALL, all);
    const wide = Math.max(...m.widths);
    const train = all.filter((n) => !m.is_test[n]);
    // Wide layers are read from fewer points, or a frame would take too long.
    const stride = Math.ceil((train.length * wide * wide) / 4e5);
    const kept = train.filter((_, k) => k % stride === 0);
    this.picked = Int32Array.from(kept, (n) => nodes + n);
    this.truth = Uint8Array.from(kept, (n) => m.labels[n]);
    this.test = all.filter((n) => m.is_test[n]);
    this.shown = all.filter((n) => n % Math.ceil(all.length / 150) === 0);
    this.work = {
      A: new Float64Array((wide + 1) ** 2),
      B: new Float64Array(this.K * (wide + 1)),
      row: new Float64Array(wide + 1),
    };
    this.values = new Float32Array(this.K * M);
    this.tint = new Tint(m, SMALL);
    this.overlay = this.dotted(ratio);
    this.panels = m.titles.map((_, p) => ({
      net: new Network(m, p),
      right: new Float64Array(tiles),
    }));
  }

  // The points as they lie on every tile, on a canvas of their own.
  dotted(ratio) {
    const { m, side } = this;
    const dots = dotsOf(m, side, ratio);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(side * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    for (const n of this.shown) dots.draw(context, n, ...placeOf(m, n, side));
    return canvas;
  }

  // The top left corner of tile s.
  corner(s) {
    const { size, side, columns } = this;
    const gap = (size - columns * side) / (columns + 1);
    return [gap + (s % columns) * (side + gap), 22 + Math.floor(s / columns) * (side + 26)];
  }

  // Where point n lies, on every tile.
  spots(p, n) {
    const [x, y] = placeOf(this.m, n, this.side);
    return Array.from({ length: this.tiles }, (_, s) => this.corner(s)).map(([left, top]) => [
      left + x,
      top + y,
    ]);
  }

  draw(context, p, _, w) {
    const { m, M, size, side, tiles, tint, overlay, K } = this;
    const panel = this.panels[p];
    const logits = panel.net.run(w, this.x, M);
    panel.broken = !sound(logits);
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (panel.broken) return;
    const font = Math.max(9, Math.min(12, side / 9));
    context.font = `${font}px sans-serif`;
    for (let s = 0; s < tiles; s++) {
      const last = s === tiles - 1;
      const values = last ? logits : this.read(s ? panel.net.h[s - 1] : this.x, m.widths[s]);
      let right = 0;
      for (const n of this.test) right += classOf(values, SMALL * SMALL + n, M) === m.labels[n];
      panel.right[s] = right / this.test.length;
      context.save();
      context.translate(...this.corner(s));
      context.fillStyle = INK;
      context.fillText(
        `${last ? "network" : s ? `layer ${s}` : "input"}: ${Math.round(100 * panel.right[s])} %`,
        0,
        -6,
      );
      context.beginPath();
      context.rect(0, 0, side, side);
      context.clip();
      tint.classes(values, M, last ? 1 : K > 1 ? 6 : 3, 0.5);
      tint.draw(context, 0, 0, side);
      context.strokeStyle = INK;
      context.lineWidth = 1.6;
      if (values.length === M) zeroLine(context, values, 0, SMALL, side);
      context.drawImage(overlay, 0, 0, side, side);
      context.restore();
    }
  }

  read(h, d) {
    const { M, K, values, work } = this;
    readOut(h, M, d, this.picked, this.truth, K, work);
    for (let k = 0; k < K; k++) {
      const o = k * (d + 1);
      values.fill(work.B[o + d], k * M, k * M + M);
      for (let i = 0; i < d; i++)
        for (let n = 0; n < M; n++) values[k * M + n] += work.B[o + i] * h[i * M + n];
    }
    return values;
  }

  words(p) {
    const { broken, right } = this.panels[p];
    if (broken) return BROKEN;
    const hidden = this.tiles - 2;
    const text = (s) => `${Math.round(100 * right[s])} %`;
    if (!hidden)
      return `There is no hidden layer: a linear read-out of the input gets ${text(0)}, the network ${text(1)}.`;
    let best = 0;
    for (let s = 1; s <= hidden; s++) if (right[s] > right[best]) best = s;
    let first = 0;
    while (right[first] < right[best] - 0.03) first++;
    if (right[best] < Math.max(0.75, 1.4 / this.m.classes))
      return `The classes do not come apart at any layer: a linear read-out gets at most ${text(best)}.`;
    if (!first)
      return `A line already parts the classes in the input plane: a linear read-out gets ${text(0)} there.`;
    return `The classes come apart at layer ${first}: a linear read-out gets ${text(first)} there, ${text(first - 1)} before.`;
  }
}
