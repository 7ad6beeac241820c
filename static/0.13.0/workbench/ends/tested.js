// What the networks of a message say of its validation points, or of its test points.

import { later } from "../../shared/later.js";
import { Network } from "../../shared/network.js";
import { classOf, leadOf } from "../measures/values.js";
import { meshOf } from "../plane/mesh.js";
import { SHARES } from "../plane/points.js";
import { isBinary, labelLogit } from "../problem.js";

/** @typedef {import("../../shared/message").Message} Message */

/** @typedef {"validation" | "test"} Share */

export class Tested {
  /** @type {Share} */
  share = "validation"; // of the points
  /** @type {Message} */
  m = later();
  /** @type {number[]} their numbers among all points */
  points = [];
  labels = new Uint8Array(0);
  x = new Float32Array(0);
  /** @type {Network[]} */
  nets = [];
  /** @type {Float32Array[]} of each network: (N,) logits of class 1, or (K, N) of more classes */
  logits = [];

  /**
   * @param {Message} m
   * @param {Share} share of its points
   */
  take(m, share = "validation") {
    this.share = share;
    const all = Array.from(m.labels, (_, n) => n);
    this.m = m;
    this.points = all.filter((n) => m.shares[n] === SHARES.indexOf(share));
    this.labels = Uint8Array.from(this.points, (n) => m.labels[n]);
    this.x = meshOf(m, 0, this.points);
    this.nets = m.titles.map((_, p) => new Network(m, p));
  }

  /** How many there are. */
  get N() {
    return this.points.length;
  }

  /** Whether a threshold decides: of two classes. */
  get binary() {
    return isBinary(this.m);
  }

  /** Products that a look at all of them costs. */
  get cost() {
    return this.N * this.m.n;
  }

  /** @param {Float32Array[]} weights of each network */
  run(weights) {
    const { N, binary } = this;
    this.logits = this.nets.map((net, p) => {
      const found = net.run(weights[p], this.x, N);
      // Two classes with an output each differ by one logit.
      const cut = binary && this.m.answer === "sigmoid(relu(x))";
      if (cut) return found.map((z) => (z < 0 ? 0 : z)); // what the sigmoid is given
      if (!binary || found.length < 2 * N) return found;
      return found.slice(N).map((z, n) => z - found[n]);
    });
  }

  /**
   * The class that network p gives each point.
   * @param {number} p
   * @param {number} cut logit above which class 1 of two is answered
   */
  answers(p, cut) {
    const logits = this.logits[p];
    const { N, binary } = this;
    return Uint8Array.from(this.points, (_, n) =>
      binary ? Number(logits[n] > cut) : classOf(logits, n, N),
    );
  }

  /**
   * The logit of class k, of a softmax against all others together, at each point of network p: it
   * rises with the probability of the class.
   * @param {number} p
   * @param {number} k
   */
  odds(p, k) {
    const { N, m } = this;
    const logits = this.logits[p];
    return Float64Array.from(this.points, (_, n) => labelLogit(m, logits, k, n, N));
  }

  /**
   * The place of each point on the line: the logit, or by how much its own class leads the next.
   * @param {number} p
   */
  places(p) {
    const logits = this.logits[p];
    const { N, labels, binary } = this;
    return binary ? logits : Float32Array.from(labels, (k, n) => leadOf(logits, k, n, N));
  }
}
