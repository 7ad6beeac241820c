// What the pictures of descent share: a message read, a room filled, a fault told.

import { make } from "../shared/elements.js";
import { roomBelow } from "../shared/room.js";
import { scaleOf } from "../shared/scale.js";
import { read } from "../shared/wire.js";

/**
 * @import { Tell } from "../shared/component.js"
 * @typedef {{ ink: string, paper: string, font: string }} Look
 */

const NARROW = 560; // pixels below which a picture is a phone's

/** @template {{ run: string }} T */
export class Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {T | null} */
    this.message = null;
    /** @type {Tell} */
    this.tell = () => {};
    root.replaceChildren();
    this.fault = make("p", "fault", root);
    this.fault.setAttribute("role", "alert");
    this.body = make("div", "body", root);
    this.frames = 0;
    this.layOut = this.layOut.bind(this);
    root.addEventListener("transitionend", this.layOut);
    window.addEventListener("resize", this.layOut);
    this.sizes = new ResizeObserver(this.layOut);
    this.sizes.observe(root);
  }

  stop() {
    this.sizes.disconnect();
    window.removeEventListener("resize", this.layOut);
    this.root.removeEventListener("transitionend", this.layOut);
  }

  /** @param {unknown} data */
  receive(data) {
    try {
      const before = this.message;
      /** @type {T} */
      const m = read(data);
      this.message = m;
      this.fault.textContent = "";
      this.body.hidden = false;
      this.load(m, before);
      this.root.dataset.run = m.run;
      this.layOut();
    } catch (error) {
      console.warn(error);
      const reason = error instanceof Error ? error.message : error;
      this.fault.textContent = `The picture cannot be drawn: its message could not be read (${reason}).`;
      this.body.hidden = true;
    }
  }

  /**
   * Take in a message, after the one before.
   * @param {T} m
   * @param {T | null} before
   */
  load(m, before) {
    throw Error(`${m.run} follows ${before?.run}, and nothing draws it`);
  }

  /** Draw again, soon. */
  redraw() {}

  layOut() {
    this.root.classList.toggle("narrow", this.narrow);
    if (this.message && this.root.clientWidth) this.redraw();
  }

  get narrow() {
    return this.root.clientWidth < NARROW;
  }

  /**
   * How high a picture may be so that it ends on the first screen.
   * @param {number} around pixels of what stands above and below it
   * @param {number} least
   * @param {number} most
   */
  room(around, least, most) {
    return Math.round(Math.max(least, Math.min(roomBelow(this.root) - around, most)));
  }

  /** @returns {Look} */
  get look() {
    const style = getComputedStyle(this.root);
    return {
      ink: style.color,
      paper: style.getPropertyValue("--st-background-color"),
      font: `${12 * scaleOf(this.root)}px ${style.fontFamily}`,
    };
  }

  /** A frame was drawn. */
  drawn() {
    this.root.dataset.frames = String(++this.frames);
  }
}
