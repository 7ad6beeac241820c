// The runs kept in this browser: each under a key of its own, so that two tabs at once write beside
// each other, and what is broken breaks nothing else.

import { alike, read, write } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */
/**
 * What is kept, the newest first; how many texts are there that are no entries; and why nothing can
 * be had, or "".
 * @typedef {{ entries: Entry[], unread: number, fault: string }} Found
 */

const PREFIX = "activation-explorer/kept/1/"; // with the version of what is written
export const MOST = 50; // runs
export const ROOM = 2e6; // characters of all of them; over that the oldest lose their pictures
const CLOSED = "This browser lets the page keep nothing: its storage is blocked, or switched off.";
const LONG = "Not kept: the link of this run is too long.";
const FULL = "Not kept: this browser's storage is full. Delete a kept run, and keep this one then.";

export class Store {
  /** @param {() => Storage} open which throws where there is none */
  constructor(open) {
    this.open = open;
  }

  /**
   * Whether a change in the storage, by another tab, is one of kept runs.
   * @param {StorageEvent} event
   */
  static concerns({ key }) {
    return key === null || key.startsWith(PREFIX);
  }

  /** @returns {Found} */
  list() {
    try {
      const storage = this.open();
      const names = Array.from({ length: storage.length }, (_, k) => storage.key(k) ?? "");
      const ours = names.filter((name) => name.startsWith(PREFIX));
      const entries = ours.flatMap((name) => {
        const entry = read(name.slice(PREFIX.length), storage.getItem(name) ?? "");
        return entry ? [entry] : [];
      });
      entries.sort((a, b) => b.at - a.at);
      return { entries, unread: ours.length - entries.length, fault: "" };
    } catch {
      return { entries: [], unread: 0, fault: CLOSED };
    }
  }

  /**
   * Keeps an entry; why it is not kept, or "".
   * @param {Entry} entry
   */
  keep(entry) {
    const { entries, fault } = this.list();
    if (fault) return fault;
    if (entries.some((other) => alike(other, entry)))
      return "This moment of the run is kept already.";
    if (!read(entry.id, write(entry))) return LONG;
    if (entries.length >= MOST)
      return `Not kept: there are ${MOST} runs, and no more fit. Delete one, and keep this one then.`;
    return this.#write(entry, entries) ? "" : FULL;
  }

  /**
   * Writes an entry, if need be in the place of the oldest pictures; false where that does not help.
   * @param {Entry} entry
   * @param {Entry[]} others the newest first
   */
  #write(entry, others) {
    const pictured = others.filter(({ picture }) => picture).reverse();
    let size = [entry, ...others].reduce((sum, one) => sum + write(one).length, 0);
    /** @type {Entry[]} */
    const bare = [];
    for (;;) {
      if (size <= ROOM && this.#set(entry)) return true;
      const oldest = pictured[bare.length];
      if (!oldest) break;
      this.#set({ ...oldest, picture: "" });
      bare.push(oldest);
      size -= oldest.picture.length;
    }
    for (const one of bare) this.#set(one); // nothing is lost for nothing
    return false;
  }

  /** @param {Entry} entry */
  #set(entry) {
    try {
      this.open().setItem(PREFIX + entry.id, write(entry));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Takes an entry out of the storage.
   * @param {string} id
   */
  remove(id) {
    try {
      this.open().removeItem(PREFIX + id);
    } catch {
      // It is not there then.
    }
  }
}
