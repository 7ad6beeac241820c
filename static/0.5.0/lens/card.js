// The facts of the function: a row that is pressed shows its places on the curve.

import { make, write } from "../shared/wire.js";

export class CardSection {
  constructor(lens, box) {
    Object.assign(this, { lens, box });
    box.classList.add("card");
    this.rows = new Map();
  }

  take(m) {
    const wanted = JSON.stringify(m.rows.map(({ key, label, group }) => [key, label, group]));
    if (wanted !== this.built) this.build(m);
    this.built = wanted;
    for (const { key, label, text, how, note } of m.rows) {
      const row = this.rows.get(key);
      write(row.text, text);
      write(row.how, how);
      row.button.title = note ? `${text}. ${note}` : text;
      row.button.setAttribute("aria-label", `${label}: ${text}, ${how}`);
    }
  }

  build(m) {
    this.box.replaceChildren();
    this.rows.clear();
    const groups = new Map();
    for (const { key, label, group } of m.rows) {
      if (!groups.has(group)) {
        const box = make("section", "group", this.box);
        make("h4", "", box, group);
        groups.set(group, box);
      }
      const button = make("button", "row", groups.get(group));
      button.type = "button";
      button.dataset.key = key;
      make("span", "label", button, label);
      const text = make("span", "text", button);
      const how = make("span", "how", button);
      button.onclick = () => {
        this.lens.selected = this.lens.selected === key ? null : key;
        this.lens.redraw();
      };
      button.tabIndex = this.rows.size ? -1 : 0; // one stop of the Tab key for all rows
      button.onfocus = () => {
        for (const row of this.rows.values()) row.button.tabIndex = row.button === button ? 0 : -1;
      };
      this.rows.set(key, { button, text, how });
    }
    this.box.onkeydown = (event) => this.step(event);
  }

  // The arrow keys, Home and End move between the rows.
  step(event) {
    const buttons = [...this.rows.values()].map(({ button }) => button);
    const at = buttons.indexOf(event.target.closest("button"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
  }

  draw() {
    this.box.classList.toggle("waiting", this.lens.waiting);
    for (const [key, { button }] of this.rows)
      button.setAttribute("aria-pressed", key === this.lens.selected);
  }
}
