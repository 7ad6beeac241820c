// Which training points a step was taken on, as the message says it: a bit for each.

/** @typedef {import("../views/view").Frame} Frame */

/**
 * Indices of the points in the batch of the last step before a frame.
 * @param {Frame} frame
 */
export function batchOf({ m, i }) {
  const width = m.arrays.batch.shape[1];
  const found = [];
  for (let n = 0; n < 8 * width; n++)
    if ((m.batch[i * width + (n >> 3)] >> (n & 7)) & 1) found.push(n);
  return found;
}
