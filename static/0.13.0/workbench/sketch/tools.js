// What stands in the row above the time line while points are drawn.

import { make, write } from "../../shared/elements.js";
import { CLASSES } from "./sketch.js";

/**
 * What the tools ask for.
 * @typedef {object} Asks
 * @property {(label: number) => void} dip
 * @property {(by: -1 | 1) => void} turn
 * @property {() => void} clear
 */

export class Tools {
  /**
   * @param {HTMLElement} box
   * @param {Asks} asks
   */
  constructor(box, asks) {
    this.asks = asks;
    this.box = box;
    this.swatches = make("div", "swatches", box);
    this.swatches.setAttribute("role", "group");
    this.swatches.ariaLabel = "Class of the next point";
    /** @type {HTMLButtonElement[]} */
    this.classes = [];
    this.more = this.#button("+", () => asks.dip(this.classes.length), "One class more");
    this.undo = this.#button("Undo", () => asks.turn(-1), "Takes back the last change (Ctrl+Z)");
    this.redo = this.#button("Redo", () => asks.turn(1), "Makes it again (Ctrl+Shift+Z)");
    this.clear = this.#button("Clear", () => asks.clear(), "An empty plane; it can be undone");
    this.told = make("span", "told", box);
    this.told.setAttribute("role", "status");
  }

  /**
   * @param {string} text
   * @param {() => void} onclick
   * @param {string} title
   */
  #button(text, onclick, title) {
    const button = make("button", "", this.box, text);
    return Object.assign(button, { type: "button", onclick, title });
  }

  /**
   * @param {string[]} colours of all classes
   * @param {number} count of those offered
   * @param {number} label that is chosen
   * @param {import("./sketch.js").Sketch} sketch
   */
  show(colours, count, label, sketch) {
    while (this.classes.length > count) this.classes.pop()?.remove();
    while (this.classes.length < count) this.#swatch(colours[this.classes.length]);
    this.classes.forEach((one, k) => (one.ariaPressed = String(k === label)));
    this.more.hidden = count >= CLASSES;
    this.undo.disabled = sketch.at === 0;
    this.redo.disabled = sketch.at === sketch.states.length - 1;
    this.clear.disabled = !sketch.points.length;
  }

  /** @param {string} colour */
  #swatch(colour) {
    const label = this.classes.length;
    const button = make("button", "", this.swatches);
    make("i", "square", button).style.background = colour;
    button.append(String(label));
    Object.assign(button, {
      type: "button",
      ariaLabel: `Class ${label}`,
      title: `Draw points of class ${label} (key ${label})`,
      onclick: () => this.asks.dip(label),
    });
    this.classes.push(button);
  }

  /** @param {string} text */
  say(text) {
    write(this.told, text);
    this.told.title = text;
  }
}
