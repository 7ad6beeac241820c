// Plays the frames of a run: which one is shown when, the layout and the words around it.
// What a message holds is said in packing.py.

const TYPES = { u1: Uint8Array, i2: Int16Array, u4: Uint32Array, f4: Float32Array };
const REST = 2; // seconds a recorded run rests on its last frame
const SLACK = 0.12; // seconds of frames kept in hand when the next message is late
const players = new WeakMap();
const still = matchMedia("(prefers-reduced-motion: reduce)");

export default function ({ data, parentElement }) {
  let player = players.get(parentElement);
  if (!player) {
    player = new Player(parentElement.querySelector(".player"));
    players.set(parentElement, player);
  }
  player.receive(data);
  return () => {
    player.stop();
    players.delete(parentElement);
  };
}

// ---- reading

function read(data) {
  if (!ArrayBuffer.isView(data) || data.length < 8) throw Error("it is empty");
  const bytes = data.slice(); // a copy starts at an aligned address
  const length = new DataView(bytes.buffer).getUint32(0, true);
  if (!length || length > bytes.length - 4) throw Error("it is cut short");
  const message = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const start = Math.ceil((4 + length) / 8) * 8;
  for (const [name, { dtype, shape, offset }] of Object.entries(message.arrays)) {
    const size = shape.reduce((a, b) => a * b, 1);
    message[name] = new TYPES[dtype](bytes.buffer, start + offset, size);
  }
  [message.S, message.P, message.G] = message.arrays.maps.shape;
  return message;
}

// ---- saying

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const number = (x) => (Number.isFinite(x) ? whole.format(Math.floor(x)) : "—");
const percent = (x) => (Number.isFinite(x) ? `${(100 * x).toFixed(1)} %` : "—");
function loss(x) {
  if (!Number.isFinite(x)) return "—";
  if (x >= 1000) return x.toExponential(1).replace("+", "");
  return x > 0 && x < 0.001 ? "<0.001" : x.toFixed(3);
}

// ---- the player

function make(tag, name, parent, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  parent?.append(element);
  return element;
}

// Writing only what differs spares the browser a layout.
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

class Player {
  constructor(root) {
    this.root = root;
    this.queue = []; // frames { m, i }; queue[0] is on screen or was the last one passed
    this.at = 0; // place in the queue, a fraction between two frames
    this.speed = 0; // frames a second
    this.count = 0;
    this.tick = this.tick.bind(this);
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    this.panelsBox = make("div", "panels", this.body);
    const below = make("div", "below", this.body);
    const status = make("div", "status", below);
    this.button = make("button", "", status, "Pause");
    this.button.type = "button";
    this.button.onclick = () => this.toggle();
    this.where = make("span", "where", status);
    this.legend = make("div", "legend", below);
    this.loss = make("canvas", "chart", below);
    this.loss.setAttribute("role", "img");
    this.chart = new Chart(this.loss);
    this.maps = new Maps();
    this.panels = [];
    this.repaint = () => {
      this.chart.themed = false;
      this.chart.stale = this.stale = true;
      this.wake();
    };
    root.addEventListener("transitionend", this.repaint);
    document.fonts?.ready.then(this.repaint);
    still.addEventListener("change", (this.restart = () => this.message && this.show(this.message)));
    this.sizes = new ResizeObserver(() => {
      if (this.message && root.clientWidth && root.clientWidth !== this.width) this.layOut();
    });
    this.sizes.observe(root);
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.sizes.disconnect();
    still.removeEventListener("change", this.restart);
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1; // nothing wakes it again
  }

  receive(data) {
    try {
      const message = read(data);
      this.fault.hidden = true;
      this.body.hidden = false;
      this.take(message);
    } catch (error) {
      console.warn(error);
      this.fault.textContent = `The picture cannot be drawn: its message could not be read (${error.message}).`;
      this.fault.hidden = false;
      this.body.hidden = true;
      this.root.classList.add("filled");
    }
  }

