// A small network drawn with all its numbers; each weight and each bias can be pressed.

import { number } from "../shared/numbers.js";
import { BACKWARD, FORWARD, LOSS, STEP, ZERO } from "./phases.js";

/** @import { MotionMessage, Spot } from "./message.js" */
/** @typedef {{ x: number, y: number }} At */

const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 24; // pixels of a unit
const ALONG = 0.3; // of the way from its source, where a weight's number stands
const SIDE = 56; // pixels beside the outermost units

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {Element} [parent]
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[Tag]}
 */
function draw(tag, attributes, parent, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  parent?.append(element);
  return element;
}

export class Drawing {
  /**
   * @param {HTMLElement} parent
   * @param {(weight: number) => void} pick is told which number was pressed
   */
  constructor(parent, pick) {
    this.svg = draw("svg", { role: "group", "aria-label": "The network with its numbers" }, parent);
    this.svg.dataset.part = "network";
    const press = (/** @type {Event} */ event) => {
      const target = event.target instanceof Element && event.target.closest("[data-weight]");
      if (target instanceof SVGElement) pick(Number(target.dataset.weight));
      return Boolean(target);
    };
    this.svg.onclick = press;
    this.svg.onkeydown = (event) => {
      if ((event.key === "Enter" || event.key === " ") && press(event)) event.preventDefault();
    };
  }

  /**
   * @param {MotionMessage} m
   * @param {number} step
   * @param {number} phase
   * @param {number} weight the number that is chosen
   * @param {number} width
   * @param {number} height
   */
  show(m, step, phase, weight, width, height) {
    const { svg } = this;
    const focused = this.focused();
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("width", String(width));
    svg.setAttribute("height", String(height));
    const units = placesOf(m.widths, width, height);
    m.spots.forEach((spot, k) => {
      if (spot.source !== null) this.edge(m, step, spot, k, units, k === weight);
    });
    units.forEach((column, layer) =>
      column.forEach((at, n) => this.unit(m, step, layer, n, at, phase)),
    );
    m.spots.forEach((spot, k) => this.label(m, step, phase, spot, k, units, k === weight));
    if (focused >= 0) this.focus(focused);
  }

  /** The number that has the keyboard, or −1. */
  focused() {
    const root = /** @type {ShadowRoot} */ (this.svg.getRootNode());
    const active = root.activeElement;
    return active instanceof SVGElement ? Number(active.dataset.weight ?? -1) : -1;
  }

  /** @param {number} k */
  focus(k) {
    const label = this.svg.querySelector(`[data-weight="${k}"][tabindex]`);
    if (label instanceof SVGElement) label.focus({ preventScroll: true });
  }

  /**
   * @param {MotionMessage} m
   * @param {number} step
   * @param {Spot} spot
   * @param {number} k
   * @param {At[][]} units
   * @param {boolean} chosen
   */
  edge(m, step, spot, k, units, chosen) {
    const value = m.parameters[step * m.spots.length + k];
    const [a, b] = [units[spot.layer][spot.source ?? 0], units[spot.layer + 1][spot.target]];
    const thick = Math.min(7, 1 + 2 * Math.abs(value)) || 1;
    const ends = { x1: a.x + RADIUS, y1: a.y, x2: b.x - RADIUS, y2: b.y };
    const stroke = value < 0 ? m.colours.negative : m.colours.positive;
    const kind = chosen ? "edge chosen" : "edge";
    draw("line", { ...ends, stroke, "stroke-width": thick, class: kind }, this.svg);
    draw("line", { ...ends, class: "touch", "data-weight": k }, this.svg);
  }

  /**
   * @param {MotionMessage} m
   * @param {number} step
   * @param {number} layer
   * @param {number} n
   * @param {At} at
   * @param {number} phase
   */
  unit(m, step, layer, n, { x, y }, phase) {
    const before = m.widths.slice(0, layer).reduce((a, b) => a + b, 0);
    const place = step * m.widths.reduce((a, b) => a + b, 0) + before + n;
    const last = layer === m.widths.length - 1;
    const value = m.outputs[place];
    const lit = phase === FORWARD || (phase === LOSS && last);
    draw("circle", { cx: x, cy: y, r: RADIUS, class: lit ? "unit lit" : "unit" }, this.svg);
    draw("text", { x, y: y + 4, class: "value" }, this.svg, number(value, 2));
    if (layer === 0) {
      draw("text", { x, y: y + RADIUS + 15, class: "under" }, this.svg, n ? "x₂" : "x₁");
      return;
    }
    const z = `z = ${number(m.sums[place])}`;
    draw("text", { x, y: y + RADIUS + 15, class: "under" }, this.svg, z);
  }

  /**
   * The number of a weight or a bias, and below it what the phase does to it.
   * @param {MotionMessage} m
   * @param {number} step
   * @param {number} phase
   * @param {Spot} spot
   * @param {number} k
   * @param {At[][]} units
   * @param {boolean} chosen
   */
  label(m, step, phase, spot, k, units, chosen) {
    const n = m.spots.length;
    const b = units[spot.layer + 1][spot.target];
    let at = { x: b.x, y: b.y - RADIUS - 18 };
    if (spot.source !== null) {
      const a = units[spot.layer][spot.source];
      const [from, to] = [a.x + RADIUS, b.x - RADIUS];
      at = { x: from + ALONG * (to - from), y: a.y + ALONG * (b.y - a.y) - 3 };
    }
    const old = m.parameters[step * n + k];
    const value = phase === STEP ? (m.parameters[step * n + n + k] ?? NaN) : old;
    const gradient = m.gradients[step * n + k];
    const below =
      phase === ZERO
        ? "grad None"
        : phase === BACKWARD
          ? `∂ ${number(gradient, 2)}`
          : phase === STEP
            ? `was ${number(old, 2)}`
            : "";
    const words = `${spot.name}: ${number(value)}${below ? `, ${below}` : ""}`;
    const group = draw(
      "g",
      {
        ...{ class: chosen ? "number chosen" : "number", tabindex: 0, role: "button" },
        ...{ "data-weight": k, "aria-label": words, "aria-pressed": String(chosen) },
      },
      this.svg,
    );
    const shown = (spot.source === null ? "b " : "") + number(value, 2);
    draw("text", { x: at.x, y: at.y }, group, shown);
    if (below) draw("text", { x: at.x, y: at.y + 13, class: "below" }, group, below);
    draw("title", {}, group, words);
  }
}

/**
 * Where the units stand: a column a layer, from left to right.
 * @param {number[]} widths
 * @param {number} width
 * @param {number} height
 * @returns {At[][]}
 */
export function placesOf(widths, width, height) {
  const across = (width - 2 * SIDE) / (widths.length - 1);
  return widths.map((units, layer) =>
    Array.from({ length: units }, (_, n) => ({
      x: SIDE + layer * across,
      y: (height * (n + 0.5)) / units + 4,
    })),
  );
}
