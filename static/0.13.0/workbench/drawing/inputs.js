// Which inputs the networks are given: a menu at the left end, whose choice is asked for, not drawn.

import { make } from "../../shared/elements.js";
import { FEATURES, labelOf, possible } from "../../shared/features.js";

/** @typedef {import("../../shared/message").Message} Message */

const SOON = 1500; // ms in which the server answers: until then what was asked for counts

export class Inputs {
  /** @type {string[]} */
  keys = []; // as they are wanted
  asked = -Infinity;
  /** @type {Map<string, HTMLButtonElement>} */
  buttons = new Map();

  /**
   * @param {HTMLElement} stage over whose left end the menu stands
   * @param {(keys: string[]) => void} ask
   */
  constructor(stage, ask) {
    this.ask = ask;
    this.box = make("details", "inputs", stage);
    this.title = make("summary", "", this.box, "inputs ▾");
    this.list = make("div", "", this.box);
    this.list.setAttribute("role", "group");
    this.list.ariaLabel = "What the networks are given";
    this.box.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.box.contains(/** @type {Node | null} */ (relatedTarget))) this.box.open = false;
    });
    this.box.onkeydown = ({ key }) => {
      if (key === "Escape") this.box.open = false;
    };
  }

  /**
   * Offers what the points of a message have; buttons that are there stay, with their focus.
   * @param {Message} m
   */
  lay(m) {
    const given = m.loop || m.plane.length > 0 || m.locked.includes("inputs");
    this.box.hidden = given || m.max_layers === 0;
    if (this.box.hidden) return;
    if (performance.now() - this.asked > SOON) this.keys = m.inputs;
    const offered = possible(m.axes);
    if (String(offered) !== String([...this.buttons.keys()])) this.#build(offered);
    this.tell();
  }

  /** @param {string[]} offered */
  #build(offered) {
    this.list.replaceChildren();
    this.buttons = new Map(
      offered.map((key) => {
        const button = make("button", "", this.list, FEATURES[key].label);
        return [key, Object.assign(button, { type: "button", onclick: () => this.turn(key) })];
      }),
    );
  }

  /**
   * Asks for an input, or for the others without it; one at least stays.
   * @param {string} key
   */
  turn(key) {
    const wanted = [...this.buttons.keys()].filter(
      (one) => this.keys.includes(one) !== (one === key),
    );
    if (!wanted.length) return;
    this.keys = wanted;
    this.asked = performance.now();
    this.tell();
    this.ask(wanted);
  }

  /** Says which there are. */
  tell() {
    const { keys, buttons } = this;
    for (const [key, button] of buttons) {
      const on = keys.includes(key);
      button.ariaPressed = String(on);
      button.ariaDisabled = String(on && keys.length === 1);
    }
    this.title.title = `Inputs: ${keys.map(labelOf).join(", ")}`;
  }
}
