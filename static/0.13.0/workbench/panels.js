// The panels of the networks: a title, a picture and its numbers each.

import { contextOf } from "../shared/canvas.js";
import { make, write } from "../shared/elements.js";
import { explain, meaning } from "../shared/glossary.js";
import { loss } from "../shared/numbers.js";
import { STACKED } from "./layout.js";
import { measured, scored } from "./score.js";

/** @typedef {import("../shared/message").Message} Message */

const WIDE = 380; // pixels of a picture below which numbers have fewer words
const SHORT = 8; // letters of a score's name that has room in a title
const SHARES = /** @type {const} */ (["train", "validation", "test"]);

/**
 * What is done on a panel's picture, at a place in CSS pixels.
 * @typedef {object} Hands
 * @property {(p: number) => void} choose
 * @property {(p: number, x: number, y: number) => void} hover
 * @property {(p: number, x: number, y: number) => void} press
 * @property {(p: number, event: KeyboardEvent) => void} key
 */

export class Panel {
  /**
   * @param {HTMLElement} parent
   * @param {number} p
   * @param {string} colour of its curve, "" where there is no other
   * @param {Hands} hands
   */
  constructor(parent, p, colour, hands) {
    this.box = make("figure", "panel", parent);
    const title = make("button", "title", this.box);
    title.type = "button";
    title.onclick = () => hands.choose(p);
    if (colour) make("i", "key", title).style.color = colour;
    this.name = make("b", "", title);
    this.title = title;
    this.stage = make("div", "stage", this.box);
    this.canvas = make("canvas", "", this.stage);
    this.context = contextOf(this.canvas);
    this.note = make("div", "note", this.stage);
    this.numbers = make("div", "numbers", this.box);
    this.accuracy = make("span", "accuracy", title);
    this.losses = make("span", "", this.numbers);
    this.words = make("p", "words", this.box);
    this.size = 0; // of its picture in CSS pixels
    this.stacked = false; // its numbers stand in lines of their own
    this.canvas.onpointermove = (event) => hands.hover(p, event.offsetX, event.offsetY);
    this.canvas.onclick = (event) => hands.press(p, event.offsetX, event.offsetY);
    this.canvas.onkeydown = (event) => hands.key(p, event);
  }

  /**
   * @param {string} title
   * @param {string} note
   */
  call(title, note) {
    write(this.name, title);
    write(this.note, note);
    this.stage.classList.toggle("noted", note !== "");
  }

  /**
   * Writes what is measured of the network, in fewer words where there is little room.
   * @param {Message} m
   * @param {number} k place of the network's values
   * @param {string} even " at ½" where another threshold is shown: scores are those at ½
   */
  measure(m, k, even) {
    const [train, validation, test] = SHARES.map((share) => scored(m, m[`${share}_accuracy`][k]));
    const [first, second] = [loss(m.train_loss[k]), loss(m.validation_loss[k])];
    const { stacked, size } = this;
    const named = !even && size >= (m.score.length > SHORT ? WIDE : STACKED);
    // A narrow picture has no room for it in each of two lines: the first says it of both.
    const [before, after] = stacked && even ? [`${even.trim()}: `, ""] : ["", even];
    write(this.accuracy, `${before}validation ${named ? `${m.score} ` : ""}${validation}${after}`);
    const losses =
      size < WIDE ? `losses ${first} and ${second}` : `loss: train ${first} · validation ${second}`;
    explain(this.accuracy, "validation_points", measured(m));
    this.losses.title = `Loss: train ${first}, validation ${second}. ${meaning("loss")}`;
    write(this.losses, `train ${train} · test ${test}${after}${stacked ? "" : ` · ${losses}`}`);
  }

  /**
   * @param {number} size in CSS pixels
   * @param {number} ratio
   * @param {boolean} keyed whether keys go from point to point
   */
  resize(size, ratio, keyed) {
    this.size = size;
    const stacked = (this.stacked = size < STACKED);
    this.numbers.classList.toggle("stacked", stacked);
    if (stacked) this.numbers.prepend(this.accuracy);
    else this.title.append(this.accuracy);
    this.canvas.width = this.canvas.height = Math.round(size * ratio);
    this.canvas.tabIndex = keyed ? 0 : -1;
    this.canvas.setAttribute("role", keyed ? "application" : "img");
  }
}

export class Panels {
  /**
   * @param {HTMLElement} parent
   * @param {Hands} hands
   */
  constructor(parent, hands) {
    this.box = make("div", "panels", parent);
    this.box.dataset.part = "maps";
    this.hands = hands;
    /** @type {Panel[]} */
    this.all = [];
  }

  /**
   * Makes as many panels as a message has networks; from run to run they stay, so nothing blinks.
   * @param {Message} m
   */
  build({ P, line_colours }) {
    if (this.all.length === P) return;
    this.box.replaceChildren();
    const colours = P > 1 ? line_colours : [""];
    this.all = colours.slice(0, P).map((colour, p) => new Panel(this.box, p, colour, this.hands));
  }

  /** @param {Message} m */
  call({ titles, notes }) {
    this.all.forEach((panel, p) => panel.call(titles[p], notes[p]));
  }

  /** @param {number} p */
  choose(p) {
    this.all.forEach(({ box }, q) => box.classList.toggle("chosen", q === p));
  }
}
