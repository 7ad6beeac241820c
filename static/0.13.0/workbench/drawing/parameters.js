// Where a parameter stands among a network's, and what may be typed for it.

const LARGEST = 1e9;
const LONGEST = 1000; // ms in which the frames have a value that was typed

/**
 * Place of the weight from unit i to unit j of layer l.
 * @param {number[]} widths
 * @param {number} l
 * @param {number} i
 * @param {number} j
 */
export function weightAt(widths, l, i, j) {
  let at = i * widths[l + 1] + j;
  for (let k = 0; k < l; k++) at += (widths[k] + 1) * widths[k + 1];
  return at;
}

/**
 * Place of the bias of unit j of layer l.
 * @param {number[]} widths
 * @param {number} l
 * @param {number} j
 */
export const biasAt = (widths, l, j) => weightAt(widths, l, widths[l], j);

/**
 * The number typed, or an Error that says in one sentence why not.
 * @param {string} text
 */
export function typed(text) {
  const value = text.trim() ? Number(text.replace("−", "-")) : NaN;
  if (Number.isFinite(value)) return Math.max(-LARGEST, Math.min(LARGEST, value));
  throw Error(`“${text}” is not a finite number, so the old value stays.`);
}

/** The values typed in, until the frames hold them themselves: a second at most. */
export class Overrides {
  /** @type {Map<number, { value: number, before: number, at: number }>} */
  values = new Map();
  typed = new Float32Array(0);

  /**
   * @param {number} index
   * @param {number} value
   * @param {number} before
   */
  set(index, value, before) {
    this.values.set(index, { value, before, at: performance.now() });
  }

  clear() {
    this.values.clear();
  }

  /**
   * The weights with what was typed in.
   * @param {Float32Array} w
   * @returns {Float32Array}
   */
  apply(w) {
    if (!this.values.size) return w;
    if (this.typed.length !== w.length) this.typed = new Float32Array(w.length);
    this.typed.set(w);
    for (const [index, { value, before, at }] of this.values) {
      // Training goes on from the value typed, so it need not arrive exactly.
      const there = Math.abs(w[index] - value) <= 0.25 * Math.abs(w[index] - before);
      if (there || performance.now() - at > LONGEST) this.values.delete(index);
      else this.typed[index] = value;
    }
    return this.typed;
  }
}
