// Plays the frames of a run: takes its messages, moves time, and has pictures and words follow.

import { still, unwatchMotion, watchMotion } from "../shared/motion.js";
import { Bench } from "./bench.js";
import { Film, unchanged } from "./film.js";
import { Inbox } from "./inbox.js";
import { Keys } from "./keys.js";
import { Lending } from "./lending.js";
import { Remote } from "./remote.js";
import { Transport } from "./transport.js";
import { load } from "./views/index.js";

/** @typedef {import("../shared/message").Message} Message */
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
      fail: (why) => this.bench.fail(why),
      ask: () => this.remote.orders.ask("missing"),
    });
    this.remote = new Remote((orders) => {
      const { speed } = this.bench.bar;
      this.tell("orders", { orders, speed, view: this.view, at: performance.now() });
    });
    this.film = new Film();
    this.transport = new Transport(this.film);
    /** @type {import("./film.js").Frame | undefined} */
    this.shown = undefined;
    this.view = ""; // key of the view that is shown
    this.keys = new Keys((asked) => this.press(asked));
    this.lending = new Lending(this);
    this.raf = 0; // the picture that is asked for; −1: nothing wakes it
    this.last = 0; // when the picture before was drawn, 0 at rest
    this.left = 0; // when it was taken down
    this.stale = true;
    this.tick = this.tick.bind(this);
    [this.repaint, this.restyle] = [this.repaint.bind(this), this.restyle.bind(this)];
    [this.restart, this.resize] = [this.restart.bind(this), this.resize.bind(this)];
    this.sizes = new ResizeObserver(this.resize);

    this.bench = new Bench(root, {
      toggle: () => this.toggle(),
      order: (name) => this.order(name),
      look: (view) => this.look(view),
      speed: () => this.remote.orders.tell(),
      repaint: this.repaint,
      orders: this.remote.orders,
      replay: () => this.replay(),
      mark: () => this.mark(),
      layOut: () => this.layOut(),
      redraw: () => this.redraw(),
      goTo: (step) => this.scrub(this.film.at(step)),
      goBy: (frames) => this.scrub(Math.round(this.transport.at) + frames),
    });
    document.fonts?.ready.then(this.repaint);
    this.listen();
  }

  // ---- mounted, taken down, mounted again

  listen() {
    this.root.addEventListener("transitionend", this.restyle);
    watchMotion(this.restart);
    this.sizes.observe(this.root);
    addEventListener("resize", this.resize);
    for (const part of [this.keys, this.remote, this.lending]) part.listen();
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
    for (const part of [this.inbox, this.remote, this.keys, this.lending]) part.stop();
    removeEventListener("resize", this.resize);
    this.sizes.disconnect();
    unwatchMotion(this.restart);
    this.root.removeEventListener("transitionend", this.restyle);
    this.raf = -1; // nothing wakes it again, but `back`
    this.left = performance.now();
    left = this;
  }

  // ---- messages

  /** @param {unknown} data */
  receive = (data) => this.inbox.receive(data);

  /** @param {Message} m */
  take(m) {
    const old = this.message;
    this.remote.take(m);
    const same = Boolean(old) && SAME.every((key) => old[key] === m[key]);
    // A view that was chosen here is not taken back by a message that was under way.
    const viewed = this.view && (old?.view === m.view || this.remote.orders.waits("look"));
    const view = viewed ? this.view : m.view;
    const looked = view !== this.view;
    this.view = view;
    if (same && old.serial === m.serial && old.playing === m.playing && !looked) return;
    const { place, frame } = this.transport;
    const stay = same && (old.playing || unchanged(old, m));
    const end = same ? this.film.end : -1;
    this.message = m;
    Object.assign(this.root.dataset, { run: m.run, serial: m.serial });
    if (!same) this.build();
    if (m.playing) this.film.append(m);
    else if (!this.film.settle(m, same ? frame : undefined)) this.inbox.ask();
    const layOut = this.bench.take(m, view, same);
    const atOnce = !same || !m.playing || still();
    this.bench.chart.take(m, this.film.frames, { goesOn: same, atOnce });
    if (layOut) this.bench.layOut(m);
    if (same && m.playing && !still()) this.transport.follow(m, end);
    else this.show(stay ? place : NaN);
    this.redraw();
  }

  /** Another run: what was shown of the one before is dropped. */
  build() {
    this.film.frames = [];
    this.bench.chart.marks = [];
    this.root.dataset.marks = "";
    this.root.classList.add("filled");
  }

  /**
   * Shows the film from its beginning, or at rest: on its last frame, or at a step held before.
   * @param {number} place
   */
  show(place) {
    this.transport.show(this.message, place, !still());
    this.bench.pictures.drawing.overrides.clear(); // at rest the frames hold what was typed
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
    this.redraw();
  }

  /** Marks the moment shown, or takes its mark away; dragging near a mark stops at it. */
  mark() {
    const marks = this.bench.chart.mark(this.film.stepOf(Math.round(this.transport.at)));
    this.root.dataset.marks = marks.join(" ");
    this.redraw();
  }

  /** Plays the run, or stops it: the picture stands still at once, and the server follows. */
  toggle() {
    if (this.message.loop) return this.replay();
    if (this.remote.playing) {
      this.transport.hold();
      this.halt();
    } else {
      this.transport.resume();
      this.remote.play();
    }
    this.redraw();
  }

  /** @param {"step" | "epoch" | "reset"} name */
  order(name) {
    this.transport.release();
    this.remote.order(name);
    this.wake();
  }

  /** Plays the film once more, or stops that. */
  replay() {
    const { transport } = this;
    if (transport.mode === "replay") return this.scrub(Math.round(transport.at));
    this.halt();
    transport.replay();
    this.wake();
  }

  /** @param {string} view */
  async look(view) {
    if (view === this.view) return;
    await load(view);
    this.view = view;
    this.remote.orders.ask("look");
    this.bench.take(this.message, view, true);
    this.layOut();
  }

  /** Asks the server to pause. */
  halt() {
    if (!this.remote.playing) return;
    this.transport.halt();
    this.remote.pause();
  }

  /** @param {"toggle" | "step" | "reset"} asked by a key */
  press(asked) {
    if (!this.message || this.message.loop) return false;
    if (asked !== "toggle") this.order(asked);
    else this.toggle();
    return true;
  }

  // ---- time

  get live() {
    return this.transport.mode === "replay" || (this.message.playing && this.remote.playing);
  }

  redraw() {
    this.stale = true;
    this.wake();
  }

  repaint() {
    this.bench.chart.repaint();
    this.redraw();
  }

  /** The theme or the size of words has changed. */
  restyle() {
    if (this.message) this.layOut();
    this.repaint();
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
    const eased = this.bench.chart.ease(gap);
    const moving = eased || this.transport.moving;
    if (moved || eased) this.draw(moving ? now : Infinity);
    if (!moving || this.bench.words.due(now)) this.say(now);
    this.last = moving ? now : 0;
    if (moving) this.wake();
  }

  /** The window, or the place in it, has another size. */
  resize() {
    if (this.message && this.bench.resized) this.layOut();
  }

  layOut() {
    this.bench.layOut(this.message);
    this.redraw();
  }

  /** @param {number} now Infinity where nothing moves */
  draw(now) {
    if (!this.bench.pictures.size) return;
    this.shown = this.bench.draw(this.film, this.transport.at, now, this.live);
    this.stale = false;
  }

  /** @param {number} now */
  say(now) {
    if (!this.shown) return;
    const { message, live, shown, film, bench, remote } = this;
    const replaying = this.transport.mode === "replay";
    const playing = message.loop ? replaying : remote.playing;
    bench.say(now, message, shown, film.stepOf(film.end), { live, playing, replaying });
  }
}
