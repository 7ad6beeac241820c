// A training step in slow motion: five phases, the line of code that runs, the network's numbers.

import { make, write } from "../shared/elements.js";
import { Drawing } from "./drawing.js";
import { PHASES, told } from "./phases.js";
import { Picture } from "./picture.js";
import { RuleCard } from "./rule.js";

/** @import { MotionMessage } from "./message.js" */

const PACE = 1300; // milliseconds a phase
const AROUND = 196; // pixels of the row above and the rule below

/** @extends {Picture<MotionMessage>} */
export class Motion extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.step = 0;
    this.phase = 0;
    this.timer = 0;
    this.weight = 0;
    const row = make("div", "player-row", this.body);
    row.dataset.part = "transport";
    this.phases = PHASES.map((name, n) =>
      this.press(row, `${n + 1} ${name}`, () => this.go(this.step, n)),
    );
    this.next = this.press(row, "Next", () => this.forth());
    this.button = this.press(row, "Play", () => this.play(!this.timer));
    this.press(row, "Reset", () => this.go(0, 0));
    this.words = make("b", "", row);
    const stage = make("div", "stage", this.body);
    this.place = make("div", "net", stage);
    this.drawing = new Drawing(this.place, (weight) => this.pick(weight));
    const side = make("div", "lines-of-code", stage);
    this.code = make("pre", "", side);
    this.code.dataset.part = "code";
    this.sentence = make("p", "told", side);
    this.sentence.setAttribute("aria-live", "polite");
    this.rule = new RuleCard(this.body);
  }

  /** @override */
  stop() {
    super.stop();
    clearInterval(this.timer);
  }

  /**
   * @param {HTMLElement} row
   * @param {string} name
   * @param {() => void} act
   */
  press(row, name, act) {
    const button = make("button", "", row, name);
    button.type = "button";
    button.onclick = act;
    return button;
  }

  /**
   * @override
   * @param {MotionMessage} m
   * @param {MotionMessage | null} before
   */
  load(m, before) {
    this.weight = m.weight;
    if (m.run !== before?.run) [this.step, this.phase] = [0, 0];
    this.code.replaceChildren();
    m.code.forEach((line) => make("span", "", this.code, line));
  }

  // ---- the hand

  /** @param {boolean} on */
  play(on) {
    clearInterval(this.timer);
    this.timer = on ? window.setInterval(() => this.advance(), PACE) : 0;
    write(this.button, on ? "Pause" : "Play");
    this.redraw();
  }

  /**
   * @param {number} step
   * @param {number} phase
   */
  go(step, phase) {
    [this.step, this.phase] = [step, phase];
    this.play(false);
  }

  forth() {
    this.play(false);
    this.advance();
  }

  advance() {
    const last = (this.message?.mean.length ?? 1) - 1;
    if (this.phase < PHASES.length - 1) this.phase += 1;
    else if (this.step < last) [this.step, this.phase] = [this.step + 1, 0];
    else this.play(false);
    this.redraw();
  }

  /** @param {number} weight */
  pick(weight) {
    this.weight = weight;
    this.redraw();
    this.tell("weight", weight);
  }

  // ---- the picture

  /** @override */
  redraw() {
    const { message: m, step, phase, root } = this;
    if (!m) return;
    const width = this.place.clientWidth;
    const tall = 112 * Math.max(...m.widths);
    const height = this.narrow ? tall : this.room(AROUND, Math.min(tall, 230), 380);
    this.drawing.show(m, step, phase, this.weight, width, height);
    this.phases.forEach((button, n) => {
      button.classList.toggle("lit", n === phase);
      button.setAttribute("aria-pressed", String(n === phase));
    });
    [...this.code.children].forEach((line, n) => line.classList.toggle("lit", n === phase + 1));
    write(this.words, `training step ${step + 1}`);
    write(this.sentence, told(m, step, phase));
    this.rule.show(m.spots[m.weight].name, m.rules[step]);
    this.rule.box.classList.toggle("waiting", this.weight !== m.weight);
    Object.assign(root.dataset, { step, phase, playing: Boolean(this.timer), weight: this.weight });
    this.drawn();
  }
}
