// Above the drawing: whose it is, how many layers there are; below it, how it ends, and what its
// lines mean.

import { make, write } from "../../shared/elements.js";

/** @typedef {import("./theme.js").Theme} Theme */

export class Heading {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = make("div", "heading", box);
    this.name = make("b", "", this.box);
    this.end = make("p", "end");
  }

  /**
   * Makes the key of the lines' colours.
   * @param {HTMLElement} box
   */
  explain(box) {
    box.append(this.end);
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
   * @param {string} end how the network ends, in words
   */
  call(title, theme, end) {
    write(this.name, title);
    write(this.end, end);
    this.end.hidden = !end;
    this.lines?.forEach((line, k) => (line.style.color = theme.weights[k]));
  }
}
