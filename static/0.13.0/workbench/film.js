// The frames of a run that can be shown, the oldest first, and what lies between two of them.

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {{ m: Message, i: number }} Frame frame i of a message
 */

/** @param {Frame} frame */
const numberOf = ({ m, i }) => m.frame[i];

/** @param {Message} m */
const framesOf = (m) => Array.from(m.step, (_, i) => ({ m, i }));

export class Film {
  constructor() {
    /** @type {Frame[]} */
    this.frames = [];
  }

  get end() {
    return this.frames.length - 1;
  }

  /**
   * The frames of a run that was not shown before.
   * @param {Message} m
   */
  start(m) {
    this.frames = framesOf(m);
  }

  /**
   * The frames that come after those it has.
   * @param {Message} m
   */
  append(m) {
    const last = this.end < 0 ? -1 : numberOf(this.frames[this.end]);
    for (const frame of framesOf(m)) if (numberOf(frame) > last) this.frames.push(frame);
  }

  /**
   * The whole film of a run at rest, of which the message has what was not sent before; false where
   * some of it never came. The frame that is held stays, though the server has thinned it out.
   * @param {Message} m
   * @param {Frame} [held]
   */
  settle(m, held) {
    if (!m.film.length) {
      this.start(m);
      return true;
    }
    /** @type {Map<number, Frame>} */
    const known = new Map();
    for (const frame of [...this.frames, ...framesOf(m)]) known.set(numberOf(frame), frame);
    const numbers = new Set(m.film);
    if (held) numbers.add(numberOf(held));
    const film = [...numbers].sort((a, b) => a - b);
    this.frames = film.map((number) => known.get(number)).filter((frame) => !!frame);
    return this.frames.length === film.length;
  }

  /**
   * Of the frames before a place keeps those that the server keeps; the place after that.
   * @param {number} every
   * @param {number} at
   */
  thin(every, at) {
    const shown = Math.max(0, Math.min(Math.floor(at), this.end));
    const kept = this.frames.slice(0, shown).filter((frame) => numberOf(frame) % every === 0);
    this.frames = kept.concat(this.frames.slice(shown));
    return Math.max(0, at - shown + kept.length);
  }

  /**
   * The step of frame k, NaN where there is none.
   * @param {number} k
   */
  stepOf(k) {
    const frame = this.frames[k];
    return frame ? frame.m.step[frame.i] : NaN;
  }

  /**
   * The first frame at or after a step; of several at one step the last, which holds what was typed.
   * @param {number} step
   */
  at(step) {
    const first = this.frames.findIndex((_, k) => this.stepOf(k) >= step);
    if (first < 0) return this.end;
    let k = first;
    while (this.stepOf(k + 1) === this.stepOf(first)) k++;
    return k;
  }
}

/**
 * Whether messages at rest end on the same frame: only how it is looked at may differ.
 * @param {Message} a
 * @param {Message} b
 */
export function unchanged(a, b) {
  const [last, next] = [a, b].map(({ parameters, n }) => parameters.subarray(-n));
  return a.step[a.S - 1] === b.step[b.S - 1] && next.every((w, k) => Object.is(w, last[k]));
}
