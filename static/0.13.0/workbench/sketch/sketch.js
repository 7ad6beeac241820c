// Points that somebody draws: each change is a step that can be undone.

export const REACH = 2; // half the side of the square that is drawn in
export const MOST = 380; // points, for more would make a link too long
export const CLASSES = 10;
const STEPS = 4095; // from one side of the square to the other, as its key keeps them
const KEPT = 200; // steps that can be undone

/**
 * A point of a class, and its share: 0 to train on, 1 to validate, 2 to test.
 * @typedef {{ x: number, y: number, label: number, share: number }} Point
 */

/**
 * The step that a coordinate is moved to, 0 … 4095.
 * @param {number} value
 */
export const stepOf = (value) =>
  Math.max(0, Math.min(STEPS, Math.round(((value / REACH + 1) / 2) * STEPS)));

/**
 * The nearest coordinate that a key can keep.
 * @param {number} value
 */
const snapped = (value) => ((stepOf(value) / STEPS) * 2 - 1) * REACH;

export class Sketch {
  /** @param {Point[]} points */
  constructor(points) {
    const start = points.map((one) => ({ ...one, x: snapped(one.x), y: snapped(one.y) }));
    this.states = [start]; // the oldest first
    this.at = 0;
  }

  get points() {
    return this.states[this.at];
  }

  get classes() {
    return this.points.reduce((most, { label }) => Math.max(most, label + 1), 2);
  }

  /** The first class that has no point yet, −1 where there is none: then it can be learnt. */
  get missing() {
    const drawn = new Set(this.points.map(({ label }) => label));
    return [...Array(this.classes).keys()].find((k) => !drawn.has(k)) ?? -1;
  }

  /** @param {Point[]} points */
  #take(points) {
    this.states = [...this.states.slice(0, this.at + 1), points].slice(-KEPT);
    this.at = this.states.length - 1;
  }

  /**
   * Its number, or −1 where there are too many already.
   * @param {number} x
   * @param {number} y
   * @param {number} label
   */
  add(x, y, label) {
    if (this.points.length >= MOST) return -1;
    this.#take([...this.points, { x: snapped(x), y: snapped(y), label, share: 0 }]);
    return this.points.length - 1;
  }

  /**
   * @param {number} n
   * @param {number} x
   * @param {number} y
   * @param {boolean} goesOn whether it is the same step as the one before
   */
  move(n, x, y, goesOn) {
    const moved = [...this.points];
    moved[n] = { ...moved[n], x: snapped(x), y: snapped(y) };
    if (goesOn) this.states[this.at] = moved;
    else this.#take(moved);
  }

  /**
   * The last point takes its number: then all others keep theirs, and so their shares.
   * @param {number} n
   */
  remove(n) {
    const left = [...this.points];
    const last = left.pop();
    if (last && n < left.length) left[n] = last;
    this.#take(left);
  }

  clear() {
    if (this.points.length) this.#take([]);
  }

  /**
   * Goes back by a step (−1) or forth again (1); false where there is none.
   * @param {-1 | 1} by
   */
  turn(by) {
    if (!this.states[this.at + by]) return false;
    this.at += by;
    return true;
  }

  /**
   * The number of the point nearest to a place, −1 where all are further away than `reach`.
   * @param {number} x
   * @param {number} y
   * @param {number} [reach]
   */
  nearest(x, y, reach = Infinity) {
    let found = -1;
    this.points.forEach((one, n) => {
      const off = Math.hypot(one.x - x, one.y - y);
      if (off <= reach) [reach, found] = [off, n];
    });
    return found;
  }
}
