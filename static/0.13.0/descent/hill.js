// The loss of one weight, and the ball of each optimiser on it; a ball can be dragged to a start.

import { Frame } from "../lens/frame.js";
import { make, write } from "../shared/elements.js";
import { number } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";
import { Legend } from "./legend.js";
import { Picture } from "./picture.js";
import { Player, moment } from "./player.js";

/** @import { HillMessage } from "./message.js" */

const TURN = 2 * Math.PI;
const AROUND = 128; // pixels of the row, the names and the sentences
const EACH = 21; // of a sentence

/** @extends {Picture<HillMessage>} */
export class Hill extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.player = new Player(this.body, () => this.draw());
    this.legend = new Legend(this.body);
    this.canvas = make("canvas", "hill", this.body);
    this.canvas.dataset.part = "curve";
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "slider");
    this.verdicts = make("ul", "verdicts", this.body);
    this.frame = new Frame(this.canvas, [10, 12, 36, 48]);
    this.held = NaN; // the start while it is dragged
    this.canvas.onpointerdown = (event) => this.grip(event);
    this.canvas.onpointermove = (event) => this.drag(event);
    this.canvas.onpointerup = () => this.drop();
    this.canvas.onpointercancel = () => {
      this.held = NaN;
      this.redraw();
    };
    this.canvas.onkeydown = (event) => this.key(event);
  }

  /** @override */
  stop() {
    super.stop();
    this.player.stop();
  }

  /** @override */
  redraw() {
    this.player.redraw();
  }

  /**
   * @override
   * @param {HillMessage} m
   * @param {HillMessage | null} before
   */
  load(m, before) {
    this.held = NaN;
    this.legend.show(m.names, m.colours, m.means);
    this.verdicts.replaceChildren();
    m.verdicts.forEach((text, n) => {
      const item = make("li", "", this.verdicts, text);
      item.style.setProperty("--mark", m.colours[n]);
    });
    if (m.run !== before?.run) this.player.load(Math.max(0, ...m.steps));
  }

  // ---- the hand

  /**
   * The weight under a pointer.
   * @param {PointerEvent} event
   */
  under(event) {
    const { frame } = this;
    const w = frame.x0 + (event.offsetX - frame.left) / frame.unitX;
    return Math.round(Math.max(frame.x0, Math.min(w, frame.x1)) * 20) / 20;
  }

  /** @param {PointerEvent} event */
  grip(event) {
    if (!this.message || !this.frame.unitX) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.held = this.under(event);
    this.player.play(false);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (Number.isNaN(this.held)) return;
    this.held = this.under(event);
    this.redraw();
  }

  drop() {
    if (!Number.isNaN(this.held)) this.tell("start", this.held);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const m = this.message;
    const by = { ArrowLeft: -0.25, ArrowRight: 0.25 }[event.key];
    if (!m || by === undefined) return;
    event.preventDefault();
    const from = Number.isNaN(this.held) ? m.path[0] : this.held;
    this.held = Math.max(m.window[0], Math.min(from + by, m.window[1]));
    this.redraw();
    this.tell("start", this.held);
  }

  // ---- the picture

  draw() {
    const { message: m, canvas, frame, root } = this;
    if (!m) return;
    const height = this.narrow
      ? Math.round(0.8 * canvas.clientWidth)
      : this.room(AROUND + EACH * m.names.length, 200, 520);
    const [left, right, low, high] = m.window;
    if (!frame.begin(canvas.clientWidth, height, left, right, low, high)) return;
    canvas.style.height = `${height}px`;
    const look = this.look;
    frame.grid(look.ink, look.font);
    const { context } = frame;
    context.fillStyle = look.ink;
    context.textAlign = "right";
    context.fillText("the weight w →", frame.right, frame.bottom + 31);
    context.textAlign = "left";
    context.fillText("loss", frame.left + 6, frame.top + 12);
    frame.inside(() => {
      this.curve(m, look.ink);
      m.names.forEach((_, n) => this.trail(m, n));
    });
    m.names.forEach((_, n) => this.ball(m, n, look.paper));
    this.ghost(m, look.ink);
    this.say(m);
    root.dataset.step = String(Math.floor(this.player.at + 1e-9));
    root.dataset.playing = String(this.player.playing);
    this.drawn();
  }

  /**
   * @param {HillMessage} m
   * @param {string} ink
   */
  curve(m, ink) {
    const { frame, canvas } = this;
    const { context } = frame;
    context.strokeStyle = ink;
    context.lineWidth = 2 * lineOf(canvas);
    context.beginPath();
    m.w.forEach((w, k) => context.lineTo(frame.x(w), frame.y(m.loss[k])));
    context.stroke();
  }

  /**
   * The steps so far of one ball: a dot for each, and lines between them.
   * @param {HillMessage} m
   * @param {number} n
   */
  trail(m, n) {
    const { context } = this.frame;
    const row = m.path.length / m.names.length;
    const last = Math.min(Math.floor(this.player.at + 1e-9), m.steps[n]);
    context.strokeStyle = context.fillStyle = m.colours[n];
    context.lineWidth = lineOf(this.canvas);
    context.globalAlpha = 0.6;
    context.beginPath();
    for (let k = 0; k <= last; k++) context.lineTo(...this.spot(m, n * row + k));
    context.lineTo(...this.place(m, n));
    context.stroke();
    for (let k = 0; k <= last; k++) {
      context.beginPath();
      context.arc(...this.spot(m, n * row + k), 3.5, 0, TURN);
      context.fill();
    }
    context.globalAlpha = 1;
  }

  /**
   * @param {HillMessage} m
   * @param {number} k
   * @returns {[number, number]}
   */
  spot(m, k) {
    return [this.frame.x(m.path[k]), this.frame.y(m.path_loss[k])];
  }

  /**
   * Where a ball is now.
   * @param {HillMessage} m
   * @param {number} n
   * @returns {[number, number]}
   */
  place(m, n) {
    const row = m.path.length / m.names.length;
    const { at } = this.player;
    const now = (/** @type {Float64Array} */ rows) => moment(rows, n * row, m.steps[n], at);
    return [this.frame.x(now(m.path)), this.frame.y(now(m.path_loss))];
  }

  /**
   * A ball, or at the edge an arrow towards it.
   * @param {HillMessage} m
   * @param {number} n
   * @param {string} paper
   */
  ball(m, n, paper) {
    const { frame } = this;
    const { context } = frame;
    const [x, y] = this.place(m, n);
    const inside = x >= frame.left - 1 && x <= frame.right + 1 && y >= frame.top - 1;
    const at = [
      Math.max(frame.left + 9, Math.min(x, frame.right - 9)),
      Math.max(frame.top + 9, Math.min(y, frame.bottom)),
    ];
    context.fillStyle = m.colours[n];
    context.strokeStyle = paper;
    context.lineWidth = 2;
    context.beginPath();
    if (inside) context.arc(x, y, 8, 0, TURN);
    else {
      const way = Math.atan2(y - at[1], x - at[0]);
      for (const [by, size] of [
        [0, 9],
        [2.5, 8],
        [-2.5, 8],
      ]) {
        context.lineTo(at[0] + size * Math.cos(way + by), at[1] + size * Math.sin(way + by));
      }
      context.closePath();
    }
    context.fill();
    context.stroke();
  }

  /**
   * Where the balls would start from.
   * @param {HillMessage} m
   * @param {string} ink
   */
  ghost(m, ink) {
    const { frame, held } = this;
    if (Number.isNaN(held)) return;
    const { context } = frame;
    const k = Math.round(((held - m.w[0]) / (m.w[m.w.length - 1] - m.w[0])) * (m.w.length - 1));
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.setLineDash([3, 3]);
    context.beginPath();
    context.arc(frame.x(held), frame.y(m.loss[k]), 9, 0, TURN);
    context.stroke();
    context.setLineDash([]);
  }

  /** @param {HillMessage} m */
  say(m) {
    const row = m.path.length / m.names.length;
    const words = m.names.map((name, n) => {
      const k = n * row + Math.min(Math.floor(this.player.at + 1e-9), m.steps[n]);
      const text = `w = ${number(m.path[k])}, loss ${number(m.path_loss[k])}`;
      this.legend.say(n, text);
      return `${name}: ${text}`;
    });
    const { canvas } = this;
    canvas.setAttribute(
      "aria-label",
      `The start w on the loss of one weight. ${words.join(". ")}.`,
    );
    canvas.setAttribute("aria-valuemin", String(m.window[0]));
    canvas.setAttribute("aria-valuemax", String(m.window[1]));
    canvas.setAttribute("aria-valuenow", String(Number.isNaN(this.held) ? m.path[0] : this.held));
    for (const [n, item] of [...this.verdicts.children].entries()) write(item, m.verdicts[n]);
  }
}
