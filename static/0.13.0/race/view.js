// The whole picture: result, transport, success rates, curves, and the boundaries of one seed each.

import { Picture } from "../descent/picture.js";
import { make, write } from "../shared/elements.js";
import { still } from "../shared/motion.js";
import { whole } from "../shared/numbers.js";
import { Question } from "../shared/page.js";
import { Curves } from "./curves.js";
import { Plates } from "./plates.js";
import { Rows } from "./rows.js";

/** @import { RaceMessage } from "./message.js" */

const PULL = 150; // ms until more is asked for,
const AGAIN = 1500; // and again, where no answer has come
const LOOK = 160; // ms that a look is shown for, while they play
const LOW = 216; // pixels of the curves
const HIGH = 320;

/** @extends {Picture<RaceMessage>} */
export class View extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.at = 0; // look
    this.hot = -1; // the contestant pointed at
    this.last = 0; // order
    this.question = new Question(() => this.order("more", {}));
    this.playing = 0;
    this.verdict = make("p", "verdict", this.body);
    this.verdict.setAttribute("aria-live", "polite");
    const row = make("div", "transport", this.body);
    row.dataset.part = "transport";
    this.play = make("button", "", row, "Play");
    this.play.hidden = still();
    this.slider = make("input", "", row);
    Object.assign(this.slider, { type: "range", min: "0", step: "1", value: "0" });
    this.slider.setAttribute("aria-label", "Step");
    this.words = make("b", "", row);
    this.bar = make("progress", "", row);
    this.bar.setAttribute("aria-label", "Networks trained");
    this.progress = make("span", "progress", row);
    this.button = make("button", "act", row, "Stop");
    this.play.type = this.button.type = "button";
    this.play.onclick = () => this.toggle();
    this.slider.oninput = () => {
      this.pause();
      this.go(this.slider.valueAsNumber);
    };
    this.button.onclick = () => this.order("button", {});
    this.middle = make("div", "middle", this.body);
    this.rows = new Rows(this.middle, this);
    this.curves = new Curves(this.middle, this);
    this.plates = new Plates(this.body, this);
    this.note = make("p", "note", this.body);
  }

  /** Play what is shown, or hold it. */
  toggle() {
    if (this.playing) this.pause();
    else this.start();
  }

  /**
   * Ask the server for something.
   * @param {string} name
   * @param {Record<string, unknown>} what
   */
  order(name, what) {
    this.last = Math.max(Date.now(), this.last + 1);
    this.tell("orders", { id: this.last, name, ...what });
    if (this.message?.more) this.question.after(AGAIN); // asked at once it would take its place
  }

  get end() {
    return (this.message?.steps.length ?? 1) - 1;
  }

  start() {
    if (this.at === this.end) this.go(0);
    this.playing = window.setInterval(() => {
      this.go(this.at + 1);
      if (this.at === this.end) this.pause();
    }, LOOK);
    write(this.play, "Pause");
  }

  pause() {
    window.clearInterval(this.playing);
    this.playing = 0;
    write(this.play, "Play");
  }

  /** @param {number} look */
  go(look) {
    this.at = Math.max(0, Math.min(look, this.end));
    this.slider.value = String(this.at);
    this.redraw();
  }

  /**
   * Point at a contestant, or at none: −1.
   * @param {number} place
   */
  point(place) {
    if (place === this.hot) return;
    this.hot = place;
    this.rows.mark();
    this.curves.draw();
  }

  /** @override */
  stop() {
    super.stop();
    this.pause();
    this.question.stop();
  }

  /**
   * @override
   * @param {RaceMessage} m
   * @param {RaceMessage | null} before
   */
  load(m, before) {
    this.question.stop();
    if (m.more) this.question.after(PULL);
    if (m.run !== before?.run) {
      this.pause();
      [this.at, this.hot] = [m.steps.length - 1, -1];
      this.curves.view = m.view;
      this.plates.forget();
    }
    this.slider.max = String(this.end);
    this.slider.value = String(this.at);
    this.tellResult(m);
    write(this.progress, m.progress);
    [this.bar.max, this.bar.value] = [m.total, m.done];
    write(this.button, m.button || "Stop");
    this.button.style.visibility = m.button ? "visible" : "hidden";
    this.root.dataset.state = m.moves ? "moving" : m.button === "Start" ? "waiting" : "over";
    this.root.dataset.done = String(m.done);
    this.rows.load(m);
    this.curves.load(m);
    this.plates.load(m);
  }

  /** @param {RaceMessage} m */
  tellResult(m) {
    const [first, ...others] = m.said ? [m.said] : m.verdict;
    this.verdict.replaceChildren();
    make("b", "", this.verdict, first);
    this.verdict.append(` ${others.join(" ")}`);
    write(this.note, m.note);
  }

  /** @override */
  redraw() {
    const { message: m } = this;
    if (!m) return;
    const step = `step ${whole(m.steps[this.at])}`;
    write(this.words, step);
    this.slider.setAttribute("aria-valuetext", step);
    this.root.dataset.step = String(m.steps[this.at]);
    const above = this.middle.offsetTop - this.root.offsetTop;
    const height = this.narrow ? 0 : this.room(above + this.plates.height, LOW, HIGH);
    this.middle.style.minHeight = height ? `${height}px` : "";
    this.curves.draw();
    this.plates.draw();
    this.drawn();
  }
}
