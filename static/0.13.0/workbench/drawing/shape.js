// Buttons that add and take away units and layers: what is wanted is asked for, not drawn.

import { make, write } from "../../shared/elements.js";
import { later } from "../../shared/later.js";
import { standing, stepsOf } from "./places.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {{ less: HTMLButtonElement, more: HTMLButtonElement }} Pair */

const TITLES = 18; // CSS pixels above the columns
const FIRST = 4; // units of a first hidden layer
const SOON = 1500; // ms in which the server answers: until then what was asked for counts
const WIDE = 54; // CSS pixels from column to column from which two buttons stand side by side
const [BUTTON, HIGH, GAP] = [22, 20, 2]; // CSS pixels of a button above a column

/**
 * The widths with one layer more, as wide as the last, or one less.
 * @param {number[]} hidden
 * @param {number} by 1 or −1
 */
export function layered(hidden, by) {
  return by < 0 ? hidden.slice(0, -1) : [...hidden, hidden[hidden.length - 1] ?? FIRST];
}

/**
 * The widths with one unit more or less in layer l.
 * @param {number[]} hidden
 * @param {number} l
 * @param {number} by
 */
export const widened = (hidden, l, by) => hidden.map((n, k) => (k === l ? n + by : n));

export class Shape {
  /** @type {number[]} */
  hidden = []; // units of each hidden layer, as they are wanted
  asked = -Infinity;
  /** @type {Pick<Message, "max_layers" | "max_units">} */
  limits = later();
  /** @type {Pair[]} */
  columns = [];

  /**
   * @param {HTMLElement} head where the number of layers stands
   * @param {HTMLElement} stage over which the buttons of the columns stand
   * @param {(hidden: number[]) => void} ask
   */
  constructor(head, stage, ask) {
    this.ask = ask;
    this.box = make("span", "layers", head, "Layers ");
    this.layers = this.pair(this.box, (by) => this.want(layered(this.hidden, by)));
    this.count = make("b", "", this.box);
    this.layers.less.after(this.count);
    this.over = make("div", "shape", stage);
  }

  /**
   * Whether a message's networks may be given another shape.
   * @param {Message} m
   */
  static free = (m) => m.max_layers > 0 && !m.loop && !m.locked.includes("shape");

  /**
   * How much room the columns' titles and buttons take, in CSS pixels.
   * @param {Message} m
   * @param {number} p
   * @param {number} width
   */
  static head(m, p, width) {
    if (!Shape.free(m)) return TITLES;
    const { length } = m.widths[p];
    const stacked = (width - 46) / stepsOf(standing(length, width), length) < WIDE;
    return TITLES + (stacked ? 2 : 1) * (HIGH + GAP);
  }

  /**
   * @param {HTMLElement} parent
   * @param {(by: number) => void} change
   * @returns {Pair}
   */
  pair(parent, change) {
    const [less, more] = [-1, 1].map((by) => {
      const button = make("button", "", parent, by < 0 ? "−" : "+");
      button.type = "button";
      button.onclick = () => {
        if (button.ariaDisabled !== "true") change(by);
      };
      return button;
    });
    return { less, more };
  }

  /**
   * Stands over the columns of member p of a message; buttons that are there stay, with their focus.
   * @param {Message} m
   * @param {number} p
   * @param {Places} places
   */
  lay(m, p, places) {
    const free = Shape.free(m);
    this.box.hidden = this.over.hidden = !free;
    if (!free) return;
    this.limits = m;
    const hidden = m.widths[p].slice(1, -1);
    if (performance.now() - this.asked > SOON) this.hidden = hidden;
    const layers = hidden.length;
    while (this.columns.length < layers) {
      const l = this.columns.length;
      this.columns.push(this.pair(this.over, (by) => this.want(widened(this.hidden, l, by))));
    }
    for (const { less, more } of this.columns.splice(layers)) {
      less.remove();
      more.remove();
    }
    this.columns.forEach(({ less, more }, l) => {
      const [x, top] = [places.columns[l + 1], TITLES];
      less.hidden = more.hidden = !(x > 0);
      if (less.hidden) return;
      const beside = places.step >= WIDE;
      put(less, beside ? x - BUTTON - GAP / 2 : x - BUTTON / 2, top + (beside ? 0 : HIGH + GAP));
      put(more, beside ? x + GAP / 2 : x - BUTTON / 2, top);
    });
    this.tell();
  }

  /** @param {number[]} hidden */
  want(hidden) {
    this.hidden = hidden;
    this.asked = performance.now();
    this.tell();
    this.ask(hidden);
  }

  /** Says how many there are, and which buttons have come to an end. */
  tell() {
    const { hidden, limits, columns, layers } = this;
    write(this.count, String(hidden.length));
    name(layers.less, "Remove the last hidden layer", hidden.length > 0);
    name(layers.more, "Add a hidden layer", hidden.length < limits.max_layers);
    columns.forEach(({ less, more }, l) => {
      const units = hidden[l] ?? 0;
      const now = `: ${units} now`;
      name(less, `Remove a unit from layer ${l + 1}${now}`, units > 1);
      name(
        more,
        `Add a unit to layer ${l + 1}${now}`,
        l < hidden.length && units < limits.max_units,
      );
    });
  }
}

/**
 * @param {HTMLElement} button
 * @param {number} left
 * @param {number} top
 */
function put(button, left, top) {
  button.style.cssText = `left:${Math.round(left)}px;top:${top}px;width:${BUTTON}px;height:${HIGH}px`;
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} text
 * @param {boolean} works
 */
function name(button, text, works) {
  button.ariaLabel = button.title = text;
  button.ariaDisabled = String(!works);
}
