// Plays the frames of a run: which one is shown when, the layout and the words around the pictures.
// What a message holds is said in packing.py.

import { Network } from "../shared/network.js";
import { make, read, write } from "../shared/wire.js";
import { Drawing } from "./drawing/drawing.js";
import { Chart } from "./timeline.js";
import { paintPoints, placeOf } from "./plane/points.js";
import { load, viewOf } from "./views/index.js";

const REST = 2; // seconds a recorded run rests on its last frame
const SLACK = 0.12; // seconds of frames kept in hand when the next message is late
const FILM = 600; // frames kept for scrubbing; beyond, every second of the old ones is dropped
const CHART = 50; // ms between two pictures of the loss curves while they move
const HEARD = 10000; // ms in which even a busy server has heard of a pause
const REPLAY = 8; // seconds in which a whole run is replayed
const BACK = 1000; // ms in which a component that was taken down may stand again as it was
let left; // the player that was taken down last
export const still = matchMedia("(prefers-reduced-motion: reduce)");

// ---- saying

export const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
export const number = (x) => (Number.isFinite(x) ? whole.format(Math.floor(x)) : "—");
const percent = (x) => (Number.isFinite(x) ? `${(100 * x).toFixed(1)} %` : "—");
export function loss(x) {
  if (!Number.isFinite(x)) return "—";
  if (x >= 1000) return x.toExponential(1).replace("+", "");
  return x > 0 && x < 0.001 ? "<0.001" : x.toFixed(3);
}

// ---- the player

export class Player {
  constructor(root) {
    this.root = root;
    this.film = []; // frames { m, i } of the run, the oldest first
    this.at = 0; // place in the film, a fraction between two frames
    this.mode = "rest"; // or "live" while the server trains, or "replay"
    this.rate = 0; // frames a second
    this.count = 0;
    this.taken = Promise.resolve(); // once the last message is taken
    this.chosen = 0; // the network that is drawn
    this.tick = this.tick.bind(this);
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    this.panelsBox = make("div", "panels", this.body);
    this.drawingBox = make("div", "drawing", this.body);
    const below = make("div", "below", this.body);
    this.viewBox = make("div", "view", below);
    const status = make("div", "status", below);
    this.button = make("button", "", status, "Replay");
    this.button.type = "button";
    this.button.onclick = () => this.toggle();
    this.marker = make("button", "", status, "Mark");
    this.marker.type = "button";
    this.marker.onclick = () => this.mark();
    this.where = make("span", "where", status);
    this.legend = make("div", "legend", below);
    this.drawing = new Drawing(this.drawingBox, {
      edit: (change) =>
        this.tell("edit", { ...change, member: this.chosen, at: performance.now() }),
      freeze: (unit) =>
        this.tell("freeze", { ...unit, member: this.chosen, at: performance.now() }),
      light: (unit) => {
        this.view.lit = unit;
        this.repaint();
      },
    });
    this.loss = make("canvas", "chart", below);
    this.loss.setAttribute("role", "slider");
    this.loss.tabIndex = 0;
    this.chart = new Chart(this.loss);
    this.overlay = document.createElement("canvas"); // points
    this.panels = [];
    this.repaint = () => {
      this.chart.themed = false;
      this.chart.stale = this.stale = true;
      this.wake();
    };
    this.listen();
  }

