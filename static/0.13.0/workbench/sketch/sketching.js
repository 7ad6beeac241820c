// The mode in which points of one's own are drawn on the maps: what is seen at once, said and sent.

import { fixed } from "../../shared/numbers.js";
import { drawHand } from "./cross.js";
import { Hand } from "./hand.js";
import { Outbox } from "./outbox.js";
import { CLASSES, MOST, REACH, Sketch } from "./sketch.js";
import { placed, pointsOf, shared, signatureOf, taken } from "./taken.js";
import { Tools } from "./tools.js";

/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("./sketch.js").Point} Point */
/**
 * What it asks for: another picture; the maps with other points; the orders of the run.
 * @typedef {object} Asks
 * @property {() => void} repaint
 * @property {(m: Message) => void} show
 * @property {import("../orders.js").Orders} orders
 */

/** @param {{ x: number, y: number }} point */
const told = ({ x, y }) => `(${fixed(x, 2)}, ${fixed(y, 2)})`;
/** @param {number} value */
const within = (value) => Math.max(-REACH, Math.min(REACH, value));

const thumbed = () => matchMedia("(pointer: coarse)").matches;

export class Sketching {
  on = false;
  /** @type {Message | undefined} the latest, as it came */
  message = undefined;
  setting = ""; // of the message whose points are known
  sketch = new Sketch([]);
  /** @type {ReturnType<typeof placed> | null} what of a message is drawn in place of its own */
  laid = null;
  moved = false; // since the maps were drawn
  label = 1; // of the next point
  chosen = -1; // a point
  cross = { x: 0, y: 0, shown: false };

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} maps
   * @param {import("../lossbar.js").LossBar} row
   * @param {Asks} asks
   */
  constructor(root, maps, row, asks) {
    this.root = root;
    this.row = row;
    this.asks = asks;
    this.outbox = new Outbox(asks.orders);
    row.draw.onclick = () => (this.on ? this.end() : this.start());
    const dip = (/** @type {number} */ label) => this.dip(label);
    const turn = (/** @type {-1 | 1} */ by) => this.turn(by);
    this.tools = new Tools(row.tools, { dip, turn, clear: () => this.clear() });
    this.hand = new Hand(maps, root, {
      dip,
      turn,
      nearest: (x, y, reach) => this.sketch.nearest(x, y, reach),
      add: (x, y) => this.add(x, y),
      move: (n, x, y, goesOn) => this.move(n, x, y, goesOn),
      drop: (n) => this.#changed(`${this.#name(n)} moved`),
      choose: (n) => this.choose(n),
      remove: (n) => this.remove(n),
      go: (x, y) => this.go(x, y),
      addHere: () => this.add(this.cross.x, this.cross.y),
      removeHere: () => this.remove(this.chosen < 0 ? this.#nearest() : this.chosen),
      end: () => this.end(),
    });
  }

  // ---- the mode

  start() {
    const m = this.message;
    if (!m || this.on) return;
    const own = pointsOf(m);
    const { outbox } = this;
    const kept = outbox.open || signatureOf(own) === outbox.known;
    if (!kept) {
      this.sketch = new Sketch(taken(own));
      outbox.known = signatureOf(own);
    }
    const { length } = this.sketch.points;
    const some = kept || length === own.length;
    this.#turnOn(true);
    const [add, remove] = thumbed() ? ["Tap", "hold"] : ["Click", "Shift-click"];
    const how = `${add} adds, drag moves, ${remove} deletes a point.`;
    const part = `${length} of ${own.length} points stay. `;
    this.say(some ? how : part + how);
  }

  end() {
    if (!this.on || !this.message) return;
    const inside = this.row.tools.matches(":focus-within");
    this.outbox.held = false;
    this.outbox.send();
    this.#turnOn(false);
    if (inside) this.row.draw.focus();
  }

  /** @param {boolean} on */
  #turnOn(on) {
    const m = /** @type {Message} */ (this.message);
    this.on = on;
    this.chosen = -1;
    this.cross = { x: 0, y: 0, shown: false };
    this.label = Math.min(this.label, this.sketch.classes - 1);
    this.root.classList.toggle("sketched", on);
    this.row.sketch(on);
    this.#lay();
    if (on) this.hand.start();
    else this.hand.stop();
    this.asks.show(this.over(m));
    this.#tell();
  }

  /** Has what is drawn stand in the place of a message's points, until it is in the message. */
  #lay() {
    const { outbox, sketch, message } = this;
    const stands = this.on || (outbox.open && sketch.missing < 0);
    this.laid = stands && message ? placed(message, sketch.points) : null;
    this.moved = true;
  }

  /**
   * A message as it is shown.
   * @param {Message} m
   * @returns {Message}
   */
  over(m) {
    return this.laid ? { ...m, ...this.laid } : m;
  }

  /**
   * Takes a message; the mode ends where its points are no longer those that are drawn.
   * @param {Message} m
   * @param {boolean} flat whether the maps show the plane of the points
   */
  take(m, flat) {
    this.message = m;
    this.row.draw.hidden = !(m.drawable && flat) || m.locked.includes("points");
    if (m.setting !== this.setting) this.#compare(m);
    if (this.row.draw.hidden) this.end();
    else this.outbox.go();
  }

  /** @param {Message} m */
  #compare(m) {
    this.setting = m.setting;
    const { sketch, outbox, laid } = this;
    if (!laid) return;
    const points = signatureOf(pointsOf(m));
    if (points === outbox.known) sketch.states[sketch.at] = shared(sketch.points, m);
    else if (!outbox.open) {
      outbox.known = ""; // another data set was chosen
      this.end();
    }
    this.#lay();
    if (!this.laid) this.asks.show(m);
    this.asks.repaint();
  }

  // ---- what the hand does

  /** @param {number} n */
  #name(n) {
    const one = this.sketch.points[n];
    return `Point of class ${one.label} at ${told(one)}`;
  }

  #nearest() {
    return this.sketch.nearest(this.cross.x, this.cross.y);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  add(x, y) {
    const n = this.sketch.add(within(x), within(y), this.label);
    if (n < 0) {
      this.say(`${MOST} points are the most that a link holds.`);
      return n;
    }
    Object.assign(this.cross, { x: within(x), y: within(y) });
    this.chosen = n;
    this.#changed(`${this.#name(n)} added`);
    return n;
  }

  /**
   * @param {number} n
   * @param {number} x
   * @param {number} y
   * @param {boolean} goesOn
   */
  move(n, x, y, goesOn) {
    this.sketch.move(n, within(x), within(y), goesOn);
    this.chosen = n;
    Object.assign(this.cross, { x: within(x), y: within(y), shown: false });
    this.#changed("", true);
  }

  /** @param {number} n */
  choose(n) {
    const one = this.sketch.points[n];
    if (!one) return;
    const again = this.chosen === n;
    this.chosen = n;
    Object.assign(this.cross, { x: one.x, y: one.y, shown: false });
    const how = thumbed() ? "hold it to delete it" : "Delete removes it";
    if (!again) this.say(`${this.#name(n)}: ${how}.`);
    this.asks.repaint();
  }

  /** @param {number} n */
  remove(n) {
    if (!this.sketch.points[n]) return this.say("There is no point to delete.");
    const name = this.#name(n);
    this.sketch.remove(n);
    this.chosen = -1;
    this.#changed(`${name} deleted`);
  }

  clear() {
    this.sketch.clear();
    this.chosen = -1;
    this.#changed("All points deleted");
  }

  /** @param {-1 | 1} by */
  turn(by) {
    const [done, none] = by < 0 ? ["Undone", "undo"] : ["Redone", "redo"];
    if (!this.sketch.turn(by)) return this.say(`There is nothing to ${none}.`);
    this.chosen = -1;
    this.#changed(done);
  }

  /** @param {number} label */
  dip(label) {
    this.label = Math.min(label, CLASSES - 1, Math.max(this.sketch.classes, this.label + 1));
    this.#tell();
    this.say(`${this.#wanted}The next points are of class ${this.label}.`);
    this.asks.repaint();
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  go(x, y) {
    const { cross } = this;
    this.cross = { x: within(cross.x + x), y: within(cross.y + y), shown: true };
    this.chosen = -1;
    this.say(`${told(this.cross)}: Enter adds a point of class ${this.label}.`);
    this.asks.repaint();
  }

  // ---- what is said, and sent

  say = (/** @type {string} */ text) => this.tools.say(text);

  get #wanted() {
    const { missing } = this.sketch;
    return missing < 0 ? "" : `Add a point of class ${missing}. `;
  }

  #tell() {
    const { sketch, label, message } = this;
    const count = Math.max(sketch.classes, label + 1);
    this.tools.show(message?.drawn_colours ?? [], count, label, sketch);
  }

  /**
   * The points are others now.
   * @param {string} what was done, "" where it goes on
   * @param {boolean} [held]
   */
  #changed(what, held = false) {
    this.#lay();
    this.#tell();
    const { length } = this.sketch.points;
    if (what) this.say(`${this.#wanted}${what}: ${length} point${length === 1 ? "" : "s"}.`);
    this.asks.repaint();
    this.outbox.put(this.sketch, held);
  }

  /**
   * Draws what it has on a map.
   * @param {CanvasRenderingContext2D} context
   * @param {number} size
   */
  draw(context, size) {
    const { cross, chosen, sketch } = this;
    if (this.on) drawHand(context, size, sketch.points[chosen], cross.shown ? cross : undefined);
  }
}
