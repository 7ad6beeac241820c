// What the hand asks of the server, in order: each is sent until the server says that it was heard.

const ANSWER = 1500; // ms in which the server may answer before it is told again

/** @typedef {{ id: number, name: string } & Record<string, unknown>} Order */

export class Orders {
  /** @param {(orders: Order[]) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Order[]} not known to be heard */
    this.waiting = [];
    this.last = Date.now(); // number of the last order; those of a page opened later are higher
    this.timer = 0;
  }

  /**
   * Whether an order of one of these names waits for its answer.
   * @param {...string} names
   */
  waits(...names) {
    return this.waiting.some(({ name }) => names.includes(name));
  }

  /**
   * @param {string} name
   * @param {Record<string, unknown>} [more]
   */
  give(name, more) {
    this.waiting.push({ ...more, name, id: ++this.last });
    this.tell();
  }

  /**
   * Gives an order that is the same given once or twice.
   * @param {string} name
   */
  ask(name) {
    if (!this.waits(name)) this.give(name);
  }

  /** Tells the server all that it may not have heard, now and again until it answers. */
  tell() {
    clearTimeout(this.timer);
    this.timer = Number(setTimeout(() => this.waiting.length && this.tell(), ANSWER));
    this.send(this.waiting);
  }

  /** @param {number} id of the last order that was carried out */
  heard(id) {
    this.last = Math.max(this.last, id); // a clock may go backwards
    this.waiting = this.waiting.filter((order) => order.id > id);
    if (!this.waiting.length) this.stop();
  }

  stop() {
    clearTimeout(this.timer);
  }
}
