// The row above the time line: what its lines and dots mean, and what is done with it.

import { make, write } from "../shared/elements.js";
import { explain } from "../shared/glossary.js";
import { number } from "../shared/numbers.js";
import { shortened } from "./drawing/places.js";
import { isLabels, isNumber } from "./problem.js";
import { measured, shortly } from "./score.js";

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {"loss" | "accuracy"} Measure */
/**
 * What the row asks for.
 * @typedef {object} Asks
 * @property {(measure: Measure) => void} measure
 * @property {() => void} replay
 * @property {() => void} mark
 */

const FEW = 5; // classes, of which each is called one

export class LossBar {
  /**
   * @param {HTMLElement} parent
   * @param {Asks} asks
   */
  constructor(parent, asks) {
    this.box = make("div", "lossbar", parent);
    this.legend = make("div", "legend", this.box);
    this.shown = ""; // what the legend speaks of
    this.tools = make("div", "tools", this.box);
    this.tools.hidden = true;
    this.tall = 0;
    const group = make("div", "looks", this.box);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Curve");
    /** @type {[Measure, HTMLButtonElement][]} */
    this.measures = /** @type {const} */ (["loss", "accuracy"]).map((measure) => [
      measure,
      this.#button(group, measure === "loss" ? "Loss" : "Accuracy", () => asks.measure(measure)),
    ]);
    this.replay = this.#button(this.box, "Replay", asks.replay);
    this.replay.title = "Plays what was trained so far once more";
    this.marker = this.#button(this.box, "Mark", asks.mark);
    this.marker.title = "Marks this moment on the time line, to be found again";
    this.show = make("details", "shows", this.box);
    make("summary", "", this.show, "Show ▾");
    this.overlays = make("div", "overlays", this.show);
    this.draw = this.#button(this.box, "Draw", () => {});
    this.draw.classList.add("draw");
    this.draw.title = "Draws points of your own on the maps";
    this.draw.ariaPressed = "false";
    this.draw.hidden = true;
    this.measure("loss");
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} text
   * @param {() => void} onclick
   */
  #button(parent, text, onclick) {
    return Object.assign(make("button", "", parent, text), { type: "button", onclick });
  }

  /** @param {Measure} shown */
  measure(shown) {
    for (const [measure, button] of this.measures)
      button.setAttribute("aria-pressed", String(measure === shown));
  }

  /**
   * Shows what points are drawn with, or takes it away again.
   * @param {boolean} on
   */
  sketch(on) {
    this.draw.ariaPressed = String(on);
    this.tools.hidden = !on;
  }

  /**
   * In CSS pixels: it has as many lines as its words need. What points are drawn with does not count,
   * so that the pictures stay where they are while somebody draws.
   */
  get height() {
    if (this.tools.hidden) this.tall = this.box.offsetHeight;
    return this.tall;
  }

  /** @param {boolean} replaying */
  say(replaying) {
    write(this.replay, replaying ? "Stop" : "Replay");
  }

  /** @param {Message} m */
  take(m) {
    const { loop, class_colours, answers, shown } = m;
    write(this.measures[1][1], shortly(m));
    explain(this.measures[0][1], "loss");
    explain(this.measures[1][1], measured(m));
    this.marker.hidden = this.replay.hidden = loop;
    this.show.hidden = !this.overlays.childElementCount;
    const wanted = JSON.stringify([class_colours, m.problem, m.low, m.high, answers, shown]);
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.legend.replaceChildren();
    explain(this.#entry("train", "dot full", "dash"), "training_points");
    explain(this.#entry("validation", "dot", "dash cut"), "validation_points");
    const test = this.#entry("test", "diamond");
    explain(test, "test_points");
    make("em", "", test, "(for the end)");
    if (isNumber(m)) return this.#values(m);
    const name = isLabels(m) ? "label " : class_colours.length > FEW ? "" : "class ";
    class_colours.forEach((colour, k) => {
      const called = answers.length ? shortened(answers[k]) : `${name}${k}`;
      this.#colour(this.#entry(called, "square"), colour);
    });
    if (shown) this.#entry(`map: ${shown}`);
  }

  /**
   * The colours from the lowest number to the highest.
   * @param {Message} m
   */
  #values({ low, high, mark_colours }) {
    const colours = [0, 127, 255].map((k) => mark_colours[k]);
    const text = `y from ${number(low)} to ${number(high)}`;
    this.#colour(this.#entry(text, "ramp"), `linear-gradient(90deg, ${colours})`);
  }

  /**
   * @param {HTMLElement} entry
   * @param {string} background of its icon
   */
  #colour({ children: [icon] }, background) {
    /** @type {HTMLElement} */ (icon).style.background = background;
  }

  /**
   * An entry with its icons.
   * @param {string} text
   * @param {string[]} names
   */
  #entry(text, ...names) {
    const span = make("span", "", this.legend);
    for (const name of names) make("i", name, span);
    span.append(text);
    return span;
  }
}
