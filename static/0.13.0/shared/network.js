// The networks of a message, computed here from their weights as the engine computes them.

import { Activation } from "./activation.js";

/** @typedef {import("./message").Message} Message */
/**
 * What networks are made from; without what is optional nothing is learnt or cured.
 * @typedef {Pick<Message, "widths" | "functions" | "activations">
 *   & Partial<Pick<Message, "learnt" | "residual" | "norm" | "scales" | "norm_epsilon">>
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

export class Network {
  /**
   * Member p.
   * @param {Description} m
   * @param {number} p
   */
  constructor(m, p) {
    this.p = p;
    this.widths = m.widths[p];
    this.hidden = this.widths.length - 2;
    this.learnt = m.learnt?.[p] ?? []; // where each layer's learnt slope stands among w, or −1
    this.functions = m.activations[p].map((a, l) =>
      this.learns(l) ? new Activation(m.functions[a]) : Activation.of(m.functions[a]),
    );
    this.residual = Boolean(m.residual?.[p]);
    this.norm = m.norm?.[p] || ""; // "layer" or "batch"
    this.epsilon = m.norm_epsilon ?? NaN; // added to a variance
    this.scales = m.scales?.[p] ?? []; // where each layer's γ stands; β, running mean and variance follow
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
      this.activation(l, w).values(z, h);
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
   * What enters unit j of the first layer, as a·x1 + b·x2 + c, where its inputs are among x1 and
   * x2 or those of a plane; a layer norm would bend it.
   * @param {ArrayLike<number>} w
   * @param {number} j
   * @param {import("./features.js").Given} m
   * @returns {[number, number, number]}
   */
  plane(w, j, { inputs, plane }) {
    const H = this.widths[1];
    const F = inputs.length;
    const of = (/** @type {string} */ key) =>
      inputs.includes(key) ? w[inputs.indexOf(key) * H + j] : 0;
    let [a, b, c] = [of("x1"), of("x2"), w[F * H + j]];
    for (let f = 0; f < plane.length / 3; f++) {
      const weight = w[f * H + j];
      c += weight * plane[f];
      a += weight * plane[F + f];
      b += weight * plane[2 * F + f];
    }
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
   * Whether layer l's activation has a parameter that is learnt.
   * @param {number} l
   */
  learns(l) {
    return (this.learnt[l] ?? -1) >= 0;
  }

  /**
   * Layer l's activation, as these weights have it.
   * @param {number} l
   * @param {ArrayLike<number>} w
   */
  activation(l, w) {
    const f = this.functions[l];
    if (this.learns(l)) f.set({ [f.learnt]: w[this.learnt[l]] });
    return f;
  }
}
