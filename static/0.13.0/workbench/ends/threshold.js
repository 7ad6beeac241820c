// The threshold: a slider of its own, and a handle that a picture lays over its line.

import { make, write } from "../../shared/elements.js";
import { explain } from "../../shared/glossary.js";
import { fixed } from "../../shared/numbers.js";

export const LEAST = 0.01;
export const MOST = 0.99;
const PARTS = 100; // of 1: the steps of a threshold
const STEP = 1 / PARTS;
const HALF = 0.5;
/** @type {Record<string, number>} */
const KEYS = {
  ArrowLeft: -STEP,
  ArrowDown: -STEP,
  ArrowRight: STEP,
  ArrowUp: STEP,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};

/**
 * The threshold nearest to a probability: the very number that its two digits are read as.
 * @param {number} p
 */
export const nearest = (p) => Math.min(MOST, Math.max(LEAST, Math.round(PARTS * p) / PARTS));

/** @param {number} threshold */
export const said = (threshold) => fixed(threshold, 2);

/** A slider with its number. */
export class Slider {
  /**
   * @param {HTMLElement} parent
   * @param {(threshold: number) => void} move
   */
  constructor(parent, move) {
    this.box = make("label", "threshold", parent);
    make("span", "", this.box, "Threshold");
    this.told = make("output", "", this.box);
    this.input = make("input", "", this.box);
    Object.assign(this.input, { type: "range", min: `${LEAST}`, max: `${MOST}`, step: `${STEP}` });
    this.input.oninput = () => move(nearest(this.input.valueAsNumber));
    this.input.ondblclick = () => move(HALF);
    explain(this.box, "threshold");
  }

  /**
   * @param {number} threshold
   * @param {boolean} still whether it is not the hand's to change
   */
  show(threshold, still) {
    this.input.disabled = still;
    if (this.input.valueAsNumber !== threshold) this.input.value = String(threshold);
    write(this.told, said(threshold));
  }
}

/** A handle that is dragged along a line. */
export class Handle {
  /**
   * @param {HTMLElement} parent a positioned box that the line runs through from left to right
   * @param {(x: number) => number} at the probability at a place from the left in CSS pixels
   * @param {(threshold: number) => void} move
   */
  constructor(parent, at, move) {
    this.box = make("div", "handle", parent);
    this.box.tabIndex = 0;
    this.threshold = HALF;
    const { box } = this;
    for (const [name, value] of Object.entries({
      role: "slider",
      "aria-label": "Threshold",
      "aria-orientation": "horizontal",
      "aria-valuemin": `${LEAST}`,
      "aria-valuemax": `${MOST}`,
    }))
      box.setAttribute(name, value);
    let off = 0; // of the pointer from the line, so that it does not jump
    box.onpointerdown = (event) => {
      box.setPointerCapture(event.pointerId);
      off = event.clientX - this.#middle;
    };
    box.onpointermove = ({ buttons, clientX }) => {
      if (buttons) move(nearest(at(clientX - off - parent.getBoundingClientRect().left)));
    };
    box.ondblclick = () => move(HALF);
    box.onkeydown = (event) => {
      const by = KEYS[event.key];
      if (!by) return;
      event.preventDefault();
      move(nearest(this.threshold + by));
    };
  }

  get #middle() {
    const { left, width } = this.box.getBoundingClientRect();
    return left + width / 2;
  }

  /**
   * @param {number} threshold
   * @param {number} x of the line, from the left in CSS pixels
   * @param {boolean} still whether it is not the hand's to change
   */
  show(threshold, x, still) {
    this.threshold = threshold;
    this.box.ariaDisabled = String(still);
    this.box.style.left = `${x}px`;
    this.box.setAttribute("aria-valuenow", threshold.toFixed(2));
    this.box.setAttribute("aria-valuetext", `probability ${said(threshold)}`);
  }
}
