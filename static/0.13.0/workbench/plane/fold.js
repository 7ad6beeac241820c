// Where a unit folds or bends the plane, and which of them does so near a place.

/** @typedef {import("../../shared/network.js").Network} Network */
/** @typedef {import("../measures/bends.js").Bends} Bends */

const MIDDLE = [0]; // where a smooth function has its line

/**
 * Where a unit's line lies: at the kinks of its function, in the middle of a curved one, or nowhere.
 * @param {Bends} bends
 */
export const levels = ({ kinks }) => kinks ?? MIDDLE;

/**
 * The unit whose line passes nearest to a place, if one does.
 * @param {{ net: Network, bends: Bends[], drawn: number[][] }} panel whose network was run at the
 *   G × G nodes, with the units of each layer whose lines are drawn
 * @param {number} u in squares of the grid from the left
 * @param {number} v and from the bottom
 * @param {number} G
 * @param {number} least as far as a line may be off, in squares
 */
export function nearest({ net, bends, drawn }, u, v, G, least) {
  let found = null;
  for (let layer = 0; layer < bends.length; layer++) {
    const z = net.z[layer];
    for (const unit of drawn[layer]) {
      const o = unit * G * G + (v | 0) * G + (u | 0);
      const across = z[o + 1] - z[o];
      const up = z[o + G] - z[o];
      const here = z[o] + across * (u % 1) + up * (v % 1);
      for (const level of levels(bends[layer])) {
        const far = Math.abs(here - level) / (Math.hypot(across, up) + 1e-9);
        if (far < least) [least, found] = [far, { layer, unit }];
      }
    }
  }
  return found;
}
