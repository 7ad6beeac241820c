// An activation of a message: its formula, its slope's, and the table that both share.

import { Formula } from "./formula.js";
import { Table } from "./table.js";

/**
 * As explorer/formula/browser.py sends it; `learnt` is the parameter that training learns, or "".
 * @typedef {import("./formula.js").Step} Step
 * @typedef {import("./formula.js").Parameters} Parameters
 * @typedef {{ value: Step[], slope: Step[], parameters: Parameters, learnt: string,
 *   guarded: boolean }} Description
 * @typedef {Float32Array | Float64Array} Values
 */

/** @type {WeakMap<Description, Activation>} */
const known = new WeakMap();

export class Activation {
  /** @param {Description} description */
  constructor({ value, slope, parameters, learnt, guarded }) {
    this.value = new Formula(value, parameters, guarded);
    this.slope = new Formula(slope, parameters, guarded);
    this.parameters = parameters;
    this.learnt = learnt;
    /** @type {Table | undefined} */
    this.table = undefined; // made when it is first needed
  }

  /**
   * The one of this description, for all that draw it.
   * @param {Description} description
   */
  static of(description) {
    const found = known.get(description) ?? new Activation(description);
    known.set(description, found);
    return found;
  }

  /**
   * Take these parameters from now on, the others staying as they are.
   * @param {Parameters} parameters
   */
  set(parameters) {
    if (Object.entries(parameters).every(([name, value]) => this.parameters[name] === value))
      return;
    this.parameters = { ...this.parameters, ...parameters };
    this.value.set(this.parameters);
    this.slope.set(this.parameters);
    this.table = undefined;
  }

  /** Its table; none where a parameter is learnt, which changes from frame to frame. */
  get quick() {
    if (!this.learnt) this.table ??= new Table(this.value, this.slope);
    return this.table;
  }

  /**
   * f of each z, written to h, which may be z.
   * @template {Values} Some
   * @param {Some} z
   * @param {Some} h
   */
  values(z, h) {
    if (this.quick) this.quick.over(z, h);
    else this.value.over(z, h);
  }

  /**
   * f′ at each z, written to h, which may be z.
   * @template {Values} Some
   * @param {Some} z
   * @param {Some} h
   */
  slopes(z, h) {
    if (this.quick) this.quick.slopes(z, h);
    else this.slope.over(z, h);
  }
}
