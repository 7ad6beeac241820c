// Success rates: a line for each contestant, and above them the table where two settings race.

import { make, write } from "../shared/elements.js";
import { meaning } from "../shared/glossary.js";

/**
 * @import { RaceMessage } from "./message.js"
 * @import { View } from "./view.js"
 * @typedef {{ line: HTMLElement, name: HTMLElement, swatch: HTMLElement, bar: HTMLElement,
 *   whisker: HTMLElement, words: HTMLElement[] }} Line
 */

/** @type {[keyof import("./message.js").Told, string, string][]} */
const COLUMNS = [
  ["percent", "share", "Share of the seeds that reach the target"],
  ["count", "seeds", "Seeds that reach it, of all"],
  ["half", "half there by step", "The step by which half of its seeds have reached it"],
  ["cost", "cost a step", "What a step of one network takes here, looks included"],
  [
    "test",
    "test",
    `Median accuracy on the test points, shown on demand. ${meaning("test_points")}`,
  ],
];

export class Rows {
  /**
   * @param {HTMLElement} parent
   * @param {View} view
   */
  constructor(parent, view) {
    this.view = view;
    this.root = make("div", "rows", parent);
    this.root.dataset.part = "rates";
    this.table = make("table", "heat", this.root);
    this.grid = make("div", "grid", this.root);
    this.grid.setAttribute("role", "table");
    this.grid.setAttribute("aria-label", "Success rates");
    const head = make("div", "line head", this.grid);
    head.setAttribute("role", "row");
    for (const [text, title] of [
      ["", ""],
      [
        "success rate",
        `The bar is the rate, the line on it its interval. ${meaning("success_rate", "wilson")}`,
      ],
      ...COLUMNS.map(([, text, title]) => [text, title]),
    ]) {
      const cell = make("span", "", head, text);
      cell.setAttribute("role", "columnheader");
      cell.title = title;
    }
    /** @type {Line[]} */
    this.lines = [];
    this.of = ""; // the table that stands
    /** @type {HTMLButtonElement[]} */
    this.cells = [];
  }

  /** @returns {Line} */
  make() {
    const place = this.lines.length;
    const line = make("div", "line", this.grid);
    line.tabIndex = 0;
    line.setAttribute("role", "row");
    line.onpointerenter = line.onfocus = () => this.view.point(place);
    line.onpointerleave = line.onblur = () => this.view.point(-1);
    const name = make("span", "name", line);
    const swatch = make("i", "", name);
    const title = make("span", "", name);
    const cell = make("span", "scale", line);
    const bar = make("i", "bar", cell);
    const whisker = make("i", "whisker", cell);
    const words = COLUMNS.map(([key]) => make("span", `cell ${key}`, line));
    for (const one of line.children) one.setAttribute("role", "cell");
    return { line, name: title, swatch, bar, whisker, words };
  }

  /** @param {RaceMessage} m */
  load(m) {
    while (this.lines.length < m.names.length) this.lines.push(this.make());
    this.lines.forEach(({ line, name, swatch, bar, whisker, words }, n) => {
      line.hidden = n >= m.names.length;
      if (line.hidden) return;
      const told = m.told[n];
      const short = m.row_names.length ? m.short[n] : m.names[n];
      write(name, short);
      name.title = m.names[n];
      swatch.style.background = bar.style.background = m.colours[n];
      bar.style.width = `${100 * told.rate}%`;
      const { low, high } = told;
      whisker.hidden = low === null;
      whisker.style.left = `${100 * (low ?? 0)}%`;
      whisker.style.width = `${100 * ((high ?? 0) - (low ?? 0))}%`;
      COLUMNS.forEach(([key], k) => write(words[k], String(told[key])));
      const gone = told.diverged ? `, ${told.diverged} diverged` : "";
      line.title = `${m.names[n]}: ${told.bounds}${gone}`;
    });
    this.heat(m);
  }

  /** @param {RaceMessage} m */
  heat(m) {
    this.table.hidden = !m.row_names.length;
    this.view.root.classList.toggle("tabled", !this.table.hidden);
    const of = JSON.stringify([m.run, m.row_names, m.column_names]);
    if (of !== this.of) this.lay(m);
    this.of = of;
    m.rates.forEach((rate, cell) => {
      const button = this.cells[cell];
      button.style.setProperty("--share", `${(55 * (rate ?? 0)).toFixed(0)}%`);
      write(button, m.rate_words[cell]);
      button.title = m.rate_bounds[cell];
      const row = Math.floor(cell / m.column_names.length);
      button.setAttribute("aria-pressed", String(row === m.row));
      const at = [m.row_names[row], m.column_names[cell % m.column_names.length]].join(", ");
      button.setAttribute("aria-label", `${at}: ${m.rate_bounds[cell]}`);
    });
  }

  /** @param {RaceMessage} m */
  lay(m) {
    this.table.replaceChildren();
    this.cells = [];
    const head = make("tr", "", make("thead", "", this.table));
    make("th", "", head);
    for (const name of m.column_names) make("th", "", head, name);
    const body = make("tbody", "", this.table);
    m.row_names.forEach((name, row) => {
      const line = make("tr", "", body);
      make("th", "", line, name);
      m.column_names.forEach(() => {
        const button = make("button", "", make("td", "", line));
        button.type = "button";
        button.onclick = () => this.view.order("row", { row });
        this.cells.push(button);
      });
    });
  }

  /** Set off the line pointed at. */
  mark() {
    const { hot } = this.view;
    this.lines.forEach(({ line }, n) => line.classList.toggle("hot", n === hot));
  }
}
