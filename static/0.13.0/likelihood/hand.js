// What both pictures of likelihood share: numbers set by hand, kept by the page, and a fit.

import { Picture } from "../descent/picture.js";
import { Setting } from "../lens/setting.js";
import { Slider } from "../lens/slider.js";
import { make, write } from "../shared/elements.js";
import { fixed } from "../shared/numbers.js";

/** @import { LikelihoodMessage, Parameter } from "./message.js" */

/** @extends {Picture<LikelihoodMessage>} */
export class Hand extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.plots = make("div", "plots", this.body);
    this.side = make("div", "side", this.body);
    this.sliders = make("div", "sliders", this.side);
    this.sliders.dataset.part = "sliders";
    this.button = make("button", "", this.side);
    this.button.type = "button";
    this.button.onclick = () => this.fit();
    this.found = make("p", "note", this.side);
    this.table = make("table", "", this.side);
    this.table.dataset.part = "numbers";
    this.said = make("p", "said", this.side);
    /** @type {HTMLTableCellElement[]} */
    this.cells = [];
    this.setting = new Setting((question) => this.tell("parameters", question));
    /** @type {Map<string, Slider>} */
    this.hands = new Map();
    this.built = "";
    this.raf = 0;
    this.draw = this.draw.bind(this);
  }

  /** @override */
  stop() {
    super.stop();
    cancelAnimationFrame(this.raf);
    this.raf = -1;
    this.setting.stop();
  }

  /**
   * @override
   * @param {LikelihoodMessage} m
   */
  load(m) {
    this.setting.take(m);
    this.build(m.parameters);
    for (const [name, slider] of this.hands) slider.set(this.values[name]);
    write(this.button, m.fitted[0]);
    write(this.found, m.fitted[1]);
    write(this.said, m.said);
  }

  /** @param {Parameter[]} parameters */
  build(parameters) {
    const wanted = JSON.stringify(parameters.map((one) => ({ ...one, value: 0 })));
    if (wanted === this.built) return;
    this.built = wanted;
    this.sliders.replaceChildren();
    this.hands.clear();
    for (const { name, label, low, high, step } of parameters) {
      const text = () => fixed(this.values[name], 2); // a fit lies between two positions
      const range = { min: low, max: high, step, text };
      const moved = (/** @type {number} */ value) => this.move(name, value);
      const slider = new Slider(this.sliders, label, range, this.values[name], moved);
      slider.input.onchange = () => this.setting.send();
      this.hands.set(name, slider);
    }
  }

  /** The numbers where they stand now. */
  get values() {
    return this.setting.values;
  }

  /**
   * @param {string} name
   * @param {number} value
   */
  move(name, value) {
    this.setting.move(name, value);
    this.hands.get(name)?.set(value);
    this.redraw();
  }

  fit() {
    for (const [name, value] of Object.entries(this.message?.fit ?? {})) this.move(name, value);
    this.setting.send();
  }

  /** @override */
  redraw() {
    this.raf ||= requestAnimationFrame(this.draw);
  }

  draw() {
    this.raf = 0;
    const { message: m, root } = this;
    if (!m || !root.clientWidth) return;
    this.show(m);
    root.dataset.values = JSON.stringify(this.values);
    this.drawn();
  }

  /**
   * Draw everything where the numbers stand now.
   * @param {LikelihoodMessage} m
   */
  show(m) {
    throw Error(`nothing draws ${m.run}`);
  }

  /**
   * The rows of the table: a name and a number each; one without a number is a heading.
   * @param {[string, string][]} rows
   */
  say(rows) {
    if (this.cells.length !== 2 * rows.length) {
      this.table.replaceChildren();
      this.cells = rows.flatMap(([, value]) => {
        const row = make("tr", value ? "" : "head", this.table);
        return [make("td", "", row), make("td", "", row)];
      });
    }
    rows.flat().forEach((text, k) => write(this.cells[k], text));
  }
}
