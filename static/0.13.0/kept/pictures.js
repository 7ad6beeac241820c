// The pictures that a run gives: a small one for the list, PNG, SVG, and the ground of a clip.

import { contextOf } from "../shared/canvas.js";
import { Pen } from "./pen.js";
import { Plate } from "./plate.js";

/** @typedef {import("../workbench/lent").Lent} Lent */
/** @typedef {import("./entry.js").Told} Told */

const SMALL = 160; // pixels of the small picture's width
const MOST = 4; // maps in a row of it
const QUALITY = 0.85;

/**
 * @param {number} width
 * @param {number} height
 */
function canvasOf(width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return canvas;
}

/**
 * The maps as they are drawn, as a small picture.
 * @param {Lent} lent
 */
export function small({ maps, root }) {
  const columns = Math.min(maps.length, MOST);
  const side = Math.floor(SMALL / columns);
  const canvas = canvasOf(side * columns, side * Math.ceil(maps.length / columns));
  const context = contextOf(canvas);
  context.imageSmoothingQuality = "high";
  context.fillStyle = getComputedStyle(root).getPropertyValue("--st-background-color");
  context.fillRect(0, 0, canvas.width, canvas.height);
  maps.forEach((map, p) => {
    const [x, y] = [(p % columns) * side, Math.floor(p / columns) * side];
    context.drawImage(map, x, y, side, side);
  });
  return canvas.toDataURL("image/jpeg", QUALITY);
}

/**
 * A canvas with all that is shown, and what draws it there, once more at each call.
 * @param {Lent} lent
 * @param {Told} told
 * @param {number} ratio pixels of it in one CSS pixel
 * @returns {[HTMLCanvasElement, () => void]}
 */
export function ground(lent, told, ratio) {
  const plate = new Plate(lent, told, contextOf(canvasOf(1, 1)));
  const canvas = canvasOf(Math.round(plate.width * ratio), Math.round(plate.height * ratio));
  const context = contextOf(canvas);
  context.scale(ratio, ratio);
  const draw = () =>
    plate.draw(context, {
      map: (p, x, y, size) => context.drawImage(lent.maps[p], x, y, size, size),
      chart: (...box) => context.drawImage(lent.chart, ...box),
    });
  return [canvas, draw];
}

/**
 * The picture as PNG, in the pixels of the screen.
 * @param {Lent} lent
 * @param {Told} told
 * @returns {Promise<Blob | null>}
 */
export function png(lent, told) {
  const [canvas, draw] = ground(lent, told, lent.ratio);
  draw();
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/**
 * The picture as SVG: all but the shades of the maps is lines and words.
 * @param {Lent} lent
 * @param {Told} told
 */
export function svg(lent, told) {
  const measuring = contextOf(canvasOf(1, 1));
  const measure = (/** @type {string} */ font, /** @type {string} */ text) => {
    measuring.font = font;
    return measuring.measureText(text);
  };
  const plate = new Plate(lent, told, measuring);
  const { ratio } = lent;
  const pen = new Pen(plate.width, plate.height, "plate", plate.ground, measure);
  /** @type {(name: string, width: number, height: number) => Pen} */
  const within = (name, w, h) => new Pen(w * ratio, h * ratio, name, plate.ground, measure);
  plate.draw(pen.context, {
    map: (p, x, y, size) => {
      const other = within(`map${p}`, size, size);
      lent.drawMap(p, other.context);
      pen.embed(other, x, y, size, size);
    },
    chart: (x, y, w, h) => {
      const other = within("chart", w, h);
      lent.drawChart(other.context);
      pen.embed(other, x, y, w, h);
    },
  });
  return new Blob([pen.svg(plate.alternative)], { type: "image/svg+xml" });
}
