// What a learner has predicted and done, kept in the browser and told to the server at each visit.

import { component } from "../shared/component.js";

const KEY = "activation-function-explorer lessons"; // in the browser's storage

class Memory {
  constructor() {
    /** @type {import("../shared/component.js").Tell} */
    this.tell = () => {};
    this.known = false; // whether the server knows what is kept here
    this.changed = this.changed.bind(this);
    window.addEventListener("storage", this.changed); // by another tab
  }

  /** @param {{ text: string, heard: boolean }} data what the server has, and whether of us, too */
  receive({ text, heard }) {
    const kept = read();
    this.known ||= heard || !kept;
    if (!this.known) this.tell("kept", kept);
    else if (text !== kept) write(text);
  }

  stop() {
    window.removeEventListener("storage", this.changed);
  }

  /** @param {StorageEvent} event */
  changed({ key, newValue }) {
    if (key === KEY && newValue) this.tell("kept", newValue);
  }
}

/** What is kept; "" where nothing is, or where the browser keeps nothing. */
function read() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} text */
function write(text) {
  try {
    if (text) localStorage.setItem(KEY, text);
    else localStorage.removeItem(KEY);
  } catch (error) {
    console.warn(error); // a file can be taken along all the same
  }
}

export default component(".memory", [], () => new Memory());
