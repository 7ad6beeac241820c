// Who was taken for whom: the counts of the points judged by class and answer, and what they make.

import { make, write } from "../../shared/elements.js";
import { explain } from "../../shared/glossary.js";
import { later } from "../../shared/later.js";
import { fixed, percentFixed, whole } from "../../shared/numbers.js";
import { averages, baseRate, confusionOf, countsAt, ratesOf } from "../../shared/measures.js";

/** @typedef {import("./end").End} End */
/** @typedef {import("./end").Look} Look */
/** @typedef {import("../../shared/measures.js").Rates} Rates */
/** @typedef {import("../../shared/glossary.js").Term} Term */

/** @type {[string, Term][][]} */
const CELLS = [
  [
    ["TN", "true_negative"],
    ["FP", "false_positive"],
  ],
  [
    ["FN", "false_negative"],
    ["TP", "true_positive"],
  ],
];
const STRENGTH = 55; // per cent of its class's colour in a cell that holds all of it
const MANY = 6; // classes from which words are left out, and cells are small
/** @type {[keyof Rates & Term, string, string][]} name, formula of two classes */
const MEASURES = [
  ["accuracy", "accuracy", "(TP + TN) / all"],
  ["precision", "precision", "TP / (TP + FP)"],
  ["recall", "recall", "TP / (TP + FN)"],
  ["f1", "F1", "2 TP / (2 TP + FP + FN)"],
];

/**
 * A share that may be of nothing.
 * @param {number | null} share
 */
const told = (share) => percentFixed(share ?? NaN);

/** @implements {End} */
export class Confusion {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.box = make("div", "confusion", parent);
    this.box.dataset.part = "confusion";
    this.table = make("table", "cells", this.box);
    this.list = make("table", "measures", this.box);
    this.built = "";
    /** @type {HTMLElement[][]} */
    this.cells = [];
    /** @type {HTMLElement[]} */
    this.values = [];
    /** @type {Record<"value" | "words", HTMLElement>} */
    this.base = later(); // what always answering the commonest class gets right
  }

  wants() {
    return 0;
  }

  resize() {}

  /** @param {import("../../shared/message").Message} m */
  take({ classes, class_colours }) {
    const wanted = JSON.stringify(class_colours);
    if (wanted === this.built) return;
    this.built = wanted;
    this.table.replaceChildren();
    this.list.replaceChildren();
    this.box.classList.toggle("many", classes >= MANY);
    this.#lay(classes, class_colours);
    const formulas = classes === 2;
    this.values = MEASURES.map(([key, name, formula]) => {
      const measure = this.#row(name, key);
      write(measure.words, formulas ? formula : key === "accuracy" ? "" : "mean of classes");
      if (key === "accuracy") this.base = this.#row("base rate", "base_rate");
      return measure.value;
    });
  }

  /**
   * @param {string} name
   * @param {Term} term
   */
  #row(name, term) {
    const row = make("tr", "", this.list);
    make("th", "", row, name).scope = "row";
    explain(row, term);
    return { value: make("td", "", row), words: make("td", "formula", row) };
  }

  /**
   * @param {number} K
   * @param {string[]} colours
   */
  #lay(K, colours) {
    const head = make("tr", "", make("thead", "", this.table));
    make("th", "corner", head, "truth ↓\nanswer →");
    const call = (/** @type {HTMLElement} */ title, /** @type {number} */ k) => {
      if (K < MANY) make("span", "", title, "class ");
      title.append(String(k));
    };
    for (let k = 0; k < K; k++) {
      const title = make("th", "", head);
      title.scope = "col";
      call(title, k);
    }
    const body = make("tbody", "", this.table);
    this.cells = colours.map((colour, k) => {
      const row = make("tr", "", body);
      row.style.setProperty("--class", colour);
      const title = make("th", "", row);
      title.scope = "row";
      make("i", "square", title);
      call(title, k);
      return colours.map((_, answer) => {
        const cell = make("td", k === answer ? "right" : "", row);
        const number = make("b", "", cell, "0");
        if (K === 2) {
          const [name, term] = CELLS[k][answer];
          make("small", "", cell, name);
          explain(cell, term);
        }
        return number;
      });
    });
  }

  draw() {}

  /** @param {Look} look */
  say({ tested, chosen, cut, m }) {
    const { labels, binary } = tested;
    const table = tableOf(tested, chosen, cut);
    const rates = binary ? ratesOf(countsOf(table)) : averages(table);
    table.forEach((row, k) => {
      const all = row.reduce((a, b) => a + b, 0);
      row.forEach((count, answer) => {
        const cell = this.cells[k][answer];
        write(cell, whole(count));
        const strength = all ? Math.round((STRENGTH * count) / all) : 0;
        cell.parentElement?.style.setProperty("--share", `${strength}%`);
      });
    });
    MEASURES.forEach(([key], k) => {
      const rate = rates[key];
      write(this.values[k], key === "f1" && rate !== null ? fixed(rate, 3) : told(rate));
    });
    const base = baseRate(labels, m.classes);
    write(this.base.value, told(base.share));
    write(this.base.words, base.share === null ? "no points" : `always class ${base.class}`);
  }

  /** @param {Look} look */
  words({ tested, chosen, cut }) {
    const table = tableOf(tested, chosen, cut);
    const rows = table.map((row, k) => `of class ${k}, ${row.map((n, a) => `${n} as ${a}`)}`);
    return `${rows.join("; ")}.`;
  }
}

/**
 * @param {import("./tested.js").Tested} tested
 * @param {number} p
 * @param {number} cut
 */
function tableOf(tested, p, cut) {
  const { labels, binary, m } = tested;
  if (!binary) return confusionOf(tested.answers(p, cut), labels, m.classes);
  const { tn, fp, fn, tp } = countsAt(tested.logits[p], labels, cut);
  return [
    [tn, fp],
    [fn, tp],
  ];
}

/** @param {number[][]} table of two classes */
const countsOf = ([[tn, fp], [fn, tp]]) => ({ tn, fp, fn, tp });

export default Confusion;
