// The networks of a message, computed here from their weights as the engine computes them.

/** @typedef {import("./message").Message} Message */
/**
 * What networks are made from; without what is optional they have no tails, waves or cures.
 * @typedef {Pick<Message, "widths" | "table_reach" | "tables" | "activations" | "learnt">
 *   & Partial<Pick<Message, "tails" | "tail_rate" | "waves" | "residual" | "norm" | "scales">>
 *   & { norm_epsilon?: number, arrays: { tables: { shape: number[] }, tails?: { shape: number[] } } }
 * } Description
 */

/**
 * An array that is made anew only where another size is asked for.
 * @param {Float32Array[]} rooms
 * @param {number} l
 * @param {number} size
 */
function room(rooms, l, size) {
  if (rooms[l]?.length !== size) rooms[l] = new Float32Array(size);
  return rooms[l];
}

const STEP = 1 / 64; // to both sides of where a slope is taken
const BESIDE = new Float64Array(2);

export class Network {
  /**
   * Member p; its activations come as tables, straight beyond their ends.
   * @param {Description} m
   * @param {number} p
   */
  constructor(m, p) {
    this.p = p;
    this.widths = m.widths;
    this.hidden = m.widths.length - 2;
    this.reach = m.table_reach;
    const T = m.arrays.tables.shape[1];
    this.rate = (T - 1) / (2 * m.table_reach);
    const numbers = m.activations[p];
    this.tables = numbers.map((a) => m.tables.subarray(a * T, (a + 1) * T));
    const { tails } = m;
    const U = m.arrays.tails?.shape[2];
    this.tails =
      tails && U ? numbers.map((a) => tails.subarray(2 * a * U, 2 * (a + 1) * U)) : undefined;
    this.tailRate = m.tail_rate ?? 1;
    this.waves = numbers.map((a) => m.waves?.[a] ?? [0, 0]); // period, and rise over it
    this.learnt = m.learnt[p]; // where each layer's learnt slope stands among the parameters, or −1
    this.residual = Boolean(m.residual?.[p]);
    this.norm = m.norm?.[p] || ""; // "layer" or "batch"
    this.epsilon = m.norm_epsilon ?? NaN; // added to a variance
    this.scales = m.scales ?? []; // where each layer's γ stands; β, running mean and variance follow
    /** @type {Float32Array[]} */
    this.z = []; // what enters each layer's activation, and the layer's output, unit after unit
    /** @type {Float32Array[]} */
    this.h = [];
  }

  /**
   * Runs N points through the network.
   * @param {ArrayLike<number>} w weights, a row of a message's parameters
   * @param {Float32Array} x x1 of all, then x2 of all
   * @param {number} N
   * @returns {Float32Array} the logits, (K, N)
   */
  run(w, x, N) {
    let h = x;
    for (let l = 0, o = 0; ; l++) {
      const I = this.widths[l];
      const O = this.widths[l + 1];
      const z = room(this.z, l, O * N);
      this.linear(w, o, h, z, I, O, N);
      o += I * O + O;
      if (l === this.hidden) return z;
      if (this.norm === "batch") this.batch(z, w, this.scales[l], O, N);
      else if (this.norm) this.layer(z, w, this.scales[l], O, N);
      const input = h;
      h = room(this.h, l, O * N);
      this.activate(l, w, z, h);
      if (this.residual && I === O) for (let n = 0; n < O * N; n++) h[n] += input[n];
    }
  }

  /**
   * z = weights · h + biases, from I units to O; the weights stand from o on, then the biases.
   * @param {ArrayLike<number>} w
   * @param {number} o
   * @param {Float32Array} h
   * @param {Float32Array} z
   * @param {number} I
   * @param {number} O
   * @param {number} N
   */
  linear(w, o, h, z, I, O, N) {
    for (let j = 0; j < O; j++) {
      const zj = z.subarray(j * N, j * N + N).fill(w[o + I * O + j]);
      let i = 0;
      // Four units at a time: each sum is fetched and put back less often.
      for (; i + 3 < I; i += 4) {
        const at = o + i * O + j;
        const a = w[at];
        const b = w[at + O];
        const c = w[at + 2 * O];
        const d = w[at + 3 * O];
        const ha = h.subarray(i * N, i * N + N);
        const hb = h.subarray(i * N + N, i * N + 2 * N);
        const hc = h.subarray(i * N + 2 * N, i * N + 3 * N);
        const hd = h.subarray(i * N + 3 * N, i * N + 4 * N);
        for (let n = 0; n < N; n++) zj[n] += a * ha[n] + b * hb[n] + c * hc[n] + d * hd[n];
      }
      for (; i < I; i++) {
        const a = w[o + i * O + j];
        const hi = h.subarray(i * N, i * N + N);
        for (let n = 0; n < N; n++) zj[n] += a * hi[n];
      }
    }
  }

