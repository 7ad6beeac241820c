// What the workbench shows, for others on the page: they ask by one event on the document,
// `workbench:ask`, whose detail is a function that is called with what is lent, at once, or not at
// all where nothing is shown.

/** @typedef {import("./lent").Lent} Lent */

export const ASK = "workbench:ask";

/**
 * What the workbench on this page shows now.
 * @returns {Lent | undefined}
 */
export function borrow() {
  /** @type {Lent | undefined} */
  let lent;
  const detail = (/** @type {Lent} */ answer) => (lent = answer);
  document.dispatchEvent(new CustomEvent(ASK, { detail }));
  return lent;
}
