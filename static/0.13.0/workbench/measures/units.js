// What single units and single points tell of a network.

import { weightAt } from "../drawing/parameters.js";

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {{ logits: number[], p: number[], likely: number, loss: number }} Answer */

/**
 * Units of hidden layer l by how much they matter: size of their outgoing weights × spread of h;
 * the inputs where l is −1.
 * @param {number[]} widths
 * @param {number} l
 * @param {ArrayLike<number>} w
 * @param {ArrayLike<number>} h (H, N), what they give at N points
 * @param {number} N
 */
export function ranked(widths, l, w, h, N) {
  const matter = Array.from({ length: widths[l + 1] }, (_, u) => {
    let weights = 0;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < widths[l + 2]; k++) weights += w[weightAt(widths, l + 1, u, k)] ** 2;
    for (let n = u * N; n < u * N + N; n++) {
      sum += h[n];
      squares += h[n] ** 2;
    }
    return weights * (squares / N - (sum / N) ** 2) || 0;
  });
  return [...matter.keys()].sort((a, b) => matter[b] - matter[a]);
}

/**
 * What the network answers to the point it has just run, and what that costs.
 * @param {Float32Array} out
 * @param {number} label
 * @returns {Answer}
 */
export function answer(out, label) {
  const logits = out.length > 1 ? [...out] : [0, out[0]];
  const top = Math.max(...logits);
  const total = top + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - top), 0));
  const p = logits.map((z) => Math.exp(z - total));
  return { logits, p, likely: logits.indexOf(top), loss: total - logits[label] };
}

/**
 * The last hidden layer's unit that could have saved a wrong answer within its range on the data,
 * and at which value; else the one that pushes hardest the wrong way, and by how much.
 * @param {Network} net which has just run the point
 * @param {ArrayLike<number>} w
 * @param {Answer} given
 * @param {number} label
 * @param {number[]} low of each unit on the data
 * @param {number[]} high
 * @returns {{ unit: number, at?: number, push?: number }}
 */
export function saviour(net, w, { logits, likely }, label, low, high) {
  const { widths, hidden: l } = net;
  const h = net.h[l - 1];
  const weight = (/** @type {number} */ j, /** @type {number} */ k) =>
    widths[l + 1] > 1 ? w[weightAt(widths, l, j, k)] : k * w[weightAt(widths, l, j, 0)];
  let best = { unit: 0, at: 0, margin: -Infinity };
  let worst = { unit: 0, push: Infinity };
  for (let j = 0; j < widths[l]; j++) {
    const push = (weight(j, label) - weight(j, likely)) * h[j];
    if (push < worst.push) worst = { unit: j, push };
    for (const at of [low[j], high[j]]) {
      const moved = logits.map((z, k) => z + (at - h[j]) * weight(j, k));
      const margin = moved[label] - Math.max(...moved.filter((_, k) => k !== label));
      if (margin > best.margin) best = { unit: j, at, margin };
    }
  }
  return best.margin > 0 ? best : worst;
}

/**
 * How many of the values z that enter hidden layer l meet a slope smaller than `least`.
 * @param {Network} net
 * @param {number} l
 * @param {ArrayLike<number>} w
 * @param {Float32Array} z
 * @param {number} least
 */
export function flatCount(net, l, w, z, least) {
  const slopes = new Float32Array(z.length);
  net.activation(l, w).slopes(z, slopes);
  return slopes.reduce((flat, slope) => flat + Number(Math.abs(slope) < least), 0);
}
