// A run that is kept: what is remembered of it; and whether what was read is such a thing at all.

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {import("../workbench/film.js").Frame} Frame
 */
/**
 * What the page says of a run: its data set, what differs from the defaults, and its address.
 * @typedef {{ name: string, words: string, query: string }} Told
 */
/**
 * A network's losses and scores, NaN where there is none.
 * @typedef {object} Kept
 * @property {string} title
 * @property {number[]} losses of training, validation and test
 * @property {number[]} scores of the same
 */
/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} at when it was kept, in ms
 * @property {string} name of its data set
 * @property {string} words what differs from the defaults
 * @property {string} query of the address that opens it
 * @property {number} step
 * @property {number} epoch
 * @property {string} score what the scores are called
 * @property {Kept[]} networks
 * @property {string} picture as a data URL, "" for none
 */

const SHARES = /** @type {const} */ (["train", "validation", "test"]);
const MOST_NETWORKS = 8;
const LAST = 8.64e15; // ms that a date may have
// Characters at most.
const LONG = 4000;
const SHORT = 200;
const LARGE = 60_000;
const OURS = /^(training_[a-z0-9_]+|formula)$/; // names in an address of the page Training
const PICTURE = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const ID = /^[a-z0-9]{4,40}$/;

/** A name that no other entry has; `crypto.randomUUID` is not there over plain http. */
const fresh = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 12);

/**
 * The run at a frame, as it is kept.
 * @param {Frame} frame
 * @param {Told} told
 * @param {string} picture
 * @returns {Entry}
 */
export function entryOf({ m, i }, told, picture) {
  const networks = m.titles.map((title, p) => {
    const k = i * m.P + p;
    return {
      title: title.slice(0, SHORT),
      losses: SHARES.map((share) => m[`${share}_loss`][k]),
      scores: SHARES.map((share) => m[`${share}_accuracy`][k]),
    };
  });
  const { step, epoch, score } = m;
  const words = told.words.slice(0, LONG);
  const moment = { step: step[i], epoch: epoch[i], score, networks, picture };
  const query = queryOf(told.query);
  return { id: fresh(), at: Date.now(), name: told.name, words, query, ...moment };
}

/**
 * Whether two entries are of the same moment of the same run.
 * @param {Entry} a
 * @param {Entry} b
 */
export const alike = (a, b) =>
  a.query === b.query && a.step === b.step && write(a.networks) === write(b.networks);

/**
 * What stands in the storage; numbers that are none become null.
 * @param {unknown} value
 */
export const write = (value) => JSON.stringify(value);

/**
 * The entry that a text holds, undefined where it holds none: anybody may have written it.
 * @param {string} id
 * @param {string} text
 * @returns {Entry | undefined}
 */
export function read(id, text) {
  try {
    return checked(id, JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Throws where a field is not as it must be.
 * @param {string} id
 * @param {any} raw
 * @returns {Entry}
 */
function checked(id, raw) {
  const score = string(raw.score, SHORT);
  if (!ID.test(id) || !Array.isArray(raw.networks)) throw Error("no entry");
  if (!raw.networks.length || raw.networks.length > MOST_NETWORKS) throw Error("no networks");
  return {
    id,
    at: within(raw.at, LAST),
    name: string(raw.name, SHORT),
    words: string(raw.words, LONG),
    query: queryOf(string(raw.query, LONG)),
    step: Math.floor(within(raw.step, Number.MAX_SAFE_INTEGER)),
    epoch: within(raw.epoch, Number.MAX_SAFE_INTEGER),
    score,
    networks: raw.networks.map(network),
    picture: raw.picture === "" ? "" : pictureOf(string(raw.picture, LARGE)),
  };
}

/** @param {any} raw */
function network(raw) {
  return { title: string(raw.title, SHORT), losses: three(raw.losses), scores: three(raw.scores) };
}

/**
 * @param {unknown} raw
 * @param {number} most
 */
function string(raw, most) {
  if (typeof raw !== "string" || raw.length > most) throw Error("no text");
  return raw;
}

/**
 * A number from 0 on.
 * @param {unknown} raw
 * @param {number} most
 */
function within(raw, most) {
  if (typeof raw !== "number" || !(raw >= 0 && raw <= most)) throw Error("no number");
  return raw;
}

/**
 * Three numbers, of which some may be none.
 * @param {unknown} raw
 */
function three(raw) {
  if (!Array.isArray(raw) || raw.length !== SHARES.length) throw Error("not three");
  return raw.map((value) => {
    if (value === null) return NaN;
    if (typeof value !== "number") throw Error("no number");
    return value;
  });
}

/** @param {string} raw */
function pictureOf(raw) {
  if (!PICTURE.test(raw)) throw Error("no picture");
  return raw;
}

/**
 * The query of an address of this page, written anew; throws where it names anything else.
 * @param {string} raw
 */
export function queryOf(raw) {
  const parameters = new URLSearchParams(raw);
  for (const name of parameters.keys()) if (!OURS.test(name)) throw Error("no address of ours");
  return parameters.toString();
}
