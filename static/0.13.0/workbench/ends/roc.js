// ROC: what share of class 1 is found, by the share of class 0 taken for it, at every threshold.

import { cleared, fit } from "../../shared/canvas.js";
import { make, write } from "../../shared/elements.js";
import { explain } from "../../shared/glossary.js";
import { later } from "../../shared/later.js";
import { areaUnder, countsAt, ratesOf, rocOf } from "../../shared/measures.js";
import { fixed } from "../../shared/numbers.js";
import { lineOf, scaleOf } from "../../shared/scale.js";

/** @typedef {import("./end").End} End */
/** @typedef {import("./end").Look} Look */
/** @typedef {import("../../shared/message").Message} Message */
/** @typedef {import("../../shared/measures.js").Roc} Roc */
/** @typedef {{ colour: string, name: string, roc: Roc | null, at?: [number, number] }} Curve */

const LARGEST = 380;
const LEAST = 150;
const MANY = 6; // classes from which a number stands for a name
const TICKS = [0, 0.5, 1];

/** @implements {End} */
export class RocPicture {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    this.box = make("div", "roc", parent);
    this.box.dataset.part = "roc";
    this.canvas = make("canvas", "", this.box);
    this.canvas.setAttribute("role", "img");
    this.list = make("div", "curves", this.box);
    /** @type {{ key: HTMLElement, name: HTMLElement, area: HTMLElement }[]} */
    this.rows = [];
    /** @type {HTMLElement} */
    this.at = later(); // where on its curve the network judged stands
    this.side = 0;
    this.scale = 1;
    this.thick = 1;
    this.ink = this.font = "";
    this.plot = { left: 0, right: 0, top: 0, bottom: 0 };
    /** @type {Message} */
    this.m = later();
    /** @type {Curve[]} */
    this.curves = [];
  }

  /** @param {Message} m */
  take(m) {
    this.m = m;
    const K = m.classes;
    const names = K > 2 ? m.class_colours.map((_, k) => called(k, K)) : m.titles;
    this.list.replaceChildren();
    this.list.classList.toggle("many", K >= MANY);
    const heading = make("p", "of", this.list, K > 2 ? "AUC by class" : "AUC, the area below");
    explain(heading, "auc");
    if (K > 2) make("small", "", heading, ", each against the rest");
    // Words as long as those to come, so that the picture is laid out with their room.
    this.rows = names.map((name) => {
      const row = make("p", "", this.list);
      return {
        key: make("i", "key", row),
        name: make("span", "", row, name),
        area: make("b", "", row, fixed(1, 3)),
      };
    });
    this.at = make("p", "at", this.list, K > 2 ? "" : ratesAt(1, [1, 1]));
    explain(this.at, "false_positive_rate", "recall");
  }

  /** @param {number} width */
  wants(width) {
    return Math.min(width, LARGEST);
  }

  /** @param {import("./end").Room} room */
  resize({ width, height }) {
    const { canvas } = this;
    this.side = Math.max(LEAST, Math.min(width, height, LARGEST));
    canvas.style.width = canvas.style.height = `${this.side}px`;
    fit(canvas, this.side, this.side);
    const style = getComputedStyle(canvas);
    this.scale = scaleOf(canvas);
    this.thick = lineOf(canvas);
    this.ink = style.color;
    this.font = `${12 * this.scale}px ${style.fontFamily}`;
    this.plot = {
      left: 30 * this.scale,
      right: this.side - 8,
      top: 20 * this.scale,
      bottom: this.side - 34 * this.scale,
    };
  }

  /** @param {number} rate */
  x(rate) {
    return this.plot.left + rate * (this.plot.right - this.plot.left);
  }

  /** @param {number} rate */
  y(rate) {
    return this.plot.bottom - rate * (this.plot.bottom - this.plot.top);
  }

  /** @param {Look} look */
  draw(look) {
    this.curves = curvesOf(look);
    const context = cleared(this.canvas);
    context.font = this.font;
    context.fillStyle = context.strokeStyle = this.ink;
    this.#axes(context);
    const { chosen, tested } = look;
    this.curves.forEach(({ colour, roc, at }, k) => {
      const first = !tested.binary || k === chosen;
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = (first ? 2.4 : 1.6) * this.thick;
      if (roc) this.#trace(context, roc);
      if (at) this.#point(context, at, first);
    });
  }

  /** @param {CanvasRenderingContext2D} context */
  #axes(context) {
    const { plot, scale } = this;
    const { left, right, top, bottom } = plot;
    context.lineWidth = 1;
    for (const tick of TICKS) {
      context.globalAlpha = 0.14;
      context.beginPath();
      context.moveTo(left, this.y(tick));
      context.lineTo(right, this.y(tick));
      context.moveTo(this.x(tick), top);
      context.lineTo(this.x(tick), bottom);
      context.stroke();
      context.globalAlpha = 0.75;
      context.textAlign = "right";
      context.fillText(String(tick), left - 6, this.y(tick) + 4 * scale);
      context.textAlign = tick === 1 ? "right" : tick ? "center" : "left";
      context.fillText(String(tick), this.x(tick), bottom + 14 * scale);
    }
    context.textAlign = "left";
    context.fillText("true positive rate", 0, 11 * scale);
    context.textAlign = "right";
    context.fillText("false positive rate", right, bottom + 28 * scale);
    context.globalAlpha = 0.5;
    context.setLineDash([4, 4]);
    context.beginPath();
    context.moveTo(left, bottom);
    context.lineTo(right, top);
    context.stroke();
    context.setLineDash([]);
    context.textAlign = "left";
    context.globalAlpha = 0.75;
    context.fillText("guessing", this.x(0.5) + 8, this.y(0.5) + 15 * scale);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Roc} roc
   */
  #trace(context, { fpr, tpr }) {
    context.beginPath();
    fpr.forEach((rate, k) => context.lineTo(this.x(rate), this.y(tpr[k])));
    context.stroke();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {[number, number]} at
   * @param {boolean} large
   */
  #point(context, [fpr, tpr], large) {
    context.beginPath();
    context.arc(this.x(fpr), this.y(tpr), large ? 5 : 3.5, 0, 2 * Math.PI);
    context.fill();
    if (!large) return;
    context.strokeStyle = this.ink;
    context.lineWidth = 1.5;
    context.stroke();
  }

  /** @param {Look} look */
  say({ chosen, threshold }) {
    this.curves.forEach(({ colour, roc }, k) => {
      const row = this.rows[k];
      row.key.style.color = colour;
      write(row.area, areaOf(roc));
    });
    const at = this.curves[chosen]?.at;
    write(this.at, at ? ratesAt(threshold, at) : "");
  }

  /** @param {Look} look */
  words({ threshold, tested }) {
    const each = this.curves.map(({ name, roc, at }) => {
      const where = at && `, false positive rate ${fixed(at[0], 2)}, true ${fixed(at[1], 2)}`;
      return `${name}: area under the curve ${areaOf(roc)}${where ?? ""}`;
    });
    const which = tested.binary ? `ROC at the threshold ${fixed(threshold, 2)}` : "ROC by class";
    return `${which}. ${each.join("; ")}.`;
  }
}

