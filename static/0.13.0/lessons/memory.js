// What a learner has predicted and done, kept in the browser and told to the server at each visit.

import { component } from "../shared/component.js";

const KEY = "activation-function-explorer lessons"; // in the browser's storage

class Memory {
  constructor() {
    /** @type {import("../shared/component.js").Tell} */
    this.tell = () => {};
    this.changed = this.changed.bind(this);
    window.addEventListener("storage", this.changed); // by another tab
  }

  /** @param {{ text: string, heard: boolean }} data what the server has, and whether of us, too */
  receive({ text, heard }) {
    if (!heard) this.tell("kept", read());
    else if (text !== read()) write(text);
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
    localStorage.setItem(KEY, text);
  } catch (error) {
    console.warn(error); // a file can be taken along all the same
  }
}

export default component(".memory", [], () => new Memory());
