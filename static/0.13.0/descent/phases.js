// The five lines of a training step, and what each does to the network at hand.

import { number } from "../shared/numbers.js";

/** @import { MotionMessage } from "./message.js" */

export const PHASES = ["Forward", "Loss", "zero_grad", "Backward", "Step"];
export const [FORWARD, LOSS, ZERO, BACKWARD, STEP] = PHASES.keys();

/**
 * What happens in a phase of a step, in a sentence or two with its numbers.
 * @param {MotionMessage} m
 * @param {number} step
 * @param {number} phase
 */
export function told(m, step, phase) {
  const units = m.widths.reduce((a, b) => a + b, 0);
  const N = m.losses.length / m.mean.length;
  const z = m.sums[(step + 1) * units - 1];
  const mean = number(m.mean[step]);
  if (phase === FORWARD) {
    const answer = m.plain ? "" : `, σ(z) = ${number(m.outputs[(step + 1) * units - 1])}`;
    return `Each unit sums what comes in to z and passes f(z) on, at the end z = ${number(z)}${answer}. The target y is ${number(m.target)}.`;
  }
  if (phase === LOSS) {
    const here = number(m.losses[step * N + m.point]);
    return `At this point the loss is ${here}. The mean over all ${N} points is ${mean}: that is what is made smaller.`;
  }
  if (phase === ZERO) {
    return step
      ? "The gradients of the last step are deleted. Without this line the new ones would be added to them."
      : "There are no gradients yet. From the next step on, this line deletes the old ones.";
  }
  if (phase === BACKWARD) {
    return "From the loss back to the first layer: each number gets its ∂L/∂w, the mean over the points.";
  }
  const rule = m.rate ? `w ← w − ${m.rate} · ∂L/∂w` : "Each number moves as the optimiser says";
  const after = m.mean[step + 1];
  if (after === undefined) return `${rule}. ${m.said || "Here the film ends."}`;
  const way = after < m.mean[step] ? "falls" : after > m.mean[step] ? "rises" : "stays";
  return `${rule}: the loss ${way} from ${mean} to ${number(after)}.`;
}
