// A run's message in one: what moves, and what was sent once, kept here.

import { read } from "./wire.js";

/**
 * @typedef {import("./message").Message} Message
 * @typedef {import("./message").Setting} Setting
 * @typedef {import("./message").Tick} Tick
 */

const MOST = 8; // settings kept

/**
 * By their keys, the one used last at the end. A key says all that the setting does.
 * @type {Map<string, Setting>}
 */
const known = new Map();

/**
 * The setting that a tick belongs to; undefined where it was never sent here.
 * @param {Tick} tick
 */
function settingOf({ setting: key, setting_bytes }) {
  const setting = known.get(key) ?? (setting_bytes && /** @type {Setting} */ (read(setting_bytes)));
  if (!setting) return undefined;
  known.delete(key);
  known.set(key, setting);
  for (const oldest of known.keys()) if (known.size > MOST) known.delete(oldest);
  return setting;
}

/**
 * The message of these bytes; undefined where they lack their setting, and it is not known.
 * @param {unknown} data
 * @returns {Message | undefined}
 */
export function open(data) {
  const { setting_bytes, ...tick } = /** @type {Tick} */ (read(data));
  const setting = settingOf({ ...tick, setting_bytes });
  if (!setting) return undefined;
  const [S, n] = tick.arrays.parameters.shape;
  const P = setting.titles.length;
  const starts = setting.sizes.map((_, p) => setting.sizes.slice(0, p).reduce((a, b) => a + b, 0));
  return { ...setting, ...tick, arrays: { ...setting.arrays, ...tick.arrays }, S, P, n, starts };
}
