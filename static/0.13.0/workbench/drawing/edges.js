// Weights as lines and biases as dots: their width says the size, their colour the sign.

/** @typedef {import("./places.js").Bias} Bias */
/** @typedef {import("./places.js").Edge} Edge */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("./places.js").Unit} Unit */
/** @typedef {import("./theme.js").Theme} Theme */

const WIDEST = 5; // CSS pixels

/**
 * The size that is drawn widest.
 * @param {Edge[]} edges
 * @param {ArrayLike<number>} w
 */
function largest(edges, w) {
  let top = 1;
  for (const e of edges) {
    const size = Math.abs(w[e.at]);
    if (size < Infinity) top = Math.max(top, size);
  }
  return top;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} places
 * @param {ArrayLike<number>} w
 * @param {Theme} theme
 * @param {Unit | null} unit whose edges stand out
 * @param {Edge | Bias | Unit | null} over what is pointed at
 */
export function drawEdges(context, { edges, biases }, w, theme, unit, over) {
  const top = largest(edges, w);
  for (const e of edges) {
    const width = (WIDEST * Math.abs(w[e.at])) / top;
    if (!(width > 0.12 || e === over)) continue;
    const into = unit && e.c === unit.c && e.j === unit.u;
    const outOf = unit && e.c - 1 === unit.c && e.i === unit.u;
    context.globalAlpha = into || outOf || e === over ? 0.95 : unit ? 0.14 : 0.5;
    context.strokeStyle = theme.weights[+(w[e.at] > 0)];
    context.lineWidth = Math.min(width, WIDEST) + Number(e === over);
    const middle = (e.x0 + e.x1) / 2;
    context.beginPath();
    context.moveTo(e.x0, e.y0);
    context.bezierCurveTo(middle, e.y0, middle, e.y1, e.x1, e.y1);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.strokeStyle = theme.ground;
  context.lineWidth = 2;
  for (const b of biases) {
    const radius = Math.min(1.2 + 3 * Math.sqrt(Math.abs(w[b.at]) / top), 4.2) + Number(b === over);
    context.beginPath();
    context.arc(b.x, b.y, radius || 1.2, 0, 7);
    context.fillStyle = theme.weights[+(w[b.at] > 0)];
    context.stroke();
    context.fill();
  }
}
