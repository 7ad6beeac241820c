// Plays the frames of a run: takes its messages, moves time, and has pictures and words follow.

import { make, write } from "../shared/elements.js";
import { still, unwatchMotion, watchMotion } from "../shared/motion.js";
import { Film, unchanged } from "./film.js";
import { Inbox } from "./inbox.js";
import { layoutOf } from "./layout.js";
import { Legend } from "./legend.js";
import { Pictures } from "./pictures.js";
import { TimeLine } from "./timeline.js";
import { Transport } from "./transport.js";
import { Words } from "./words.js";

/** @typedef {import("../shared/message").Message} Message */

const CHART = 50; // ms between two pictures of the loss curves while they move
const BACK = 1000; // ms in which a component that was taken down may stand again as it was
/** @type {(keyof Message)[]} */
const SAME = ["run", "P", "n", "classes", "loop"]; // of two messages of one run
/** @type {Player | undefined} the player that was taken down last */
let left;

export class Player {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {import("../shared/component.js").Tell} */
    this.tell = () => {};
    /** @type {Message} */
    this.message = /** @type {any} */ (undefined);
    this.inbox = new Inbox({
      take: (message) => this.take(message),
      fail: (why) => this.fail(why),
      ask: (now) => this.tell("missing", now),
    });
    this.film = new Film();
    this.transport = new Transport(this.film);
    /** @type {import("./film.js").Frame | undefined} */
    this.shown = undefined;
    this.count = 0; // pictures drawn
    this.width = 0; // that it is laid out for, 0 before it is
    this.raf = 0; // the picture that is asked for; −1: nothing wakes it
    this.last = 0; // when the picture before was drawn, 0 at rest
    this.charted = 0; // when the time line was drawn
    this.left = 0; // when it was taken down
    this.stale = true;
    this.tick = this.tick.bind(this);
    this.repaint = this.repaint.bind(this);
    this.restart = this.restart.bind(this);
    this.sizes = new ResizeObserver(() => {
      if (this.message && root.clientWidth && root.clientWidth !== this.width) this.layOut();
    });

    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    this.pictures = new Pictures(this.body, {
      repaint: this.repaint,
      change: (name, change) => this.tell(name, change),
    });
    const below = make("div", "below", this.body);
    this.viewBox = make("div", "view", below);
    const status = make("div", "status", below);
    status.dataset.part = "transport";
    this.button = this.#button(status, "Replay", () => this.toggle());
    this.marker = this.#button(status, "Mark", () => this.mark());
    this.legend = new Legend(below);
    this.chart = new TimeLine(below, {
      goTo: (step) => this.scrub(this.film.at(step)),
      goBy: (frames) => this.scrub(Math.round(this.transport.at) + frames),
    });
    this.words = new Words(status, this.chart.canvas);
    document.fonts?.ready.then(this.repaint);
    this.listen();
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} text
   * @param {() => void} onclick
   */
  #button(parent, text, onclick) {
    const button = make("button", "", parent, text);
    return Object.assign(button, { type: "button", onclick });
  }

  // ---- mounted, taken down, mounted again

  listen() {
    this.root.addEventListener("transitionend", this.repaint);
    watchMotion(this.restart);
    this.sizes.observe(this.root);
  }

  /**
   * Two runs of a script at once may take a component down and mount it anew: nothing is lost then.
   * @param {HTMLElement} root
   */
  static back(root) {
    const player = left;
    left = undefined;
    if (!player || performance.now() - player.left > BACK) return undefined;
    root.replaceWith(player.root);
    player.raf = 0;
    player.listen();
    player.wake();
    return player;
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.inbox.stop();
    this.sizes.disconnect();
    unwatchMotion(this.restart);
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1; // nothing wakes it again, but `back`
    this.left = performance.now();
    left = this;
  }

  // ---- messages

  /** @param {unknown} data */
  receive(data) {
    this.inbox.receive(data);
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

  /** @param {Message} m */
  take(m) {
    const old = this.message;
    const same = Boolean(old) && SAME.every((key) => old[key] === m[key]);
    if (same && old.serial === m.serial && old.playing === m.playing && old.view === m.view) return;
    const { place } = this.transport;
    const stay = same && (old.playing || unchanged(old, m));
    const end = same ? this.film.end : -1;
    this.message = m;
    Object.assign(this.root.dataset, { run: m.run, serial: m.serial });
    if (!same) this.build();
    if (m.playing) this.film.append(m);
    else if (!this.film.settle(m)) this.inbox.ask();
    const layOut = this.pictures.take(m, same, this.viewBox);
    this.legend.take(m);
    const atOnce = !same || !m.playing || still();
    this.chart.take(m, this.film.frames, { goesOn: same, atOnce });
    if (layOut || !this.width) this.layOut();
    if (same && m.playing && !still()) this.transport.follow(m, end);
    else this.show(stay ? place : NaN);
    this.stale = true;
    this.wake();
  }

  /** Another run: what was shown of the one before is dropped. */
  build() {
    this.film.frames = [];
    this.chart.marks = [];
    this.root.dataset.marks = "";
    this.marker.hidden = this.message.loop;
    this.root.classList.add("filled");
  }

  /**
   * Shows the film from its beginning, or at rest: on its last frame, or at a step held before.
   * @param {number} place
   */
  show(place) {
    this.transport.show(this.message, place, !still());
    this.pictures.drawing.overrides.clear(); // at rest the frames hold what was typed
  }

  restart() {
    if (!this.message) return;
    this.show(NaN);
    this.repaint();
  }

  // ---- the hand

  /** @param {number} k */
  scrub(k) {
    this.halt();
    this.transport.scrub(k);
    this.stale = true;
    this.wake();
  }

  /** Marks the moment shown, or takes its mark away; dragging near a mark stops at it. */
  mark() {
    const marks = this.chart.mark(this.film.stepOf(Math.round(this.transport.at)));
    this.root.dataset.marks = marks.join(" ");
    this.stale = true;
    this.wake();
  }

  toggle() {
    const { transport } = this;
    if (transport.mode === "replay") return this.scrub(Math.round(transport.at));
    this.halt();
    transport.replay();
    this.wake();
  }

  /** Asks the server to pause. */
  halt() {
    if (!this.message.playing) return;
    this.transport.halt();
    this.tell("pause", true);
  }

  // ---- time

  get live() {
    return this.transport.mode === "replay" || this.message.playing;
  }

  repaint() {
    this.chart.repaint();
    this.stale = true;
    this.wake();
  }

  wake() {
    this.raf ||= requestAnimationFrame(this.tick);
  }

  /** @param {number} now */
  tick(now) {
    this.raf = 0;
    if (this.film.end < 0) return;
    const gap = this.last ? (now - this.last) / 1000 : 1 / 60;
    const moved = this.transport.advance(gap) || this.stale;
    const eased = this.chart.ease(gap);
    const moving = eased || this.transport.moving;
    if (moved || eased) this.draw(moving ? now : Infinity);
    if (!moving || this.words.due(now)) this.say(now);
    this.last = moving ? now : 0;
    if (moving) this.wake();
  }

  layOut() {
    const { root, pictures, message } = this;
    this.width = root.clientWidth;
    if (!this.width) return;
    const { drawn, view } = pictures;
    const at = layoutOf(this.width, message.P, drawn, Boolean(view.alone));
    const ratio = Math.min(devicePixelRatio || 1, 2);
    for (const name of /** @type {const} */ (["wide", "narrow", "side"]))
      root.classList.toggle(name, at[name]);
    root.classList.toggle("worded", Boolean(view.words));
    root.style.setProperty("--columns", String(at.columns));
    root.style.setProperty("--size", `${at.size}px`);
    pictures.resize(at.size, ratio);
    this.chart.resize(at.narrow ? 170 : 190, ratio);
    this.stale = true;
    this.wake();
  }

  /** @param {number} now Infinity where nothing moves */
  draw(now) {
    if (!this.pictures.size) return;
    const { frames, end } = this.film;
    const { at } = this.transport;
    const index = Math.min(Math.floor(at), end);
    const from = frames[index];
    const to = frames[Math.min(index + 1, end)];
    const share = at - index;
    const step = from.m.step[from.i];
    this.pictures.draw({ from, to, share }, now === Infinity && !this.live);
    // The head of a curve moves by less than a pixel a frame.
    if (!(now - this.charted < CHART)) {
      this.chart.draw(step + (to.m.step[to.i] - step) * share);
      this.charted = performance.now();
    }
    this.stale = false;
    this.shown = from;
    Object.assign(this.root.dataset, { step, frames: ++this.count });
  }

  /** @param {number} now */
  say(now) {
    if (!this.shown) return;
    const { message, live, shown: frame, film } = this;
    this.root.dataset.playing = String(live);
    write(this.button, this.transport.mode === "replay" ? "Pause" : "Replay");
    const { view, panels } = this.pictures;
    const last = film.stepOf(film.end);
    this.words.say(now, { message, frame, last, live, view, panels: panels.all });
  }
}
