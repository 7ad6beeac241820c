// The views of the workbench. Which there are is listed in explorer/live/message/views.py; the view
// with the key "folds" is the default export of folds.js, fetched when it is first asked for.

/** @typedef {import("./view").View} View */

/** @type {Map<string, new () => View>} */
const loaded = new Map();

/**
 * Has the module of a view, before `viewOf` is asked for it.
 * @param {string} key
 */
export async function load(key) {
  if (!loaded.has(key)) loaded.set(key, (await import(`./${key}.js`)).default);
}

/**
 * A view of a kind that has been loaded.
 * @param {string} key
 * @returns {View}
 */
export function viewOf(key) {
  const Kind = loaded.get(key);
  if (!Kind) throw Error(`the view ${key} has not been loaded`);
  return new Kind();
}
