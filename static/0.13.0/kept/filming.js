// The button that records a clip: its progress, and a way to call it off.

import { make } from "../shared/elements.js";
import { kindOf, record } from "./clip.js";
import { ground } from "./pictures.js";

/** @typedef {import("../workbench/lent").Lent} Lent */
/** @typedef {import("./entry.js").Told} Told */

const MOST = 1280; // pixels of a clip's width

export class Filming {
  /** @type {AbortController | undefined} while it records */
  control = undefined;

  /**
   * @param {HTMLElement} parent
   * @param {{ start: () => void, say: (text: string) => void }} asks
   */
  constructor(parent, asks) {
    this.say = asks.say;
    this.button = make("button", "", parent, "Clip (WebM)");
    this.button.type = "button";
    this.button.title = "Plays the run from its start, and records it";
    this.button.onclick = () => (this.control ? this.cancel() : asks.start());
    this.bar = make("progress", "", parent);
    this.bar.max = 1;
    this.bar.hidden = true;
    this.bar.setAttribute("aria-label", "How much of the clip is recorded");
  }

  cancel() {
    this.control?.abort();
  }

  /**
   * A clip of the whole run; undefined where there is none, and why is said.
   * @param {Lent} lent
   * @param {Told} told
   */
  async film(lent, told) {
    if (!kindOf()) return void this.say("This browser cannot record clips in WebM.");
    if (lent.end < 1) return void this.say("There is nothing to record yet: train some steps.");
    const [canvas, draw] = ground(lent, told, 1);
    if (canvas.width > MOST) return this.#film(lent, ...ground(lent, told, MOST / canvas.width));
    return this.#film(lent, canvas, draw);
  }

  /**
   * @param {Lent} lent
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} draw
   */
  async #film(lent, canvas, draw) {
    this.control = new AbortController();
    this.#show(true);
    this.say("Recording; the page must stay in front.");
    try {
      const share = (/** @type {number} */ done) => (this.bar.value = done);
      const blob = await record(lent, canvas, draw, share, this.control.signal);
      this.say(blob ? "The clip is saved." : "No clip was saved.");
      return blob;
    } catch (error) {
      console.warn(error);
      this.say("The clip could not be recorded in this browser.");
      return undefined;
    } finally {
      this.control = undefined;
      this.#show(false);
    }
  }

  /** @param {boolean} on */
  #show(on) {
    this.button.textContent = on ? "Cancel the clip" : "Clip (WebM)";
    this.bar.value = 0;
    this.bar.hidden = !on;
  }
}
