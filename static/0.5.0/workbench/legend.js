// What colours, dots and dashes mean.

import { make } from "../shared/elements.js";

/** @typedef {import("../shared/message").Message} Message */

export class Legend {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.box = make("div", "legend", parent);
    this.shown = "";
  }

  /** @param {Message} m */
  take({ P, titles, class_colours, line_colours }) {
    const wanted = JSON.stringify([titles, class_colours]);
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.box.replaceChildren();
    this.#entry("train", "dot full", "dash");
    this.#entry("test", "dot", "dash cut");
    class_colours.forEach((colour, k) => {
      this.#entry(`class ${k}`, "square").style.background = colour;
    });
    if (P === 1) return;
    titles.forEach((title, p) => (this.#entry(title, "dash").style.color = line_colours[p]));
  }

  /**
   * An entry with its icons, of which the first is given back.
   * @param {string} text
   * @param {string[]} names
   */
  #entry(text, ...names) {
    const span = make("span", "", this.box);
    const icons = names.map((name) => make("i", name, span));
    span.append(text);
    return icons[0];
  }
}
