// Which data point is meant: by the pointer, or by the arrow keys.

const REACH = 10; // pixels within which a point is hit
/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Escape: 0 };

/**
 * The point nearest to a place, −1 where all are further away than a click can mean.
 * @param {number} N points
 * @param {(n: number) => [number, number][]} spots where a point lies
 * @param {number} x
 * @param {number} y
 */
export function nearest(N, spots, x, y) {
  let found = -1;
  let least = REACH;
  for (let n = 0; n < N; n++) {
    for (const [px, py] of spots(n)) {
      const off = Math.hypot(px - x, py - y);
      if (off < least) [least, found] = [off, n];
    }
  }
  return found;
}

/**
 * The point that a key goes to, −1 for none; undefined where the key means something else.
 * @param {string} key
 * @param {number} traced the point before it, or −1
 * @param {number} N points
 * @param {(n: number) => boolean} shown
 */
export function next(key, traced, N, shown) {
  const by = KEYS[key];
  if (by === undefined) return undefined;
  if (!by) return -1;
  let n = Math.max(traced, by < 0 ? 0 : -1);
  for (let k = 0; k < N; k++) {
    n = (n + by + N) % N;
    if (shown(n)) break;
  }
  return n;
}

/**
 * What points are traced on.
 * @typedef {object} On
 * @property {import("../shared/message").Message} message
 * @property {boolean} drawn whether a network is drawn
 * @property {number} chosen which
 * @property {number} traced
 * @property {(p: number, n: number) => [number, number][]} spots
 * @property {(p: number) => void} choose
 * @property {(n: number) => void} trace
 */

/**
 * A click on a point of picture p runs it through the network; one beside all points ends that.
 * @param {On} on
 * @param {number} p
 * @param {number} x
 * @param {number} y
 */
export function press(on, p, x, y) {
  if (!on.drawn) return;
  const n = nearest(on.message.labels.length, (point) => on.spots(p, point), x, y);
  if (p !== on.chosen) on.choose(p);
  on.trace(n);
}

/**
 * Goes from point to point with the arrow keys, until Escape.
 * @param {On} on
 * @param {number} p
 * @param {KeyboardEvent} event
 */
export function go(on, p, event) {
  if (!on.drawn) return;
  const shown = (/** @type {number} */ n) => on.spots(p, n).length > 0;
  const n = next(event.key, on.traced, on.message.labels.length, shown);
  if (n === undefined) return;
  event.preventDefault();
  if (p !== on.chosen) on.choose(p);
  on.trace(n);
}
