// The networks' weights at a moment between two frames.

/**
 * @param {import("../views/view").Moment} moment
 * @param {Float32Array[]} weights of each network, which are written
 */
export function mix({ from, to, share }, weights) {
  const { n, starts } = from.m;
  const a = from.m.parameters;
  const b = to.m.parameters;
  weights.forEach((w, p) => {
    const i = from.i * n + starts[p];
    const j = to.i * n + starts[p];
    for (let k = 0; k < w.length; k++) w[k] = a[i + k] + (b[j + k] - a[i + k]) * share;
  });
}
