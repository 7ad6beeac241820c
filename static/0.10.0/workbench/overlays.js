// What may be laid over the maps, and the buttons that choose it.

import { make } from "../shared/elements.js";

/** @typedef {import("./views/view").Shown} Shown */
/** @typedef {import("./views/view").View} View */

/** @type {{ key: keyof Shown, text: string, help: string, acts: (view: View) => boolean }[]} */
const CHOICES = [
  {
    key: "wrong",
    text: "wrong points",
    help: "Rings the points that the network puts into the wrong class",
    acts: (view) => Boolean(view.spots ?? view.flat),
  },
  {
    key: "unsure",
    text: "uncertainty",
    help: "Hatches the places where no class is likely: the denser, the less certain",
    acts: (view) => Boolean(view.flat),
  },
  {
    key: "untested",
    text: "training points only",
    help: "Hides the test points, which the network has never seen",
    acts: (view) => Boolean(view.spots ?? view.flat),
  },
  {
    key: "plain",
    text: "flat colours",
    help: "One colour for each class, however certain it is",
    acts: (view) => Boolean(view.toned),
  },
];

export class Overlays {
  /** @type {Shown} */
  state = { wrong: false, unsure: false, untested: false, plain: false };
  /** @type {HTMLButtonElement[]} */
  buttons = [];

  /**
   * @param {HTMLElement | undefined} box where the buttons stand; without one nothing is laid over
   * @param {() => void} changed
   */
  constructor(box, changed) {
    this.box = box;
    if (!box) return;
    box.classList.add("overlays");
    box.setAttribute("role", "group");
    box.ariaLabel = "On the maps";
    this.buttons = CHOICES.map(({ key, text, help }) => {
      const button = make("button", "", box, text);
      button.type = "button";
      button.title = help;
      button.ariaPressed = "false";
      button.onclick = () => {
        this.state[key] = !this.state[key];
        button.ariaPressed = String(this.state[key]);
        changed();
      };
      return button;
    });
  }

  /**
   * Offers what acts in a view.
   * @param {View} view
   */
  offer(view) {
    if (!this.box) return;
    const acts = CHOICES.map((choice) => choice.acts(view));
    this.buttons.forEach((button, k) => (button.hidden = !acts[k]));
    this.box.hidden = !acts.includes(true);
  }
}
