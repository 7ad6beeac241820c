// Principal directions, found anew in each frame from where they were in the last.

/**
 * Room for the covariances of d units, a product with them, and the units' means.
 * @typedef {{ C: Float64Array, U: Float64Array, means: Float64Array }} Work
 */

const MOST = 500; // points the covariances are taken of
const TURNS = 300;

/**
 * Rows of V, the last ones found as the start, become the two principal directions of d units at
 * `count` points from `first` on of M each; with the first one held, the principal direction
 * across it.
 * @param {ArrayLike<number>} h (d, M)
 * @param {number} M
 * @param {number} first
 * @param {number} count
 * @param {number} d
 * @param {Float64Array} V (2, d)
 * @param {Work} work
 * @param {boolean} [held]
 */
export function principal(h, M, first, count, d, V, work, held = false) {
  covariances(h, M, first, count, d, work);
  for (let turn = 0; turn < TURNS; turn++) {
    let change = 0;
    for (let a = held ? 1 : 0; a < 2; a++) change = Math.max(change, improve(V, a, d, work));
    if (change < 1e-7) break;
  }
}

/**
 * @param {ArrayLike<number>} h
 * @param {number} M
 * @param {number} first
 * @param {number} count
 * @param {number} d
 * @param {Work} work
 */
function covariances(h, M, first, count, d, { C, means }) {
  const stride = Math.ceil(count / MOST);
  for (let i = 0; i < d; i++) {
    const hi = i * M + first;
    let sum = 0;
    for (let n = 0; n < count; n += stride) sum += h[hi + n];
    means[i] = sum / Math.ceil(count / stride);
    for (let j = 0; j <= i; j++) {
      const hj = j * M + first;
      let product = 0;
      for (let n = 0; n < count; n += stride)
        product += (h[hi + n] - means[i]) * (h[hj + n] - means[j]);
      C[i * d + j] = C[j * d + i] = product;
    }
  }
}

/**
 * One turn of the power iteration for row a of V, the second one kept across the first.
 * @param {Float64Array} V
 * @param {number} a
 * @param {number} d
 * @param {Work} work
 * @returns {number} the largest change of an entry
 */
function improve(V, a, d, { C, U }) {
  for (let i = 0; i < d; i++) {
    U[i] = 0;
    for (let j = 0; j < d; j++) U[i] += C[i * d + j] * V[a * d + j];
  }
  let along = 0;
  if (a) for (let i = 0; i < d; i++) along += U[i] * V[i];
  let length = 0;
  for (let i = 0; i < d; i++) {
    if (a) U[i] -= along * V[i];
    length += U[i] * U[i];
  }
  length = Math.sqrt(length);
  let change = 0;
  for (let i = 0; i < d; i++) {
    const next = length > 1e-12 ? U[i] / length : 0;
    change = Math.max(change, Math.abs(next - V[a * d + i]));
    V[a * d + i] = next;
  }
  return change;
}
