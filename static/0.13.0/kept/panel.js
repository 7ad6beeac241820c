// What opens: the run on the page as a picture or a clip, and the list of the runs that are kept.

import { copy } from "../shared/clipboard.js";
import { make, write } from "../shared/elements.js";
import { borrow } from "../workbench/borrow.js";
import { Filming } from "./filming.js";
import { save } from "./files.js";
import { List } from "./list.js";
import { png, svg } from "./pictures.js";
import { ORDERS, ordered, report, titleOf } from "./report.js";
import { MOST } from "./store.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./entry.js").Told} Told */
/** @typedef {import("../workbench/lent").Lent} Lent */
/**
 * What the panel asks for.
 * @typedef {object} Asks
 * @property {() => void} keep
 * @property {(entry: Entry) => void} remove
 * @property {() => void} undo
 * @property {() => Told} told of the run on the page
 */

const NOTE =
  `Up to ${MOST} runs, kept in this browser alone. A link opens a run by its settings, at its end; a ` +
  "weight typed, a unit held or a rate changed on the way is not in it.";
const NO_RUN = "There is no run on the page yet.";

export class Panel {
  order = "date";
  /** @type {Entry[]} the newest first */
  entries = [];

  /**
   * @param {HTMLElement} parent
   * @param {Asks} asks
   */
  constructor(parent, asks) {
    this.asks = asks;
    this.dialog = make("dialog", "", parent);
    this.dialog.setAttribute("role", "dialog"); // keys of the page mean nothing within
    this.dialog.setAttribute("aria-label", "Kept runs, picture, clip");
    this.dialog.tabIndex = -1;
    this.dialog.onclick = ({ target }) => {
      if (target === this.dialog) this.dialog.close(); // beside the box
    };
    this.dialog.onkeydown = (event) => event.stopPropagation();
    this.dialog.onclose = () => this.filming.cancel();
    this.box = make("div", "box", this.dialog);
    this.#head();
    this.filming = new Filming(this.#run(), {
      start: () => this.#film(),
      say: (text) => this.say(text),
    });
    const line = make("p", "line", this.box);
    this.said = make("span", "", line);
    this.said.setAttribute("role", "status");
    this.undo = this.#button(line, "Undo", asks.undo);
    this.undo.hidden = true;
    this.tools = this.#tools();
    this.empty = make("p", "empty", this.box, "No run is kept yet.");
    this.list = new List(this.box, asks.remove);
    this.unread = make("p", "empty", this.box);
    make("p", "note", this.box, NOTE);
  }

  /**
   * @param {HTMLElement} parent
   * @param {string} text
   * @param {() => void} onclick
   * @param {string} [title]
   */
  #button(parent, text, onclick, title = "") {
    return Object.assign(make("button", "", parent, text), { type: "button", onclick, title });
  }

  #head() {
    const head = make("div", "head", this.box);
    make("h2", "", head, "Kept runs, picture, clip");
    this.#button(head, "Close", () => this.dialog.close());
  }

  /** What is made of the run on the page. */
  #run() {
    const row = make("div", "row", this.box);
    row.dataset.part = "run";
    make("span", "", row, "The run on the page:");
    this.#button(row, "Keep this run", this.asks.keep);
    this.#button(row, "PNG", () => this.#picture("png"), "Maps and curves, with their settings");
    this.#button(
      row,
      "SVG",
      () => this.#picture("svg"),
      "The same as lines and words; shades are a picture in it",
    );
    return row;
  }

  /** What is done with the list. */
  #tools() {
    const row = make("div", "row", this.box);
    const label = make("label", "", row, "Sort by ");
    const select = make("select", "", label);
    for (const [key, [text]] of Object.entries(ORDERS))
      make("option", "", select, text).value = key;
    select.onchange = () => {
      this.order = select.value;
      this.show(this.entries, 0);
    };
    const help = "The table as Markdown, with links";
    this.#button(row, "Copy report", () => this.#copy(), help);
    this.#button(row, "Download report", () => this.#download(), help);
    return row;
  }

  open() {
    this.say("");
    this.dialog.showModal();
  }

  /**
   * Says what has come of it; with a way back where there is one.
   * @param {string} text
   */
  say(text, undo = false) {
    write(this.said, text);
    this.undo.hidden = !undo;
    if (undo) this.undo.focus();
  }

  /**
   * @param {Entry[]} entries the newest first
   * @param {number} unread how many could not be read
   */
  show(entries, unread) {
    this.entries = entries;
    this.empty.hidden = entries.length > 0;
    this.tools.hidden = !entries.length;
    this.list.show(ordered(entries, this.order));
    const what = unread === 1 ? "1 kept run" : `${unread} kept runs`;
    write(
      this.unread,
      unread ? `${what} could not be read and stay${unread === 1 ? "s" : ""} as before.` : "",
    );
    this.unread.hidden = !unread;
  }

  // ---- the run on the page

  /** @param {"png" | "svg"} kind */
  async #picture(kind) {
    const lent = borrow();
    if (!lent) return this.say(NO_RUN);
    try {
      const told = this.asks.told();
      const blob = kind === "png" ? await png(lent, told) : svg(lent, told);
      if (!blob) throw Error("no picture came");
      save(blob, this.#name(lent, kind));
      this.say(`The picture is saved as ${kind.toUpperCase()}.`);
    } catch (error) {
      console.warn(error);
      this.say("The picture could not be made in this browser.");
    }
  }

  async #film() {
    const lent = borrow();
    if (!lent) return this.say(NO_RUN);
    const blob = await this.filming.film(lent, this.asks.told());
    if (blob) save(blob, this.#name(lent, "webm"));
  }

  /**
   * @param {Lent} lent
   * @param {string} kind
   */
  #name({ frame: { m, i } }, kind) {
    const name = this.asks
      .told()
      .name.toLowerCase()
      .replace(/[^a-z0-9]+/g, "-");
    return kind === "webm" ? `${name}.webm` : `${name}-step-${m.step[i]}.${kind}`;
  }

  // ---- the list

  get #report() {
    const { origin, pathname } = location;
    return report(ordered(this.entries, this.order), origin + pathname);
  }

  async #copy() {
    const copied = await copy(this.#report, this.box);
    this.say(copied ? "The report is copied." : "This browser copies nothing: download it.");
  }

  #download() {
    save(new Blob([this.#report], { type: "text/markdown" }), "runs.md");
  }
}

/** @param {Entry} entry */
export const deleted = (entry) => `Deleted: ${titleOf(entry)}.`;
