// The sliders of the function's parameters.

import { digits } from "./frame.js";
import { make, write } from "../shared/wire.js";

export class ParameterSection {
  constructor(lens, box) {
    Object.assign(this, { lens, box });
    box.classList.add("sliders");
    this.inputs = new Map();
  }

  take(m) {
    const wanted = JSON.stringify(m.parameters.map(({ name, positions }) => [name, positions]));
    if (wanted !== this.built) this.build(m);
    this.built = wanted;
    for (const [name, { input, show }] of this.inputs) {
      if (!this.lens.holds)
        input.value = nearest(
          m.parameters.find((p) => p.name === name).positions,
          this.lens.settings[name],
        );
      show();
    }
  }

  build(m) {
    this.box.replaceChildren();
    this.inputs.clear();
    for (const { name, sign, index, positions, decimals } of m.parameters) {
      const label = make("label", "slider", this.box);
      const top = make("span", "top", label);
      const words = make("span", "", top);
      make("i", "", words, sign);
      if (index) make("sub", "", words, index);
      const same = name === [sign, index].filter(Boolean).join("_");
      if (!same) words.append(` · ${name}`);
      const number = make("output", "", top);
      const input = make("input", "", label);
      Object.assign(input, { type: "range", min: 0, max: positions.length - 1, step: 1 });
      input.setAttribute("aria-label", same ? name : `${sign}${index}, ${name}`);
      const show = () => {
        const text = digits(this.lens.settings[name], decimals);
        write(number, text);
        input.setAttribute("aria-valuetext", text);
      };
      input.oninput = () => {
        this.lens.move(name, positions[Number(input.value)]);
        show();
      };
      input.onchange = () => this.lens.send();
      this.inputs.set(name, { input, show });
    }
  }

  draw() {}
}

export function nearest(values, wanted) {
  let best = 0;
  values.forEach((value, k) => {
    if (Math.abs(value - wanted) < Math.abs(values[best] - wanted)) best = k;
  });
  return best;
}
