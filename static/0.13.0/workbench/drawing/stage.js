// The canvases of the drawing, and a button over each unit, so that the keyboard reaches it.

import { make } from "../../shared/elements.js";

/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./places.js").Unit} Unit */

export class Stage {
  /** @type {(HTMLButtonElement | null)[][]} */
  buttons = [];
  /** @type {number[][]} */
  slots = []; // the units that the buttons stand over
  laid = ""; // where the buttons stand

  /**
   * @param {HTMLElement} box
   * @param {(unit: Unit) => void} show opens a unit
   * @param {(unit: Unit | null) => void} look points at one
   */
  constructor(box, show, look) {
    this.show = show;
    this.look = look;
    this.stage = make("div", "net", box);
    this.wires = make("canvas", "", this.stage); // edges, painted less often than the units
    this.canvas = make("canvas", "", this.stage);
    this.canvas.setAttribute("role", "img");
    this.canvas.onpointerleave = () => look(null);
    this.units = make("div", "", this.stage);
  }

  /**
   * True where the buttons are made anew.
   * @param {Places} places
   * @param {number} ratio
   */
  lay(places, ratio) {
    this.slots = places.slots;
    const { stage, wires, canvas } = this;
    wires.width = canvas.width = Math.round(places.width * ratio);
    wires.height = canvas.height = Math.round(places.height * ratio);
    const height = `${places.height}px`;
    stage.style.height = wires.style.height = canvas.style.height = height;
    const laid = JSON.stringify([places.columns, places.y, places.size]);
    if (laid === this.laid) return false; // the one that has the focus keeps it
    this.laid = laid;
    this.units.replaceChildren();
    this.buttons = places.slots.map((shown, c) =>
      shown.map((_, k) => (c ? this.button(places, c, k) : null)),
    );
    return true;
  }

  /**
   * Over the map in column c and row k.
   * @param {Places} places
   * @param {number} c
   * @param {number} k
   */
  button(places, c, k) {
    const { columns, y, size } = places;
    const button = make("button", "", this.units);
    const unit = () => ({ c, u: this.slots[c][k] });
    button.type = "button";
    button.style.cssText = `left:${columns[c] - size / 2}px;top:${y[c][k] - size / 2}px;width:${size}px;height:${size}px`;
    button.onclick = () => this.show(unit());
    button.onpointerenter = button.onfocus = () => this.look(unit());
    button.onpointerleave = button.onblur = () => this.look(null);
    return button;
  }

  /**
   * Names the units that the buttons open.
   * @param {Places} places
   */
  label(places) {
    this.buttons.forEach((column, c) =>
      column.forEach((button, k) =>
        button?.setAttribute("aria-label", `Open ${places.name(c, places.slots[c][k])}`),
      ),
    );
  }
}
