// The table of kept runs: a row each, with its picture, settings and scores.

import { make } from "../shared/elements.js";
import { whole } from "../shared/numbers.js";
import { dateOf, numbersOf, titleOf, wordsOf } from "./report.js";

/** @typedef {import("./entry.js").Entry} Entry */

const HEADS = ["Picture", "Run", "Step", "Scores and losses", ""];

export class List {
  /**
   * @param {HTMLElement} parent
   * @param {(entry: Entry) => void} remove
   */
  constructor(parent, remove) {
    this.remove = remove;
    this.table = make("table", "runs", parent);
    this.table.setAttribute("aria-label", "Kept runs");
    const head = make("tr", "", make("thead", "", this.table));
    for (const text of HEADS) make("th", "", head, text).scope = "col";
    this.body = make("tbody", "", this.table);
    /** @type {Map<string, HTMLElement>} by the entry as it is drawn */
    this.rows = new Map();
  }

  /** @param {Entry[]} entries in their order */
  show(entries) {
    this.table.hidden = !entries.length;
    const held = /** @type {ShadowRoot} */ (this.table.getRootNode()).activeElement;
    const rows = new Map(
      entries.map((entry) => {
        const key = `${entry.id}/${entry.picture.length}`;
        return [key, this.rows.get(key) ?? this.#row(entry)];
      }),
    );
    this.rows = rows;
    this.body.replaceChildren(...rows.values());
    // What is put elsewhere has lost the keyboard.
    if (held instanceof HTMLElement && this.body.contains(held)) held.focus();
  }

  /** @param {Entry} entry */
  #row(entry) {
    const row = document.createElement("tr");
    row.dataset.run = entry.id;
    const step = `step ${whole(entry.step)}`;
    picture(make("td", "picture", row), entry, step);
    const run = make("td", "run", row);
    const link = make("a", "", run, titleOf(entry));
    link.href = location.pathname + (entry.query && `?${entry.query}`);
    link.title = "Opens this run, in place of the one on the page";
    make("div", "", run, wordsOf(entry));
    make("div", "date", run, `kept ${dateOf(entry.at)}`);
    make("td", "step", row, step).append(make("div", "date", null, `epoch ${whole(entry.epoch)}`));
    const scores = make("td", "scores", row);
    entry.networks.forEach((_, p) => network(scores, entry, p));
    const button = make("button", "", make("td", "act", row), "Delete");
    button.type = "button";
    button.setAttribute("aria-label", `Delete ${titleOf(entry)}, ${step}`);
    button.onclick = () => this.remove(entry);
    return row;
  }
}

/**
 * @param {HTMLElement} cell
 * @param {Entry} entry
 * @param {string} step
 */
function picture(cell, { networks, picture: src }, step) {
  if (!src) return void make("span", "date", cell, "no picture any more");
  const alt = `The maps of ${networks.map(({ title }) => title).join(", ")} at ${step}`;
  Object.assign(make("img", "", cell), { src, alt });
}

/**
 * What is measured of network p.
 * @param {HTMLElement} cell
 * @param {Entry} entry
 * @param {number} p
 */
function network(cell, entry, p) {
  const { scores, losses } = numbersOf(entry, p);
  const box = make("div", "", cell);
  make("b", "", box, entry.networks[p].title);
  const text =
    `: validation ${entry.score} ${scores[1]}, train ${scores[0]}, test ${scores[2]}; ` +
    `loss: train ${losses[0]}, validation ${losses[1]}, test ${losses[2]}`;
  box.append(text.replaceAll(" %", "\u00a0%")); // no line begins with the sign
}
