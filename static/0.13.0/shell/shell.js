// The tools at the head of every page: its address copied, a link for a course made of it, and the
// page made large for a projector.

import { copy } from "../shared/clipboard.js";
import { component } from "../shared/component.js";
import { make } from "../shared/elements.js";
import { turnTo } from "../shared/page.js";
import { sheet } from "../shared/style.js";

const SAID = 2000; // ms for which a button says what has come of it
const PRESENT = "data-present"; // of the document; shell.css and shared/scale.js read it

/** @typedef {{ number: number, address: string }} Turn a page to turn to, numbered upwards */
let turned = 0; // the last one

/** A button that shows one of several words, and is as wide as the longest. */
class Worded {
  /**
   * @param {HTMLElement} parent
   * @param {string[]} words the first is shown
   * @param {() => void} onclick
   */
  constructor(parent, words, onclick) {
    this.button = Object.assign(make("button", "", parent), { type: "button", onclick });
    this.spans = words.map((word) => make("span", "", this.button, word));
    this.show(0);
  }

  /** @param {number} k */
  show(k) {
    this.spans.forEach((span, i) => (span.hidden = i !== k));
  }
}

class Tools {
  /** @param {HTMLElement} root */
  constructor(root) {
    /** @type {import("../shared/component.js").Tell} */
    this.tell = () => {};
    this.timer = 0;
    root.replaceChildren();
    this.link = new Worded(root, ["Copy link", "Copied", "Not copied"], () => this.copy());
    this.link.button.setAttribute("aria-live", "polite");
    this.course = new Worded(root, ["Teach"], () => this.tell("teach", true));
    this.course.button.classList.add("course");
    this.course.button.title = "A link for a course: hide or lock controls, put a text above";
    this.wall = new Worded(root, ["Present", "End (Esc)"], () => this.present(!this.presenting));
    this.pressed = this.pressed.bind(this);
    document.addEventListener("keydown", this.pressed);
  }

  get presenting() {
    return document.documentElement.hasAttribute(PRESENT);
  }

  /** @param {{ present: boolean, turn: Turn | null }} data */
  receive({ present, turn }) {
    this.#set(present);
    if (!turn || turn.number <= turned) return;
    turned = turn.number;
    turnTo(turn.address);
  }

  stop() {
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this.pressed);
  }

  async copy() {
    this.link.show((await copy(location.href)) ? 1 : 2);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.link.show(0), SAID);
  }

  /** @param {boolean} on */
  present(on) {
    this.#set(on);
    this.tell("present", on);
  }

  /** @param {boolean} on */
  #set(on) {
    document.documentElement.toggleAttribute(PRESENT, on);
    this.wall.show(Number(on));
    this.course.button.hidden = on;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key === "Escape" && this.presenting) this.present(false);
  }
}

const style = await sheet(new URL("shell.css", import.meta.url));
export default component(".tools", [style], (root) => new Tools(root));
