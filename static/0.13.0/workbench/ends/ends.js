// The judge: pictures of how the networks' logits become labels, and how good these are.

import { make, write } from "../../shared/elements.js";
import { later } from "../../shared/later.js";
import { logit } from "../../shared/measures.js";
import { whole } from "../../shared/numbers.js";
import { isBinary, isClass } from "../problem.js";
import { endOf, load } from "./index.js";
import { Tested } from "./tested.js";
import { Slider } from "./threshold.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./end").End} End */
/**
 * What the judge asks for: another picture, room for it, a point run through the network, the page
 * told of a threshold that has come to rest, or of the share chosen, by its name: the number of that
 * order; and where the button stands that opens it.
 * @typedef {{
 *   redraw: () => void, layOut: () => void, trace: (n: number) => void,
 *   settle: (name: "threshold" | "share", value: number | string) => number, place: HTMLElement,
 * }} Asks
 */

const READ = 100; // ms between two numbers while they move
const HEARD = 1000; // ms between two descriptions
const HELD = 150; // ms after a move of the threshold in which more are awaited
const WORK = 3e6; // products from which the points are run less often
const REST = 100; // ms between two such runs
const GAP = 12; // between two pictures
/** @type {import("./tested.js").Share[]} */
const SHARES = ["validation", "test"];
export const ASKED = ["confusion", "roc"]; // what is shown where the page names none

export class Ends {
  threshold = 0.5;
  told = NaN; // what the page knows of it
  awaited = -Infinity; // number of the last order that told of it or of the share, until it is heard
  moved = -Infinity; // when the threshold was
  /** @type {string[]} */
  keys = []; // of the pictures that stand
  /** @type {End[]} */
  all = [];
  asked = false; // somebody wants to see what the page does not name
  tested = new Tested();
  /** @type {import("./tested.js").Share} the points it is judged by */
  share = "validation";
  /** @type {Message} */
  m = later();
  /** @type {string[]} */
  locked = []; // what the page keeps as it is
  ran = -Infinity; // when the points were run, and said what they give
  said = -Infinity;
  heard = -Infinity;

  /**
   * @param {HTMLElement} parent
   * @param {Asks} asks
   */
  constructor(parent, asks) {
    this.asks = asks;
    this.box = make("section", "ends", parent);
    this.box.dataset.part = "ends";
    this.box.ariaLabel = "Judge";
    this.box.hidden = true;
    const head = make("header", "", this.box);
    this.name = make("b", "", head);
    this.where = make("span", "", head);
    this.choice = make("div", "looks", head);
    this.choice.setAttribute("role", "group");
    this.choice.ariaLabel = "Judged by";
    this.shares = SHARES.map((share) => {
      const button = make("button", "", this.choice, share);
      if (share === "test") button.title = "For the end: nothing is to be chosen by these points";
      return Object.assign(button, { type: "button", onclick: () => this.judge(share) });
    });
    this.close = make("button", "", head, "×");
    this.close.type = "button";
    this.close.title = "Back to the network";
    this.close.ariaLabel = "Close the judge";
    this.close.onclick = () => this.ask(false);
    this.button = make("button", "", asks.place, "Judge");
    this.button.type = "button";
    this.button.title = "Shows the confusion matrix and the ROC in place of the network";
    this.button.ariaPressed = "false";
    this.button.onclick = () => this.ask(!this.asked);
    this.slider = new Slider(this.box, (threshold) => this.move(threshold));
    this.list = make("div", "list", this.box);
  }

  /** Whether anything is judged. */
  get open() {
    return this.keys.length > 0;
  }

  /** The logit above which class 1 is answered, as the maps are to draw it. */
  get cut() {
    return this.open && isBinary(this.m) ? logit(this.threshold) : 0;
  }

  /** Whether the hand is on the threshold: what it moves is drawn at once. */
  get held() {
    return performance.now() - this.moved < HELD;
  }

  /**
   * Takes a message whose pictures are loaded; true where there is something else to lay out.
   * @param {Message} m
   * @param {boolean} same whether it is of the run shown
   */
  take(m, same) {
    this.locked = m.locked;
    if (m.heard >= this.awaited) this.awaited = -Infinity;
    if (m.threshold !== null) this.#adopt(m.threshold, same);
    const other = this.awaited === -Infinity && m.share !== null && m.share !== this.share;
    if (other) this.share = m.share === "test" ? "test" : "validation";
    if (other && same) this.#look();
    if (!same) {
      this.m = m;
      this.tested.take(m, this.share);
      for (const end of this.all) end.take(m);
    }
    if (!isClass(m)) return this.#stand([]);
    return this.#stand(m.ends.length || !this.asked ? m.ends : ASKED);
  }

