// Canvases: what they are drawn with, and their size in the pixels of the screen.

/**
 * What a canvas is drawn with.
 * @param {HTMLCanvasElement} canvas
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw Error("this browser gives no canvas to draw on");
  return context;
}

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
 * The context of a cleared canvas, which measures in pixels of the page.
 * @param {HTMLCanvasElement} canvas
 * @param {number} [ratio]
 */
export function cleared(canvas, ratio = density()) {
  const context = contextOf(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
