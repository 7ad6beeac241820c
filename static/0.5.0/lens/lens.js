// Keeps the setting, asks the server for the rest, and draws every section in one frame.
// A section is a class { constructor(lens, box), take(message), draw() }, named in SECTIONS.
import { dress, sheet } from "../shared/style.js";

const SHEETS = await Promise.all(
  ["./lens.css"].map((path) => sheet(new URL(path, import.meta.url))),
);

import { CardSection } from "./card.js";
import { CurveSection } from "./curve.js";
import { DataSection } from "./data.js";
import { ParameterSection, nearest } from "./parameters.js";
import { PlaneSection } from "./plane.js";
import { Tables } from "./table.js";
import { make, read } from "../shared/wire.js";

const SECTIONS = {
  curve: CurveSection,
  parameters: ParameterSection,
  card: CardSection,
  data: DataSection,
  plane: PlaneSection,
};
const PAUSE = 120; // ms without a move after which the server is asked
const lenses = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let lens = lenses.get(parentElement);
  if (!lens) {
    dress(parentElement, SHEETS);
    lens = new Lens(parentElement.querySelector(".lens"));
    lenses.set(parentElement, lens);
  }
  lens.tell = setTriggerValue;
  lens.receive(data);
  return () => {
    lens.stop();
    lenses.delete(parentElement);
  };
}

class Lens {
  constructor(root) {
    this.root = root;
    this.settings = {}; // what the sliders say
    this.selected = null; // key of the card's row that is marked
    this.frames = 0;
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    this.draw = this.draw.bind(this);
    this.repaint = () => {
      this.ink = null;
      this.redraw();
    };
    root.addEventListener("transitionend", this.repaint);
    document.fonts?.ready.then(this.repaint);
    this.sizes = new ResizeObserver(() => {
      root.classList.toggle("wide", root.clientWidth >= 760);
      this.redraw();
    });
    this.sizes.observe(root);
  }

  stop() {
    cancelAnimationFrame(this.raf);
    clearTimeout(this.timer);
    this.sizes.disconnect();
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1; // nothing wakes it again
  }

  receive(data) {
    try {
      this.take(read(data));
      this.fault.hidden = true;
      this.body.hidden = false;
    } catch (error) {
      console.warn(error);
      this.fault.textContent = `The curve cannot be drawn: its message could not be read (${error.message}).`;
      this.fault.hidden = false;
      this.body.hidden = true;
    }
  }

  take(m) {
    const other = this.message?.key !== m.key;
    if (other) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.serial = m.serial;
      this.selected = null;
      this.curve = null;
    }
    this.message = m;
    // An answer to an older question brings tables, but must not move the sliders back.
    this.holds = Boolean(this.timer) || m.serial < this.serial;
    if (!this.holds) {
      this.serial = m.serial;
      this.settings = Object.fromEntries(m.parameters.map(({ name, value }) => [name, value]));
    }
    this.tables = new Tables(m);
    this.build(m.sections);
    this.root.style.setProperty("--value", m.colours.value);
    this.root.style.setProperty("--slope", m.colours.slope);
    this.look();
    for (const section of this.sections) section.take(m);
    this.root.dataset.serial = m.serial;
    this.root.dataset.key = m.key;
    this.redraw();
  }

  build(names) {
    if (String(names) === this.built) return;
    this.built = String(names);
    this.body.replaceChildren();
    this.sections = names.map(
      (name) => new SECTIONS[name](this, make("div", `part ${name}`, this.body)),
    );
  }

  // ---- the setting

  // A slider stands at a new value.
  move(name, value) {
    this.settings = { ...this.settings, [name]: value };
    this.look();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.redraw();
  }

  send() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.serial++;
    this.tell("parameters", { key: this.message.key, serial: this.serial, values: this.settings });
  }

  // Parameters that stand elsewhere than in the message.
  moved() {
    return this.message.parameters
      .map(({ value, name }, p) => (value === this.settings[name] ? -1 : p))
      .filter((p) => p >= 0);
  }

  // Whether the server has yet to say the rest about this setting.
  get waiting() {
    return this.moved().length > 0;
  }

  // Finds the curve of the setting; with two sliders ahead of the tables the last one stays.
  look() {
    const moved = this.moved();
    if (moved.length > 1 && this.curve) return;
    if (moved.length !== 1) {
      this.curve = this.tables.present();
      return;
    }
    const { positions, name } = this.message.parameters[moved[0]];
    this.curve = this.tables.moved(moved[0], nearest(positions, this.settings[name]));
  }

  // ---- what sections use

  table() {
    return this.curve;
  }

  f(x) {
    return this.curve.value(x);
  }

  df(x) {
    return this.curve.slope(x);
  }

  redraw() {
    this.raf ||= requestAnimationFrame(this.draw);
  }

  draw() {
    this.raf = 0;
    if (!this.message) return;
    if (!this.ink) {
      const style = getComputedStyle(this.root);
      this.ink = style.color;
      this.paper = style.getPropertyValue("--st-background-color") || this.message.colours.neutral;
      this.font = `12px ${style.fontFamily}`;
    }
    for (const section of this.sections) section.draw();
    this.root.dataset.frames = ++this.frames;
  }
}
