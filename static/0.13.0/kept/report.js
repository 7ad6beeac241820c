// Kept runs in order, and as a report in Markdown.

import { loss, whole } from "../shared/numbers.js";
import { scored } from "../workbench/score.js";

/** @typedef {import("./entry.js").Entry} Entry */

const VALIDATION = 1; // place of the validation share in losses and scores

/**
 * The best validation score of a run, −∞ where it has none.
 * @param {Entry} entry
 */
export const best = ({ networks }) =>
  networks.reduce((top, { scores }) => Math.max(top, scores[VALIDATION] || -Infinity), -Infinity);

/** @param {Entry} entry */
export const titleOf = ({ name, networks }) =>
  `${name}: ${networks.map(({ title }) => title).join(", ")}`;

/** @param {Pick<Entry, "words">} entry */
export const wordsOf = ({ words }) => words || "every setting at its default";

/** @param {number} at in ms */
export const dateOf = (at) => new Date(at).toLocaleString("sv-SE").slice(0, 16); // 2026-11-26 15:04

/**
 * The ways to order a list, by key: what each is called, and how it compares.
 * @type {Record<string, [string, (a: Entry, b: Entry) => number]>}
 */
export const ORDERS = {
  date: ["date", (a, b) => b.at - a.at],
  score: ["validation score", (a, b) => descending(best(a), best(b))],
  step: ["step", (a, b) => b.step - a.step],
  title: ["title", (a, b) => titleOf(a).localeCompare(titleOf(b))],
};

/**
 * @param {number} a
 * @param {number} b
 */
const descending = (a, b) => (a === b ? 0 : a > b ? -1 : 1);

/**
 * Entries in an order, the newest first where they are equal.
 * @param {Entry[]} entries the newest first
 * @param {string} order
 */
export const ordered = (entries, order) => [...entries].sort((ORDERS[order] ?? ORDERS.date)[1]);

/**
 * A network's numbers in words: scores and losses of training, validation and test.
 * @param {Entry} entry
 * @param {number} p
 */
export function numbersOf({ score, networks }, p) {
  const { scores, losses } = networks[p];
  return {
    scores: scores.map((value) => scored({ score }, value)),
    losses: losses.map(loss),
  };
}

const HEAD = [
  "run", "settings", "step", "network", "score", "train", "validation", "test",
  "train loss", "validation loss", "test loss", "link",
]; // prettier-ignore

/**
 * The table as a text; a run has a line for each of its networks.
 * @param {Entry[]} entries
 * @param {string} page address of the page, without a query
 */
export function report(entries, page) {
  const lines = entries.flatMap((entry, k) =>
    entry.networks.map(({ title }, p) => {
      const { scores, losses } = numbersOf(entry, p);
      const run = [String(k + 1), plain(`${entry.name}; ${wordsOf(entry)}`), whole(entry.step)];
      const link = `[open](${page}${entry.query && `?${entry.query}`})`;
      return [
        ...(p ? ["", "", ""] : run),
        plain(title),
        plain(entry.score),
        ...scores,
        ...losses.map(plain),
        p ? "" : link,
      ];
    }),
  );
  const rows = [HEAD, HEAD.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`);
  return `# Kept runs\n\n${rows.join("\n")}\n`;
}

/**
 * A text in which no sign means anything to Markdown.
 * @param {string} text
 */
const plain = (text) => text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
