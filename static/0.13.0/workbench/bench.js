// Everything that is seen of a run: the bar, the pictures, the time line and the words, laid out.

import { make, write } from "../shared/elements.js";
import { Bar } from "./bar.js";
import { Ends } from "./ends/ends.js";
import { LEGEND, apply, layoutOf, heightOf } from "./layout.js";
import { LossBar } from "./lossbar.js";
import { Pictures } from "./pictures.js";
import { Sketching } from "./sketch/sketching.js";
import { Sentences } from "./sentences.js";
import { TimeLine } from "./timeline.js";
import { Words } from "./words.js";

const MOST_WORDED = 4; // networks; of more a sentence below each map has no room
const UNSEEN = 4; // pixels that what stands above may still settle by, without a jump of the pictures

/** @typedef {import("../shared/message").Message} Message */
/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./film.js").Frame} Frame */
/** @typedef {import("./remote.js").Remote} Remote */
/**
 * What the hand does on it.
 * @typedef {import("./bar.js").Asks & import("./hand.js").Asks & Omit<import("./pictures.js").Asks, "change"> & {
 *   orders: import("./orders.js").Orders, replay: () => void, mark: () => void, layOut: () => void, redraw: () => void,
 * }} Asks
 */

/** @param {Element} element */
const remOf = (element) => parseFloat(getComputedStyle(element).fontSize) || 16;
const CHART = 50; // ms between two pictures of the curves while they move

export class Bench {
  width = 0; // that it is laid out for, 0 before it is
  height = 0;
  count = 0; // pictures drawn
  charted = 0; // when the time line was drawn

  /**
   * @param {HTMLElement} root
   * @param {Asks} asks
   */
  constructor(root, asks) {
    this.root = root;
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    this.bar = new Bar(this.body, asks);
    const below = document.createElement("div");
    below.className = "below";
    this.steering = make("div", "view", below);
    this.row = new LossBar(below, {
      measure: (measure) => {
        this.row.measure(measure);
        this.chart.show(measure);
        asks.repaint();
      },
      replay: asks.replay,
      mark: asks.mark,
    });
    const change = (/** @type {string} */ name, /** @type {Record<string, unknown>} */ what) =>
      asks.orders.give(name, what);
    this.pictures = new Pictures(this.body, { ...asks, change, overlays: this.row.overlays });
    this.sketching = new Sketching(root, this.pictures.panels.box, this.row, {
      repaint: asks.redraw,
      show: (m) => this.pictures.show(m),
      orders: asks.orders,
    });
    this.pictures.guest = (context, size) => this.sketching.draw(context, size);
    this.ends = new Ends(this.body, {
      redraw: asks.redraw,
      layOut: asks.layOut,
      trace: (n) => this.pictures.trace(n),
      settle: (name, value) => change(name, { value }),
      place: this.row.overlays,
    });
    this.body.append(below);
    this.chart = new TimeLine(below, asks);
    this.sentences = new Sentences(below, (key) => change("try", { key }));
    this.words = new Words(this.chart.canvas);
  }

  /**
   * Says that there is nothing to show, and why; "" where there is something again.
   * @param {string} why
   */
  fail(why) {
    write(this.fault, why);
    this.fault.hidden = !why;
    this.body.hidden = Boolean(why);
    if (why) this.root.classList.add("filled");
  }

  /**
   * Shows another message, in a view; true where everything is to be laid out again.
   * @param {Message} m
   * @param {string} view
   * @param {boolean} same whether it is of the run shown
   */
  take(m, view, same) {
    const shown = this.sketching.over(m);
    const layOut = this.pictures.take({ ...shown, view }, same, this.steering);
    this.bar.take(m);
    this.bar.mark(view);
    this.row.take(m);
    this.sketching.take(m, Boolean(this.pictures.view.flat));
    return this.ends.take(m, same) || layOut || !this.width;
  }

  /** Whether the window, or the place in it, has another size than it is laid out for. */
  get resized() {
    const { clientWidth } = this.root;
    const moved = Math.abs(heightOf(this.root) - this.height) > UNSEEN;
    return clientWidth > 0 && (clientWidth !== this.width || moved);
  }

  /** @param {Message} message */
  layOut(message) {
    const { root, pictures } = this;
    this.width = root.clientWidth;
    if (!this.width) return;
    this.height = heightOf(root);
    const { drawn, view } = pictures;
    const worded = Boolean(view.words) && message.P <= MOST_WORDED;
    const what = {
      P: message.P,
      drawn,
      alone: Boolean(view.alone),
      told: message.sentences.some(Boolean),
      steered: this.steering.childElementCount > 0,
      scale: remOf(document.documentElement) / 16,
      worded,
    };
    const ratio = Math.min(devicePixelRatio || 1, 2);
    root.style.setProperty("--pictures", String(message.P));
    root.classList.toggle("worded", worded);
    const at = this.#fit(what);
    const room = at.side ? { width: at.room, height: at.tall } : undefined;
    pictures.judged = this.ends.open;
    pictures.resize(at.size, ratio, room);
    this.ends.resize(drawn, room);
    this.chart.resize(at.loss, ratio);
  }

  /**
   * Lays out what has a place; where the row above the time line takes more than one line, pictures
   * leave it the room.
   * @param {Omit<import("./layout.js").What, "row">} what
   */
  #fit(what) {
    for (let row = 0; ; row = this.row.height) {
      const at = layoutOf(this.width, this.height, { ...what, row });
      apply(this.root, at, this.height);
      if (this.row.height <= Math.max(row, LEGEND * what.scale)) return at;
    }
  }

  /**
   * Draws the place `at` of a film; the frame that is shown.
   * @param {Film} film
   * @param {number} at
   * @param {number} now Infinity where nothing moves
   * @param {boolean} live
   */
  draw({ frames, end }, at, now, live) {
    const index = Math.min(Math.floor(at), end);
    const from = frames[index];
    const to = frames[Math.min(index + 1, end)];
    const share = at - index;
    const step = from.m.step[from.i];
    const calm = now === Infinity && !live;
    const { pictures, ends, sketching } = this;
    if (sketching.moved) pictures.lay(sketching.over(sketching.message ?? from.m));
    sketching.moved = false;
    pictures.view.level = pictures.marks.level = ends.cut;
    pictures.draw({ from, to, share }, calm && !ends.held);
    ends.draw(pictures.weights, pictures.chosen, pictures.traced, calm);
    // The head of a curve moves by less than a pixel a frame, and by a threshold not at all.
    if (!((calm && ends.held) || now - this.charted < CHART)) {
      this.chart.draw(step + (to.m.step[to.i] - step) * share, !live);
      this.charted = performance.now();
    }
    Object.assign(this.root.dataset, { step, frames: ++this.count });
    return from;
  }

  /**
   * Says what is shown.
   * @param {number} now
   * @param {Message} message the latest
   * @param {Frame} frame
   * @param {number} last step of the film
   * @param {{ live: boolean, playing: boolean, replaying: boolean }} how
   */
  say(now, message, frame, last, { live, playing, replaying }) {
    this.root.dataset.playing = String(live);
    this.bar.say(message, frame, playing, live);
    this.row.say(replaying);
    const elsewhere = this.ends.cut !== 0;
    this.sentences.say(message, frame.m.step[frame.i], elsewhere);
    const { view, panels } = this.pictures;
    const even = elsewhere ? " at ½" : "";
    this.words.say(now, { message, frame, last, live, view, panels: panels.all, even });
  }
}
