// Round numbers on an axis: 1, 2 or 5 times a power of ten apart.

const STEPS = [1, 2, 5, 10];

/**
 * How far round numbers are apart, where about so many lie between two values.
 * @param {number} low
 * @param {number} high
 * @param {number} many
 */
export function stepOf(low, high, many) {
  const raw = (high - low) / Math.max(many, 1);
  const ten = 10 ** Math.floor(Math.log10(raw));
  return (STEPS.find((step) => step * ten >= raw * 0.999) ?? 10) * ten;
}

/**
 * All multiples of a step between two values, both included.
 * @param {number} low
 * @param {number} high
 * @param {number} step
 */
export function multiples(low, high, step) {
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) found.push(k * step);
  return found;
}
