// What a canvas is drawn with, and fields that wait for something to draw.

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw Error("this browser gives no canvas to draw on");
  return context;
}

/**
 * A field that `prepare` fills, before which nothing else is called.
 * @returns {any}
 */
export const later = () => undefined;
