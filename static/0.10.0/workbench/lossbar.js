// The row above the time line: what its lines and dots mean, and what is done with it.

import { make, write } from "../shared/elements.js";

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {"loss" | "accuracy"} Measure */
/**
 * What the row asks for.
 * @typedef {object} Asks
 * @property {(measure: Measure) => void} measure
 * @property {() => void} replay
 * @property {() => void} mark
 */

export class LossBar {
  /**
   * @param {HTMLElement} parent
   * @param {Asks} asks
   */
  constructor(parent, asks) {
    this.box = make("div", "lossbar", parent);
    this.legend = make("div", "legend", this.box);
    this.shown = ""; // what the legend speaks of
    const group = make("div", "looks", this.box);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Curve");
    /** @type {[Measure, HTMLButtonElement][]} */
    this.measures = /** @type {const} */ (["loss", "accuracy"]).map((measure) => [
      measure,
      this.#button(group, measure === "loss" ? "Loss" : "Accuracy", () => asks.measure(measure)),
    ]);
    this.show = make("details", "shows", this.box);
    make("summary", "", this.show, "Show ▾");
    this.overlays = make("div", "overlays", this.show);
    this.replay = this.#button(this.box, "Replay", asks.replay);
    this.replay.title = "Plays what was trained so far once more";
    this.marker = this.#button(this.box, "Mark", asks.mark);
    this.marker.title = "Marks this moment on the time line, to be found again";
    this.measure("loss");
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} text
   * @param {() => void} onclick
   */
  #button(parent, text, onclick) {
    return Object.assign(make("button", "", parent, text), { type: "button", onclick });
  }

  /** @param {Measure} shown */
  measure(shown) {
    for (const [measure, button] of this.measures)
      button.setAttribute("aria-pressed", String(measure === shown));
  }

  /** @param {boolean} replaying */
  say(replaying) {
    write(this.replay, replaying ? "Stop" : "Replay");
  }

  /** @param {Message} m */
  take({ loop, class_colours }) {
    this.marker.hidden = this.replay.hidden = loop;
    this.show.hidden = !this.overlays.childElementCount;
    const wanted = JSON.stringify(class_colours);
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.legend.replaceChildren();
    this.#entry("train", "dot full", "dash");
    this.#entry("test", "dot", "dash cut");
    class_colours.forEach((colour, k) => {
      this.#entry(`class ${k}`, "square").style.background = colour;
    });
  }

  /**
   * An entry with its icons, of which the first is given back.
   * @param {string} text
   * @param {string[]} names
   */
  #entry(text, ...names) {
    const span = make("span", "", this.legend);
    const icons = names.map((name) => make("i", name, span));
    span.append(text);
    return icons[0];
  }
}
