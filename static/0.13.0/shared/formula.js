// A formula of a message, computed here: explorer/formula/browser.py says how it travels.

import { OPERATIONS } from "./operations.js";
import { careful, large, plain } from "./overflow.js";

/**
 * A part of a formula: ["name", x or a parameter], ["number", its value, or a word for one that is
 * not finite], or an operation and the places of its operands among the steps before it.
 * @typedef {[string, ...(string | number)[]]} Step
 * @typedef {Record<string, number>} Parameters
 * @typedef {(u: number, v: number, w: number) => number} Operation
 */

// A hole is filled where both sides near one value, at both of these distances.
const BESIDE = [1e-7, 1e-5];
const ALIKE = 1e-4; // how near, relative to 1 + the value
const CHUNK = 256; // values computed at a time: what all steps hold of them stays near

export class Formula {
  /**
   * Throws where there is a step that is not known here. Where `guarded`, a part that overflows does
   * not spoil a value that is finite, and a removable hole is filled by its limit.
   * @param {Step[]} steps the whole is the last
   * @param {Parameters} [parameters]
   * @param {boolean} [guarded]
   */
  constructor(steps, parameters, guarded = false) {
    this.steps = steps;
    this.guarded = guarded;
    this.values = new Float64Array(steps.length); // of each part at one x
    /** @type {Float64Array[]} */
    this.rooms = []; // of each part at CHUNK of them
    this.x = steps.findIndex(([op, name]) => op === "name" && name === "x");
    /** @type {Operation[]} */
    this.operations = [];
    /** @type {number[][]} */
    this.operands = [];
    const varies = steps.map(() => false);
    steps.forEach(([op, ...rest], k) => {
      if (op === "name" || op === "number") {
        varies[k] = k === this.x;
        return;
      }
      if (!Object.hasOwn(OPERATIONS, op)) throw Error(`there is no operation ${op}`);
      this.operations[k] = OPERATIONS[op];
      this.operands[k] = rest.map(Number);
      varies[k] = this.operands[k].some((place) => varies[place]);
    });
    const places = [...steps.keys()].filter((k) => this.operations[k]);
    this.moving = places.filter((k) => varies[k]); // what depends on x
    this.resting = places.filter((k) => !varies[k]);
    this.set(parameters ?? {});
  }

  /**
   * Take these parameters from now on.
   * @param {Parameters} parameters
   */
  set(parameters) {
    const { values, rooms } = this;
    this.steps.forEach(([op, given], k) => {
      if (op === "number") values[k] = Number(given);
      else if (op === "name" && k !== this.x) values[k] = parameters[given] ?? NaN;
    });
    for (const k of this.resting) this.step(k);
    rooms.forEach((room, k) => room.fill(values[k]));
  }

  /** @param {number} k */
  step(k) {
    const { values } = this;
    const [a, b, c] = this.operands[k];
    values[k] = this.operations[k](values[a], values[b], values[c]);
  }

  /**
   * The value at x.
   * @param {number} x
   */
  at(x) {
    const { values, moving } = this;
    if (this.x >= 0) values[this.x] = x;
    for (let i = 0; i < moving.length; i++) this.step(moving[i]);
    const value = values[values.length - 1];
    return this.guarded && !Number.isFinite(value) ? this.mended(x) : value;
  }

  /**
   * What is not finite once more, in numbers that do not overflow; a hole is filled.
   * @param {number} x
   */
  mended(x) {
    const value = this.carefully(x);
    if (!Number.isNaN(value)) return value;
    const beside = BESIDE.flatMap((step) =>
      [-1, 1].map((side) => this.carefully(x + side * step * (1 + Math.abs(x)))),
    );
    const middle = (beside[0] + beside[1]) / 2;
    const hole = beside.every((y) => Math.abs(y - middle) < ALIKE * (1 + Math.abs(middle)));
    return hole ? middle : NaN;
  }

  /** @param {number} x */
  carefully(x) {
    /** @type {import("./overflow.js").Large[]} */
    const parts = [];
    this.steps.forEach(([op], k) => {
      const operands = this.operands[k]?.map((place) => parts[place]);
      parts.push(operands ? careful(op, operands) : large(k === this.x ? x : this.values[k]));
    });
    return plain(parts[parts.length - 1]);
  }

  /**
   * The values at each x, written to y, which may be x; returns y.
   * @template {Float32Array | Float64Array} Values
   * @param {ArrayLike<number>} x
   * @param {Values} y
   * @param {number} [count] of them, all where it is left out
   */
  over(x, y, count = x.length) {
    const { values, rooms, moving } = this;
    if (!rooms.length) for (const value of values) rooms.push(new Float64Array(CHUNK).fill(value));
    const result = rooms[rooms.length - 1];
    const entering = rooms[this.x];
    for (let from = 0; from < count; from += CHUNK) {
      const N = Math.min(CHUNK, count - from);
      if (entering) for (let n = 0; n < N; n++) entering[n] = x[from + n];
      for (let i = 0; i < moving.length; i++) this.run(moving[i], N);
      if (this.guarded && entering)
        for (let n = 0; n < N; n++)
          if (!Number.isFinite(result[n])) result[n] = this.mended(entering[n]);
      for (let n = 0; n < N; n++) y[from + n] = result[n];
    }
    return y;
  }

  /**
   * One part at the first N values at hand. What costs less than a call has a loop of its own.
   * @param {number} k
   * @param {number} N
   */
  run(k, N) {
    const [op] = this.steps[k];
    const operation = this.operations[k];
    const [a, b, c] = this.operands[k];
    const { rooms } = this;
    const out = rooms[k];
    const u = rooms[a];
    const v = rooms[b];
    const w = rooms[c];
    if (op === "add") for (let n = 0; n < N; n++) out[n] = u[n] + v[n];
    else if (op === "sub") for (let n = 0; n < N; n++) out[n] = u[n] - v[n];
    else if (op === "mul") for (let n = 0; n < N; n++) out[n] = u[n] * v[n];
    else if (op === "div") for (let n = 0; n < N; n++) out[n] = u[n] / v[n];
    else if (op === "max") for (let n = 0; n < N; n++) out[n] = Math.max(u[n], v[n]);
    else if (op === "min") for (let n = 0; n < N; n++) out[n] = Math.min(u[n], v[n]);
    else if (op === "relu") for (let n = 0; n < N; n++) out[n] = Math.max(u[n], 0);
    else if (op === "gt") for (let n = 0; n < N; n++) out[n] = u[n] > v[n] ? 1 : 0;
    else if (w) for (let n = 0; n < N; n++) out[n] = operation(u[n], v[n], w[n]);
    else if (v) for (let n = 0; n < N; n++) out[n] = operation(u[n], v[n], 0);
    else for (let n = 0; n < N; n++) out[n] = operation(u[n], 0, 0);
  }
}
