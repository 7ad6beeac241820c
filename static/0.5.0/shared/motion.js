// Whether the reader wants pictures that stand still.

const reduced = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

/** Whether nothing may move by itself. */
export const still = () => Boolean(reduced?.matches);
