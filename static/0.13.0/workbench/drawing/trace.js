// The table below the drawing: one point on its way through every layer.

import { make, write } from "../../shared/elements.js";
import { number } from "../../shared/numbers.js";
import { answer, saviour } from "../measures/units.js";
import { isClass } from "../problem.js";
import { drawPixels } from "./pixels.js";
import { lastRows, told } from "./traced.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./traced.js").Traced} Traced */
/** @typedef {import("../../shared/message").Message} Message */

const MOST = 16; // units of a layer whose numbers are told

export class Trace {
  /** @type {HTMLCanvasElement | null} */
  pixels = null; // the point as a picture

  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = make("div", "trace", box);
  }

  clear() {
    this.box.replaceChildren();
  }

  /**
   * Says what the network makes of the point.
   * @param {Message} m
   * @param {Traced} traced
   * @param {Network} net which has just run the point
   * @param {Network} data which has just run all points
   * @param {Float32Array} w
   * @param {Places} places
   */
  tell(m, traced, net, data, w, places) {
    const { label } = traced;
    const logits = net.z[net.hidden];
    const rows = [...this.rows(net, places), ...lastRows(m, logits)];
    if (!this.box.firstChild) this.build(rows, m.side);
    if (this.pixels) drawPixels(this.pixels, traced.pixels, m.side, m.neutral);
    const lines = this.box.querySelectorAll("tr");
    rows.forEach((row, r) => row.forEach((text, k) => write(lines[r].children[k], text)));
    let text = `${told(m, traced, logits)} `;
    const given = isClass(m) ? answer(logits, label) : null;
    if (given && given.likely !== label && w.every(Number.isFinite)) {
      const h = data.h[data.hidden - 1];
      text += h
        ? this.saved(net, w, given, label, h, places)
        : "Wrong, and there is no hidden unit to save it.";
    }
    write(this.box.children[0], text);
  }

  /**
   * A row for what enters and what leaves each layer that is drawn.
   * @param {Network} net
   * @param {Places} places
   */
  rows(net, { stand, last }) {
    /** @type {string[][]} */
    const rows = [];
    const texts = (/** @type {Float32Array} */ values) => [
      ...Array.from(values.subarray(0, MOST), (v) => number(v)),
      ...(values.length > MOST ? [`+ ${values.length - MOST} more`] : []),
    ];
    for (const l of stand.filter((c) => c > 0 && c < last).map((c) => c - 1)) {
      const z = net.norm ? "z, normalised" : "z";
      const added = net.residual && net.widths[l] === net.widths[l + 1];
      rows.push([`layer ${l + 1} ${z}`, ...texts(net.z[l])]);
      rows.push([`layer ${l + 1} ${added ? "h + input" : "h"}`, ...texts(net.h[l])]);
    }
    return rows;
  }

  /**
   * @param {string[][]} rows
   * @param {number} side of a picture whose pixels the inputs are; 0 where they are none
   */
  build(rows, side) {
    make("p", "", this.box);
    this.pixels = side ? make("canvas", "pixels", this.box) : null;
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