  listen() {
    const { root } = this;
    root.addEventListener("transitionend", this.repaint);
    document.fonts?.ready.then(this.repaint);
    still.addEventListener(
      "change",
      (this.restart = () => this.message && this.show(this.message)),
    );
    this.sizes = new ResizeObserver(() => {
      if (this.message && root.clientWidth && root.clientWidth !== this.width) this.layOut();
    });
    this.sizes.observe(root);
    let from; // where a thumb came down, which may be about to scroll the page
    const drag = (event) => {
      const { type, clientX, clientY } = event;
      if (type === "pointerdown") this.loss.setPointerCapture(event.pointerId);
      if (type === "pointerdown") from = event.pointerType === "touch" && event;
      if (type === "click") from = null;
      else if (
        !event.buttons ||
        (from && !(Math.abs(clientX - from.clientX) > Math.abs(clientY - from.clientY)))
      )
        return;
      from = null;
      this.scrub(this.frameAt(this.chart.stepAt(event.offsetX)));
    };
    this.loss.onpointerdown = this.loss.onpointermove = this.loss.onclick = drag;
    this.loss.onkeydown = (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20, Home: -1e9, End: 1e9 }[
        event.key
      ];
      if (!by) return;
      event.preventDefault();
      this.scrub(Math.round(this.at) + by);
    };
  }

  // Two runs of a script at once may take a component down and mount it anew: nothing is lost then.
  static back(root) {
    const player = left;
    left = undefined;
    if (!player || performance.now() - player.left > BACK) return undefined;
    return player.moveTo(root);
  }

  moveTo(root) {
    root.replaceWith(this.root);
    this.raf = 0;
    this.listen();
    this.wake();
    return this;
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.sizes.disconnect();
    still.removeEventListener("change", this.restart);
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1; // nothing wakes it again, but `back`
    this.left = performance.now();
    left = this;
  }

  // Messages are taken one after the other, each once its view is there.
  receive(data) {
    this.taken = this.taken.then(() => this.accept(data));
  }

  async accept(data) {
    let why = "its message could not be read";
    try {
      const message = read(data);
      why = "its module could not be loaded";
      await load(message.view);
      why = "its message could not be read";
      this.fault.hidden = true;
      this.body.hidden = false;
      this.take(message);
    } catch (error) {
      console.warn(error);
      this.fault.textContent = `The picture cannot be drawn: ${why} (${error.message}).`;
      this.fault.hidden = false;
      this.body.hidden = true;
      this.root.classList.add("filled");
    }
  }

  take(m) {
    [m.S, m.P, m.n] = m.arrays.parameters.shape;
    const old = this.message;
    const same = old && ["run", "P", "n", "classes", "loop"].every((key) => old[key] === m[key]);
    const seen = same && old.serial === m.serial;
    if (seen && old.playing === m.playing && old.view === m.view) return;
    this.message = m;
    Object.assign(this.root.dataset, { run: m.run, serial: m.serial });
    if (!same) this.build();
    this.freeze();
    this.titles();
    this.chart.take(m, !same || !m.playing || still.matches);
    const looked = this.look(m, old);
    if (!same || looked || !this.width) this.layOut();
    this.stale = true;
    if (same && m.playing && !still.matches) this.append(seen);
    else this.show(m, same && (old.playing || this.unchanged(old, m)));
  }

  // Whether messages at rest end on the same frame: only how it is looked at may differ.
  unchanged(a, b) {
    const [last, next] = [a, b].map(({ parameters: w, P, n }) => w.subarray(-P * n));
    return a.step[a.S - 1] === b.step[b.S - 1] && next.every((w, k) => Object.is(w, last[k]));
  }

  // Takes the view the message asks for; true where it is another one than before.
  look(m, old) {
    if (this.view && old.view === m.view) return false;
    this.view = viewOf(m.view);
    this.view.changed = this.repaint;
    this.viewBox.replaceChildren();
    this.view.controls?.(this.viewBox);
    return true;
  }

  // Shows a message from its beginning, or at rest: on its last frame, or where somebody went back to.
  show(m, stay) {
    const moving = !still.matches;
    // The frames played may begin later than the run, whose beginning was asked for.
    const at = Math.round(this.at);
    const place = stay && this.held && !m.playing ? (at ? this.stepOf(at) : 0) : NaN;
    this.held = place >= 0;
    this.halted = NaN;
    this.drawing.overrides.clear(); // at rest the frames hold what was typed
    this.film = [];
    for (let i = 0; i < m.S; i++) this.film.push({ m, i });
    this.mode = m.loop && moving ? "replay" : m.playing && moving ? "live" : "rest";
    const end = this.film.length - 1;
    this.at = this.mode !== "rest" ? 0 : place >= 0 ? this.frameAt(place) : end;
    this.rate = end / m.seconds;
    this.elapsed = 0;
    this.arrived = performance.now() / 1000;
    this.pace = m.seconds;
    this.stale = true;
    this.wake();
  }

  append(seen) {
    const m = this.message;
    const now = performance.now() / 1000;
    const since = now - (this.arrived ?? -Infinity);
    // How often messages really come, which a busy server decides.
    const pace = since < 4 * m.seconds ? Math.max(since, m.seconds / 2) : m.seconds;
    this.pace = this.mode === "live" && this.pace ? 0.7 * this.pace + 0.3 * pace : m.seconds;
    this.arrived = now;
    const last = this.film.length - 1;
    if (!seen)
      for (let i = 0; i < m.S; i++) if (!(m.step[i] <= this.stepOf(last))) this.film.push({ m, i });
    this.thin();
    if (now * 1000 - this.halted < HEARD) return;
    const end = this.film.length - 1;
    if (this.mode !== "live") this.at = Math.max(last, 0);
    if (document.hidden) this.at = end; // nobody watches
    this.mode = "live";
    this.held = false;
    // What is in hand lasts until the next message, and a little longer.
    this.rate = (end - this.at) / (this.pace + SLACK);
    this.wake();
  }

  // Keeps the film short: of what has been shown, every second frame goes.
  thin() {
    if (this.film.length <= FILM) return;
    const shown = Math.max(0, Math.min(Math.floor(this.at), this.film.length - 60));
    const kept = this.film.slice(0, shown).filter((_, k) => k % 2 === 0);
    this.film = kept.concat(this.film.slice(shown));
    this.at = Math.max(0, this.at - shown + kept.length);
  }

  stepOf(k) {
    const frame = this.film[k];
    return frame ? frame.m.step[frame.i] : NaN;
  }

  frameAt(step) {
    const steps = this.film.map((_, k) => this.stepOf(k));
    const k = steps.lastIndexOf(steps.find((one) => one >= step)); // the last one holds what was typed
    return k < 0 ? steps.length - 1 : k;
  }

  // Goes to a frame by hand, and stays there.
  scrub(k) {
    this.halt();
    this.mode = "rest";
    this.at = Math.max(0, Math.min(k, this.film.length - 1));
    this.held = this.at < this.film.length - 1; // a message at rest leaves it there
    this.stale = true;
    this.wake();
  }

  // Marks the moment shown, or takes its mark away; dragging near a mark stops at it.
  mark() {
    const step = this.stepOf(Math.round(this.at));
    const marks = new Set(this.chart.marks);
    if (!marks.delete(step)) marks.add(step);
    this.chart.marks = [...marks];
    this.root.dataset.marks = this.chart.marks.join(" ");
    this.stale = true;
    this.wake();
  }

  toggle() {
    const end = this.film.length - 1;
    if (this.mode === "replay") return this.scrub(Math.round(this.at));
    this.halt();
    if (this.at >= end) this.at = 0;
    this.rate = Math.max(12, end / REPLAY);
    this.mode = "replay";
    this.elapsed = 0;
    this.wake();
  }

  // Asks the server to pause; what it sends before it has heard is kept, but not played.
  halt() {
    if (!this.message.playing) return;
    this.halted = performance.now();
    this.tell("pause", true);
  }

  // ---- time

  wake() {
    this.raf ||= requestAnimationFrame(this.tick);
  }

  tick(now) {
    this.raf = 0;
    if (!this.film.length) return;
    const gap = this.last ? (now - this.last) / 1000 : 1 / 60;
    const before = this.at;
    const end = this.film.length - 1;
    // After a long absence what was missed is not played.
    if (this.mode === "live") this.at = gap > 0.5 ? end : Math.min(this.at + this.rate * gap, end);
    if (this.mode === "replay") this.forward(Math.min(gap, 0.1), end);
    const moved = this.at !== before || this.stale;
    const eased = this.chart.ease(gap);
    const moving = eased || this.mode === "replay" || (this.mode === "live" && this.at < end);
    if (moved || eased) this.draw(moving ? now : Infinity);
    if (!moving || now - (this.said ?? 0) > 100) this.say(now); // faster than this nobody reads
    this.last = moving ? now : 0;
    if (moving) this.wake();
  }

  forward(gap, end) {
    this.at = Math.min(this.at + this.rate * gap, end);
    if (this.at < end) return;
    this.elapsed += gap;
    if (!this.message.loop) this.mode = "rest";
    else if (this.elapsed > REST) this.at = this.elapsed = 0;
  }

  // ---- layout

  build() {
    const { P, widths, labels } = this.message;
    const shape = `${P}/${widths}/${labels.length}`;
    if (shape !== this.shape) {
      this.shape = shape;
      this.chosen = P - 1;
      this.traced = -1;
    }
    this.trace(this.traced);
    if (this.panels.length !== P) this.frame(P);
    this.chart.marks = [];
    this.root.dataset.marks = "";
    this.marker.hidden = this.message.loop;
    this.nets = this.panels.map((_, p) => new Network(this.message, p));
    this.weights = this.panels.map(() => new Float32Array(this.message.n));
    this.root.classList.add("filled");
  }

  // The panels' elements, kept from run to run so that nothing blinks.
  frame(P) {
    this.panelsBox.replaceChildren();
    this.panels = Array.from({ length: P }, (_, p) => {
      const box = make("figure", "panel", this.panelsBox);
      const title = make("button", "title", box);
      title.type = "button";
      title.onclick = () => this.choose(p);
      if (P > 1) make("i", "key", title).style.color = this.message.line_colours[p];
      const name = make("b", "", title);
      const stage = make("div", "stage", box);
      const canvas = make("canvas", "", stage);
      const note = make("div", "note", stage);
      const numbers = make("div", "numbers", box);
      const losses = make("span", "", numbers);
      const accuracy = make("span", "", numbers);
      const words = make("p", "words", box);
      canvas.onpointermove = (event) => this.hover(p, event.offsetX, event.offsetY);
      canvas.onclick = (event) => this.press(p, event.offsetX, event.offsetY);
      canvas.onkeydown = (event) => this.key(p, event);
      return {
        box,
        name,
        stage,
        canvas,
        context: canvas.getContext("2d"),
        note,
        numbers,
        losses,
        accuracy,
        words,
      };
    });
  }

  // Draws network p beside the pictures.
  choose(p) {
    this.chosen = p;
    this.panels.forEach(({ box }, q) => box.classList.toggle("chosen", q === p));
    this.freeze();
    if (this.drawn && this.size) this.drawing.prepare(this.message, p, this.ratio);
    this.repaint();
  }

  // Tells the drawing which units of its network are held.
  freeze() {
    this.drawing.frozen = new Set(
      this.message.frozen.filter(([p]) => p === this.chosen).map(([, ...unit]) => String(unit)),
    );
  }

  hover(p, x, y) {
    if (!this.view.hover?.(p, x, y)) return;
    if (p === this.chosen) this.drawing.lit = this.view.lit;
    this.repaint();
  }

  // Where point n lies in picture p: once, on every tile, or nowhere.
  spots(p, n) {
    return this.view.spots ? this.view.spots(p, n) : [placeOf(this.message, n, this.size)];
  }

  // A click on a point runs it through the network; one beside all points ends that.
  press(p, x, y) {
    if (!this.drawn) return;
    let nearest = -1;
    let least = 10;
    for (let n = 0; n < this.message.labels.length; n++) {
      for (const [px, py] of this.spots(p, n)) {
        const off = Math.hypot(px - x, py - y);
        if (off < least) [least, nearest] = [off, n];
      }
    }
    if (p !== this.chosen) this.choose(p);
    this.trace(nearest);
  }

  // Goes from point to point with the arrow keys, until Escape.
  key(p, event) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Escape: 0 }[event.key];
    if (by === undefined || !this.drawn) return;
    event.preventDefault();
    const N = this.message.labels.length;
    let n = by ? Math.max(this.traced, by < 0 ? 0 : -1) : -1;
    for (let k = 0; by && k < N; k++) {
      n = (n + by + N) % N;
      if (this.spots(p, n).length) break;
    }
    if (p !== this.chosen) this.choose(p);
    this.trace(n);
  }

  // Runs point n through the network; −1 ends that.
  trace(n) {
    const { points, labels, extent, point_unit } = this.message;
    const at = (k) => (n < 0 ? null : (points[2 * n + k] * extent) / point_unit);
    this.traced = n;
    this.drawing.trace(at(0), at(1), labels[n]);
    this.repaint();
  }

  titles() {
    const m = this.message;
    this.panels.forEach((panel, p) => {
      write(panel.name, m.titles[p]);
      write(panel.note, m.notes[p]);
      panel.stage.classList.toggle("noted", m.notes[p] !== "");
    });
    const wanted = JSON.stringify([m.titles, m.class_colours]);
    if (wanted === this.legended) return;
    this.legended = wanted;
    this.legend.replaceChildren();
    const entry = (text, ...names) => {
      const span = make("span", "", this.legend);
      const icons = names.map((name) => make("i", name, span));
      span.append(text);
      return icons[0];
    };
    entry("train", "dot full", "dash");
    entry("test", "dot", "dash cut");
    m.class_colours.forEach(
      (colour, k) => (entry(`class ${k}`, "square").style.background = colour),
    );
    if (m.P > 1)
      m.titles.forEach((title, p) => (entry(title, "dash").style.color = m.line_colours[p]));
  }

  layOut() {
    const m = this.message;
    const width = (this.width = this.root.clientWidth);
    if (!width) return;
    const narrow = width < 560;
    const gap = narrow ? 12 : 20;
    let columns = m.P;
    const [fewest, least] = this.view.alone ? [1, 260] : [2, 200];
    while (columns > fewest && (width - gap * (columns - 1)) / columns < least)
      columns = columns > 4 ? 4 : columns > 2 ? 2 : 1;
    const share = (width - gap * (columns - 1)) / columns;
    let size = Math.floor(Math.min(share, 420));
    // Few panels leave room: then the drawing stands beside them.
    const side = this.drawn && width - (size + gap) * columns >= 320;
    if (!side && m.P > 1) size = Math.floor(Math.min(share, 480));
    this.drawingBox.hidden = !this.drawn;
    this.root.classList.toggle("wide", width >= 760);
    this.root.classList.toggle("worded", Boolean(this.view.words));
    this.root.style.setProperty("--columns", columns);
    this.root.style.setProperty("--size", `${size}px`);
    this.root.classList.toggle("narrow", narrow);
    this.root.classList.toggle("side", side);
    for (const panel of this.panels) panel.numbers.classList.toggle("stacked", size < 330);
    const ratio = Math.min(devicePixelRatio || 1, 2);
    Object.assign(this, { ratio, size });
    for (const { canvas } of this.panels) {
      canvas.width = canvas.height = Math.round(size * ratio);
      canvas.tabIndex = this.drawn ? 0 : -1; // its keys go from point to point
      canvas.setAttribute("role", this.drawn ? "application" : "img");
    }
    this.chart.resize(narrow ? 170 : 190, ratio);
    this.view.prepare(m, size, ratio);
    paintPoints(this.overlay, m, size, ratio);
    this.choose(Math.min(this.chosen, m.P - 1));
    this.stale = true;
    this.wake();
  }

  // ---- one picture

  // Whether a network is drawn beside the pictures: deep ones have a view of their own.
  get drawn() {
    return !this.message.loop && !this.view.alone;
  }

  get live() {
    return this.mode === "replay" || this.message.playing;
  }

  // The weights of every network between two frames.
  mix(from, to, share) {
    const { P, n } = this.message;
    const a = from.m.parameters;
    const b = to.m.parameters;
    for (let p = 0; p < P; p++) {
      const w = this.weights[p];
      const i = (from.i * P + p) * n;
      const j = (to.i * P + p) * n;
      for (let k = 0; k < n; k++) w[k] = a[i + k] + (b[j + k] - a[i + k]) * share;
    }
  }

  draw(now) {
    if (!this.size) return;
    const { film, size, ratio } = this;
    const index = Math.min(Math.floor(this.at), film.length - 1);
    const from = film[index];
    const to = film[Math.min(index + 1, film.length - 1)];
    const share = this.at - index;
    const step = from.m.step[from.i];
    this.mix(from, to, share);
    Object.assign(this.view, { moment: { from, to, share }, calm: now === Infinity && !this.live });
    const raw = this.weights[this.chosen];
    this.panels.forEach(({ context }, p) => {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      const w = p === this.chosen ? this.drawing.apply(raw) : this.weights[p];
      this.view.draw(context, p, this.nets[p], w);
      if (this.view.flat) context.drawImage(this.overlay, 0, 0, size, size);
      if (this.drawn && this.traced >= 0) this.ring(context, this.spots(p, this.traced));
    });
    if (this.drawn) this.drawing.draw(raw);
    // The head of a curve moves by less than a pixel a frame.
    if (!(now - this.charted < CHART)) {
      this.chart.draw(step + (to.m.step[to.i] - step) * share);
      this.charted = performance.now();
    }
    this.stale = false;
    this.shown = from;
    Object.assign(this.root.dataset, { step, frames: ++this.count });
  }

  // Marks the point that is traced.
  ring(context, spots) {
    context.strokeStyle = "rgba(20, 24, 32, 0.9)";
    context.lineWidth = 2;
    for (const [x, y] of spots) {
      context.beginPath();
      context.arc(x, y, spots.length > 1 ? 5 : 8, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  say(now) {
    if (!this.shown) return;
    const { live, message } = this;
    const { m, i } = this.shown;
    const where = `step ${number(m.step[i])} · epoch ${number(m.epoch[i])}`;
    const describe = !live || !(now - this.described < 1000);
    this.said = now;
    this.root.dataset.playing = live;
    write(this.button, this.mode === "replay" ? "Pause" : "Replay");
    this.where.setAttribute("aria-live", live ? "off" : "polite");
    write(this.where, message.status ? `${where} · ${message.status}` : where);
    const told = this.panels.map((panel, p) => {
      const k = i * m.P + p;
      const losses = `loss: train ${loss(m.train_loss[k])} · test ${loss(m.test_loss[k])}`;
      const accuracy = `test accuracy ${percent(m.test_accuracy[k])}`;
      write(panel.losses, losses);
      write(panel.accuracy, accuracy);
      const note = message.notes[p] && `, ${message.notes[p]}`;
      const seen = this.view.words?.(p) ?? "";
      write(panel.words, seen);
      return `${m.titles[p]}: ${losses.replace(":", "").replace(" · ", ", ")}, ${accuracy}${note}. ${seen}`;
    });
    if (!describe) return;
    this.described = now;
    const place = where.replace(" · ", ", ");
    told.forEach((text, p) =>
      this.panels[p].canvas.setAttribute("aria-label", `Network at ${place}. ${text}`),
    );
    this.loss.setAttribute("aria-label", "Time line with the losses");
    this.loss.setAttribute("aria-valuemin", 0);
    this.loss.setAttribute("aria-valuemax", this.stepOf(this.film.length - 1));
    this.loss.setAttribute("aria-valuenow", m.step[i]);
    this.loss.setAttribute("aria-valuetext", `${place}. ${told.join(" ")}`);
  }
}
