// Draws every section of the lens in one frame, from the message and the setting.

import { make } from "../shared/elements.js";
import { roomBelow } from "../shared/room.js";
import { scaleOf } from "../shared/scale.js";
import { Curve } from "../shared/curve.js";
import { read } from "../shared/wire.js";
import { CardSection } from "./card.js";
import { CurveSection } from "./curve.js";
import { DataSection } from "./data.js";
import { Guest } from "./guest.js";
import { ParameterSection } from "./parameters.js";
import { PlaneSection } from "./plane.js";
import { Setting } from "./setting.js";

/**
 * @import { Tell } from "../shared/component.js"
 * @import { LensMessage } from "./message.js"
 */

/**
 * A part of the lens: it takes each message, and is drawn in each frame.
 * @typedef {object} Section
 * @property {(m: LensMessage) => void} take
 * @property {(m: LensMessage, curve: Curve) => void} draw
 */

/** @type {Record<string, new (lens: Lens, box: HTMLElement) => Section>} */
const SECTIONS = {
  curve: CurveSection,
  parameters: ParameterSection,
  card: CardSection,
  data: DataSection,
  plane: PlaneSection,
};
/** @type {Record<string, string>} where each is found from outside */
const PARTS = { curve: "curve", card: "card", data: "chart", plane: "chart" };
const WIDE = 760; // pixels from which the card stands beside the curve
const LEAST_REACH = 4; // of x to both sides of 0: a distribution is shown as far as this
const PEEK = 44; // pixels of the first screen that show that the page goes on

export class Lens {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    /** @type {Tell} */
    this.tell = () => {};
    this.setting = new Setting((question) => this.tell("parameters", question));
    /** @type {LensMessage | null} */
    this.message = null;
    /** @type {Curve | null} */
    this.curve = null;
    /** @type {Section[]} */
    this.sections = [];
    this.built = ""; // the names of the sections
    /** @type {string | null} */
    this.pointed = null; // key of the card's row under the pointer, or with the focus
    /** @type {string | null} */
    this.selected = null; // key of the card's row that is marked
    this.frames = 0;
    this.ink = ""; // colour of text, "" where it is to be looked up again
    this.paper = "";
    this.font = "";
    this.raf = 0; // of the frame asked for; −1 where nothing wakes it again
    this.draw = this.draw.bind(this);
    this.repaint = () => {
      this.ink = "";
      this.redraw();
    };
    root.addEventListener("transitionend", this.repaint);
    document.fonts?.ready.then(this.repaint);
    this.stage = make("div", "stage", this.body); // what the first screen shows
    this.left = make("div", "left", this.stage);
    this.right = make("div", "right", this.stage);
    this.guest = new Guest(make("div", "hole", this.right), () => this.layOut());
    this.layOut = this.layOut.bind(this);
    this.sizes = new ResizeObserver(this.layOut);
    this.sizes.observe(root);
    window.addEventListener("resize", this.layOut);
  }

  stop() {
    cancelAnimationFrame(this.raf);
    this.setting.stop();
    this.sizes.disconnect();
    this.guest.stop();
    window.removeEventListener("resize", this.layOut);
    this.root.removeEventListener("transitionend", this.repaint);
    this.raf = -1;
  }

  /** @param {unknown} data */
  receive(data) {
    try {
      /** @type {LensMessage} */
      const message = read(data);
      this.take(message);
      this.fault.hidden = true;
      this.body.hidden = false;
    } catch (error) {
      console.warn(error);
      const reason = error instanceof Error ? error.message : error;
      this.fault.textContent = `The curve cannot be drawn: its message could not be read (${reason}).`;
      this.fault.hidden = false;
      this.body.hidden = true;
    }
  }

  /** @param {LensMessage} m */
  take(m) {
    if (this.message?.key !== m.key) {
      this.selected = this.pointed = null;
      this.curve = null;
    }
    this.message = m;
    this.setting.take(m);
    this.build(m.sections);
    this.root.style.setProperty("--value", m.colours.value);
    this.root.style.setProperty("--slope", m.colours.slope);
    this.compute();
    for (const section of this.sections) section.take(m);
    this.root.dataset.serial = String(m.serial);
    this.root.dataset.key = m.key;
    this.guest.invite(m.guest);
    this.layOut();
  }

  /** @param {string[]} names */
  build(names) {
    if (String(names) === this.built) return;
    this.built = String(names);
    for (const part of this.body.querySelectorAll(".part")) part.remove();
    /** @type {Record<string, HTMLElement>} */
    const places = { curve: this.left, parameters: this.right, card: this.right };
    this.sections = names.map((name) => {
      const box = make("div", `part ${name}`, places[name] ?? this.body);
      if (PARTS[name]) box.dataset.part = PARTS[name];
      return new SECTIONS[name](this, box);
    });
  }

  /** By the component's width, and by the height that the first screen leaves to it. */
  layOut() {
    const { root } = this;
    root.classList.toggle("wide", root.clientWidth >= WIDE);
    root.style.setProperty("--room", `${Math.round(roomBelow(root)) - PEEK}px`);
    this.guest.place();
    this.redraw();
  }

  // ---- what sections use

  /**
   * A slider stands at a new value.
   * @param {string} name
   * @param {number} value
   */
  move(name, value) {
    this.setting.move(name, value);
    this.compute();
    this.redraw();
  }

  /** The curve where the sliders stand now. */
  compute() {
    const { message: m, setting } = this;
    if (!m) return;
    const reach = Math.max(m.limit, LEAST_REACH);
    this.curve = Curve.of(m.function, m.switches, setting.values, reach, m.per_unit);
  }

  /** Key of the row that is marked on the curve: the one pointed at, or else the one kept. */
  get marked() {
    return this.pointed ?? this.selected;
  }

  /**
   * A row of the card is pointed at, or none.
   * @param {string | null} key
   */
  point(key) {
    this.pointed = key;
    this.redraw();
  }

  /**
   * Keep a row of the card marked, or none where it is kept.
   * @param {string} key
   */
  select(key) {
    this.selected = this.selected === key ? null : key;
    this.redraw();
  }

  /** Whether the server has yet to say the rest about this setting. */
  get waiting() {
    return !!this.message && this.setting.moved(this.message).length > 0;
  }

  redraw() {
    this.raf ||= requestAnimationFrame(this.draw);
  }

  draw() {
    this.raf = 0;
    const { message: m, curve, root } = this;
    if (!m || !curve) return;
    if (!this.ink) {
      const style = getComputedStyle(root);
      this.ink = style.color;
      this.paper = style.getPropertyValue("--st-background-color") || m.colours.neutral;
      this.font = `${12 * scaleOf(root)}px ${style.fontFamily}`;
    }
    for (const section of this.sections) section.draw(m, curve);
    root.dataset.frames = String(++this.frames);
  }
}
