// The unit that is opened below the drawing: its map, what enters it, its weights to type.

import { contextOf } from "../../shared/canvas.js";
import { make, write } from "../../shared/elements.js";
import { later } from "../../shared/later.js";
import { flatCount } from "../measures/units.js";
import { drawHistogram } from "./histogram.js";
import { biasAt, typed, weightAt } from "./parameters.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./places.js").Unit} Unit */
/** @typedef {import("./theme.js").Theme} Theme */
/**
 * What the opened unit asks for.
 * @typedef {object} Asked
 * @property {() => void} freeze
 * @property {() => void} close
 * @property {(index: number, value: number) => void} edit
 * @property {(index: number) => number} value that a parameter has now
 */

const HEIGHT = 140; // of its pictures in CSS pixels
const WIDEST = 400;
const GAP = 16;
const BAR = 16; // of a scroll bar

export class Opened {
  /** @type {Unit | null} */
  unit = null;
  /** @type {HTMLButtonElement} */
  hold = later();
  /** @type {HTMLCanvasElement} */
  picture = later();
  /** @type {HTMLElement} */
  share = later();
  /** @type {{ input: HTMLInputElement, index: number }[]} */
  inputs = [];

  /** @param {HTMLElement} box */
  constructor(box) {
    this.panel = make("div", "unit", box);
  }

  close() {
    this.unit = null;
    this.panel.replaceChildren();
    make("p", "hint", this.panel, "Click a unit to see its weights.");
  }

  /**
   * @param {Unit} unit
   * @param {Places} places
   * @param {Asked} asked
   */
  show(unit, places, asked) {
    const { c, u } = unit;
    const { widths } = places;
    const { panel } = this;
    panel.replaceChildren();
    this.unit = unit;
    const head = make("div", "head", panel);
    make("b", "", head, places.name(c, u));
    this.hold = make("button", "", head);
    this.hold.onclick = asked.freeze;
    const shut = make("button", "", head, "Close");
    shut.onclick = asked.close;
    for (const button of [this.hold, shut]) button.type = "button";
    this.picture = make("canvas", "", panel);
    this.share = make("p", "", panel);
    const form = make("div", "numbers-in", panel);
    const fault = make("p", "refused", panel);
    fault.setAttribute("role", "alert");
    this.inputs = Array.from({ length: widths[c - 1] }, (_, i) => {
      const from = c > 1 ? `from unit ${i + 1}` : `from ${places.name(0, i)}`;
      return this.entry(form, fault, from, weightAt(widths, c - 1, i, u), asked);
    });
    this.inputs.push(this.entry(form, fault, "bias", biasAt(widths, c - 1, u), asked));
  }

  /**
   * A place where a parameter is seen and typed.
   * @param {HTMLElement} form
   * @param {HTMLElement} fault
   * @param {string} text
   * @param {number} index
   * @param {Asked} asked
   */
  entry(form, fault, text, index, asked) {
    const input = make("input", "", make("label", "", form, text));
    Object.assign(input, { type: "text", inputMode: "decimal", size: 8 });
    input.onchange = () => {
      try {
        asked.edit(index, typed(input.value));
        fault.textContent = "";
      } catch (error) {
        fault.textContent = /** @type {Error} */ (error).message;
      }
      input.value = String(+asked.value(index).toPrecision(4));
    };
    return { input, index };
  }

  /**
   * Says what the unit does now.
   * @param {Network} data which has just run all N points
   * @param {Float32Array} w
   * @param {number} N
   * @param {number} flat the slope below which an activation is flat
   * @param {boolean} frozen
   */
  tell(data, w, N, flat, frozen) {
    if (!this.unit) return;
    const { c, u } = this.unit;
    write(this.hold, frozen ? "Unfreeze this unit" : "Freeze this unit");
    for (const { input, index } of this.inputs) {
      if (input.matches(":focus")) continue;
      input.value = Number.isFinite(w[index]) ? String(+w[index].toPrecision(4)) : "";
    }
    if (c > data.hidden) return write(this.share, "Its values on the data.");
    const z = data.z[c - 1].subarray(u * N, u * N + N);
    const share = Math.round((100 * flatCount(data, c - 1, w, z, flat)) / N);
    write(
      this.share,
      `Its pre-activations on the data, under the curve of its activation: saturated or off (slope under ${flat}) for ${share} % of the points.`,
    );
  }

  /**
   * Draws its map, and what enters it.
   * @param {Network} data which has just run all N points
   * @param {Float32Array} w
   * @param {number} N
   * @param {Places} places
   * @param {Atlas} atlas
   * @param {Theme} theme
   * @param {number} ratio
   */
  draw(data, w, N, places, atlas, theme, ratio) {
    if (!this.unit) return;
    const { c, u } = this.unit;
    const { picture } = this;
    const width = Math.min(places.width - BAR, WIDEST);
    picture.width = width * ratio;
    picture.height = HEIGHT * ratio;
    picture.style.cssText = `width:${width}px;height:${HEIGHT}px`;
    const context = contextOf(picture);
    context.scale(ratio, ratio);
    context.font = `${12 * theme.scale}px ${theme.font}`;
    const hidden = c <= data.hidden;
    const k = places.slots[c].indexOf(u);
    if (k >= 0) atlas.draw(context, c, k, 0, 0, HEIGHT);
    else if (hidden) context.fillText("not among those shown", 4, HEIGHT / 2, HEIGHT - 8);
    const z = data.z[c - 1].subarray(u * N, u * N + N);
    if (!z.every(Number.isFinite)) return;
    const f = (/** @type {Float32Array} */ x) => (data.activation(c - 1, w).values(x, x), x);
    const left = HEIGHT + GAP;
    drawHistogram(context, z, hidden ? f : null, theme.ink, left, width - left - 4);
  }
}
