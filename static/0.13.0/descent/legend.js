// Who is who in a picture: a mark in the colour of each, its name, and where it is now.

import { make, write } from "../shared/elements.js";

export class Legend {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.list = make("div", "legend", parent);
  }

  /**
   * @param {string[]} names
   * @param {string[]} colours
   * @param {string[]} means what each name means
   */
  show(names, colours, means) {
    this.list.replaceChildren();
    this.words = names.map((name, n) => {
      const item = make("span", "", this.list);
      item.title = means[n];
      const mark = make("i", "", item);
      mark.style.background = colours[n];
      make("b", "", item, name);
      return make("span", "now", item);
    });
  }

  /**
   * @param {number} n
   * @param {string} text
   */
  say(n, text) {
    if (this.words?.[n]) write(this.words[n], text);
  }
}
