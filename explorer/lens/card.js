// The facts of the function: a row that is pressed shows its places on the curve.

class CardSection {
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
      row.button.title = note;
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
      this.rows.set(key, { button, text, how });
    }
  }

  draw() {
    this.box.classList.toggle("waiting", this.lens.waiting);
    for (const [key, { button }] of this.rows) button.setAttribute("aria-pressed", key === this.lens.selected);
  }
}
