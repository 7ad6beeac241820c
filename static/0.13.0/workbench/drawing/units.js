// The units as their maps, with titles, rims, and the traced point on them.

import { number } from "../../shared/numbers.js";
import { shortened } from "./places.js";
import { answersOf } from "./traced.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("./atlas.js").Atlas} Atlas */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./places.js").Unit} Unit */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./traced.js").Traced} Traced */
/** @typedef {import("../../shared/message").Message} Message */

/**
 * Whether two name the same unit.
 * @param {Unit | null} unit
 * @param {number} c
 * @param {number} u
 */
const same = (unit, c, u) => unit !== null && unit.c === c && unit.u === u;

/**
 * The title of column c, and how many units of it are not shown.
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {Theme} theme
 * @param {number} c
 */
function drawTitle(context, { widths, slots, columns, y, size, step, last }, theme, c) {
  context.font = `${12 * theme.scale}px ${theme.font}`;
  context.fillStyle = theme.ink;
  context.globalAlpha = 0.7;
  const short = step < 50;
  const title = c === last ? (short ? "out" : "output") : short ? `${c}` : `layer ${c}`;
  if (c) context.fillText(title, columns[c], 12);
  const more = widths[c] - slots[c].length;
  if (more) {
    const what = c ? "units" : "inputs";
    const rest =
      step < 60 ? `+${more}` : step < 90 ? `+ ${more} ${what}` : `+ ${more} ${what} not shown`;
    const half = context.measureText(rest).width / 2;
    const middle = Math.max(columns[c], half + 2); // no word leaves the drawing
    context.fillText(rest, middle, y[c][slots[c].length - 1] + size / 2 + 14);
  }
  context.globalAlpha = 1;
}

/**
 * Tells of the layers that have no column.
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {Theme} theme
 */
function drawGap(context, { gap, stand, last, height, head }, theme) {
  if (!(gap > 0)) return;
  context.font = `${12 * theme.scale}px ${theme.font}`;
  context.fillStyle = theme.ink;
  context.globalAlpha = 0.7;
  const lines = ["…", `${last + 1 - stand.length}`, "more", "layers", "…"];
  lines.forEach((line, k) =>
    context.fillText(line, gap, (head + height) / 2 + 14 * theme.scale * (k - 2)),
  );
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {Atlas} atlas
 * @param {Theme} theme
 * @param {(Unit | null)[]} chosen units that have a thick rim
 * @param {Set<string>} frozen units that do not learn, as "layer,unit"
 * @param {((c: number, u: number, left: number, top: number) => void) | null} mark
 */
export function drawUnits(context, places, atlas, theme, chosen, frozen, mark) {
  const { slots, columns, y, size, stand, inputs } = places;
  context.textAlign = "center";
  drawGap(context, places, theme);
  for (const c of stand) {
    drawTitle(context, places, theme, c);
    for (let k = 0; k < slots[c].length; k++) {
      const u = slots[c][k];
      const left = columns[c] - size / 2;
      const top = y[c][k] - size / 2;
      const on = same(chosen[0], c, u) || same(chosen[1], c, u);
      atlas.draw(context, c, k, left, top, size);
      context.strokeStyle = on ? theme.ink : theme.rim;
      drawRim(context, left, top, size, on ? 1 : 0, on ? 2 : 1);
      if (frozen.size && frozen.has(`${c - 1},${u}`)) {
        context.setLineDash([2, 2]);
        context.strokeStyle = theme.ink;
        drawRim(context, left, top, size, 2, 3);
        context.setLineDash([]);
      }
      context.font = `${12 * theme.scale}px ${theme.font}`;
      if (!c) {
        context.textAlign = "right";
        context.fillText(shortened(inputs[u] ?? `x${u + 1}`), left - 4, y[c][k] + 4);
        context.textAlign = "center";
      }
      mark?.(c, u, left, top);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} left
 * @param {number} top
 * @param {number} size
 * @param {number} grow by which the rim stands off
 * @param {number} width
 */
function drawRim(context, left, top, size, grow, width) {
  context.lineWidth = width;
  context.strokeRect(left - grow, top - grow, size + 2 * grow, size + 2 * grow);
}

/**
 * The traced point on a unit's map, and what the unit makes of it.
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {Traced} traced
 * @param {Network} net which has just run the point
 * @param {Message} m
 * @param {number} size
 * @param {number} c
 * @param {number} u
 * @param {number} left
 * @param {number} top
 */
export function drawMark(context, theme, { x, place }, net, m, size, c, u, left, top) {
  const at = (/** @type {number} */ v) =>
    size * (0.5 + Math.max(-0.5, Math.min(0.5, v / m.extent / 2)));
  context.fillStyle = theme.ink;
  context.beginPath();
  context.arc(left + at(place[0]), top + at(-place[1]), size < 24 ? 1.5 : 2, 0, 7);
  context.fill();
  const last = net.hidden + 1;
  let value = c === 0 ? x[u] : 0;
  if (c === last) {
    const answers = answersOf(m, net.z[c - 1]);
    value = answers[net.widths[c] > 1 ? u : answers.length - 1];
  } else if (c) value = net.h[c - 1][u];
  const text = number(Math.abs(value) < 0.01 ? +value.toFixed(2) : value, 2);
  context.font = `${(size < 24 ? 9 : 11) * theme.scale}px ${theme.font}`;
  const wide = context.measureText(text).width + 4;
  context.fillStyle = theme.ground;
  context.globalAlpha = 0.85;
  context.fillRect(left + size / 2 - wide / 2, top + size - 10, wide, 12);
  context.globalAlpha = 1;
  context.fillStyle = theme.ink;
  context.fillText(text, left + size / 2, top + size);
}
