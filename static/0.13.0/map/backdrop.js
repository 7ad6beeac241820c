// What was drawn of one window, to lie under the pixels of the next until these are known.

/**
 * @import { Layer } from "./chart.js"
 * @import { Pixels } from "./pixels.js"
 */

const SHARP = 512; // pixels of a side

/**
 * The picture of each function, over what lay under it.
 * @param {Pixels} pixels
 * @param {Layer[]} under
 * @param {number[]} edges of the pixels, in units of the axes
 * @returns {Layer[]}
 */
export function stretched(pixels, under, edges) {
  return pixels.canvases.map((image, f) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.max(SHARP, pixels.side);
    const context = canvas.getContext("2d");
    if (!context) return { canvas, edges };
    context.imageSmoothingEnabled = false;
    if (under[f]) lay(context, under[f], edges);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { canvas, edges };
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layer} layer
 * @param {number[]} edges of the canvas
 */
function lay(context, layer, [left, right, lower, upper]) {
  const { width, height } = context.canvas;
  const x = (/** @type {number} */ u) => ((u - left) / (right - left)) * width;
  const y = (/** @type {number} */ u) => (1 - (u - lower) / (upper - lower)) * height;
  const [x0, x1, y0, y1] = layer.edges;
  context.drawImage(layer.canvas, x(x0), y(y1), x(x1) - x(x0), y(y0) - y(y1));
}
