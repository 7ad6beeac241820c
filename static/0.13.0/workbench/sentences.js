// What is true of each network, in sentences: first what each has come to.

import { make, write } from "../shared/elements.js";
import { whole } from "../shared/numbers.js";

/** @typedef {import("../shared/message").Message} Message */

export class Sentences {
  /**
   * @param {HTMLElement} parent
   * @param {(key: string) => void} ask for a setting that may help
   */
  constructor(parent, ask) {
    this.ask = ask;
    this.offered = ""; // what the buttons are for
    this.tries = make("div", "tries");
    this.box = make("div", "sentences", parent);
    this.box.dataset.part = "sentences";
    this.box.tabIndex = 0; // the keys scroll it where it is high
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", "What is true of the networks");
    this.when = make("b");
    /** @type {HTMLElement[]} of each network, then again of each what else is true */
    this.lines = [];
  }

  /**
   * Says them, and of which step they are: not always the one that is shown.
   * @param {Message} m
   * @param {number} shown the step
   * @param {boolean} elsewhere whether the judge's threshold is not ½, at which they count
   */
  say(m, shown, elsewhere) {
    const sentences = [...m.sentences, ...m.further];
    this.box.hidden = !sentences.some(Boolean);
    if (this.lines.length !== sentences.length) this.#build(m.P);
    const last = m.step[m.S - 1];
    const step = m.told_at ?? last;
    const latest = shown < step && step === last;
    this.#offer(m);
    const where = elsewhere ? ", at the threshold ½" : "";
    write(this.when, `At step ${whole(step)}${latest ? ", the latest" : ""}${where}: `);
    this.lines.forEach((line, k) => {
      const text = line.lastElementChild;
      line.hidden = !sentences[k];
      line.style.setProperty("--line", m.line_colours[k % m.P]);
      if (text) write(text, sentences[k]);
    });
  }

  /**
   * Offers what may help; buttons that are there stay, with their focus.
   * @param {Message} m
   */
  #offer({ tries }) {
    const wanted = JSON.stringify(tries);
    this.tries.hidden = !tries.length;
    if (wanted === this.offered) return;
    this.offered = wanted;
    this.tries.replaceChildren("What may help: ");
    for (const [key, label] of tries) {
      const button = make("button", "", this.tries, label);
      Object.assign(button, { type: "button", onclick: () => this.ask(key) });
    }
  }

  /** @param {number} P networks */
  #build(P) {
    this.box.replaceChildren();
    this.lines = Array.from({ length: 2 * P }, (_, k) => {
      const line = make("p", k < P ? "" : "further", this.box);
      if (P > 1) make("i", "key", line);
      if (k === 0) line.append(this.when);
      make("span", "", line);
      return line;
    });
    this.box.prepend(this.tries);
  }
}
