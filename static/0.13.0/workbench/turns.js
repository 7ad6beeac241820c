// Which pictures are drawn in a frame: all, or, where that takes too long, some after the others.

const BUDGET = 20; // ms in which large ones are drawn
const TOGETHER = 4; // that are drawn in every frame; of more, half of them in turn
const REST = 60; // ms without another frame after which those left get their turn, while all moves

export class Turns {
  first = 0; // whose turn it is
  late = 0; // timer

  /** @param {(p: number) => void} draw */
  constructor(draw) {
    this.draw = draw;
  }

  /** The pictures that are left are not of what comes. */
  stop() {
    clearTimeout(this.late);
    this.first = 0;
  }

  /**
   * Draws P pictures; while all moves half of many, and of large ones as many as there is time
   * for: the others follow.
   * @param {number} P
   * @param {boolean} large
   * @param {boolean} calm nothing moves: they follow at once
   * @param {number} [left] how many have not been drawn yet
   */
  go(P, large, calm, left = P) {
    clearTimeout(this.late);
    const end = large ? performance.now() + BUDGET : Infinity;
    const others = calm || P <= TOGETHER ? 0 : left - Math.ceil(P / 2);
    let p = this.first % P;
    do {
      this.draw(p);
      p = (p + 1) % P;
      left--;
    } while (left > Math.max(0, others) && performance.now() < end);
    this.first = left ? p : 0;
    if (left) this.late = setTimeout(() => this.go(P, large, calm, left), calm ? 0 : REST);
  }
}
