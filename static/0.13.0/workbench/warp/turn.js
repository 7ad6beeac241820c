// Directions are turned or mirrored, so that a stage lies as the one before it and moves little.

const TURN = new Float64Array(4);
const SEEN = new Float64Array(4);

/**
 * How the two directions V lie to the places of the stage before, and a little to the last frame's.
 * @param {ArrayLike<number>} h (d, M)
 * @param {number} nodes the points begin behind them
 * @param {number} M
 * @param {ArrayLike<number>} before (2, M)
 * @param {Float64Array} V (2, d)
 * @param {Float64Array | null} old the last frame's directions
 */
export function likeness(h, nodes, M, before, V, old) {
  const d = V.length / 2;
  TURN.fill(0);
  for (let i = 0; i < d; i++) {
    let mean = 0;
    for (let n = nodes; n < M; n++) mean += h[i * M + n];
    mean /= M - nodes;
    let x = 0;
    let y = 0;
    for (let n = nodes; n < M; n++) {
      x += (h[i * M + n] - mean) * before[n];
      y += (h[i * M + n] - mean) * before[M + n];
    }
    for (let a = 0; a < 2; a++) {
      TURN[2 * a] += V[a * d + i] * x;
      TURN[2 * a + 1] += V[a * d + i] * y;
    }
  }
  if (!old) return TURN;
  const size = Math.hypot(TURN[0], TURN[1], TURN[2], TURN[3]) || 1;
  SEEN.fill(0);
  for (let k = 0; k < 4; k++) {
    for (let i = 0; i < d; i++) SEEN[k] += V[(k >> 1) * d + i] * old[(k & 1) * d + i];
  }
  for (let k = 0; k < 4; k++) TURN[k] = TURN[k] / size + SEEN[k];
  return TURN;
}

/**
 * Turns or mirrors both directions to where they are likest.
 * @param {Float64Array} V
 * @param {Float64Array} turn
 */
export function rotate(V, [a, b, c, e]) {
  const d = V.length / 2;
  const mirror = Math.hypot(a - e, b + c) > Math.hypot(a + e, b - c) ? -1 : 1;
  const angle = mirror > 0 ? Math.atan2(b - c, a + e) : Math.atan2(b + c, a - e);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let i = 0; i < d; i++) {
    const u = V[i];
    const v = V[d + i] * mirror;
    V[i] = cos * u - sin * v;
    V[d + i] = sin * u + cos * v;
  }
}

/**
 * Mirrors each direction by itself, where the first must stay what it is.
 * @param {Float64Array} V
 * @param {Float64Array} turn
 * @returns {number} −1 where the first was mirrored, else 1
 */
export function mirror(V, [a, , , e]) {
  const d = V.length / 2;
  if (a < 0) for (let i = 0; i < d; i++) V[i] = -V[i];
  if (e < 0) for (let i = d; i < 2 * d; i++) V[i] = -V[i];
  return a < 0 ? -1 : 1;
}

const MIDDLE = [0, 0];
const SCALE = [0, 0];

/**
 * Moves and scales M places into [−1, 1]; an axis may be stretched up to `most` times the other.
 * @param {Float32Array} from (2, M)
 * @param {Float32Array} to (2, M), which may be `from`
 * @param {number} M
 * @param {number} most
 * @returns {[number, number]} what was taken from the first axis, and what it was multiplied by
 */
export function fit(from, to, M, most) {
  for (let a = 0; a < 2; a++) {
    let low = Infinity;
    let high = -Infinity;
    for (let n = a * M; n < a * M + M; n++) {
      if (from[n] < low) low = from[n];
      if (from[n] > high) high = from[n];
    }
    MIDDLE[a] = (low + high) / 2;
    SCALE[a] = (high - low) / 2;
  }
  const least = Math.max(SCALE[0], SCALE[1], 1e-9) / most;
  for (let a = 0; a < 2; a++) {
    const scale = 0.92 / Math.max(SCALE[a], least);
    for (let n = a * M; n < a * M + M; n++) to[n] = (from[n] - MIDDLE[a]) * scale;
    SCALE[a] = scale;
  }
  return [MIDDLE[0], SCALE[0]];
}

/**
 * Where M places of d units lie along the two directions V.
 * @param {Float32Array} h (d, M)
 * @param {number} M
 * @param {Float64Array} V (2, d)
 * @param {Float32Array} out (2, M)
 */
export function along(h, M, V, out) {
  const d = V.length / 2;
  const right = out.subarray(0, M).fill(0);
  const up = out.subarray(M).fill(0);
  for (let i = 0; i < d; i++) {
    const unit = h.subarray(i * M, i * M + M);
    const [x, y] = [V[i], V[d + i]];
    for (let n = 0; n < M; n++) {
      right[n] += x * unit[n];
      up[n] += y * unit[n];
    }
  }
}

/**
 * The first direction becomes that across the output's separating line.
 * @param {Float64Array} V
 * @param {number} l
 * @param {Float32Array} w
 * @param {number[]} widths
 * @returns {number} where the line stands along it
 */
export function across(V, l, w, widths) {
  const d = widths[l + 1];
  const K = widths[l + 2];
  let o = 0;
  for (let k = 0; k <= l; k++) o += (widths[k] + 1) * widths[k + 1];
  const lead = (/** @type {number} */ i) => w[o + i * K + K - 1] - (K > 1 ? w[o + i * K] : 0);
  let length = 0;
  for (let i = 0; i < d; i++) {
    V[i] = lead(i);
    length += V[i] * V[i];
  }
  length = Math.sqrt(length) || 1;
  for (let i = 0; i < d; i++) V[i] /= length;
  return -lead(d) / length;
}
