// The lines of a plane that is carried along: its grid, and the line that separates two classes.

export const SIDE = 33; // nodes a side; every second row and column is drawn

/**
 * The grid, in the colours of the answers.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} now places of nodes and points, (2, M)
 * @param {Uint8Array} side which colour each node has
 * @param {string[]} colours
 */
export function drawGrid(context, now, side, colours) {
  const M = now.length / 2;
  context.lineWidth = 1;
  context.globalAlpha = 0.55;
  for (let k = 0; k < colours.length; k++) {
    context.strokeStyle = colours[k];
    context.beginPath();
    for (let along = 0; along < 2; along++) {
      const next = along ? SIDE : 1;
      for (let i = 0; i < SIDE; i += 2) {
        let down = false;
        for (let j = 0, n = along ? i : i * SIDE; j < SIDE; j++, n += next) {
          const mine = side[n] === k;
          if (mine && !down) context.moveTo(now[n], now[M + n]);
          else if (down) context.lineTo(now[n], now[M + n]);
          down = mine;
        }
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * The separating line of the last layer.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} size
 * @param {number} alpha
 */
export function drawStraight(context, x, size, alpha) {
  context.globalAlpha = alpha;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, size);
  context.stroke();
  context.globalAlpha = 1;
}
