// A run as a clip: its film is played once, at a calm pace, while what is drawn is recorded.

/** @typedef {import("../workbench/lent").Lent} Lent */

const SECONDS = 8; // in which the film is played
const REST = 1; // seconds on its last frame
const GAP = 0.1; // seconds between two frames at most: what was missed is not skipped
const RATE = 30; // frames a second
const BITS = 6e6; // a second
const KINDS = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];

/** The kind of WebM that this browser records, or "". */
export function kindOf() {
  if (!("MediaRecorder" in globalThis)) return "";
  if (!("captureStream" in HTMLCanvasElement.prototype)) return "";
  return KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? "";
}

/**
 * The clip; undefined where it was called off. The workbench shows the film while it is recorded.
 * @param {Lent} lent
 * @param {HTMLCanvasElement} canvas that is recorded
 * @param {() => void} draw what is shown on that canvas
 * @param {(share: number) => void} progress
 * @param {AbortSignal} signal that calls it off
 * @returns {Promise<Blob | undefined>}
 */
export async function record(lent, canvas, draw, progress, signal) {
  const from = lent.at < lent.end ? lent.at : Infinity;
  lent.hold(0);
  lent.show(0);
  draw();
  const stream = canvas.captureStream(RATE);
  const recorder = new MediaRecorder(stream, { mimeType: kindOf(), videoBitsPerSecond: BITS });
  /** @type {Blob[]} */
  const parts = [];
  recorder.ondataavailable = ({ data }) => void parts.push(data);
  const ended = new Promise((done, fail) =>
    Object.assign(recorder, { onstop: done, onerror: fail }),
  );
  // A tab that nobody sees draws nothing.
  const watch = () => {
    if (recorder.state !== "inactive") recorder[document.hidden ? "pause" : "resume"]();
  };
  document.addEventListener("visibilitychange", watch);
  try {
    recorder.start();
    await played((share) => {
      lent.show(Math.min(share, 1) * lent.end);
      draw();
      progress(Math.min(share, 1));
    }, signal);
    recorder.stop();
    await ended;
  } finally {
    document.removeEventListener("visibilitychange", watch);
    for (const track of stream.getTracks()) track.stop();
    lent.hold(from); // its end, if it stood there: the film may have grown
  }
  return signal.aborted ? undefined : new Blob(parts, { type: "video/webm" });
}

/**
 * Shows one moment after the other, and rests on the last; done at its end, or called off.
 * @param {(share: number) => void} show
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
const played = (show, signal) =>
  new Promise((done, fail) => {
    let [elapsed, last] = [0, 0];
    const next = (/** @type {number} */ now) => {
      if (signal.aborted || elapsed >= SECONDS + REST) return done();
      elapsed += last ? Math.min((now - last) / 1000, GAP) : 0;
      last = now;
      try {
        show(elapsed / SECONDS);
      } catch (error) {
        return fail(error);
      }
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
