// The points of the plane on a square map.

/**
 * Draw points from one number to before another; the map's middle is the plane's.
 * @param {CanvasRenderingContext2D} context
 * @param {number} size of the map, in pixels
 * @param {Float32Array} places x₁ and x₂ in turn
 * @param {number} extent half the side of the square shown
 * @param {number} from
 * @param {number} to
 * @param {(n: number) => [fill: string, edge: string, radius: number] | null} look of a point;
 *   null where it is not drawn
 */
export function points(context, size, places, extent, from, to, look) {
  const half = size / 2;
  for (let n = from; n < to; n++) {
    const found = look(n);
    if (!found) continue;
    const [fill, edge, radius] = found;
    const x = (places[2 * n] / extent + 1) * half;
    const y = (1 - places[2 * n + 1] / extent) * half;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = fill;
    context.strokeStyle = edge;
    context.lineWidth = radius > 2 ? 1.2 : 0.5;
    context.fill();
    context.stroke();
  }
}
