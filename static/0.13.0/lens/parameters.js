// The sliders of the function's parameters.

import { make } from "../shared/elements.js";
import { fixed } from "../shared/numbers.js";
import { Slider } from "./slider.js";

/**
 * @import { Lens } from "./view.js"
 * @import { LensMessage, Parameter } from "./message.js"
 */

export class ParameterSection {
  /**
   * @param {Lens} lens
   * @param {HTMLElement} box
   */
  constructor(lens, box) {
    this.lens = lens;
    this.box = box;
    this.built = ""; // the parameters there are sliders for
    /** @type {Map<string, Slider>} */
    this.sliders = new Map();
    box.classList.add("sliders");
  }

  /** @param {LensMessage} m */
  take(m) {
    const wanted = JSON.stringify(m.parameters.map(({ name, positions }) => [name, positions]));
    if (wanted !== this.built) this.build(m);
    this.built = wanted;
    for (const [name, { box, input }] of this.sliders) {
      input.disabled = m.locked.includes(name);
      box.hidden = m.hidden.includes(name);
    }
    const { held, values } = this.lens.setting;
    if (held) return;
    for (const { name, positions } of m.parameters)
      this.sliders.get(name)?.set(nearest(positions, values[name]));
  }

  /** @param {LensMessage} m */
  build(m) {
    this.box.replaceChildren();
    this.sliders.clear();
    for (const parameter of m.parameters) this.sliders.set(parameter.name, this.slider(parameter));
  }

  /** @param {Parameter} parameter */
  slider({ name, sign, index, positions, decimals }) {
    const { lens } = this;
    const same = name === [sign, index].filter(Boolean).join("_");
    const label = same ? name : `${sign}${index}, ${name}`;
    const text = () => fixed(lens.setting.values[name], decimals); // a link's lies between positions
    const range = { min: 0, max: positions.length - 1, step: 1, text };
    const at = nearest(positions, lens.setting.values[name]);
    const slider = new Slider(this.box, label, range, at, (k) => lens.move(name, positions[k]));
    slider.words.replaceChildren();
    make("i", "", slider.words, sign);
    if (index) make("sub", "", slider.words, index);
    if (!same) slider.words.append(` · ${name}`);
    slider.input.onchange = () => lens.setting.send();
    return slider;
  }

  draw() {}
}

/**
 * Where the value stands that is nearest to one.
 * @param {number[]} values
 * @param {number} wanted
 */
export function nearest(values, wanted) {
  let best = 0;
  values.forEach((value, k) => {
    if (Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = k;
  });
  return best;
}
