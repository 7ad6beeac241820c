// The dial from straight to bent: a curve, the boundary it makes, and the last hidden layer, together.
// The message is a player's, its networks trained with t = 0, 0.1, … 1; the last one has f itself.

import { contextOf, density, fit } from "../shared/canvas.js";
import { make, write } from "../shared/elements.js";
import { still } from "../shared/motion.js";
import { Network } from "../shared/network.js";
import { fixed, percentFixed } from "../shared/numbers.js";
import { roomBelow } from "../shared/room.js";
import { scaleOf } from "../shared/scale.js";
import { open } from "../shared/settings.js";
import { paintPoints } from "../workbench/plane/points.js";
import { MapView } from "../workbench/views/probability.js";
import { WarpView } from "../workbench/views/warped.js";
import { drawCurve } from "./curve.js";
import { drawMarks, heightOf } from "./marks.js";

/**
 * @import { Tell } from "../shared/component.js"
 * @import { Message } from "../shared/message.js"
 * @typedef {{ m: Message, nets: Network[], weights: Float32Array[] }} Shown
 */

const TURN = 4; // seconds from straight to bent
const PICTURES = ["The function", "The boundary", "The last hidden layer"];
const NARROW = 560; // pixels below which two pictures stand in a row
const [LEAST, MOST] = [180, 400]; // pixels of a picture's side
const AROUND = 236; // pixels of what stands above and below the pictures

