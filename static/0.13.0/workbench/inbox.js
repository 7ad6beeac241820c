// The messages of the server, taken one after the other, each once its view is there.

import { open } from "../shared/settings.js";
import { load as loadEnds } from "./ends/index.js";
import { load } from "./views/index.js";

/** @typedef {import("../shared/message").Message} Message */

/**
 * What is done with messages: taken; or said why one cannot be, "" for none; or asked for anew.
 * @typedef {object} Ways
 * @property {(message: Message) => void} take
 * @property {(why: string) => void} fail
 * @property {(now: number) => void} ask
 */

const ANSWER = 1500; // ms in which the server may answer before it is asked again

export class Inbox {
  /** @param {Ways} ways */
  constructor(ways) {
    this.ways = ways;
    this.asked = -Infinity; // when the server was asked for what is missing
    this.timer = 0; // until it is asked again, where no answer comes
    this.taken = Promise.resolve(); // once the last message is taken
  }

  /** @param {unknown} data */
  receive(data) {
    this.taken = this.taken.then(() => this.#accept(data));
  }

  /** Asks for a whole message, since this one builds on another that never came, until it is here. */
  ask() {
    if (this.timer) return;
    const now = performance.now();
    const wait = this.asked + ANSWER - now;
    if (wait <= 0) {
      this.asked = now;
      this.ways.ask(now);
    }
    const later = () => {
      this.timer = 0;
      this.ask();
    };
    this.timer = Number(setTimeout(later, wait > 0 ? wait : ANSWER));
  }

  /** Waits for no answer any more. */
  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /** @param {unknown} data */
  async #accept(data) {
    let why = "its message could not be read";
    try {
      const message = open(data);
      if (!message) return this.ask();
      this.stop();
      why = "its module could not be loaded";
      await Promise.all([load(message.view), loadEnds(message.ends)]);
      why = "its message could not be read";
      this.ways.fail("");
      this.ways.take(message);
    } catch (error) {
      console.warn(error);
      const told = error instanceof Error ? error.message : error;
      this.ways.fail(`The picture cannot be drawn: ${why} (${told}).`);
    }
  }
}
