// Play, step and a slider through the steps of a path; between two steps what is drawn glides.

import { make, write } from "../shared/elements.js";
import { still } from "../shared/motion.js";
import { whole } from "../shared/numbers.js";

const PACE = 8; // steps a second
const LONGEST = 10; // seconds that a path takes, about, however long it is
const SLOW = 2; // of the first steps, which one wants to follow
const FIRST = 4; // how many these are

export class Player {
  /**
   * @param {HTMLElement} parent
   * @param {() => void} draw is called where another moment is to be seen
   */
  constructor(parent, draw) {
    this.draw = draw;
    this.at = 0; // steps, with a fraction while it glides
    this.steps = 0;
    /** @type {number[]} */
    this.numbers = []; // what each step is called, where not by its own number
    this.playing = false;
    this.last = 0; // time of the last frame that moved
    this.raf = 0; // of the frame asked for; −1 where nothing wakes it again
    this.row = make("div", "player-row", parent);
    this.row.dataset.part = "transport";
    this.button = this.press("Play", () => this.play(!this.playing));
    this.press("Step", () => this.go(Math.floor(this.at + 1e-9) + 1));
    this.press("Reset", () => this.go(0));
    this.slider = make("input", "", this.row);
    Object.assign(this.slider, { type: "range", min: "0", step: "1", value: "0" });
    this.slider.setAttribute("aria-label", "Step");
    this.slider.oninput = () => this.go(this.slider.valueAsNumber);
    this.words = make("b", "", this.row);
    this.frame = this.frame.bind(this);
  }

  /**
   * @param {string} name
   * @param {() => void} act
   */
  press(name, act) {
    const button = make("button", "", this.row, name);
    button.type = "button";
    button.onclick = act;
    return button;
  }

  /**
   * Another path: it is played from its start, unless it has a step to rest at, or the reader wants
   * stillness.
   * @param {number} steps
   * @param {number[]} [numbers] of training, at each step
   * @param {number} [rest]
   */
  load(steps, numbers = [], rest = -1) {
    this.steps = steps;
    this.numbers = numbers;
    this.slider.max = String(steps);
    const moves = rest < 0 && !still() && steps > 0;
    this.at = moves ? 0 : rest < 0 ? steps : rest;
    this.play(moves);
  }

  /**
   * What a step is called.
   * @param {number} step
   */
  named(step) {
    return whole(this.numbers[step] ?? step);
  }

  /** @param {boolean} on */
  play(on) {
    if (on && this.at >= this.steps) this.at = 0;
    this.playing = on;
    this.last = 0;
    write(this.button, on ? "Pause" : "Play");
    this.redraw();
  }

  /** @param {number} step */
  go(step) {
    this.at = Math.max(0, Math.min(step, this.steps));
    this.play(false);
  }

  redraw() {
    this.raf ||= requestAnimationFrame(this.frame);
  }

  /** @param {number} now */
  frame(now) {
    this.raf = 0;
    if (this.playing) this.advance(now);
    const step = Math.floor(this.at + 1e-9);
    const words = `step ${this.named(step)} of ${this.named(this.steps)}`;
    this.slider.value = String(step);
    this.slider.setAttribute("aria-valuetext", words);
    write(this.words, words);
    this.draw();
  }

  /** @param {number} now */
  advance(now) {
    const gap = this.last ? Math.min(now - this.last, 100) / 1000 : 0;
    const pace = this.at < FIRST ? SLOW : Math.max(PACE, this.steps / LONGEST);
    this.at = still() ? this.steps : Math.min(this.steps, this.at + gap * pace);
    this.last = now;
    if (this.at >= this.steps) this.play(false);
    else this.redraw();
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.raf = -1;
  }
}

/**
 * How far a glide is that has begun a share of a step ago: it rests at both ends.
 * @param {number} share
 */
export const eased = (share) => share * share * (3 - 2 * share);

/**
 * A row of numbers at a moment between two steps; after its last number it stays there.
 * @param {ArrayLike<number>} rows of each, one after another
 * @param {number} start of the row
 * @param {number} steps that this row has
 * @param {number} at
 */
export function moment(rows, start, steps, at) {
  const step = Math.min(Math.floor(at + 1e-9), steps);
  if (step >= steps) return rows[start + steps];
  const [a, b] = [rows[start + step], rows[start + step + 1]];
  return a + (b - a) * eased(Math.max(0, at - step));
}
