// The best linear read-out of a layer: least squares with a tiny ridge, by Cholesky.

/**
 * Room for the normal equations of d units and a constant, the K × (d + 1) weights found, and one
 * point's units.
 * @typedef {{ A: Float64Array, B: Float64Array, row: Float64Array }} Work
 */

/**
 * Least squares of targets (−1, 1; or one a class) on d units and a constant, at points `picked` of
 * M each. Leaves the K × (d + 1) weights in work.B, the constant last.
 * @param {ArrayLike<number>} h (d, M)
 * @param {number} M
 * @param {number} d
 * @param {ArrayLike<number>} picked
 * @param {ArrayLike<number>} labels of the points picked
 * @param {number} K 1 of two classes
 * @param {Work} work
 */
export function readOut(h, M, d, picked, labels, K, work) {
  gather(h, M, d, picked, labels, K, work);
  factor(work.A, d + 1);
  for (let k = 0; k < K; k++) solve(work.A, work.B, k * (d + 1), d + 1);
}

/**
 * The normal equations: A of the units with each other, B of the units with the targets.
 * @param {ArrayLike<number>} h
 * @param {number} M
 * @param {number} d
 * @param {ArrayLike<number>} picked
 * @param {ArrayLike<number>} labels
 * @param {number} K
 * @param {Work} work
 */
function gather(h, M, d, picked, labels, K, { A, B, row }) {
  const D = d + 1;
  A.fill(0, 0, D * D);
  B.fill(0, 0, K * D);
  row[d] = 1;
  for (let t = 0; t < picked.length; t++) {
    for (let i = 0; i < d; i++) row[i] = h[i * M + picked[t]];
    for (let i = 0; i < D; i++) {
      for (let j = 0; j <= i; j++) A[i * D + j] += row[i] * row[j];
      for (let k = 0; k < K; k++) {
        B[k * D + i] += row[i] * (K === 1 ? 2 * labels[t] - 1 : Number(labels[t] === k));
      }
    }
  }
}

/**
 * Cholesky's factor of A (D, D) and a ridge, in A's lower half.
 * @param {Float64Array} A
 * @param {number} D
 */
function factor(A, D) {
  let trace = 0;
  for (let i = 0; i < D; i++) trace += A[i * D + i];
  for (let i = 0; i < D; i++) {
    A[i * D + i] += (1e-8 * trace) / D;
    for (let j = 0; j <= i; j++) {
      let sum = A[i * D + j];
      for (let k = 0; k < j; k++) sum -= A[i * D + k] * A[j * D + k];
      A[i * D + j] = i === j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / A[j * D + j];
    }
  }
}

/**
 * Solves for the D numbers of B from o on, in place: forwards, then backwards.
 * @param {Float64Array} A Cholesky's factor
 * @param {Float64Array} B
 * @param {number} o
 * @param {number} D
 */
function solve(A, B, o, D) {
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < i; j++) B[o + i] -= A[i * D + j] * B[o + j];
    B[o + i] /= A[i * D + i];
  }
  for (let i = D - 1; i >= 0; i--) {
    for (let j = i + 1; j < D; j++) B[o + i] -= A[j * D + i] * B[o + j];
    B[o + i] /= A[i * D + i];
  }
}
