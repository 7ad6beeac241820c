// What the hand asks of the server, in order: each is sent until the server says that it was heard.

const ANSWER = 1500; // ms in which the server may answer before it is told again
const LONGEST = 12000; // and at most, where it is so busy that it has not answered before

/** @typedef {{ id: number, name: string } & Record<string, unknown>} Order */

export class Orders {
  /** @param {(orders: Order[]) => void} send */
  constructor(send) {
    this.send = send;
    /** @type {Order[]} not known to be heard */
    this.waiting = [];
    this.last = Date.now(); // number of the last order; those of a page opened later are higher
    this.timer = 0;
    this.patience = ANSWER;
  }

  /**
   * Whether an order of one of these names waits for its answer.
   * @param {...string} names
   */
  waits(...names) {
    return this.waiting.some(({ name }) => names.includes(name));
  }

  /**
   * The number that the server will say it has heard.
   * @param {string} name
   * @param {Record<string, unknown>} [more]
   */
  give(name, more) {
    this.waiting.push({ ...more, name, id: ++this.last });
    this.tell();
    return this.last;
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
    this.timer = Number(setTimeout(() => this.waiting.length && this.#again(), this.patience));
    this.send(this.waiting);
  }

  /** What is told again cuts off the answer that is being made: so each time it is waited longer. */
  #again() {
    this.patience = Math.min(2 * this.patience, LONGEST);
    this.tell();
  }

  /** @param {number} id of the last order that was carried out */
  heard(id) {
    this.last = Math.max(this.last, id); // a clock may go backwards
    const before = this.waiting.length;
    this.waiting = this.waiting.filter((order) => order.id > id);
    if (this.waiting.length < before) this.patience = ANSWER;
    if (!this.waiting.length) this.stop();
  }

  stop() {
    clearTimeout(this.timer);
  }
}
