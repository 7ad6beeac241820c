// What stands on the curves of the time line: the dots at the step shown, and the marks.

/** @typedef {import("./timeline.js").TimeLine} TimeLine */

/**
 * @param {TimeLine} chart
 * @param {CanvasRenderingContext2D} context
 */
export function drawMarks(chart, context) {
  const { plot } = chart;
  context.fillStyle = chart.ink;
  for (const mark of chart.marks) {
    const x = chart.placeX(mark);
    context.beginPath();
    context.moveTo(x - 5, plot.top - 9);
    context.lineTo(x + 5, plot.top - 9);
    context.lineTo(x, plot.top - 1);
    context.fill();
  }
}

/**
 * The dots at the step shown: full for training, hollow for validation.
 * @param {TimeLine} chart
 * @param {CanvasRenderingContext2D} context
 * @param {number} step
 */
export function drawHeads(chart, context, step) {
  const { losses, curves } = chart;
  const low = losses.before(step);
  const next = Math.min(low + 1, losses.length - 1);
  const [a, b] = [losses.step[low], losses.step[next]];
  const share = next > low ? Math.max(step - a, 0) / (b - a || 1) : 0;
  for (let p = 0; p < curves.train.length; p++) {
    context.strokeStyle = context.fillStyle = chart.colours[p];
    for (const [curve, full] of /** @type {const} */ ([
      [curves.validation[p], false],
      [curves.train[p], true],
    ])) {
      const from = chart.placeY(curve[low]);
      const y = share ? from + (chart.placeY(curve[next]) - from) * share : from;
      if (Number.isFinite(curve[low]) && y >= chart.plot.top - 2)
        drawHead(context, chart.placeX(step), y, full);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {boolean} full
 */
function drawHead(context, x, y, full) {
  context.beginPath();
  context.arc(x, y, 3.2, 0, 2 * Math.PI);
  if (full) return context.fill();
  context.globalCompositeOperation = "destination-out";
  context.fill();
  context.globalCompositeOperation = "source-over";
  context.lineWidth = 1.5;
  context.stroke();
}
