// What may be laid over the maps, and the buttons that choose it.

import { make } from "../shared/elements.js";
import { isNumber } from "./problem.js";

/** @typedef {import("./views/view").Shown} Shown */
/** @typedef {import("./views/view").View} View */

/** @typedef {import("../shared/message").Message} Message */

/**
 * `acts` says whether it means something in a view of a message.
 * @type {{
 *   key: keyof Shown, text: string, help: string, acts: (view: View, m: Message) => boolean,
 * }[]}
 */
const CHOICES = [
  {
    key: "wrong",
    text: "wrong points",
    help: "Rings the points that the network gets wrong",
    acts: (view, m) => Boolean(view.spots ?? view.flat) && !isNumber(m),
  },
  {
    key: "unsure",
    text: "uncertainty",
    help: "Hatches the places where the answer is not certain: the denser, the less certain",
    acts: (view, m) => Boolean(view.flat) && !isNumber(m),
  },
  {
    key: "batch",
    text: "batch",
    help: "Marks the training points that the step shown was taken on",
    acts: (view, m) => Boolean(view.spots ?? view.flat) && m.arrays.batch.shape[1] > 0,
  },
  {
    key: "untested",
    text: "training points only",
    help: "Hides the validation and test points, which the network does not learn from",
    acts: (view) => Boolean(view.spots ?? view.flat),
  },
  {
    key: "plain",
    text: "flat colours",
    help: "One colour for each answer, however certain it is",
    acts: (view, m) => Boolean(view.toned) && !isNumber(m),
  },
];

/** @type {Shown} */
const NOTHING = { wrong: false, unsure: false, batch: false, untested: false, plain: false };

export class Overlays {
  /** @type {Shown} */
  chosen = { ...NOTHING };
  /** @type {Shown} what of it acts */
  state = { ...NOTHING };
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
        this.state[key] = this.chosen[key] = !this.chosen[key];
        button.ariaPressed = String(this.chosen[key]);
        changed();
      };
      return button;
    });
  }

  /**
   * Offers what acts in a view of a message.
   * @param {View} view
   * @param {Message} m
   */
  offer(view, m) {
    if (!this.box) return;
    const acts = CHOICES.map((choice) => choice.acts(view, m));
    CHOICES.forEach(({ key }, k) => (this.state[key] = acts[k] && this.chosen[key]));
    this.buttons.forEach((button, k) => (button.hidden = !acts[k]));
    this.box.hidden = !acts.includes(true);
  }
}
