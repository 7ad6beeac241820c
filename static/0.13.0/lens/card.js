// The facts of the function: a row that is pointed at is marked on the curve, and kept by a press.

import { make, write } from "../shared/elements.js";

/**
 * @import { Lens } from "./view.js"
 * @import { LensMessage } from "./message.js"
 * @typedef {{ button: HTMLButtonElement, text: HTMLElement, how: HTMLElement }} Line
 */

export class CardSection {
  /**
   * @param {Lens} lens
   * @param {HTMLElement} box
   */
  constructor(lens, box) {
    this.lens = lens;
    this.box = box;
    this.built = ""; // the rows there are elements for
    /** @type {Map<string, Line>} */
    this.lines = new Map();
    box.classList.add("card");
    box.addEventListener("keydown", (event) => this.step(event));
  }

  /** @param {LensMessage} m */
  take(m) {
    const wanted = JSON.stringify(m.rows.map(({ key, label, group }) => [key, label, group]));
    if (wanted !== this.built) this.build(m);
    this.built = wanted;
    for (const { key, text, how, note, means } of m.rows) {
      const line = /** @type {Line} */ (this.lines.get(key));
      write(line.text, text);
      write(line.how, how);
      const told = note ? `${text}. ${note}` : text;
      line.button.title = means ? `${means}\n${told}` : told;
    }
  }

  /** @param {LensMessage} m */
  build(m) {
    this.box.replaceChildren();
    this.lines.clear();
    /** @type {Map<string, HTMLElement>} */
    const groups = new Map();
    for (const { key, label, group } of m.rows) {
      const box = groups.get(group) ?? make("section", "group", this.box);
      if (!groups.has(group)) make("h2", "group", box, group);
      groups.set(group, box);
      this.lines.set(key, this.line(key, label, box));
    }
  }

  /**
   * @param {string} key
   * @param {string} label
   * @param {HTMLElement} box
   * @returns {Line}
   */
  line(key, label, box) {
    const button = make("button", "row", box);
    button.type = "button";
    button.dataset.key = key;
    make("span", "label", button, label);
    button.onclick = () => this.lens.select(key);
    button.tabIndex = this.lines.size ? -1 : 0; // one stop of the Tab key for all rows
    button.onpointerenter = () => this.lens.point(key);
    button.onpointerleave = button.onblur = () => this.lens.point(null);
    button.onfocus = () => {
      this.lens.point(key);
      for (const line of this.lines.values())
        line.button.tabIndex = line.button === button ? 0 : -1;
    };
    return { button, text: make("span", "text", button), how: make("span", "how", button) };
  }

  /**
   * The arrow keys, Home and End move between the rows.
   * @param {KeyboardEvent} event
   */
  step(event) {
    const buttons = [...this.lines.values()].map(({ button }) => button);
    const at = buttons.findIndex((button) => button === event.target);
    /** @type {Record<string, number>} */
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    const to = places[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
  }

  draw() {
    this.box.classList.toggle("waiting", this.lens.waiting);
    for (const [key, { button }] of this.lines)
      button.setAttribute("aria-pressed", String(key === this.lens.selected));
  }
}
