// A map taken home: its numbers as CSV, its picture as PNG.

import { save } from "../kept/files.js";

/**
 * @import { MapMessage } from "./message.js"
 * @import { Pixels } from "./pixels.js"
 */

const NAME = "trainability-map";

/**
 * A row for each network known.
 * @param {MapMessage} m
 * @param {Pixels} pixels
 */
export function rowsOf(m, pixels) {
  const quoted = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
  const [across, up] = m.axes;
  const rows = [
    ["function", across.label, up.label, "outcome", "train loss, in those of guessing"]
      .map(quoted)
      .join(","),
  ];
  for (let place = 0; place < m.count; place++) {
    if (!pixels.known(place)) continue;
    const [column, row] = [place % m.side, Math.floor(place / m.side) % m.side];
    const name = quoted(m.functions[Math.floor(place / m.side ** 2)]);
    const outcome = m.outcomes[pixels.outcome[place]].label.toLowerCase();
    const end = pixels.end[place];
    rows.push(
      [name, m.columns[column], m.rows[row], outcome, Number.isFinite(end) ? end : "inf"].join(","),
    );
  }
  return `${rows.join("\n")}\n`;
}

/**
 * @param {MapMessage} m
 * @param {Pixels} pixels
 */
export function saveNumbers(m, pixels) {
  save(new Blob([rowsOf(m, pixels)], { type: "text/csv" }), `${NAME}.csv`);
}

/**
 * The charts beside each other, on the page's paper.
 * @param {HTMLCanvasElement[]} canvases
 * @param {string} paper
 */
export function savePicture(canvases, paper) {
  const all = document.createElement("canvas");
  all.width = canvases.reduce((sum, one) => sum + one.width, 0);
  all.height = Math.max(...canvases.map((one) => one.height));
  const context = all.getContext("2d");
  if (!context) return;
  context.fillStyle = paper;
  context.fillRect(0, 0, all.width, all.height);
  let x = 0;
  for (const one of canvases) {
    context.drawImage(one, x, 0);
    x += one.width;
  }
  all.toBlob((blob) => blob && save(blob, `${NAME}.png`));
}
