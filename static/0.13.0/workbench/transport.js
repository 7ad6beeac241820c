// Time: which place in the film is shown, and how it moves on.

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {import("./film.js").Film} Film
 */

const REST = 2; // seconds a recorded run rests on its last frame
const SLACK = 0.12; // seconds of frames kept in hand when the next message is late
const HEARD = 10000; // ms in which even a busy server has heard of a pause
const NEAR = 40; // frames of the film that are played on after a pause, no more
const REPLAY = 8; // seconds in which a whole run is replayed

export class Transport {
  /** @param {Film} film */
  constructor(film) {
    this.film = film;
    /** @type {"rest" | "live" | "replay"} live while the server trains */
    this.mode = "rest";
    this.at = 0; // place in the film, a fraction between two frames
    this.rate = 0; // frames a second
    this.loop = false;
    this.held = false; // somebody went back to this place
    this.halted = -Infinity; // when somebody took hold of it while the server trained
    this.elapsed = 0; // seconds at rest on the last frame
    this.arrived = -Infinity; // when frames came last, in seconds
    this.pace = 0; // seconds between two messages
  }

  get moving() {
    return this.mode === "replay" || (this.mode === "live" && this.at < this.film.end);
  }

  /** The frame that somebody went back to. */
  get frame() {
    return this.held ? this.film.frames[Math.round(this.at)] : undefined;
  }

  /** The step that somebody went back to, NaN where nobody did. */
  get place() {
    // The frames played may begin later than the run, whose beginning was asked for.
    const at = Math.round(this.at);
    return this.held ? (at ? this.film.stepOf(at) : 0) : NaN;
  }

  /**
   * Shows what the message plays from its beginning, or at rest: on the last frame of the film, or
   * at a step held before.
   * @param {Message} m
   * @param {number} place
   * @param {boolean} motion
   */
  show(m, place, motion) {
    const { end } = this.film;
    this.held = !m.playing && place >= 0;
    this.halted = -Infinity;
    this.loop = m.loop;
    this.mode = m.loop && motion ? "replay" : m.playing && motion ? "live" : "rest";
    const first = this.mode === "live" ? Math.max(0, end - m.S + 1) : 0; // frame of the message
    this.at = this.mode !== "rest" ? first : this.held ? this.film.at(place) : end;
    this.rate = (end - first) / m.seconds;
    this.elapsed = 0;
    this.arrived = performance.now() / 1000;
    this.pace = m.seconds;
  }

  /**
   * Goes on from frame `last` with those that came after it.
   * @param {Message} m
   * @param {number} last
   */
  follow(m, last) {
    const now = performance.now() / 1000;
    const since = now - this.arrived;
    // How often messages really come, which a busy server decides.
    const pace = since < 4 * m.seconds ? Math.max(since, m.seconds / 2) : m.seconds;
    this.pace = this.mode === "live" && this.pace ? 0.7 * this.pace + 0.3 * pace : m.seconds;
    this.arrived = now;
    const halted = now * 1000 - this.halted < HEARD;
    if (!halted && this.mode !== "live") this.at = Math.max(last, 0);
    this.at = this.film.thin(m.every, this.at);
    if (halted) return;
    const { end } = this.film;
    if (document.hidden) this.at = end; // nobody watches
    this.mode = "live";
    this.held = false;
    // What is in hand lasts until the next message, and a little longer.
    this.rate = (end - this.at) / (this.pace + SLACK);
  }

  /**
   * Goes to a frame by hand, and stays there.
   * @param {number} k
   */
  scrub(k) {
    this.mode = "rest";
    this.at = Math.max(0, Math.min(k, this.film.end));
    this.held = this.at < this.film.end; // a message at rest leaves it there
  }

  /** Stays at the frame that is shown, whatever comes after it. */
  hold() {
    this.mode = "rest";
    this.at = Math.floor(this.at);
    this.held = true;
  }

  /** What comes next is shown, wherever somebody has gone back to. */
  release() {
    this.mode = "rest";
    this.at = this.film.end;
    this.held = false;
  }

  /** The run goes on: what is left of the film after a pause is played until new frames come. */
  resume() {
    const { end } = this.film;
    if (end - this.at > NEAR) this.at = end;
    this.mode = "live";
    this.held = false;
    this.halted = -Infinity;
    this.rate = Math.max(60, (end - this.at) / SLACK);
  }

  /** Plays the whole film once more, from where it stands. */
  replay() {
    const { end } = this.film;
    if (this.at >= end) this.at = 0;
    this.rate = Math.max(12, end / REPLAY);
    this.mode = "replay";
    this.elapsed = 0;
  }

  /** The server was asked to pause; what it sends before it has heard is not played. */
  halt() {
    this.halted = performance.now();
  }

  /**
   * Moves on by so many seconds; true where another place is shown.
   * @param {number} gap
   */
  advance(gap) {
    const before = this.at;
    const { end } = this.film;
    // After a long absence what was missed is not played.
    if (this.mode === "live") this.at = gap > 0.5 ? end : Math.min(this.at + this.rate * gap, end);
    if (this.mode === "replay") this.#forward(Math.min(gap, 0.1), end);
    return this.at !== before;
  }

  /**
   * @param {number} gap
   * @param {number} end
   */
  #forward(gap, end) {
    this.at = Math.min(this.at + this.rate * gap, end);
    if (this.at < end) return;
    this.elapsed += gap;
    if (!this.loop) this.mode = "rest";
    else if (this.elapsed > REST) this.at = this.elapsed = 0;
  }
}
