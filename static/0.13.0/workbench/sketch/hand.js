// The hand that draws: mouse, thumb and keys on the maps.

import { REACH } from "./sketch.js";

/**
 * What it does with points, by their numbers; places are those of the square.
 * @typedef {object} Asks
 * @property {(x: number, y: number, reach: number) => number} nearest −1 where none is so near
 * @property {(x: number, y: number) => number} add −1 where there is no room
 * @property {(n: number, x: number, y: number, goesOn: boolean) => void} move
 * @property {(n: number) => void} drop one that was moved
 * @property {(n: number) => void} choose
 * @property {(n: number) => void} remove
 * @property {(x: number, y: number) => void} go the cross-hair, by so much
 * @property {() => void} addHere
 * @property {() => void} removeHere
 * @property {(label: number) => void} dip
 * @property {(by: -1 | 1) => void} turn
 * @property {() => void} end
 */

const NEAR = { mouse: 8, thumb: 12 }; // CSS pixels within which a point is hit
const STILL = 4; // CSS pixels that a press may wander
const LONG = 550; // ms after which a press is a long one
const STEP = 0.05; // of the cross-hair
const FAR = 5; // of these with Shift
const BUSY = "input, select, textarea"; // take keys for themselves
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** @param {Event} event */
const canvasOf = ({ target }) => (target instanceof HTMLCanvasElement ? target : null);

/**
 * Where a pointer is, and how far a pixel reaches there.
 * @param {PointerEvent} event
 * @param {HTMLCanvasElement} canvas
 */
function placeOf({ clientX, clientY }, canvas) {
  const { left, top, width } = canvas.getBoundingClientRect();
  const pixel = (2 * REACH) / width;
  return { x: (clientX - left) * pixel - REACH, y: REACH - (clientY - top) * pixel, pixel };
}

export class Hand {
  /** @type {{ n: number, moved: boolean, event: PointerEvent, timer: number } | null} */
  held = null;
  ends = new AbortController();

  /**
   * @param {HTMLElement} maps
   * @param {HTMLElement} root
   * @param {Asks} asks
   */
  constructor(maps, root, asks) {
    this.maps = maps;
    this.root = root;
    this.asks = asks;
  }

  /** Takes what is done on the maps, before anything else does. */
  start() {
    this.ends = new AbortController();
    const how = { capture: true, signal: this.ends.signal };
    const { maps } = this;
    maps.addEventListener("pointerdown", (event) => this.#down(event), how);
    maps.addEventListener("pointermove", (event) => this.#move(event), how);
    maps.addEventListener("pointerup", (event) => this.#up(event), how);
    maps.addEventListener("pointercancel", (event) => this.#up(event), how);
    for (const name of ["click", "contextmenu"])
      maps.addEventListener(name, (event) => this.#swallow(event), how);
    addEventListener("keydown", (event) => this.#key(event), how);
  }

  stop() {
    this.ends.abort();
    clearTimeout(this.held?.timer);
    this.held = null;
  }

  /** @param {Event} event that a map would take otherwise */
  #swallow(event) {
    if (!canvasOf(event)) return;
    event.stopPropagation();
    event.preventDefault();
  }

  /** @param {PointerEvent} event */
  #down(event) {
    const canvas = canvasOf(event);
    if (!canvas || !event.isPrimary || event.button === 1) return;
    const { x, y, pixel } = placeOf(event, canvas);
    const thumb = event.pointerType === "touch";
    const near = this.asks.nearest(x, y, NEAR[thumb ? "thumb" : "mouse"] * pixel);
    if (event.button === 2 || event.shiftKey) {
      if (near >= 0) this.asks.remove(near);
      return;
    }
    const n = near < 0 ? this.asks.add(x, y) : near;
    if (n < 0) return;
    const timer = thumb && near >= 0 ? Number(setTimeout(() => this.#long(), LONG)) : 0;
    this.held = { n, moved: false, event, timer };
    canvas.setPointerCapture(event.pointerId);
  }

  #long() {
    if (this.held && !this.held.moved) this.asks.remove(this.held.n);
    this.held = null;
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const { held } = this;
    const canvas = canvasOf(event);
    event.stopPropagation();
    if (!held || !canvas || event.pointerId !== held.event.pointerId) return;
    const { clientX, clientY } = held.event;
    if (!held.moved && Math.hypot(event.clientX - clientX, event.clientY - clientY) < STILL) return;
    clearTimeout(held.timer);
    const { x, y } = placeOf(event, canvas);
    this.asks.move(held.n, x, y, held.moved);
    held.moved = true;
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const { held } = this;
    if (!held || event.pointerId !== held.event.pointerId) return;
    clearTimeout(held.timer);
    this.held = null;
    if (held.moved) this.asks.drop(held.n);
    else this.asks.choose(held.n);
  }

  /** @param {KeyboardEvent} event on the workbench, or where nothing has the focus */
  #key(event) {
    const path = event.composedPath();
    const [target] = path;
    if (!path.includes(this.root) && target !== document.body) return;
    if (target instanceof Element && target.matches(BUSY)) return;
    const map = target instanceof HTMLCanvasElement && this.maps.contains(target);
    if (!this.#does(event, map)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Whether a key did something.
   * @param {KeyboardEvent} event
   * @param {boolean} map it was pressed on a map
   */
  #does({ key, shiftKey, ctrlKey, metaKey, altKey }, map) {
    const { asks } = this;
    if (ctrlKey || metaKey) {
      const letter = key.toLowerCase();
      if (letter === "z") asks.turn(shiftKey ? 1 : -1);
      else if (letter === "y") asks.turn(1);
      return letter === "z" || letter === "y";
    }
    if (altKey) return false;
    if (key === "Escape") asks.end();
    else if (/^\d$/.test(key)) asks.dip(Number(key));
    else if (map && ARROWS[key]) {
      const far = STEP * (shiftKey ? FAR : 1);
      asks.go(ARROWS[key][0] * far, ARROWS[key][1] * far);
    } else if (map && (key === "Enter" || key === " ")) asks.addHere();
    else if (map && (key === "Delete" || key === "Backspace")) asks.removeHere();
    else return false;
    return true;
  }
}
