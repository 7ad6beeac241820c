// Canvases: their pen, and their size in the pixels of the screen.

/**
 * The pen of a canvas.
 * @param {HTMLCanvasElement} canvas
 */
export const penOf = (canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

/** Pixels of the screen in one of the page; more than two would only cost time. */
export const density = () => Math.min(devicePixelRatio || 1, 2);

/**
 * Give a canvas this size in pixels of the page. A canvas that has it keeps its picture.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @param {number} [ratio]
 */
export function fit(canvas, width, height, ratio = density()) {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
}

/**
 * The pen of a canvas that is cleared and measures in pixels of the page.
 * @param {HTMLCanvasElement} canvas
 * @param {number} [ratio]
 */
export function cleared(canvas, ratio = density()) {
  const pen = penOf(canvas);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}
