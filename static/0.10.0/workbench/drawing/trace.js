// The table below the drawing: one point on its way through every layer.

import { make, write } from "../../shared/elements.js";
import { number } from "../../shared/numbers.js";
import { answer, saviour } from "../measures/units.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./units.js").Traced} Traced */

export class Trace {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = make("div", "trace", box);
  }

  clear() {
    this.box.replaceChildren();
  }

  /**
   * Says what the network makes of the point.
   * @param {Traced} traced
   * @param {Network} net which has just run the point
   * @param {Network} data which has just run all points
   * @param {Float32Array} w
   * @param {Places} places
   */
  tell(traced, net, data, w, places) {
    const { label, x } = traced;
    const given = answer(net.z[net.hidden], label);
    const rows = this.rows(net, given);
    if (!this.box.firstChild) this.build(rows);
    const lines = this.box.querySelectorAll("tr");
    rows.forEach((row, r) => row.forEach((text, k) => write(lines[r].children[k], text)));
    const first = label === 1 || given.p.length > 2 ? "" : `class 1: ${number(given.p[1])}, of `;
    let text = `Point (${number(x[0])}, ${number(x[1])}). Probability of ${first}its class, ${label}: ${number(given.p[label])}; loss ${number(given.loss)}. `;
    if (given.likely !== label && w.every(Number.isFinite)) {
      const h = data.h[data.hidden - 1];
      text += h
        ? this.saved(net, w, given, label, h, places)
        : "Wrong, and there is no hidden unit to save it.";
    }
    write(this.box.children[0], text);
  }

  /**
   * A row for what enters and what leaves each layer, and one for the probabilities.
   * @param {Network} net
   * @param {import("../measures/units.js").Answer} given
   */
  rows(net, { p }) {
    /** @type {string[][]} */
    const rows = [];
    const texts = (/** @type {Float32Array} */ values) => Array.from(values, (v) => number(v));
    for (let l = 0; l < net.hidden; l++) {
      const z = net.norm ? "z, normalised" : "z";
      const added = net.residual && net.widths[l] === net.widths[l + 1];
      rows.push([`layer ${l + 1} ${z}`, ...texts(net.z[l])]);
      rows.push([`layer ${l + 1} ${added ? "h + input" : "h"}`, ...texts(net.h[l])]);
    }
    const logits = net.z[net.hidden];
    if (logits.length > 1)
      rows.push(["logits", ...texts(logits)], ["softmax(logits)", ...p.map((v) => number(v))]);
    else rows.push(["logit", ...texts(logits)], ["σ(logit)", number(p[1])]);
    return rows;
  }

  /** @param {string[][]} rows */
  build(rows) {
    make("p", "", this.box);
    const body = make("tbody", "", make("table", "", make("div", "scroll", this.box)));
    for (const row of rows) {
      const line = make("tr", "", body);
      row.forEach((_, k) => make(k ? "td" : "th", "", line));
    }
  }

  /**
   * Which one unit could have saved a wrong answer.
   * @param {Network} net
   * @param {Float32Array} w
   * @param {import("../measures/units.js").Answer} given
   * @param {number} label
   * @param {Float32Array} h of the last hidden layer at all points
   * @param {Places} places
   */
  saved(net, w, given, label, h, places) {
    const H = net.widths[net.hidden];
    const N = h.length / H;
    const ends = (/** @type {(a: number, b: number) => number} */ f) =>
      Array.from({ length: H }, (_, j) => h.subarray(j * N, j * N + N).reduce((a, b) => f(a, b)));
    const { unit, at, push = 0 } = saviour(net, w, given, label, ends(Math.min), ends(Math.max));
    const name = places.name(net.hidden, unit);
    if (at === undefined) {
      return `Wrong, and no one unit could flip it; ${name} pushes hardest the wrong way, by ${number(-push)}.`;
    }
    return `Wrong; ${name} alone could have saved it: at h = ${number(at)}, within its range on the data, the answer flips.`;
  }
}
