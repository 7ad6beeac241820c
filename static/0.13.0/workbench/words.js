// What is said of the moment shown: with each picture, and to those who listen.

import { write } from "../shared/elements.js";
import { loss, whole } from "../shared/numbers.js";
import { scored } from "./score.js";

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {import("./film.js").Frame} Frame
 * @typedef {import("./panels.js").Panel} Panel
 * @typedef {import("./views/view").View} View
 */

const READ = 100; // ms between two numbers: faster than this nobody reads
const HEARD = 1000; // ms between two descriptions

export class Words {
  /** @param {HTMLElement} timeLine */
  constructor(timeLine) {
    this.timeLine = timeLine;
    this.timeLine.setAttribute("aria-label", "Time line with the losses");
    this.said = -Infinity;
    this.described = -Infinity;
  }

  /**
   * Whether it is time to say something again.
   * @param {number} now
   */
  due(now) {
    return now - this.said > READ;
  }

  /**
   * @param {number} now
   * @param {{ message: Message, frame: Frame, last: number, live: boolean, view: View, panels: Panel[], even: string }}
   *   shown the frame of a run whose last step is known, moving or not; `even` says at which
   *   threshold its scores are, where another is shown
   */
  say(now, { message, frame: { m, i }, last, live, view, panels, even }) {
    const where = `step ${whole(m.step[i])} · epoch ${whole(m.epoch[i])}`;
    const describe = !live || now - this.described >= HEARD;
    this.said = now;
    const told = panels.map((panel, p) => {
      const k = i * m.P + p;
      const losses = `loss: train ${loss(m.train_loss[k])} · validation ${loss(m.validation_loss[k])}`;
      const accuracy = `validation ${m.score} ${scored(m, m.validation_accuracy[k])}${even}`;
      const seen = view.words?.(p) ?? "";
      const note = message.notes[p] && `, ${message.notes[p]}`;
      panel.measure(m, k, even);
      write(panel.words, seen);
      panel.words.tabIndex = seen ? 0 : -1; // the keys scroll it where it is high
      const heard = losses.replace(":", "").replace(" · ", ", ");
      return `${m.titles[p]}: ${heard}, ${accuracy}${note}. ${seen}`;
    });
    if (!describe) return;
    this.described = now;
    const place = where.replace(" · ", ", ");
    panels.forEach(({ canvas }, p) =>
      canvas.setAttribute("aria-label", `Network at ${place}. ${told[p]}`),
    );
    this.timeLine.setAttribute("aria-valuemin", "0");
    this.timeLine.setAttribute("aria-valuemax", String(last));
    this.timeLine.setAttribute("aria-valuenow", String(m.step[i]));
    this.timeLine.setAttribute("aria-valuetext", `${place}. ${told.join(" ")}`);
  }
}
