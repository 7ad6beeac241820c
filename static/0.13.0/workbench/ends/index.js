// The pictures of the networks' ends: "roc" is the default export of roc.js, fetched when it is
// first asked for.

/** @typedef {import("./end").End} End */

/** @type {Map<string, new (parent: HTMLElement, asks: import("./end").Asks) => End>} */
const loaded = new Map();

/**
 * Has the modules of these pictures, before `endOf` is asked for them.
 * @param {string[]} keys
 */
export const load = (keys) =>
  Promise.all(
    keys.map(async (key) => {
      if (!loaded.has(key)) loaded.set(key, (await import(`./${key}.js`)).default);
    }),
  );

/**
 * A picture of a kind that has been loaded.
 * @param {string} key
 * @param {HTMLElement} parent
 * @param {import("./end").Asks} asks
 */
export function endOf(key, parent, asks) {
  const Kind = loaded.get(key);
  if (!Kind) throw Error(`the picture ${key} has not been loaded`);
  return new Kind(parent, asks);
}
