// What the stages are called that a plane passes on its way through the layers, two a layer.

/**
 * @param {number} s
 * @param {number} hidden layers
 */
export function stageOf(s, hidden) {
  if (!s) return "input plane";
  if (s === 2 * hidden) return "last hidden layer";
  return `layer ${(s + 1) >> 1}, ${s % 2 ? "linear part" : "after the activation"}`;
}

/**
 * Along what stage s is shown.
 * @param {number} s
 * @param {number[]} widths
 * @param {[number, number] | null} pair of units that somebody chose
 */
export function shownAlong(s, widths, pair) {
  if (!s) return "";
  if (pair) return `, by units ${pair[0] + 1} and ${pair[1] + 1}`;
  if (widths[(s + 1) >> 1] < 3) return ", by its units";
  if (s === 2 * (widths.length - 2) && widths[widths.length - 1] === 1) {
    return ", along the output's weights and the main direction across them";
  }
  return ", along its two main directions";
}
