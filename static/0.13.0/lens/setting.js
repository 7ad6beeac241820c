// What the sliders say, and when the server is asked for the rest about it.

/**
 * @typedef {{ key: string, serial: number, parameters: { name: string, value: number }[] }} Asked
 * @typedef {{ key: string, serial: number, values: Record<string, number> }} Question
 */

const PAUSE = 120; // ms without a move after which the server is asked

export class Setting {
  /** @param {(question: Question) => void} ask */
  constructor(ask) {
    this.ask = ask;
    this.key = ""; // of the function
    this.serial = 0; // of the last question
    /** @type {Record<string, number>} */
    this.values = {};
    this.held = false; // the sliders stand where the hand left them, whatever the message says
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * Go by a message, unless it answers an older question than the sliders now ask.
   * @param {Asked} m
   */
  take(m) {
    if (this.key !== m.key) {
      this.stop();
      this.key = m.key;
      this.serial = m.serial;
    }
    this.held = this.timer !== undefined || m.serial < this.serial;
    if (this.held) return;
    this.serial = m.serial;
    this.values = Object.fromEntries(m.parameters.map(({ name, value }) => [name, value]));
  }

  /**
   * A slider stands at a new value.
   * @param {string} name
   * @param {number} value
   */
  move(name, value) {
    this.values = { ...this.values, [name]: value };
    this.stop();
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  /** Ask now, where a question is open. */
  send() {
    if (this.timer === undefined) return;
    this.stop();
    this.serial++;
    this.ask({ key: this.key, serial: this.serial, values: this.values });
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /**
   * Indices of the parameters that stand elsewhere than in the message.
   * @param {Asked} m
   */
  moved(m) {
    return m.parameters.flatMap(({ name, value }, p) => (value === this.values[name] ? [] : [p]));
  }
}
