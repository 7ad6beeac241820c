// What the warped plane is steered with: how far through the layers, and along which units.

import { still } from "../../shared/motion.js";

/** Where it is looked at, and what the hand says of it. */
export class Morph {
  at = 1; // 0 the input plane, 1 the last layer
  /** @type {[number, number] | null} */
  pair = null; // the units that somebody chose, of a layer wider than two
  stages = 1; // between which motion stops where little of it is wanted
  /** @type {() => void} */
  changed = () => {};
  playing = false;
  last = 0; // ms of the last step of the motion
  clock = 0;
  /** @type {HTMLSelectElement[]} */
  choices = [];

  /** @param {HTMLElement} box */
  open(box) {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 1, step: 0.002, value: this.at });
    slider.setAttribute("aria-label", "From the input plane to the last layer");
    const button = document.createElement("button");
    button.type = "button";
    this.slider = slider;
    this.button = button;
    button.onclick = () => {
      this.clock = +slider.value < 1 ? +slider.value : 0;
      this.play(!this.playing);
    };
    slider.oninput = () => {
      this.play(false);
      this.show(+slider.value);
    };
    this.play(false);
    box.append(button, slider);
    this.choices = ["x-axis", "y-axis"].map((name) => this.choice(box, name));
  }

  /**
   * @param {HTMLElement} box
   * @param {string} name
   */
  choice(box, name) {
    const select = document.createElement("select");
    select.setAttribute("aria-label", `${name}: a unit, or the main direction`);
    select.onchange = () => {
      const [across, up] = this.choices.map((choice) => +choice.value);
      this.pair = across >= 0 && up >= 0 ? [across, up] : null;
      this.changed();
    };
    box.append(select);
    return select;
  }

  /**
   * Offers as many units as the widest hidden layer has.
   * @param {number} most
   */
  offer(most) {
    this.choices.forEach((select, a) => {
      if (select.length === most + 1) return;
      const axis = a ? "y-axis" : "x-axis";
      select.replaceChildren(new Option(`${axis}: main direction`, "-1"));
      for (let unit = 0; unit < most; unit++) {
        select.add(new Option(`${axis}: unit ${unit + 1}`, String(unit)));
      }
      this.pair = null;
    });
  }

  /** @param {boolean} on */
  play(on) {
    this.playing = on;
    this.last = 0;
    if (this.button) this.button.textContent = on ? "Hold" : "Morph";
    if (on) requestAnimationFrame((time) => this.step(time));
  }

  /** @param {number} time */
  step(time) {
    const { slider, stages } = this;
    if (!this.playing || !slider?.isConnected) return;
    this.clock = Math.min(1, this.clock + (this.last ? Math.min(time - this.last, 100) / 6000 : 0));
    this.last = time;
    slider.value = String(this.clock);
    this.show(still() ? Math.floor(this.clock * stages + 1e-6) / stages : this.clock);
    if (this.clock < 1) requestAnimationFrame((next) => this.step(next));
    else this.play(false);
  }

  /** @param {number} at */
  show(at) {
    this.at = at;
    this.changed();
  }
}
