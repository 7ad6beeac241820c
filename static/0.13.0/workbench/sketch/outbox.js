// Points on their way to the server: the latest alone, and none before those sent last are heard.

import { signatureOf } from "./taken.js";

const WAIT = 60; // ms between two times that points are sent

export class Outbox {
  known = ""; // the points that the server has, or was sent last
  waiting = false; // there are others
  held = false; // which still move
  timer = 0;
  last = -Infinity; // when points were sent

  /** @param {import("../orders.js").Orders} orders */
  constructor(orders) {
    this.orders = orders;
    /** @type {import("./sketch.js").Sketch | undefined} */
    this.sketch = undefined;
  }

  /** Whether the server has not answered to the latest yet. */
  get open() {
    return this.waiting || this.orders.waits("points");
  }

  /**
   * @param {import("./sketch.js").Sketch} sketch
   * @param {boolean} held
   */
  put(sketch, held) {
    Object.assign(this, { sketch, held, waiting: true });
    const wait = Math.max(0, this.last + WAIT - performance.now());
    this.timer ||= Number(setTimeout(() => this.send(), wait));
  }

  /** Sends them when their time has come; what was sent before is being answered. */
  go() {
    if (!this.timer) this.send();
  }

  send() {
    clearTimeout(this.timer);
    this.timer = 0;
    const { sketch, held, orders } = this;
    if (!sketch || !this.waiting || sketch.missing >= 0 || orders.waits("points")) return;
    this.waiting = false;
    this.last = performance.now();
    this.known = signatureOf(sketch.points);
    const points = sketch.points.map(({ x, y }) => [x, y]);
    orders.give("points", { points, labels: sketch.points.map(({ label }) => label), held });
  }
}
