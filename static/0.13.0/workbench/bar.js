// The bar above the pictures: Play and its companions, where the run stands, and the views.

import { make, write } from "../shared/elements.js";
import { explain } from "../shared/glossary.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {import("./film.js").Frame} Frame */
/**
 * What the bar asks for.
 * @typedef {object} Asks
 * @property {() => void} toggle
 * @property {(name: "step" | "epoch" | "reset") => void} order
 * @property {(view: string) => void} look
 * @property {() => void} speed
 */

/** @type {Record<string, import("../shared/glossary.js").Term>} the views, by their labels */
const VIEWS = {
  Probability: "probability",
  Prediction: "prediction",
  "Fold lines": "fold",
  "Warped space": "warped_space",
  "Layer by layer": "hidden_layer",
  "Gradients and signals": "gradient",
};

export class Bar {
  speed = 0; // steps from one frame to the next
  /** @type {Map<string, HTMLButtonElement>} */
  views = new Map();
  offered = ""; // the views that have buttons

  /**
   * @param {HTMLElement} parent
   * @param {Asks} asks
   */
  constructor(parent, asks) {
    this.asks = asks;
    this.box = make("div", "bar", parent);
    this.box.dataset.part = "transport";
    /** @type {HTMLElement} of which a run that is only shown has Play alone */
    this.run = make("div", "run", this.box);
    this.play = this.#button("Play", () => asks.toggle(), "Space");
    this.play.classList.add("first");
    this.#button("Step", () => asks.order("step"), "One step: one batch of points (→)");
    this.epoch = this.#button("Epoch", () => asks.order("epoch"), "");
    this.#button("Reset", () => asks.order("reset"), "Back to the first draw of the weights (R)");
    this.pace = make("label", "speed", this.run);
    explain(make("span", "", this.pace, "Steps per frame"), "step");
    this.slider = Object.assign(make("input", "", this.pace), {
      type: "range",
      min: "0",
      step: "1",
    });
    this.slider.oninput = () => this.#slide();
    this.told = make("output", "", this.pace);
    const where = make("div", "place", this.box);
    this.where = make("span", "where", where);
    explain(this.where, "step", "epoch");
    this.status = make("span", "status", where);
    this.status.setAttribute("role", "status");
    this.look = make("div", "looks", this.box);
    this.look.setAttribute("role", "group");
    this.look.setAttribute("aria-label", "View");
    /** @type {number[]} */
    this.speeds = [];
  }

  /**
   * @param {string} text
   * @param {() => void} onclick
   * @param {string} title
   */
  #button(text, onclick, title) {
    const button = make("button", "", this.run, text);
    return Object.assign(button, { type: "button", onclick, title });
  }

  #slide() {
    this.speed = this.speeds[Number(this.slider.value)];
    this.#tell();
    this.asks.speed();
  }

  #tell() {
    write(this.told, String(this.speed));
    this.slider.setAttribute("aria-valuetext", `${this.speed} steps per frame`);
  }

  /** @param {Message} m */
  take(m) {
    for (const other of this.run.children) {
      /** @type {HTMLElement} */ (other).hidden = m.loop && other !== this.play;
    }
    this.slider.disabled = m.locked.includes("speed");
    if (m.hidden.includes("speed")) this.pace.hidden = true;
    if (!this.speed || this.slider.disabled) {
      this.speeds = m.speeds;
      this.speed = m.speed;
      this.slider.max = String(m.speeds.length - 1);
      this.slider.value = String(m.speeds.indexOf(m.speed));
      this.#tell();
    }
    const steps = m.epoch_steps === 1 ? "1 step" : `${whole(m.epoch_steps)} steps`;
    this.epoch.title = `${steps}: every training point once`;
    this.look.hidden = !m.views.length || m.hidden.includes("view");
    const offered = JSON.stringify(m.views);
    if (offered !== this.offered) this.#offer(m);
    this.offered = offered;
    for (const button of this.views.values()) button.disabled = m.locked.includes("view");
  }

  /** @param {Message} m whose views get a button each */
  #offer(m) {
    this.look.replaceChildren();
    this.views = new Map(
      m.views.map(([key, label]) => {
        const button = make("button", "", this.look, label);
        if (VIEWS[label]) explain(button, VIEWS[label]);
        return [key, Object.assign(button, { type: "button", onclick: () => this.asks.look(key) })];
      }),
    );
  }

  /** @param {string} view that is shown */
  mark(view) {
    for (const [key, button] of this.views)
      button.setAttribute("aria-pressed", String(key === view));
  }

  /**
   * @param {Message} m the latest
   * @param {Frame} frame that is shown
   * @param {boolean} playing
   * @param {boolean} live whether it moves
   */
  say(m, { m: shown, i }, playing, live) {
    write(this.play, playing ? "Pause" : "Play");
    this.where.setAttribute("aria-live", live ? "off" : "polite");
    write(this.where, `step ${whole(shown.step[i])} · epoch ${whole(shown.epoch[i])}`);
    const again = m.mode === "finished" ? "finished; Play starts again" : "";
    // While it plays the speed is another one each moment: nobody wants that read aloud.
    this.status.setAttribute("aria-live", live ? "off" : "polite");
    const status = playing ? m.status : m.said || again;
    write(this.status, status);
    this.status.title = status;
  }
}
