// The loss over two weights as a map, and the path of each optimiser on it.

import { Frame } from "../lens/frame.js";
import { make, write } from "../shared/elements.js";
import { number } from "../shared/numbers.js";
import { lineOf } from "../shared/scale.js";
import { Ground } from "./ground.js";
import { Legend } from "./legend.js";
import { Picture } from "./picture.js";
import { Player, moment } from "./player.js";

/** @import { HeatMessage } from "./message.js" */

const TURN = 2 * Math.PI;
const AROUND = 152; // pixels of the row, the names and the sentences
const EACH = 21; // of a sentence
const NOW = "now";
const CLOSE = 0.1; // share of a loss within which heights need more digits to be told apart

/** @extends {Picture<HeatMessage>} */
export class Valley extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.player = new Player(this.body, () => this.draw());
    this.legend = new Legend(this.body);
    this.canvas = make("canvas", "", this.body);
    this.canvas.dataset.part = "surface";
    this.canvas.setAttribute("role", "img");
    this.verdicts = make("ul", "verdicts", this.body);
    this.note = make("p", "note", this.body);
    this.frame = new Frame(this.canvas, [8, 130, 36, 48]);
    this.ground = new Ground();
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
   * @param {HeatMessage} m
   * @param {HeatMessage | null} before
   */
  load(m, before) {
    this.legend.show(m.names, m.colours, m.means);
    this.verdicts.replaceChildren();
    m.said.forEach((text, n) => {
      const item = make("li", "", this.verdicts, text);
      item.style.setProperty("--mark", m.colours[n]);
    });
    write(this.note, m.note);
    if (m.run !== before?.run) this.player.load(Math.max(0, ...m.steps), m.numbers, m.now);
  }

  draw() {
    const { message: m, canvas, frame, ground, root } = this;
    if (!m) return;
    const { at } = this.player;
    const height = this.narrow
      ? Math.round(0.85 * canvas.clientWidth)
      : this.room(AROUND + EACH * m.names.length, 200, 620);
    frame.inset[1] = this.narrow ? 12 : 130;
    if (!frame.begin(canvas.clientWidth, height, ...m.window)) return;
    canvas.style.height = `${height}px`;
    const look = this.look;
    ground.take(m, at);
    frame.grid(look.ink, look.font);
    frame.inside((context) => {
      ground.paint(m, frame);
      ground.lines(m, frame);
      context.lineJoin = "round";
      m.names.forEach((_, n) => this.trail(m, n));
      m.names.forEach((_, n) => this.ball(m, n));
      if (m.now >= 0) this.mark(m);
    });
    this.names(m, look.ink);
    if (!this.narrow) this.key(m, look.ink);
    this.say(m);
    root.dataset.step = String(Math.floor(at + 1e-9));
    root.dataset.playing = String(this.player.playing);
    this.drawn();
  }

  /**
   * Where a path is at a moment.
   * @param {HeatMessage} m
   * @param {number} n
   * @param {number} at
   * @returns {[number, number]}
   */
  place(m, n, at) {
    const row = m.u.length / m.names.length;
    const now = (/** @type {Float64Array} */ rows) => moment(rows, n * row, m.steps[n], at);
    return [this.frame.x(now(m.u)), this.frame.y(now(m.v))];
  }

  /**
   * @param {HeatMessage} m
   * @param {number} n
   */
  trail(m, n) {
    const { context } = this.frame;
    const { at } = this.player;
    const last = Math.min(Math.floor(at + 1e-9), m.steps[n]);
    for (const [colour, width] of /** @type {[string, number][]} */ ([
      ["white", 4.5],
      [m.colours[n], 2.5],
    ])) {
      context.strokeStyle = colour;
      context.lineWidth = width * lineOf(this.canvas);
      context.beginPath();
      for (let k = 0; k <= last; k++) context.lineTo(...this.place(m, n, k));
      context.lineTo(...this.place(m, n, at));
      context.stroke();
    }
    context.fillStyle = m.colours[n];
    for (let k = 0; k <= last; k++) {
      context.beginPath();
      context.arc(...this.place(m, n, k), 3, 0, TURN);
      context.fill();
    }
  }

  /**
   * @param {HeatMessage} m
   * @param {number} n
   */
  ball(m, n) {
    const { context } = this.frame;
    context.fillStyle = m.colours[n];
    context.strokeStyle = "white";
    context.lineWidth = 2;
    context.beginPath();
    context.arc(...this.place(m, n, this.player.at), 8, 0, TURN);
    context.fill();
    context.stroke();
  }

  /**
   * Where the run stands now, wherever the ball is.
   * @param {HeatMessage} m
   */
  mark(m) {
    const { context } = this.frame;
    const [x, y] = this.place(m, 0, m.now);
    context.lineWidth = 2;
    context.strokeStyle = m.colours[0];
    context.beginPath();
    context.arc(x, y, 12, 0, TURN);
    context.stroke();
    context.textAlign = "center";
    context.strokeStyle = "white";
    context.fillStyle = m.colours[0];
    context.lineWidth = 4;
    context.strokeText(NOW, x, y - 18);
    context.fillText(NOW, x, y - 18);
  }

  /**
   * The two weights at their axes.
   * @param {HeatMessage} m
   * @param {string} ink
   */
  names({ axes }, ink) {
    const { context, left, right, top, bottom } = this.frame;
    context.fillStyle = ink;
    context.textAlign = "right";
    context.fillText(`${axes[0]} →`, right, bottom + 32);
    context.save();
    context.translate(left - 36, top);
    context.rotate(-Math.PI / 2);
    context.fillText(`${axes[1]} →`, 0, 0);
    context.restore();
  }

  /**
   * What the greys mean.
   * @param {HeatMessage} m
   * @param {string} ink
   */
  key(m, ink) {
    const { context, right, top } = this.frame;
    const [low, high] = m.range;
    const digits = high - low < CLOSE * Math.abs(high) ? 4 : 2;
    context.textAlign = "left";
    context.fillStyle = ink;
    context.fillText("loss", right + 16, top + 12);
    const rows = 12;
    for (let k = 0; k <= rows; k++) {
      const loss = high - ((high - low) * k) / rows;
      const y = top + 22 + 13 * k;
      context.fillStyle = Ground.colour(m, loss);
      context.fillRect(right + 16, y, 18, 13);
      context.fillStyle = ink;
      if (k % 3 === 0) {
        const words = number(loss, digits);
        context.fillText(k ? words : `${words} and more`, right + 40, y + 11);
      }
    }
  }

  /** @param {HeatMessage} m */
  say(m) {
    const row = m.u.length / m.names.length;
    const words = m.names.map((name, n) => {
      const k = n * row + Math.min(Math.floor(this.player.at + 1e-9), m.steps[n]);
      const text = `loss ${number(m.path_loss[k])}`;
      this.legend.say(n, text);
      return `${name}: ${text} at ${number(m.u[k])}, ${number(m.v[k])}`;
    });
    this.canvas.setAttribute(
      "aria-label",
      `The loss over ${m.axes[0]} and ${m.axes[1]}. ${words.join(". ")}.`,
    );
  }
}