  take(m) {
    const old = this.message;
    const same = old && ["run", "P", "G", "classes", "loop"].every((key) => old[key] === m[key]);
    const seen = same && old.serial === m.serial;
    if (seen && old.playing === m.playing) return;
    this.message = m;
    const points = !same || ["points", "labels", "is_test"].some((key) => String(old[key]) !== String(m[key]));
    Object.assign(this.root.dataset, { run: m.run, serial: m.serial });
    if (!same) this.build();
    this.titles();
    this.chart.take(m, !same || !m.playing || still.matches);
    if (!same || !this.width) this.layOut();
    else if (points) this.maps.drawPoints(m, this.size, this.ratio);
    this.stale = true;
    if (same && m.playing && !m.loop && !still.matches) this.append(seen);
    else this.show(m);
  }

  // Shows a message from its beginning, or at rest on its last frame.
  show(m) {
    this.paused = still.matches;
    this.queue = [];
    this.at = 0;
    if (m.loop) {
      for (let i = 0; i < m.S; i++) this.queue.push({ m, i });
      this.elapsed = this.paused ? m.seconds : 0;
    } else if (m.playing && !still.matches) this.append(false);
    else this.queue.push({ m, i: m.S - 1 });
    this.button.hidden = !m.loop;
    this.button.textContent = this.paused ? "Play" : "Pause";
    this.stale = true;
    this.wake();
  }

  append(seen) {
    const m = this.message;
    const now = performance.now() / 1000;
    const since = now - (this.arrived ?? -Infinity);
    // How often messages really come, which a busy server decides.
    const pace = since < 4 * m.seconds ? Math.max(since, m.seconds / 2) : m.seconds;
    this.pace = this.queue.length && this.pace ? 0.7 * this.pace + 0.3 * pace : m.seconds;
    this.arrived = now;
    const unseen = document.hidden && !seen; // nobody watches: only the newest frame is kept
    if (unseen) this.queue = [];
    const from = seen ? m.S : unseen ? m.S - 1 : 0;
    for (let i = from; i < m.S; i++) this.queue.push({ m, i });
    if (this.queue.length === m.S - from) this.at = 0;
    // What is in hand lasts until the next message, and a little longer.
    this.speed = (this.queue.length - 1 - this.at) / (this.pace + SLACK);
    this.wake();
  }

  toggle() {
    this.paused = !this.paused;
    if (!this.paused && this.at >= this.queue.length - 1) this.elapsed = 0;
    this.button.textContent = this.paused ? "Play" : "Pause";
    this.wake();
  }

  // ---- time

  wake() {
    this.raf ||= requestAnimationFrame(this.tick);
  }

  tick(now) {
    this.raf = 0;
    if (!this.queue.length) return;
    const gap = this.last ? (now - this.last) / 1000 : 1 / 60;
    const before = this.at;
    const { m } = this.queue[0];
    const end = this.queue.length - 1;
    if (m.loop) {
      if (!this.paused) this.elapsed += Math.min(gap, 0.1);
      if (this.elapsed > m.seconds + REST) this.elapsed = 0;
      this.at = Math.min(this.elapsed / m.seconds, 1) * end;
    } else {
      // After a long absence what was missed is not played.
      this.at = gap > 0.5 ? end : Math.min(this.at + this.speed * gap, end);
    }
    const moved = this.at !== before || this.stale;
    const eased = this.chart.ease(gap);
    const moving = m.loop ? !this.paused : this.at < end || eased;
    if (moved || eased) this.draw();
    if (!moving || now - (this.said ?? 0) > 100) this.say(now); // faster than this nobody reads
    if (!m.loop && this.at >= 1) {
      const passed = Math.floor(this.at);
      this.queue.splice(0, passed);
      this.at -= passed;
    }
    this.last = moving ? now : 0;
    if (moving) this.wake();
  }

  // ---- layout

