// Titles over the pictures that say which network is drawn, and whose unit is shown large.

import { make, write } from "../shared/elements.js";

/** @typedef {import("./panels.js").Panel} Panel */

export class Titles {
  /** @type {HTMLElement[]} */
  tags = []; // one in each title

  /** @param {Panel[]} panels */
  take(panels) {
    if (this.tags.length === panels.length && this.tags[0]?.isConnected) return;
    this.tags = panels.map(({ name }) => {
      const tag = make("small", "tag", /** @type {HTMLElement} */ (name.parentElement));
      return tag;
    });
  }

  /**
   * @param {Panel[]} panels
   * @param {string[]} titles
   * @param {number} chosen the network that is drawn, −1: none is
   * @param {HTMLElement} drawing
   * @param {string} unit of it that is shown large, or ""
   */
  show(panels, titles, chosen, drawing, unit) {
    const where = drawing.closest(".side") ? "left" : "below";
    const told = drawing.hidden ? "judged" : "drawn";
    panels.forEach(({ name }, p) => {
      const button = /** @type {HTMLButtonElement} */ (name.parentElement);
      const drawn = p === chosen;
      const choice = chosen >= 0 && panels.length > 1;
      write(name, drawn && unit ? `${unit} (of ${titles[p]})` : titles[p]);
      write(this.tags[p], choice && drawn && !unit ? `${told} ${where}` : "");
      button.disabled = !choice;
      button.ariaPressed = choice ? String(drawn) : null;
      button.title =
        choice && !drawn ? `${drawing.hidden ? "Judge" : "Draw"} this network ${where}` : "";
    });
  }
}
