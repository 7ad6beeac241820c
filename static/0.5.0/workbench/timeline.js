// The loss of every panel by step, drawn up to the step shown.

import { whole } from "./player.js";

// The next number of the ladder at or beyond x: upwards, or with down at or below it.
function rung(x, ladder, down) {
  const ten = 10 ** Math.floor(Math.log10(x) + 1e-9);
  const steps = [...ladder, 10].map((s) => s * ten);
  return down ? steps.filter((s) => s <= x * 1.0001).pop() : steps.find((s) => s >= x * 0.9999);
}

function axesOf(m, curve) {
  const last = curve.step[curve.step.length - 1];
  const x = m.loop ? Math.max(last, 1) : rung(Math.max(last, 10), [1, 1.5, 2, 3, 4, 5, 6, 8]);
  const start = [m.chance_loss];
  let low = Infinity;
  let high = 0;
  for (const values of [...curve.train, ...curve.test, start]) {
    for (const value of values) {
      if (!(value > 0 && value < Infinity)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (values !== start) start.push(values.find((value) => value > 0 && value < Infinity));
  }
  if (!high) [low, high] = [0.1, 1];
  // One network that runs away must not flatten the others.
  high = Math.min(high, 10 * Math.max(...start.filter((value) => value > 0), low));
  low = Math.max(low, high * 1e-5);
  const log = {
    high: Math.log10(rung(high, [1, 2, 5])),
    low: Math.log10(rung(low, [1, 2, 5], true)),
  };
  if (log.high - log.low < 0.5) log.low = log.high - 0.7;
  return { x, low: log.low, high: log.high };
}

function lossTicks({ low, high }) {
  const ticks = [];
  const steps = high - low < 2.2 ? [1, 2, 5] : [1];
  const stride = high - low > 4 ? 2 : 1;
  for (let d = Math.floor(low); d <= high; d += stride)
    for (const s of steps) ticks.push(s * 10 ** d);
  return ticks.filter((t) => Math.log10(t) >= low - 0.01 && Math.log10(t) <= high + 0.01);
}

// The history with the frames put in at their place, so that the head lies on its curve.
function curveOf(m) {
  const first = m.step[0];
  const last = m.step[m.S - 1];
  const from = []; // history index, or frame index − S
  m.history_step.forEach((step, t) => step < first && from.push(t));
  for (let s = 0; s < m.S; s++) from.push(s - m.S);
  m.history_step.forEach((step, t) => step > last && from.push(t));
  const pick = (history, frames, width, p) =>
    Float64Array.from(from, (t) =>
      t < 0 ? frames[(t + m.S) * width + p] : history[t * width + p],
    );
  const panels = [...Array(m.P).keys()];
  return {
    step: pick(m.history_step, m.step, 1, 0),
    train: panels.map((p) => pick(m.history_train_loss, m.train_loss, m.P, p)),
    test: panels.map((p) => pick(m.history_test_loss, m.test_loss, m.P, p)),
  };
}

export class Chart {
  constructor(canvas) {
    this.canvas = canvas;
    this.base = document.createElement("canvas"); // axes
    this.lines = document.createElement("canvas"); // curves up to the last step known
    this.marks = []; // steps somebody wants to find again
    this.themed = false; // false: the theme's ink and font are to be read again
    this.stale = true; // true: axes and curves are to be drawn again
  }

  resize(height, ratio) {
    this.canvas.style.height = `${height}px`;
    this.width = this.canvas.clientWidth;
    this.height = height;
    this.ratio = ratio;
    this.plot = { left: 46, right: this.width - 12, top: 22, bottom: height - 24 };
    for (const canvas of [this.canvas, this.base, this.lines]) {
      canvas.width = Math.round(this.width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.stale = true;
  }

  // Takes a message; at once: its axes jump to their place instead of gliding there.
  take(message, atOnce) {
    this.message = message;
    this.curve = curveOf(message);
    this.goal = axesOf(message, this.curve);
    if (atOnce) this.axes = this.goal;
    this.stale = true;
  }

  // Moves the axes towards their goal; true while they are on their way.
  ease(gap) {
    const { axes, goal } = this;
    if (axes.x === goal.x && axes.low === goal.low && axes.high === goal.high) return false;
    const share = 1 - Math.exp(-Math.min(gap, 0.1) / 0.07);
    const near = (a, b, unit) => (Math.abs(b - a) < unit ? b : a + (b - a) * share);
    this.axes = {
      x: near(axes.x, goal.x, goal.x * 0.004),
      low: near(axes.low, goal.low, 0.01),
      high: near(axes.high, goal.high, 0.01),
    };
    this.stale = true;
    return true;
  }

  placeX(step) {
    return this.plot.left + (step / this.axes.x) * (this.plot.right - this.plot.left);
  }

  // The step at a place, or the mark beside it.
  stepAt(x) {
    const mark = this.marks.find((step) => Math.abs(this.placeX(step) - x) < 6);
    return mark ?? ((x - this.plot.left) / (this.plot.right - this.plot.left)) * this.axes.x;
  }

  placeY(value) {
    const { top, bottom } = this.plot;
    const { low, high } = this.axes;
    const share = value > 0 ? (Math.log10(value) - low) / (high - low) : 0;
    return bottom - Math.max(share, 0) * (bottom - top); // above the top the clip hides it
  }

  drawBase() {
    if (!this.themed) {
      const style = getComputedStyle(this.canvas);
      this.ink = style.color;
      this.font = `12px ${style.fontFamily}`;
      this.themed = true;
    }
    const { ratio, axes, message, width, height } = this;
    const { left, right, top, bottom } = this.plot;
    const context = this.base.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.font = this.font;
    context.fillStyle = context.strokeStyle = this.ink;
    const rule = (x0, y0, x1, y1, alpha) => {
      context.globalAlpha = alpha;
      context.beginPath();
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      context.stroke();
    };
    const say = (text, x, y, align) => {
      context.globalAlpha = 0.75;
      context.textAlign = align;
      context.fillText(text, x, y);
    };
    say("loss, log scale", 0, 11, "left");
    for (const tick of lossTicks(this.goal)) {
      const y = this.placeY(tick);
      if (y < top - 2) continue;
      rule(left, y, right, y, 0.12);
      say(String(+tick.toPrecision(1)), left - 8, y + 4, "right");
    }
    const every = rung(axes.x / Math.max(3, Math.floor(width / 150)), [1, 2, 5]);
    for (let step = 0; step <= axes.x * 1.0001; step += every) {
      const x = this.placeX(step);
      const text = whole.format(step);
      if (x + context.measureText(text).width / 2 < right - 34) say(text, x, height - 7, "center");
    }
    say("step", right, height - 7, "right");
    if (message.chance_loss > 0) {
      const y = this.placeY(message.chance_loss);
      rule(left, y, right, y, 0.55);
      say("class prior", right, y - 5, "right");
    }
    context.globalAlpha = 1;
  }

  drawLines() {
    const { ratio, message } = this;
    const { left, right, top, bottom } = this.plot;
    const { step, train, test } = this.curve;
    const context = this.lines.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.save();
    context.beginPath();
    context.rect(left - 2, top - 2, right - left + 4, bottom - top + 4);
    context.clip();
    context.lineJoin = "round";
    const trace = (values) => {
      let down = false;
      context.beginPath();
      for (let t = 0; t < step.length; t++) {
        const known = Number.isFinite(values[t]);
        if (known && down) context.lineTo(this.placeX(step[t]), this.placeY(values[t]));
        else if (known) context.moveTo(this.placeX(step[t]), this.placeY(values[t]));
        down = known;
      }
      context.stroke();
    };
    for (let p = 0; p < message.P; p++) {
      context.strokeStyle = message.line_colours[p];
      context.lineWidth = 2;
      context.setLineDash([]);
      trace(train[p]);
      context.lineWidth = 1.6;
      context.setLineDash([5, 3]);
      trace(test[p]);
    }
    context.restore();
  }

  draw(step) {
    if (this.stale) {
      this.drawBase();
      this.drawLines();
    }
    this.stale = false;
    const { canvas, ratio, message, curve } = this;
    const context = canvas.getContext("2d");
    const head = Math.min(Math.ceil(this.placeX(step) * ratio), canvas.width);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(this.base, 0, 0);
    if (head > 0)
      context.drawImage(this.lines, 0, 0, head, canvas.height, 0, 0, head, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = this.ink;
    for (const mark of this.marks) {
      const x = this.placeX(mark);
      context.beginPath();
      context.moveTo(x - 5, this.plot.top - 9);
      context.lineTo(x + 5, this.plot.top - 9);
      context.lineTo(x, this.plot.top - 1);
      context.fill();
    }
    let low = 0; // the last point of the curve at or before the step
    for (let high = curve.step.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (curve.step[middle] <= step) low = middle;
      else high = middle - 1;
    }
    const next = Math.min(low + 1, curve.step.length - 1);
    const share =
      next > low
        ? Math.max(step - curve.step[low], 0) / (curve.step[next] - curve.step[low] || 1)
        : 0;
    for (let p = 0; p < message.P; p++) {
      context.strokeStyle = context.fillStyle = message.line_colours[p];
      for (const values of [curve.test[p], curve.train[p]]) {
        const from = this.placeY(values[low]);
        const y = share ? from + (this.placeY(values[next]) - from) * share : from;
        if (!Number.isFinite(values[low]) || !Number.isFinite(y) || y < this.plot.top - 2) continue;
        context.beginPath();
        context.arc(this.placeX(step), y, 3.2, 0, 2 * Math.PI);
        if (values === curve.train[p]) context.fill();
        else {
          context.globalCompositeOperation = "destination-out";
          context.fill();
          context.globalCompositeOperation = "source-over";
          context.lineWidth = 1.5;
          context.stroke();
        }
      }
    }
  }
}