/**
 * @param {number} k
 * @param {number} K classes
 */
const called = (k, K) => (K < MANY ? `class ${k}` : String(k));

/**
 * @param {number} threshold
 * @param {[number, number]} at
 */
const ratesAt = (threshold, [fpr, tpr]) =>
  `At ${fixed(threshold, 2)}: FPR ${fixed(fpr, 2)} · TPR ${fixed(tpr, 2)}`;

/** @param {Roc | null} roc */
const areaOf = (roc) => {
  const area = areaUnder(roc);
  return area === null ? "—" : fixed(area, 3);
};

/**
 * One curve a network; of more than two classes one a class, it against the rest.
 * @param {Look} look
 * @returns {Curve[]}
 */
function curvesOf({ m, tested, chosen, cut }) {
  const { labels } = tested;
  if (!tested.binary)
    return m.class_colours.map((colour, k) => {
      const own = labels.map((label) => Number(label === k));
      return {
        colour,
        name: `class ${k} against the rest`,
        roc: rocOf(tested.odds(chosen, k), own),
      };
    });
  return m.titles.map((name, p) => {
    const { fpr, tpr } = ratesOf(countsAt(tested.logits[p], labels, cut));
    const roc = rocOf(tested.logits[p], labels);
    const known = roc && fpr !== null && tpr !== null;
    return { colour: m.line_colours[p], name, roc, at: known ? [fpr, tpr] : undefined };
  });
}

export default RocPicture;
