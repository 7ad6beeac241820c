// The workbench lends what it shows to others on the page, which ask for it as borrow.js says.

import { ASK } from "./borrow.js";
import { drawHeads, drawMarks } from "./heads.js";
import { LATER } from "./timeline.js";

/** @typedef {import("./lent").Lent} Lent */
/** @typedef {import("./player.js").Player} Player */

export class Lending {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.answer = this.answer.bind(this);
  }

  listen() {
    document.addEventListener(ASK, this.answer);
  }

  stop() {
    document.removeEventListener(ASK, this.answer);
  }

  /** @param {Event} event */
  answer(event) {
    if (this.player.shown) /** @type {CustomEvent} */ (event).detail(this.#lent());
  }

  /** @returns {Lent} */
  #lent() {
    const { player } = this;
    const { bench, film, message, root } = player;
    const { pictures, chart } = bench;
    return {
      message,
      root,
      maps: pictures.panels.all.map(({ canvas }) => canvas),
      size: pictures.size,
      columns: Number(root.style.getPropertyValue("--columns")) || 1,
      chart: chart.canvas,
      chartSize: [chart.width, chart.height],
      ratio: pictures.ratio,
      get frame() {
        return /** @type {import("./film.js").Frame} */ (player.shown);
      },
      get at() {
        return player.transport.at;
      },
      get end() {
        return film.end;
      },
      hold: (at) => player.scrub(at),
      show: (at) => {
        player.transport.at = at;
        player.shown = bench.draw(film, at, Infinity, true);
      },
      drawMap: (p, context) => pictures.picture(p, context),
      drawChart: (context) => this.#drawChart(context),
    };
  }

  /**
   * The curves drawn anew, as they are at rest.
   * @param {CanvasRenderingContext2D} context
   */
  #drawChart(context) {
    const { chart } = this.player.bench;
    const { frame } = this.#lent();
    const step = frame.m.step[frame.i];
    chart.drawBase(context);
    context.globalAlpha = LATER;
    chart.drawLines(context);
    context.globalAlpha = 1;
    context.save();
    context.beginPath();
    context.rect(0, 0, chart.placeX(step), chart.height);
    context.clip();
    chart.drawLines(context);
    context.restore();
    drawMarks(chart, context);
    drawHeads(chart, context, step);
  }
}
