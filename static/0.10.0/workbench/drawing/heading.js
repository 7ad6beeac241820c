// Above the drawing: whose it is, how many layers there are; below it, what its lines mean.

import { make, write } from "../../shared/elements.js";

/** @typedef {import("./theme.js").Theme} Theme */

export class Heading {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = make("div", "heading", box);
    this.name = make("b", "", this.box);
  }

  /**
   * Makes the key of the lines' colours.
   * @param {HTMLElement} box
   */
  explain(box) {
    this.key = make("p", "weights", box, "Weights ");
    this.lines = ["negative", "positive · thick: large"].map((text) => {
      const line = make("i", "", this.key);
      this.key?.append(` ${text} `);
      return line;
    });
  }

  /**
   * @param {string} title of the network
   * @param {Theme} theme
   */
  call(title, theme) {
    write(this.name, title);
    this.lines?.forEach((line, k) => (line.style.color = theme.weights[k]));
  }
}
