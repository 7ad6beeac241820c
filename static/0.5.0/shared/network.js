// The networks of a message, computed here from their weights as the engine computes them.

export class Network {
  // One member p of message m; its activations come as tables, straight beyond their ends.
  constructor(m, p) {
    Object.assign(this, { widths: m.widths, reach: m.table_reach, p });
    this.hidden = m.widths.length - 2;
    const T = m.arrays.tables.shape[1];
    this.rate = (T - 1) / (2 * m.table_reach);
    this.tables = m.activations[p].map((a) => m.tables.subarray(a * T, (a + 1) * T));
    const U = m.arrays.tails?.shape[2];
    this.tails = U && m.activations[p].map((a) => m.tails.subarray(2 * a * U, 2 * (a + 1) * U));
    this.tailRate = m.tail_rate;
    this.waves = m.activations[p].map((a) => m.waves?.[a] ?? [0, 0]); // period, and rise over it
    this.learnt = m.learnt[p]; // where each layer's learnt slope stands among the parameters, or −1
    this.residual = !!m.residual?.[p];
    this.norm = m.norm?.[p] || ""; // "layer" or "batch"
    this.scales = m.scales; // where each layer's γ stands; β, running mean and variance follow it
    this.z = []; // what enters each layer's activation, and the layer's output, unit after unit
    this.h = [];
  }

  // Run N points x (x1 of all, then x2 of all) through weights w; returns the logits, K × N.
  run(w, x, N) {
    let h = x;
    for (let l = 0, o = 0; l <= this.hidden; l++) {
      const I = this.widths[l];
      const O = this.widths[l + 1];
      const z = this.room(this.z, l, O * N);
      for (let j = 0; j < O; j++) {
        const zj = z.subarray(j * N, j * N + N).fill(w[o + I * O + j]);
        for (let i = 0; i < I; i++) {
          const a = w[o + i * O + j];
          const hi = h.subarray(i * N, i * N + N);
          for (let n = 0; n < N; n++) zj[n] += a * hi[n];
        }
      }
      o += I * O + O;
      if (l === this.hidden) return z;
      if (this.norm === "batch") this.batch(z, w, this.scales[l], O, N);
      else if (this.norm) this.layer(z, w, this.scales[l], O, N);
      const input = h;
      h = this.room(this.h, l, O * N);
      this.activate(l, w, z, h);
      if (this.residual && I === O) for (let n = 0; n < O * N; n++) h[n] += input[n];
    }
  }

  // What enters unit j of the first layer, as a·x1 + b·x2 + c; a layer norm would bend it.
  plane(w, j) {
    const H = this.widths[1];
    const row = [w[j], w[H + j], w[2 * H + j]];
    if (this.norm !== "batch") return row;
    const o = this.scales[0] + j;
    const size = w[o] / Math.sqrt(w[o + 3 * H] + 1e-5);
    return [size * row[0], size * row[1], size * (row[2] - w[o + 2 * H]) + w[o + H]];
  }

  // Normalise each unit's values by its running statistics; at o stand γ, β, means and variances.
  batch(z, w, o, O, N) {
    for (let j = 0; j < O; j++) {
      const size = w[o + j] / Math.sqrt(w[o + 3 * O + j] + 1e-5);
      const move = w[o + O + j] - size * w[o + 2 * O + j];
      for (let n = j * N; n < j * N + N; n++) z[n] = size * z[n] + move;
    }
  }

  // Normalise each point's values over the units.
  layer(z, w, o, O, N) {
    for (let n = 0; n < N; n++) {
      let sum = 0;
      for (let k = n; k < O * N; k += N) sum += z[k];
      const mean = sum / O;
      let squares = 0;
      for (let k = n; k < O * N; k += N) squares += (z[k] - mean) ** 2;
      const inverse = 1 / Math.sqrt(squares / O + 1e-5);
      for (let j = 0, k = n; j < O; j++, k += N)
        z[k] = w[o + j] * (z[k] - mean) * inverse + w[o + O + j];
    }
  }

  activate(l, w, z, h) {
    const { reach } = this;
    const table = this.tables[l];
    const slope = w[this.learnt[l] ?? -1] ?? NaN;
    for (let n = 0; n < z.length; n++) {
      const v = z[n];
      if (slope === slope) h[n] = v > 0 ? v : slope * v;
      else if (this.tails && (v > reach || v < -reach)) h[n] = this.far(l, v);
      else h[n] = this.near(table, v);
    }
  }

  near(table, v) {
    const last = table.length - 2;
    const at = (v + this.reach) * this.rate;
    const k = at < 0 ? 0 : at > last ? last : at | 0;
    return table[k] + (table[k + 1] - table[k]) * (at - k);
  }

  // Beyond the table a wave goes on as in it; anything else is read from its tail.
  far(l, v) {
    const [period, rise] = this.waves[l];
    if (!period) return this.beyond(this.tails[l], v);
    const home = this.home(l, v);
    return this.near(this.tables[l], home) + (rise * (v - home)) / period;
  }

  // The place in the table where a wave is as it is at v.
  home(l, v) {
    const beyond = Math.abs(v) - this.reach;
    const [period] = this.waves[l];
    return beyond > 0 && period ? v - Math.sign(v) * Math.ceil(beyond / period) * period : v;
  }

  // An activation far out, straight between places spaced evenly in log |v| and past the last.
  beyond(tail, v) {
    const U = tail.length / 2;
    const at = Math.log(Math.abs(v) / this.reach) * this.tailRate;
    const before = Math.min(at, U - 2) | 0;
    const k = (v < 0 ? 0 : U) + before;
    const share = Math.expm1((at - before) / this.tailRate) / Math.expm1(1 / this.tailRate);
    return tail[k] + ((tail[k + 1] - tail[k]) * share || 0);
  }

  room(rooms, l, size) {
    if (rooms[l]?.length !== size) rooms[l] = new Float32Array(size);
    return rooms[l];
  }
}
