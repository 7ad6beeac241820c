// The hand on the time line: mouse, thumb and keys.

/**
 * What it asks for: the frame at a step, or one so many frames away.
 * @typedef {{ goTo: (step: number) => void, goBy: (frames: number) => void }} Asks
 */

/** @type {Record<string, number>} */
const KEYS = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -20,
  PageDown: 20,
  Home: -Infinity,
  End: Infinity,
};

/**
 * Listens on a canvas for places, from its left edge on, and for frames to go by.
 * @param {HTMLCanvasElement} canvas
 * @param {(x: number) => void} goTo
 * @param {(frames: number) => void} goBy
 */
export function listen(canvas, goTo, goBy) {
  /** @type {PointerEvent | null} where a thumb came down, which may be about to scroll the page */
  let from = null;
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    from = event.pointerType === "touch" ? event : null;
    if (!from) goTo(event.offsetX);
  };
  canvas.onpointermove = (event) => {
    const { buttons, clientX: x, clientY: y } = event;
    if (!buttons) return;
    if (from && !(Math.abs(x - from.clientX) > Math.abs(y - from.clientY))) return;
    from = null;
    goTo(event.offsetX);
  };
  canvas.onclick = (event) => {
    from = null;
    goTo(event.offsetX);
  };
  canvas.onkeydown = (event) => {
    const by = KEYS[event.key];
    if (!by) return;
    event.preventDefault();
    goBy(by);
  };
}