  /**
   * What enters unit j of the first layer, as a·x1 + b·x2 + c; a layer norm would bend it.
   * @param {ArrayLike<number>} w
   * @param {number} j
   * @returns {[number, number, number]}
   */
  plane(w, j) {
    const H = this.widths[1];
    const [a, b, c] = [w[j], w[H + j], w[2 * H + j]];
    if (this.norm !== "batch") return [a, b, c];
    const o = this.scales[0] + j;
    const size = w[o] / Math.sqrt(w[o + 3 * H] + this.epsilon);
    return [size * a, size * b, size * (c - w[o + 2 * H]) + w[o + H]];
  }

  /**
   * Normalises each unit's values by its running statistics.
   * @param {Float32Array} z
   * @param {ArrayLike<number>} w
   * @param {number} o where γ, β, means and variances stand in w, O each
   * @param {number} O
   * @param {number} N
   */
  batch(z, w, o, O, N) {
    for (let j = 0; j < O; j++) {
      const size = w[o + j] / Math.sqrt(w[o + 3 * O + j] + this.epsilon);
      const move = w[o + O + j] - size * w[o + 2 * O + j];
      for (let n = j * N; n < j * N + N; n++) z[n] = size * z[n] + move;
    }
  }

  /**
   * Normalises each point's values over the units.
   * @param {Float32Array} z
   * @param {ArrayLike<number>} w
   * @param {number} o where γ and β stand in w, O each
   * @param {number} O
   * @param {number} N
   */
  layer(z, w, o, O, N) {
    for (let n = 0; n < N; n++) {
      let sum = 0;
      for (let k = n; k < O * N; k += N) sum += z[k];
      const mean = sum / O;
      let squares = 0;
      for (let k = n; k < O * N; k += N) squares += (z[k] - mean) ** 2;
      const inverse = 1 / Math.sqrt(squares / O + this.epsilon);
      for (let j = 0, k = n; j < O; j++, k += N) {
        z[k] = w[o + j] * (z[k] - mean) * inverse + w[o + O + j];
      }
    }
  }

  /**
   * Whether layer l's activation has a slope that is learnt, and so no table.
   * @param {number} l
   */
  learns(l) {
    return (this.learnt[l] ?? -1) >= 0;
  }

  /**
   * Layer l's activation of each z, written to h (which may be z).
   * @template {Float32Array | Float64Array} Values
   * @param {number} l
   * @param {ArrayLike<number>} w
   * @param {Values} z
   * @param {Values} h
   */
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

  /**
   * The slope of layer l's activation at v: of the table's piece there, else from both sides.
   * @param {number} l
   * @param {ArrayLike<number>} w
   * @param {number} v
   */
  slope(l, w, v) {
    const { reach, rate } = this;
    if (!this.learns(l) && v >= -reach && v < reach) {
      const table = this.tables[l];
      const k = ((v + reach) * rate) | 0;
      return (table[k + 1] - table[k]) * rate;
    }
    BESIDE[0] = v + STEP;
    BESIDE[1] = v - STEP;
    this.activate(l, w, BESIDE, BESIDE);
    return (BESIDE[0] - BESIDE[1]) / (2 * STEP);
  }

  /**
   * An activation as its table has it.
   * @param {Float32Array} table
   * @param {number} v
   */
  near(table, v) {
    const last = table.length - 2;
    const at = (v + this.reach) * this.rate;
    const k = at < 0 ? 0 : at > last ? last : at | 0;
    return table[k] + (table[k + 1] - table[k]) * (at - k);
  }

  /**
   * Beyond the table a wave goes on as in it; anything else is read from its tail.
   * @param {number} l
   * @param {number} v
   */
  far(l, v) {
    const [period, rise] = this.waves[l];
    if (!period) return this.tails ? this.beyond(this.tails[l], v) : NaN;
    const home = this.home(l, v);
    return this.near(this.tables[l], home) + (rise * (v - home)) / period;
  }

  /**
   * The place in the table where a wave is as it is at v.
   * @param {number} l
   * @param {number} v
   */
  home(l, v) {
    const beyond = Math.abs(v) - this.reach;
    const [period] = this.waves[l];
    return beyond > 0 && period ? v - Math.sign(v) * Math.ceil(beyond / period) * period : v;
  }

  /**
   * An activation far out, straight between places spaced evenly in log |v| and past the last.
   * @param {Float32Array} tail
   * @param {number} v
   */
  beyond(tail, v) {
    const U = tail.length / 2;
    const at = Math.log(Math.abs(v) / this.reach) * this.tailRate;
    const before = Math.min(at, U - 2) | 0;
    const k = (v < 0 ? 0 : U) + before;
    const share = Math.expm1((at - before) / this.tailRate) / Math.expm1(1 / this.tailRate);
    return tail[k] + ((tail[k + 1] - tail[k]) * share || 0);
  }
}
