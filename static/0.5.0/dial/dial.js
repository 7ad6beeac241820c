// The dial from straight to bent: a curve, the boundary it makes, and the last hidden layer, together.
// The message is a player's, its networks trained with t = 0, 0.1, … 1; the last one has f itself.
import { dress, sheet } from "../shared/style.js";

const SHEETS = await Promise.all(
  ["../workbench/workbench.css", "./dial.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

import { Network } from "../shared/network.js";
import { make, write } from "../shared/elements.js";
import { open } from "../shared/settings.js";
import { paintPoints } from "../workbench/plane/points.js";
import { MapView } from "../workbench/views/probability.js";
import { WarpView } from "../workbench/views/warped.js";

export const REACH = 3; // half the side of the curve's window
const TURN = 4; // seconds from straight to bent
export const dials = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let dial = dials.get(parentElement);
  if (!dial) {
    dress(parentElement, SHEETS);
    dial = new Dial(parentElement.querySelector(".dial"));
    dials.set(parentElement, dial);
  }
  dial.tell = setTriggerValue;
  dial.receive(data);
  return () => {
    dial.stop();
    dials.delete(parentElement);
  };
}

export class Dial {
  constructor(root) {
    this.root = root;
    this.t = 0;
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "turn", root);
    const row = make("div", "row", this.body);
    this.button = make("button", "", row, "Bend");
    this.button.type = "button";
    this.button.onclick = () => this.play(!this.playing);
    make("span", "", row, "straight");
    this.slider = make("input", "", row);
    Object.assign(this.slider, { type: "range", min: 0, max: 1, step: 0.01, value: 0 });
    this.slider.setAttribute("aria-label", "From straight to bent");
    this.slider.oninput = () => (this.play(false), this.turn(+this.slider.value));
    make("span", "", row, "bent");
    this.value = make("b", "", row);
    this.marks = make("canvas", "marks", this.body);
    this.marks.setAttribute("role", "img");
    const pictures = make("div", "pictures", this.body);
    this.pictures = ["The function", "The boundary", "The last hidden layer"].map((title) => {
      const figure = make("figure", "", pictures);
      make("figcaption", "", figure, title);
      const canvas = make("canvas", "", figure);
      canvas.setAttribute("role", "img");
      return { canvas, context: canvas.getContext("2d") };
    });
    this.words = make("p", "told", this.body);
    this.badge = make("p", "badge", this.body);
    this.overlay = document.createElement("canvas");
    this.map = new MapView();
    this.warp = new WarpView();
    this.warp.stage = () => ""; // its figure has a caption already
    this.frame = this.frame.bind(this);
    this.repaint = () => {
      this.painted = -1;
      this.redraw();
    };
    root.addEventListener("transitionend", this.repaint);
    this.sizes = new ResizeObserver(() => {
      if (this.message && root.clientWidth !== this.width) this.layOut();
    });
    this.sizes.observe(root);
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.sizes.disconnect();
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1; // nothing wakes it again
  }

  receive(data) {
    try {
      const m = open(data);
      if (!m) return;
      this.nets = m.titles.map((_, p) => new Network(m, p));
      this.weights = m.titles.map((_, p) =>
        m.parameters.subarray(
          p * m.arrays.parameters.shape[2],
          (p + 1) * m.arrays.parameters.shape[2],
        ),
      );
      m.P = m.titles.length;
      this.message = m;
      this.fault.textContent = "";
      this.body.hidden = false;
      this.root.classList.add("filled");
      Object.assign(this.root.dataset, { run: m.run, step: m.step[0], training: m.playing });
      this.layOut();
    } catch (error) {
      console.warn(error);
      this.fault.textContent = `The dial cannot be drawn: its message could not be read (${error.message}).`;
      this.body.hidden = true;
    }
  }

  // ---- time

  turn(t) {
    this.t = t;
    this.redraw();
  }

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

  frame(now) {
    this.raf = 0;
    if (this.playing) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const gap = this.last ? Math.min(now - this.last, 100) / 1000 : 0;
      this.t = calm ? 1 : Math.min(1, this.t + gap / TURN);
      this.last = now;
      this.slider.value = this.t;
      if (this.t >= 1) this.play(false);
      else this.redraw();
    }
    if (this.message && this.size) this.draw();
  }

  // ---- pictures

  layOut() {
    const { root, message: m } = this;
    const width = (this.width = root.clientWidth);
    if (!width) return;
    const across = width < 560 ? 1 : 3;
    const size = (this.size = Math.floor(Math.min((width - 20 * (across - 1)) / across, 400)));
    const ratio = (this.ratio = Math.min(devicePixelRatio || 1, 2));
    root.style.setProperty("--size", `${size}px`);
    root.classList.toggle("narrow", across === 1);
    for (const { canvas } of this.pictures) canvas.width = canvas.height = Math.round(size * ratio);
    this.marks.width = Math.round(this.marks.clientWidth * ratio);
    this.heading = across === 1 ? 16 : 0; // a line of its own above the dots, where they are below it
    this.marks.height = Math.round((44 + this.heading) * ratio);
    this.map.prepare(m, size);
    this.warp.prepare(m, size, ratio);
    paintPoints(this.overlay, m, size, ratio);
    this.painted = -1;
    this.redraw();
  }

  get nearest() {
    return Math.round(this.t * (this.message.P - 1));
  }

  draw() {
    const { message: m, nearest: p, size, ratio } = this;
    const style = getComputedStyle(this.root);
    this.ink = style.color;
    this.font = `12px ${style.fontFamily}`;
    this.curve();
    if (this.painted !== p) {
      this.painted = p;
      const [, map, warp] = this.pictures;
      for (const { context } of [map, warp]) context.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.map.draw(map.context, 0, this.nets[p], this.weights[p]);
      map.context.drawImage(this.overlay, 0, 0, size, size);
      this.warp.draw(warp.context, p, this.nets[p], this.weights[p]);
    }
    this.accuracies();
    this.say(p);
    this.root.dataset.frames = +(this.root.dataset.frames ?? 0) + 1;
    this.root.dataset.shown = m.titles[p];
  }

  // The straight line and f faint, f_t between them.
  curve() {
    const { size, ratio, t, message: m } = this;
    const { canvas, context } = this.pictures[0];
    const f = this.nets[m.P - 1];
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, size, size);
    const unit = size / (2 * REACH);
    context.strokeStyle = this.ink;
    context.lineWidth = 1;
    context.globalAlpha = 0.3;
    context.beginPath();
    context.moveTo(0, size / 2);
    context.lineTo(size, size / 2);
    context.moveTo(size / 2, 0);
    context.lineTo(size / 2, size);
    context.stroke();
    const trace = (share, width, alpha, colour) => {
      context.globalAlpha = alpha;
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.beginPath();
      let before = NaN;
      for (let x = 0; x <= size; x += 0.5) {
        const v = x / unit - REACH;
        const value = (1 - share) * v + share * f.near(f.tables[0], v);
        const y = size / 2 - value * unit;
        if (Math.abs(y - before) < size / 8)
          context.lineTo(x, y); // across a jump no line is drawn
        else context.moveTo(x, y);
        before = y;
      }
      context.stroke();
    };
    if (f.tables.length) {
      trace(0, 1.5, 0.35, this.ink);
      trace(1, 1.5, 0.35, this.ink);
      trace(t, 3.25, 1, m.class_colours[1]);
    }
    context.globalAlpha = 0.7;
    context.fillStyle = this.ink;
    context.font = this.font;
    context.textAlign = "right";
    context.fillText(`x from −${REACH} to ${REACH}`, size - 4, size - 6);
    context.globalAlpha = 1;
    canvas.setAttribute(
      "aria-label",
      `The function at t = ${t.toFixed(2)}, between the straight line and the whole activation.`,
    );
  }

  // How many test points each network gets right, as dots above their place on the slider.
  accuracies() {
    const { marks, message: m, ratio } = this;
    const context = marks.getContext("2d");
    const width = marks.width / ratio;
    const low = 1 / m.classes - 0.1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { heading } = this;
    context.clearRect(0, 0, width, 44 + heading);
    context.fillStyle = context.strokeStyle = this.ink;
    context.font = this.font;
    context.globalAlpha = 0.7;
    context.textAlign = "left";
    context.fillText("test accuracy", 0, 12);
    const { offsetLeft, offsetWidth } = this.slider; // a dot stands below its place on the slider
    for (let p = 0; p < m.P; p++) {
      const share = m.test_accuracy[p];
      const x = offsetLeft - marks.offsetLeft + 8 + ((offsetWidth - 16) * p) / (m.P - 1);
      const y = heading + 38 - 24 * Math.max(0, (share - low) / (1 - low));
      const here = p === this.nearest;
      context.globalAlpha = here ? 1 : 0.55;
      context.fillStyle = here ? m.class_colours[1] : this.ink;
      context.beginPath();
      context.arc(x, y, here ? 5 : 3, 0, 7);
      context.fill();
      if (!here) continue;
      context.textAlign = "center";
      const text = `${Math.round(100 * share)} %`;
      const half = context.measureText(text).width / 2;
      const middle = Math.max(half, Math.min(x, width - half));
      context.fillStyle = this.ink;
      context.fillText(text, middle, y - 8 < heading + 12 ? y + 18 : y - 8);
    }
    context.globalAlpha = 1;
    marks.setAttribute(
      "aria-label",
      `Test accuracy for ${m.titles.map((title, p) => `${title}: ${Math.round(100 * m.test_accuracy[p])} %`).join(", ")}.`,
    );
  }

  say(p) {
    const { message: m, t } = this;
    write(this.value, `t = ${t.toFixed(2)}`);
    const percent = (q) => `${Math.round(100 * m.test_accuracy[q])} %`;
    const broken = this.warp.panels[p].broken
      ? " The last picture cannot be drawn: this network's outputs are too large or not finite."
      : "";
    const note = (m.notes[p] ? ` It ${m.notes[p]}.` : "") + broken;
    const text = `The network trained with ${m.titles[p]} gets ${percent(p)} of the test points right; the straight one ${percent(0)}, the wholly bent one ${percent(m.P - 1)}.${note}`;
    write(
      this.words,
      m.playing ? `Training ${m.P} networks together: step ${m.step[0]}. ${text}` : text,
    );
    write(this.badge, m.status);
    this.badge.classList.toggle("here", p === 0);
    this.pictures[1].canvas.setAttribute(
      "aria-label",
      `The boundary of the network trained with ${m.titles[p]}. ${text}`,
    );
    this.pictures[2].canvas.setAttribute(
      "aria-label",
      `The input grid and the points where the last hidden layer puts them, ${m.titles[p]}.${broken}`,
    );
  }
}
