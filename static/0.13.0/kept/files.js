// Files that are given to whoever looks at the page.

import { make } from "../shared/elements.js";

const HELD = 60_000; // ms in which a browser has begun to save a file

/**
 * Has the browser save a file.
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const href = URL.createObjectURL(blob);
  const link = Object.assign(make("a"), { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), HELD);
}
