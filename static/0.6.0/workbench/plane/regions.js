// Into how many regions something divides the square.

/**
 * Into how many regions lines a·x + b·y = c cut the square |x|, |y| ≤ e, and how many cross it.
 * @param {number[][]} lines [a, b, c] each
 * @param {number} e
 */
export function regionsOf(lines, e) {
  /** @type {number[][]} */
  const across = []; // the lines that cross the square, equal ones once
  let regions = 1;
  for (const [a, b, c] of lines) {
    if (!(Math.abs(c) < (Math.abs(a) + Math.abs(b)) * e)) continue;
    let crossings = 0;
    let again = false;
    for (const [f, g, h] of across) {
      const det = a * g - b * f;
      const reach = e * Math.abs(det);
      if (Math.abs(det) > 1e-9 * (a * a + b * b + f * f + g * g)) {
        crossings += Number(Math.abs(c * g - b * h) < reach && Math.abs(a * h - c * f) < reach);
      } else again ||= Math.abs(c * f - a * h) + Math.abs(c * g - b * h) < 1e-9;
    }
    if (again) continue;
    across.push([a, b, c]);
    regions += 1 + crossings;
  }
  return { regions, crossing: across.length };
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
