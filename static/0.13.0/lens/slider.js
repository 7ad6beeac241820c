// A labelled slider that says its number.

import { make, write } from "../shared/elements.js";

/**
 * @typedef {object} Range
 * @property {number} min
 * @property {number} max
 * @property {number} step
 * @property {(value: number) => string} text
 */

/** A range input below its words and its number. */
export class Slider {
  /**
   * At every move `moved` is told the value.
   * @param {HTMLElement} parent
   * @param {string} label
   * @param {Range} range
   * @param {number} value
   * @param {(value: number) => void} moved
   */
  constructor(parent, label, { min, max, step, text }, value, moved) {
    this.box = make("label", "slider", parent);
    const top = make("span", "top", this.box);
    this.words = make("span", "", top, label);
    this.number = make("output", "", top);
    this.input = make("input", "", this.box);
    this.text = text;
    const sizes = { min: String(min), max: String(max), step: String(step) };
    Object.assign(this.input, { type: "range", ...sizes, value: String(value) });
    this.input.setAttribute("aria-label", label);
    this.input.oninput = () => {
      moved(this.input.valueAsNumber);
      this.show();
    };
    this.show();
  }

  /** @param {number} value */
  set(value) {
    this.input.value = String(value);
    this.show();
  }

  show() {
    const words = this.text(this.input.valueAsNumber);
    write(this.number, words);
    this.input.setAttribute("aria-valuetext", words);
  }
}
