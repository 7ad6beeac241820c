// Where an activation, given as a table of its values, bends.

/**
 * What a table bends: straight but at a few `kinks`, or else `curved`, which marks the nodes whose
 * second difference is at least half the largest. One of the two is there.
 * @typedef {{ kinks?: number[], curved?: Uint8Array }} Bends
 */

/**
 * @param {Float32Array} table
 * @param {number} reach of the table, to both sides of 0
 * @returns {Bends}
 */
export function bendsOf(table, reach) {
  const T = table.length;
  const bend = new Float32Array(T);
  let top = 0;
  for (let k = 1; k < T - 1; k++) {
    bend[k] = Math.abs(table[k + 1] - 2 * table[k] + table[k - 1]);
    top = Math.max(top, Math.abs(table[k]));
  }
  const least = 6e-7 * top; // what rounding leaves of a straight line
  const kinks = [];
  let smooth = false;
  for (let k = 1; k < T - 1; k++) {
    const from = k;
    let sum = 0;
    let at = 0;
    for (; bend[k] > least; k++) {
      sum += bend[k];
      at += k * bend[k];
    }
    if (k - from > 2) smooth = true;
    else if (sum) kinks.push(((at / sum) * 2 * reach) / (T - 1) - reach);
  }
  if (!smooth) return { kinks };
  // A kink between curved parts must not hide them: it is narrower than three nodes.
  const wide = bend.map((v, k) => Math.min(v, bend[k - 1] ?? 0, bend[k + 1] ?? 0));
  const most = wide.reduce((a, b) => Math.max(a, b));
  return { curved: Uint8Array.from(wide, (v) => Number(v >= most / 2)) };
}

/**
 * Which straight piece of a function z lies in, counted from the left.
 * @param {number} z
 * @param {number[]} kinks
 */
export function pieceOf(z, kinks) {
  let piece = 0;
  while (piece < kinks.length && z > kinks[piece]) piece++;
  return piece;
}