  build() {
    const { P } = this.message;
    this.panelsBox.replaceChildren();
    this.panels = Array.from({ length: P }, (_, p) => {
      const box = make("figure", "panel", this.panelsBox);
      const title = make("div", "title", box);
      if (P > 1) make("i", "key", title).style.color = this.message.line_colours[p];
      const name = make("b", "", title);
      const stage = make("div", "stage", box);
      const canvas = make("canvas", "", stage);
      canvas.setAttribute("role", "img");
      const note = make("div", "note", stage);
      const numbers = make("div", "numbers", box);
      const losses = make("span", "", numbers);
      const accuracy = make("span", "", numbers);
      return { name, stage, canvas, note, numbers, losses, accuracy };
    });
    this.canvases = this.panels.map((panel) => panel.canvas);
    this.root.classList.add("filled");
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
    m.class_colours.forEach((colour, k) => (entry(`class ${k}`, "square").style.background = colour));
    if (m.P > 1) m.titles.forEach((title, p) => (entry(title, "dash").style.color = m.line_colours[p]));
  }

  layOut() {
    const { P } = this.message;
    const width = (this.width = this.root.clientWidth);
    if (!width) return;
    const narrow = width < 560;
    const gap = narrow ? 12 : 20;
    let columns = P;
    while (columns > 2 && (width - gap * (columns - 1)) / columns < 200) columns = columns > 4 ? 4 : 2;
    const share = (width - gap * (columns - 1)) / columns;
    let size = Math.floor(Math.min(share, 420));
    // Few panels leave room: then the curves stand beside them.
    const side = width - (size + gap) * columns >= 320;
    if (!side && P > 1) size = Math.floor(Math.min(share, 480));
    this.root.style.setProperty("--columns", columns);
    this.root.style.setProperty("--size", `${size}px`);
    this.root.classList.toggle("narrow", narrow);
    this.root.classList.toggle("side", side);
    for (const panel of this.panels) panel.numbers.classList.toggle("stacked", size < 330);
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.ratio = ratio;
    this.size = size;
    for (const canvas of this.canvases) canvas.width = canvas.height = Math.round(size * ratio);
    const top = (element) => element.getBoundingClientRect().top;
    const beside = Math.max(size - Math.round(top(this.loss) - top(this.panels[0].stage)), 160);
    const height = side ? beside : narrow ? 170 : 190; // beside a map the chart ends where it ends
    this.chart.resize(height, ratio);
    this.maps.prepare(this.message);
    this.maps.drawPoints(this.message, size, ratio);
    this.stale = true;
    this.wake();
  }

  // ---- one picture

  get live() {
    return this.message.loop ? !this.paused : this.message.playing;
  }

  draw() {
    if (!this.size) return;
    const index = Math.min(Math.floor(this.at), this.queue.length - 1);
    const from = this.queue[index];
    const to = this.queue[Math.min(index + 1, this.queue.length - 1)];
    const share = this.at - index;
    const step = from.m.step[from.i];
    this.maps.draw(this.canvases, from, to, share, this.size, this.ratio);
    this.chart.draw(step + (to.m.step[to.i] - step) * share);
    this.stale = false;
    this.shown = from;
    Object.assign(this.root.dataset, { step, frames: ++this.count });
  }

  say(now) {
    if (!this.shown) return;
    const { live, message } = this;
    const { m, i } = this.shown;
    const where = `step ${number(m.step[i])} · epoch ${number(m.epoch[i])}`;
    const describe = !live || !(now - this.described < 1000);
    this.said = now;
    this.root.dataset.playing = live;
    this.where.setAttribute("aria-live", live ? "off" : "polite");
    write(this.where, message.status ? `${where} · ${message.status}` : where);
    const told = this.panels.map((panel, p) => {
      const k = i * m.P + p;
      const losses = `loss: train ${loss(m.train_loss[k])} · test ${loss(m.test_loss[k])}`;
      const accuracy = `test accuracy ${percent(m.test_accuracy[k])}`;
      write(panel.losses, losses);
      write(panel.accuracy, accuracy);
      const note = message.notes[p] && `, ${message.notes[p]}`;
      return `${m.titles[p]}: ${losses.replace(":", "").replace(" · ", ", ")}, ${accuracy}${note}`;
    });
    if (!describe) return;
    this.described = now;
    const place = where.replace(" · ", ", ");
    told.forEach((text, p) => this.canvases[p].setAttribute("aria-label", `Decision map, ${place}. ${text}.`));
    this.loss.setAttribute("aria-label", `Loss by step, up to ${place}. ${told.join("; ")}.`);
  }
}
