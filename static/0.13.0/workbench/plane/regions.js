// Into how many regions something divides the square: of straight lines as explorer/engine/folds.py
// counts them, held to it by tests/cases/regions.json.

const SAME = 1e-6; // of the square's half side: lines and crossings closer than this are one
const PARALLEL = 1e-12;

/**
 * How many different lines a·x + b·y + c = 0 enter the square |x|, |y| < e, and into how many
 * regions they cut it. Each line adds one region, and one more for each place in the square where
 * it meets earlier ones; lines that meet in one place are counted so, and equal lines once.
 * @param {number[][]} lines [a, b, c] each
 * @param {number} e
 */
export function regionsOf(lines, e) {
  /** @type {number[][]} */
  const across = []; // the different lines that enter the square, a² + b² = 1
  let regions = 1;
  for (const line of lines) {
    const size = Math.hypot(line[0], line[1]);
    const [a, b, c] = line.map((v) => v / size);
    if (!(Math.abs(c) < (Math.abs(a) + Math.abs(b)) * e)) continue;
    if (across.some((other) => equal(other, a, b, c, SAME * Math.max(1, e)))) continue;
    /** @type {number[]} */
    const along = []; // where on the line
    for (const [f, g, h] of across) {
      const cross = a * g - b * f;
      if (Math.abs(cross) <= PARALLEL) continue;
      const x = (b * h - g * c) / cross;
      const y = (f * c - a * h) / cross;
      if (Math.abs(x) < e && Math.abs(y) < e) along.push(a * y - b * x);
    }
    along.sort((one, other) => one - other);
    regions += 1 + along.filter((at, k) => !k || at - along[k - 1] >= SAME * e).length;
    across.push([a, b, c]);
  }
  return { regions, crossing: across.length };
}

/**
 * Into how many regions so many lines can cut the plane, at most.
 * @param {number} count
 */
export const mostRegions = (count) => 1 + count + (count * (count - 1)) / 2;

/**
 * Whether two lines are one, whichever way each is written.
 * @param {number[]} other
 * @param {number} a
 * @param {number} b
 * @param {number} c
 * @param {number} least
 */
function equal([f, g, h], a, b, c, least) {
  const turn = Math.sign(f * a + g * b);
  return [f - turn * a, g - turn * b, h - turn * c].every((apart) => Math.abs(apart) < least);
}

/**
 * How many connected groups of equal values a G × G grid has.
 * @param {ArrayLike<number>} grid
 * @param {number} G
 */
export function groupsOf(grid, G) {
  const root = new Int32Array(G * G).map((_, n) => n);
  /** @type {(n: number) => number} */
  const find = (n) => {
    while (root[n] !== n) n = root[n] = root[root[n]];
    return n;
  };
  let count = G * G;
  /** @type {(a: number, b: number) => void} */
  const join = (a, b) => {
    if (grid[a] !== grid[b] || (a = find(a)) === (b = find(b))) return;
    root[a] = b;
    count--;
  };
  for (let n = 0; n < G * G; n++) {
    if (n % G) join(n, n - 1);
    if (n >= G) join(n, n - G);
  }
  return count;
}
