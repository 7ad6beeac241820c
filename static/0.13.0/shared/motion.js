// Whether the reader wants pictures that stand still.

const reduced = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

/** Whether nothing may move by itself. */
export const still = () => Boolean(reduced?.matches);

/**
 * Calls back whenever the reader changes that.
 * @param {() => void} changed
 */
export const watchMotion = (changed) => reduced?.addEventListener("change", changed);

/** @param {() => void} changed */
export const unwatchMotion = (changed) => reduced?.removeEventListener("change", changed);
