// Builds one button a function, once; a press reports its key.

import { Curve } from "../shared/curve.js";
import { make } from "../shared/elements.js";

/**
 * @import { Tell } from "../shared/component.js"
 * @typedef {[number, number, number, number]} Frame left, low, right and high end
 * @import { Description, Step } from "../shared/activation.js"
 * @typedef {{ key: string, label: string, function: Description, switches: Step[][] }} Item
 * @typedef {{ name: string, functions: Item[] }} Family
 */

/**
 * All functions by family, as explorer/ui/functions/gallery.py gives them.
 * @typedef {object} Pictures
 * @property {Family[]} families
 * @property {Frame} window
 * @property {number} per_unit samples a unit of x
 * @property {{ value: string, slope: string }} colors
 */

const SVG = "http://www.w3.org/2000/svg";

export class Gallery {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Tell} */
    this.tell = () => {};
    root.onclick = (event) => this.press(event);
  }

  /** @param {Pictures} data */
  receive({ families, window, per_unit, colors }) {
    if (this.root.childElementCount) return;
    this.root.style.setProperty("--value", colors.value);
    this.root.style.setProperty("--slope", colors.slope);
    for (const { name, functions } of families) {
      const section = make("section", "", this.root);
      make("h2", "", section, name);
      const grid = make("div", "grid", section);
      for (const item of functions) grid.append(button(item, window, per_unit));
    }
  }

  stop() {
    this.root.onclick = null;
  }

  /** @param {MouseEvent} event */
  press(event) {
    const pressed = event.target instanceof Element && event.target.closest("button");
    if (!pressed) return;
    this.tell("open", pressed.dataset.key);
    toTop(this.root, event.detail === 0);
  }
}

/**
 * @param {Item} item
 * @param {Frame} frame
 * @param {number} perUnit
 */
function button(item, frame, perUnit) {
  const element = make("button", "");
  element.type = "button";
  element.dataset.key = item.key;
  element.setAttribute("aria-label", `Open ${item.label}`);
  element.append(picture(item, frame, perUnit));
  make("span", "", element, item.label);
  return element;
}

/**
 * @param {Item} item
 * @param {Frame} frame
 * @param {number} perUnit
 */
function picture(item, [left, low, right, high], perUnit) {
  const { parameters } = item.function;
  const curve = Curve.of(item.function, item.switches, parameters, right, perUnit);
  const viewBox = `${left} ${-high} ${right - left} ${high - low}`;
  const picture = svg("svg", { viewBox, "aria-hidden": "true" });
  const upright = svg("g", { transform: "scale(1 -1)" });
  upright.append(
    svg("path", { class: "zero", d: `M${left} 0H${right}M0 ${low}V${high}` }),
    svg("path", { class: "slope", d: path(curve, true, low, high) }),
    svg("path", { class: "value", d: path(curve, false, low, high) }),
  );
  picture.append(upright);
  return picture;
}

/**
 * The SVG path of f, or of f′, which is cut at jumps; what is far outside stays just outside.
 * @param {Curve} curve
 * @param {boolean} slope
 * @param {number} low
 * @param {number} high
 */
export function path(curve, slope, low, high) {
  const [starts, ends] = slope ? [curve.d0, curve.d1] : [curve.f0, curve.f1];
  const point = (/** @type {number} */ x, /** @type {number} */ y) =>
    `${+x.toPrecision(4)} ${+Math.max(2 * low - 1, Math.min(y, 2 * high)).toPrecision(3)}`;
  let words = "";
  let down = false;
  for (let k = 0; k < curve.pieces; k++) {
    const known = Number.isFinite(starts[k]) && Number.isFinite(ends[k]);
    if (known && (!down || curve.cut(k, ends, starts)))
      words += `M${point(curve.x0[k], starts[k])}`;
    if (known) words += `L${point(curve.x1[k], ends[k])}`;
    down = known;
  }
  return words;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/**
 * To the top of the page, where the function opened is shown; from the keyboard on to its tab.
 * @param {Element} from
 * @param {boolean} fromKeyboard
 */
function toTop(from, fromKeyboard) {
  /** @type {Node | null} */
  let place = from;
  while (place) {
    // At once: a smooth way would end where the new, shorter page happens to stop it.
    if (place instanceof Element) place.scrollTop = 0;
    place = place instanceof ShadowRoot ? place.host : place.parentNode;
  }
  if (!fromKeyboard) return;
  const tab = document.querySelector("[role=tab]");
  if (tab instanceof HTMLElement) tab.focus({ preventScroll: true });
}
