// Runs that are kept in the browser over reloads, to be compared and opened again; and the run on
// the page as a picture or a clip.

import { component } from "../shared/component.js";
import { make, write } from "../shared/elements.js";
import { whole } from "../shared/numbers.js";
import { sheet } from "../shared/style.js";
import { borrow } from "../workbench/borrow.js";
import { entryOf } from "./entry.js";
import { Panel, deleted } from "./panel.js";
import { small } from "./pictures.js";
import { Store } from "./store.js";
// All that these need is named too: then one round trip fetches everything.
import "../shared/canvas.js";
import "../shared/clipboard.js";
import "../workbench/problem.js";
import "../workbench/score.js";
import "./clip.js";
import "./files.js";
import "./filming.js";
import "./list.js";
import "./pen.js";
import "./plate.js";
import "./report.js";
import "./route.js";
import "./svg.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./entry.js").Told} Told */

class Kept {
  /** @type {import("../shared/component.js").Tell} */
  tell = () => {};
  /** @type {Told} */
  told = { name: "", words: "", query: "" };
  /** @type {Entry | undefined} that was deleted last */
  deleted = undefined;

  /** @param {HTMLElement} root */
  constructor(root) {
    root.replaceChildren();
    this.store = new Store(() => localStorage);
    this.keeping = this.#button(root, "Keep this run", () => this.keep());
    this.keeping.title = "Keeps picture, settings and scores of this moment in this browser";
    this.opening = this.#button(root, "", () => this.open());
    this.said = make("p", "said", root);
    this.said.setAttribute("role", "status");
    this.panel = new Panel(root, {
      keep: () => this.keep(),
      remove: (entry) => this.remove(entry),
      undo: () => this.undo(),
      told: () => this.told,
    });
    this.hear = this.hear.bind(this);
    addEventListener("storage", this.hear);
    this.show();
  }

  /**
   * @param {HTMLElement} root
   * @param {string} text
   * @param {() => void} onclick
   */
  #button(root, text, onclick) {
    return Object.assign(make("button", "", root, text), { type: "button", onclick });
  }

  /** @param {Told} told */
  receive(told) {
    this.told = told;
  }

  stop() {
    removeEventListener("storage", this.hear);
    this.panel.filming.cancel();
  }

  /**
   * Another tab has changed something.
   * @param {StorageEvent} event
   */
  hear(event) {
    if (Store.concerns(event)) this.show();
  }

  show() {
    const { entries, unread } = this.store.list();
    const count = entries.length ? ` (${entries.length})` : "";
    write(this.opening, `Kept runs${count}, picture, clip`);
    this.panel.show(entries, unread);
  }

  open() {
    write(this.said, "");
    this.show();
    this.panel.open();
    this.panel.say(this.store.list().fault);
  }

  keep() {
    const lent = borrow();
    if (!lent) return this.say("There is no run on the page yet.");
    const entry = entryOf(lent.frame, this.told, small(lent));
    const why = this.store.keep(entry);
    this.show();
    this.say(why || `Kept: step ${whole(entry.step)}.`);
  }

  /** @param {Entry} entry */
  remove(entry) {
    this.store.remove(entry.id);
    this.deleted = entry;
    this.show();
    this.panel.say(deleted(entry), true);
  }

  undo() {
    if (!this.deleted) return;
    const why = this.store.keep(this.deleted);
    if (!why) this.deleted = undefined;
    this.show();
    this.say(why || "It is back.");
  }

  /** @param {string} text */
  say(text) {
    write(this.said, text);
    this.panel.say(text);
  }
}

const SHEETS = await Promise.all(
  ["../shared/component.css", "./kept.css"].map((path) => sheet(new URL(path, import.meta.url))),
);
export default component(".kept", SHEETS, (root) => new Kept(root));
