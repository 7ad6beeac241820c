// The axes of the time line: what they reach to, and where they are ruled.

/**
 * @typedef {import("../shared/message").Message} Message
 * @typedef {import("./losses.js").Losses} Losses
 * @typedef {import("./lossbar.js").Measure} Measure
 * The last step, and what the upright axis reaches: powers of ten of the loss, or accuracies.
 * @typedef {{ x: number, low: number, high: number }} Axes
 */

const LOWEST = -0.5; // accuracy: of R², which may be far below, no more is shown

/**
 * The next number of the ladder at or beyond x: upwards, or with down at or below it.
 * @param {number} x
 * @param {number[]} ladder
 * @param {boolean} [down]
 */
function rung(x, ladder, down) {
  const ten = 10 ** Math.floor(Math.log10(x) + 1e-9);
  const steps = [...ladder, 10].map((s) => s * ten);
  const found = down
    ? steps.filter((s) => s <= x * 1.0001).pop()
    : steps.find((s) => s >= x * 0.9999);
  return found ?? x;
}

/** @param {number} value */
const shown = (value) => value > 0 && value < Infinity;

/**
 * The axes that hold all values of a measure.
 * @param {Message} m
 * @param {Losses} losses
 * @param {Measure} measure
 * @returns {Axes}
 */
export function axesOf(m, losses, measure) {
  const last = losses.step[losses.length - 1];
  const x = m.loop ? Math.max(last, 1) : rung(Math.max(last, 10), [1, 1.5, 2, 3, 4, 5, 6, 8]);
  if (measure === "loss") return { x, ...lossRange(m, losses) };
  const { train_accuracy, validation_accuracy } = losses.of;
  const all = [...train_accuracy, ...validation_accuracy].flat().filter(Number.isFinite);
  const least = Math.max(
    LOWEST,
    all.reduce((a, b) => Math.min(a, b), 0.9),
  );
  return { x, low: Math.max(LOWEST, Math.floor(least * 10 - 1e-6) / 10), high: 1 };
}

/**
 * @param {Message} m
 * @param {Losses} losses
 */
function lossRange(m, losses) {
  let low = Infinity;
  let high = 0;
  const start = m.chance_loss ? [m.chance_loss] : [];
  for (const values of [...losses.of.train_loss, ...losses.of.validation_loss, [...start]]) {
    for (const value of values) {
      if (!shown(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const first = values.find(shown);
    if (first) start.push(first);
  }
  if (!high) [low, high] = [0.1, 1];
  // One network that runs away must not flatten the others.
  high = Math.min(high, 10 * Math.max(...start, low));
  low = Math.max(low, high * 1e-5);
  const axes = {
    high: Math.log10(rung(high, [1, 2, 5])),
    low: Math.log10(rung(low, [1, 2, 5], true)),
  };
  if (axes.high - axes.low < 0.5) axes.low = axes.high - 0.7;
  return axes;
}

/**
 * The axes on their way to others, after so many seconds.
 * @param {Axes} axes
 * @param {Axes} goal
 * @param {number} gap
 * @returns {Axes}
 */
export function towards(axes, goal, gap) {
  const share = 1 - Math.exp(-Math.min(gap, 0.1) / 0.07);
  /**
   * @param {number} a
   * @param {number} b
   * @param {number} unit
   */
  const near = (a, b, unit) => (Math.abs(b - a) < unit ? b : a + (b - a) * share);
  return {
    x: near(axes.x, goal.x, goal.x * 0.004),
    low: near(axes.low, goal.low, 0.01),
    high: near(axes.high, goal.high, 0.01),
  };
}

/**
 * The accuracies that are ruled.
 * @param {Axes} axes
 */
export function shareTicks({ low, high }) {
  const by = high - low > 1.1 ? 0.5 : high - low > 0.45 ? 0.2 : 0.1;
  const ticks = [];
  for (let t = high; t > low - 1e-6; t -= by) ticks.push(t);
  return ticks;
}

/**
 * The losses that are ruled.
 * @param {Axes} axes
 */
export function lossTicks({ low, high }) {
  const ticks = [];
  const steps = high - low < 2.2 ? [1, 2, 5] : [1];
  const stride = high - low > 4 ? 2 : 1;
  for (let d = Math.floor(low); d <= high; d += stride)
    for (const s of steps) ticks.push(s * 10 ** d);
  return ticks.filter((t) => Math.log10(t) >= low - 0.01 && Math.log10(t) <= high + 0.01);
}

/**
 * How far apart the steps stand that are written on an axis this long.
 * @param {Axes} axes
 * @param {number} width
 */
export const stride = ({ x }, width) => rung(x / Math.max(3, Math.floor(width / 150)), [1, 2, 5]);

/**
 * The marks with this step among them, or without it where it was.
 * @param {number[]} marks
 * @param {number} step
 */
export const toggled = (marks, step) =>
  marks.includes(step) ? marks.filter((one) => one !== step) : [...marks, step];