export class Dial {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.t = 0;
    this.playing = false;
    this.last = 0; // time of the last frame that moved
    this.raf = 0; // of the frame asked for; −1 where nothing wakes it again
    this.frames = 0;
    /** @type {Shown | null} */
    this.shown = null;
    /** @type {Tell} */
    this.tell = () => {};
    this.width = 0; // for which the pictures are laid out
    this.size = 0; // of a picture
    this.ratio = 1;
    this.narrow = false;
    this.painted = -1; // the network whose boundary is on screen
    this.map = new MapView();
    this.warp = new WarpView();
    this.warp.titled = false; // its figure has a caption already
    this.overlay = document.createElement("canvas");

    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "turn", root);
    this.body.dataset.part = "dial";
    const row = make("div", "row", this.body);
    this.button = make("button", "", row, "Bend");
    this.button.type = "button";
    this.button.onclick = () => this.play(!this.playing);
    make("span", "", row, "straight");
    this.slider = make("input", "", row);
    Object.assign(this.slider, { type: "range", min: "0", max: "1", step: "0.01", value: "0" });
    this.slider.setAttribute("aria-label", "From straight to bent");
    this.slider.oninput = () => {
      this.play(false);
      this.t = this.slider.valueAsNumber;
    };
    make("span", "", row, "bent");
    this.value = make("b", "", row);
    this.marks = make("canvas", "marks", this.body);
    this.marks.setAttribute("role", "img");
    const pictures = make("div", "pictures", this.body);
    this.pictures = PICTURES.map((title) => {
      const figure = make("figure", "", pictures);
      make("figcaption", "", figure, title);
      const canvas = make("canvas", "", figure);
      canvas.setAttribute("role", "img");
      return canvas;
    });
    this.words = make("p", "told", this.body);
    this.badge = make("p", "badge", this.body);

    this.frame = this.frame.bind(this);
    this.repaint = () => {
      this.painted = -1;
      this.redraw();
    };
    root.addEventListener("transitionend", this.repaint);
    this.resized = () => {
      if (this.shown && (root.clientWidth !== this.width || this.side() !== this.size))
        this.layOut(this.shown.m);
    };
    this.sizes = new ResizeObserver(this.resized);
    this.sizes.observe(root);
    window.addEventListener("resize", this.resized);
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.sizes.disconnect();
    window.removeEventListener("resize", this.resized);
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1;
  }

  /** @param {unknown} data */
  receive(data) {
    try {
      const m = open(data);
      if (!m) throw Error("it does not say what it belongs to");
      this.shown = {
        m,
        nets: m.titles.map((_, p) => new Network(m, p)),
        weights: m.titles.map((_, p) =>
          m.parameters.subarray(m.starts[p], m.starts[p] + m.sizes[p]),
        ),
      };
      this.fault.textContent = "";
      this.body.hidden = false;
      this.root.classList.add("filled");
      const [step, training] = [String(m.step[0]), String(m.playing)];
      Object.assign(this.root.dataset, { run: m.run, step, training });
      this.layOut(m);
    } catch (error) {
      console.warn(error);
      const reason = error instanceof Error ? error.message : error;
      this.fault.textContent = `The dial cannot be drawn: its message could not be read (${reason}).`;
      this.body.hidden = true;
    }
  }

  // ---- time

  /** @param {boolean} on */
  play(on) {
    this.playing = on;
    this.last = 0;
    write(this.button, on ? "Hold" : "Bend");
    if (on && this.t >= 1) this.t = 0;
    this.redraw();
  }

  redraw() {
    this.raf ||= requestAnimationFrame(this.frame);
  }

  /** @param {number} now */
  frame(now) {
    this.raf = 0;
    if (this.playing) this.advance(now);
    if (this.shown && this.size) this.draw(this.shown);
  }

  /** @param {number} now */
  advance(now) {
    const gap = this.last ? Math.min(now - this.last, 100) / 1000 : 0;
    this.t = still() ? 1 : Math.min(1, this.t + gap / TURN);
    this.last = now;
    this.slider.value = String(this.t);
    if (this.t >= 1) this.play(false);
    else this.redraw();
  }

  // ---- pictures

  /** A picture's side: all three fit across, and into the first screen. */
  side() {
    const { root } = this;
    const width = root.clientWidth;
    // On a phone the function and the boundary stand beside each other below the dial.
    if (width < NARROW) return Math.floor(Math.min((width - 20) / 2, MOST));
    const across = (width - 20 * (PICTURES.length - 1)) / PICTURES.length;
    const room = Math.max(roomBelow(root) - AROUND, LEAST);
    return Math.floor(Math.min(across, room, MOST));
  }

  /** @param {Message} m */
  layOut(m) {
    const { root } = this;
    const width = (this.width = root.clientWidth);
    if (!width) return;
    this.narrow = width < NARROW;
    const size = (this.size = this.side());
    const ratio = (this.ratio = density());
    root.style.setProperty("--size", `${size}px`);
    root.classList.toggle("narrow", this.narrow);
    for (const canvas of this.pictures) fit(canvas, size, size, ratio);
    fit(this.marks, this.marks.clientWidth, heightOf(this.narrow), ratio);
    this.map.prepare(m, size);
    this.warp.prepare(m, size, ratio);
    paintPoints(this.overlay, m, size, ratio);
    this.painted = -1;
    this.redraw();
  }

  /** @param {Shown} shown */
  draw(shown) {
    const { t, size, ratio } = this;
    const { m, nets } = shown;
    const p = Math.round(t * (nets.length - 1)); // the nearest that was trained
    const style = getComputedStyle(this.root);
    const look = {
      ink: style.color,
      bent: m.line_colours[0],
      font: `${12 * scaleOf(this.root)}px ${style.fontFamily}`,
    };
    drawCurve(this.pictures[0], size, ratio, nets[nets.length - 1], t, look);
    if (this.painted !== p) this.paint(shown, p);
    const { classes, validation_accuracy } = m;
    drawMarks(this.marks, ratio, this.slider, validation_accuracy, classes, p, this.narrow, look);
    this.say(m, p);
    this.root.dataset.frames = String(++this.frames);
    this.root.dataset.shown = m.titles[p];
  }

  /**
   * The boundary and the last hidden layer of network p.
   * @param {Shown} shown
   * @param {number} p
   */
  paint({ nets, weights }, p) {
    const { size, ratio } = this;
    this.painted = p;
    const [map, warp] = this.pictures.slice(1).map(contextOf);
    for (const context of [map, warp]) context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.map.draw(map, 0, nets[p], weights[p]);
    map.drawImage(this.overlay, 0, 0, size, size);
    this.warp.draw(warp, p, nets[p], weights[p]);
  }

  /**
   * @param {Message} m
   * @param {number} p
   */
  say(m, p) {
    const t = fixed(this.t, 2);
    const { titles, validation_accuracy } = m;
    const right = (/** @type {number} */ q) => percentFixed(validation_accuracy[q], 0);
    const broken = this.warp.panels[p].broken
      ? " The last picture cannot be drawn: this network's outputs are too large or not finite."
      : "";
    const note = (m.notes[p] ? ` It ${m.notes[p]}.` : "") + broken;
    const text = `The network trained with ${titles[p]} gets ${right(p)} of the validation points right; the straight one ${right(0)}, the one with the full activation ${right(titles.length - 1)}.${note}`;
    const training = `Training ${titles.length} networks together: step ${m.step[0]}. `;
    write(this.value, `t = ${t}`);
    write(this.words, (m.playing ? training : "") + text);
    write(this.badge, m.status);
    this.badge.classList.toggle("here", p === 0);
    const [curve, map, warp] = this.pictures;
    const all = titles.map((title, q) => `${title}: ${right(q)}`).join(", ");
    label(this.marks, `Validation accuracy for ${all}.`);
    label(curve, `The function at t = ${t}, between the straight line and the whole activation.`);
    label(map, `The boundary of the network trained with ${titles[p]}. ${text}`);
    label(
      warp,
      `The input grid and the points where the last hidden layer puts them, ${titles[p]}.${broken}`,
    );
  }
}

/**
 * @param {Element} element
 * @param {string} words
 */
const label = (element, words) => element.setAttribute("aria-label", words);
