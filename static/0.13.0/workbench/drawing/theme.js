// The colours of the drawing: the page's, and those of the classes.

import { scaleOf } from "../../shared/scale.js";
import { rgbOf } from "../plane/colours.js";

/** @typedef {import("../../shared/message").Message} Message */

const STRENGTH = 0.62; // as strong as the decision map

/**
 * Pixels from one colour through the neutral one to another, in 256 steps.
 * @param {string} neutral
 * @param {string} low
 * @param {string} high
 */
function shades(neutral, low, high) {
  const middle = rgbOf(neutral);
  const ends = [rgbOf(low), rgbOf(high)];
  return Uint32Array.from({ length: 256 }, (_, b) => {
    const share = (STRENGTH * Math.abs(b - 127.5)) / 127.5;
    const end = ends[+(b > 127)];
    return [2, 1, 0].reduce(
      (all, k) => (all << 8) | (middle[k] + share * (end[k] - middle[k]) + 0.5),
      255,
    );
  });
}

export class Theme {
  /**
   * @param {Element} box
   * @param {Message} m
   */
  constructor(box, m) {
    const style = getComputedStyle(box);
    const get = (/** @type {string} */ name) => style.getPropertyValue(`--st-${name}`).trim();
    this.ink = get("text-color") || style.color;
    this.ground = get("background-color") || "white";
    this.rim = get("border-color") || this.ink;
    this.font = style.fontFamily;
    this.scale = scaleOf(box); // of words
    this.weights = m.weight_colours; // of a weight below 0, and above
    this.shades = shades(m.neutral, m.class_colours[0], m.class_colours[1]);
    this.classes = m.class_colours.map((colour) => shades(m.neutral, colour, colour));
  }
}