  /**
   * Takes the page's threshold, unless the hand is ahead of it.
   * @param {number} threshold
   * @param {boolean} same
   */
  #adopt(threshold, same) {
    const untold = same && this.threshold !== this.told;
    if (this.held || this.awaited > -Infinity || untold) return;
    this.threshold = this.told = threshold;
  }

  /**
   * Makes the pictures of these keys; false where they stand.
   * @param {string[]} keys
   */
  #stand(keys) {
    if (String(keys) === String(this.keys)) return false;
    this.keys = keys;
    this.list.replaceChildren();
    this.all = keys.map((key) =>
      endOf(key, this.list, { move: (p) => this.move(p), trace: (n) => this.asks.trace(n) }),
    );
    for (const end of this.all) end.take(this.m);
    return true;
  }

  /**
   * Shows what the page does not name, or takes it away.
   * @param {boolean} asked
   */
  async ask(asked) {
    await load(ASKED);
    this.asked = asked;
    const menu = this.asks.place.closest("details");
    if (menu) menu.open = false;
    this.button.ariaPressed = String(asked);
    if (!this.#stand(asked ? ASKED : [])) return;
    this.asks.layOut();
    (asked ? this.close : menu?.querySelector("summary"))?.focus();
  }

  /** @param {import("./tested.js").Share} share of the points that it is judged by from now on */
  judge(share) {
    this.share = share;
    if (this.m.share !== null) this.awaited = this.asks.settle("share", share);
    this.#look();
  }

  /** Looks at the points of the share. */
  #look() {
    this.tested.take(this.m, this.share);
    this.said = this.heard = this.ran = -Infinity;
    this.asks.redraw();
  }

  /** @param {number} threshold */
  move(threshold) {
    if (this.locked.includes("threshold")) return;
    this.threshold = threshold;
    this.moved = performance.now();
    this.asks.redraw();
    // At rest the maps are drawn finer, and the page is told, as soon as the hand is off.
    setTimeout(() => this.held || this.#settle(), HELD + 10);
  }

  #settle() {
    this.asks.redraw();
    if (this.m.threshold === null || this.threshold === this.told) return;
    this.told = this.threshold;
    this.awaited = this.asks.settle("threshold", this.threshold);
  }

  /**
   * Lays the pictures out, in the height there is where it is given.
   * @param {boolean} shown
   * @param {import("../drawing/asks").Room} [room]
   */
  resize(shown, room) {
    this.button.hidden = !shown || this.m.ends.length > 0 || !isClass(this.m);
    this.box.hidden = !shown || !this.open;
    if (this.box.hidden) return;
    this.box.classList.toggle("asked", !this.m.ends.length);
    this.close.hidden = this.m.ends.length > 0;
    const drags = this.keys.includes("logits");
    this.slider.box.hidden = !isBinary(this.m) || drags;
    const width = this.list.clientWidth;
    const wanted = this.all.map((end) => end.wants(width));
    for (const end of this.all) end.resize({ width, height: 0 });
    const least = this.all.map((end) => end.box.querySelector("canvas")?.clientHeight ?? 0);
    const more = wanted.map((want, k) => Math.max(0, want - least[k]));
    const all = more.reduce((a, b) => a + b, 0);
    const give = (/** @type {number} */ pixels) => {
      const share = all ? Math.max(0, Math.min(1, pixels / all)) : 1;
      this.all.forEach((end, k) => end.resize({ width, height: least[k] + share * more[k] }));
    };
    // Pictures share what words and the least of each leave; larger ones may push words down.
    const free = room ? room.height - this.#taken : Infinity;
    give(free);
    if (room) give(Math.min(free, all) + Math.min(0, room.height - this.#taken));
    this.said = this.heard = this.ran = -Infinity;
  }

  get #taken() {
    const tops = [...this.box.children].map((child) => /** @type {HTMLElement} */ (child));
    const shown = tops.filter((child) => !child.hidden);
    return shown.reduce((sum, child) => sum + child.offsetHeight, GAP * shown.length);
  }

  /**
   * Judges the networks at a moment.
   * @param {Float32Array[]} weights of each
   * @param {number} chosen
   * @param {number} traced
   * @param {boolean} calm whether nothing moves
   */
  draw(weights, chosen, traced, calm) {
    if (this.box.hidden) return;
    const { m, tested, threshold, held } = this;
    const now = performance.now();
    if (calm || tested.cost < WORK || now - this.ran > REST) {
      this.ran = now;
      tested.run(weights);
    }
    const still = this.locked.includes("threshold");
    const look = { m, tested, chosen, threshold, cut: this.cut, still, traced };
    for (const end of this.all) end.draw(look);
    this.slider.show(threshold, still);
    if (!calm && !held && now - this.said < READ) return;
    this.said = now;
    write(this.name, m.titles[chosen]);
    write(this.where, `${whole(tested.N)} points`);
    const disabled = this.locked.includes("share");
    SHARES.forEach((share, k) => {
      Object.assign(this.shares[k], { ariaPressed: String(share === tested.share), disabled });
    });
    for (const end of this.all) end.say(look);
    if (!calm && now - this.heard < HEARD) return;
    this.heard = now;
    const which = `${m.titles[chosen]}: `;
    for (const end of this.all) {
      const canvas = end.box.querySelector("canvas, table");
      canvas?.setAttribute("aria-label", which + end.words(look));
    }
  }
}
