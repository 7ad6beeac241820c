// The run on the server, as the hand wants it: what is asked of it, and when it is asked for more.

import { Question } from "../shared/page.js";
import { Orders } from "./orders.js";

/** @typedef {import("../shared/message").Message} Message */

export class Remote {
  playing = false; // as the hand wants it, and as the server does where nothing was asked
  asked = -Infinity; // when more frames were asked for last
  /** @type {Message | undefined} */
  message = undefined;

  /** @param {(orders: import("./orders.js").Order[]) => void} send */
  constructor(send) {
    this.orders = new Orders(send);
    this.question = new Question(() => this.more());
    this.seen = () => this.question.after(0);
  }

  listen() {
    document.addEventListener("visibilitychange", this.seen);
  }

  stop() {
    this.question.stop();
    this.orders.stop();
    document.removeEventListener("visibilitychange", this.seen);
  }

  /**
   * Takes what the server has heard, and asks for the frames after these when their time has come.
   * @param {Message} m
   */
  take(m) {
    this.message = m;
    this.orders.heard(m.heard);
    if (!this.orders.waits("play", "pause", "step", "epoch", "reset")) this.playing = m.playing;
    this.question.stop();
    if (!m.playing || m.loop) return;
    this.question.after(Math.max(m.seconds * 1000 - (performance.now() - this.asked), 0));
  }

  /** Asks for more frames; a tab that nobody sees asks for none. */
  more() {
    if (document.hidden || !this.message?.playing || this.message.loop) return;
    this.asked = performance.now();
    this.orders.ask("more");
  }

  play() {
    this.playing = true;
    this.orders.give("play");
  }

  pause() {
    this.playing = false;
    this.orders.give("pause");
  }

  /** @param {"step" | "epoch" | "reset"} name */
  order(name) {
    this.playing = false;
    this.orders.give(name);
  }
}
