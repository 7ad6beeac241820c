// What a deep network's layers receive and where they work: gradients above, pre-activations below,
// one column for each hidden layer.

import { Network } from "../../shared/network.js";
import { BROKEN, sound } from "../measures/values.js";
import { INK } from "../plane/colours.js";

export const DECADES = [-12, 1]; // of the gradient's norm, on the axis, where no norm lies beyond them
const SPAN = 6; // pre-activations are shown from −SPAN to SPAN
export const BINS = 48;
const ASLEEP = 0.05; // |f′| below which next to no gradient passes
const PAIR = new Float64Array(2);

export const measured = (norm) => norm > 0 && norm < Infinity;
const powerOfTen = (n) =>
  "10" + [...String(n)].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]).join("");

function proportion(x) {
  const word = x < 1 ? "of" : "times";
  if (x >= 0.01 && x < 1000) return `${+x.toPrecision(2)} ${word}`;
  const [digit, power] = x.toExponential(0).split("e");
  return `${digit === "1" ? "" : `${digit} × `}${powerOfTen(+power)} ${word}`;
}

export class LedgerView {
  alone = true;

  prepare(m, size) {
    const N = Math.min(m.labels.length, 200);
    const L = m.widths.length - 2;
    const every = m.labels.length / N;
    const points = Array.from({ length: N }, (_, k) => Math.floor(k * every));
    const scale = m.extent / m.point_unit;
    const x = Float32Array.from(
      { length: 2 * N },
      (_, k) => m.points[2 * points[k % N] + (k < N ? 0 : 1)] * scale,
    );
    const strip = document.createElement("canvas");
    if (this.m?.run !== m.run) this.decades = DECADES;
    strip.width = Math.max(L, 1);
    strip.height = BINS;
    const paper = strip.getContext("2d");
    const image = paper.createImageData(strip.width, BINS);
    Object.assign(this, {
      m,
      size,
      N,
      L,
      x,
      strip,
      paper,
      image,
      rgba: new Uint32Array(image.data.buffer),
    });
    this.colours = m.class_colours.map((hex) =>
      [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)),
    );
    this.panels = m.titles.map((_, p) => ({
      net: new Network(m, p),
      norms: new Float64Array(L),
      counts: new Float64Array(L * BINS),
      asleep: new Float64Array(L * BINS),
    }));
  }

  draw(context, p, _, w) {
    const { m, size, N, x, L } = this;
    const panel = this.panels[p];
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    context.font = "12px sans-serif";
    context.fillStyle = INK;
    if (!L) return context.fillText("There is no hidden layer.", 12, 24);
    panel.broken = !sound(panel.net.run(w, x, N));
    this.read(panel, p);
    this.reach(this.moment.from.m);
    this.reach(this.moment.to.m);
    this.place = {
      left: 38,
      right: size - 40,
      top: 20,
      middle: size * 0.46,
      under: size * 0.54,
      bottom: size - 10,
    };
    this.gradients(context, panel);
    if (panel.broken) return;
    this.count(panel, w);
    this.signals(context, panel, w);
  }

  // The norms at this moment, between two frames in log.
  read(panel, p) {
    const { from, to, share } = this.moment;
    const { L } = this;
    const at = ({ m, i }, l) => m.norms[(i * m.P + p) * L + l];
    for (let l = 0; l < L; l++) {
      const a = at(from, l);
      const b = at(to, l);
      panel.norms[l] = measured(a) && measured(b) ? a * (b / a) ** share : share < 0.5 ? a : b;
    }
  }

  // Widens the axis to a message's norms; it never narrows within a run, and moves in threes.
  reach(m) {
    m.decades ??= m.norms.filter(measured).reduce(([low, high], norm) => {
      const log = Math.log10(norm);
      return [Math.min(low, 3 * Math.floor(log / 3)), log > high ? 3 * Math.ceil(log / 3) : high];
    }, DECADES);
    this.decades = [
      Math.min(this.decades[0], m.decades[0]),
      Math.max(this.decades[1], m.decades[1]),
    ];
  }

  column(l) {
    const { left, right } = this.place;
    return left + ((right - left) * (l + 0.5)) / this.L;
  }

  gradients(context, { norms }) {
    const { left, right, top, middle } = this.place;
    const [low, high] = this.decades;
    const step = 3 * Math.ceil((high - low) / 18);
    const y = (log) => middle - ((middle - top) * (log - low)) / (high - low);
    // Exactly 0 is drawn hollow at the bottom, what is too large for float32 at the top.
    const at = (norm) => y(measured(norm) ? Math.log10(norm) : norm === 0 ? low : high);
    context.strokeStyle = INK;
    context.fillStyle = INK;
    context.lineWidth = 1;
    context.textAlign = "right";
    for (let decade = step * Math.ceil(low / step); decade <= high; decade += step) {
      context.globalAlpha = 0.15;
      context.beginPath();
      context.moveTo(left, y(decade));
      context.lineTo(right, y(decade));
      context.stroke();
      context.globalAlpha = 0.75;
      context.fillText(decade ? powerOfTen(decade) : "1", left - 5, y(decade) + 4);
    }
    context.textAlign = "left";
    context.fillText("gradient at each layer's weights", left, top - 8);
    context.globalAlpha = 1;
    context.strokeStyle = context.fillStyle = this.m.class_colours[1];
    context.lineWidth = 2;
    context.beginPath();
    norms.forEach((norm, l) =>
      context[measured(norm) && measured(norms[l - 1]) ? "lineTo" : "moveTo"](
        this.column(l),
        at(norm),
      ),
    );
    context.stroke();
    norms.forEach((norm, l) => {
      context.beginPath();
      context.arc(this.column(l), at(norm), measured(norm) ? 3 : 2, 0, 7);
      if (measured(norm)) context.fill();
      else context.stroke();
    });
  }

  // How many pre-activations lie in each bin of each layer, and how many of them where f is flat;
  // the outermost bins hold all that lies beyond.
  count(panel, w) {
    const { net, counts, asleep } = panel;
    counts.fill(0);
    asleep.fill(0);
    let all = 0;
    let flat = 0;
    for (let l = 0; l < this.L; l++) {
      const z = net.z[l];
      for (let n = 0; n < z.length; n++) {
        const bin = Math.max(
          0,
          Math.min(BINS - 1, Math.floor(((z[n] + SPAN) / (2 * SPAN)) * BINS)),
        );
        const dull = Math.abs(this.slope(net, l, w, z[n])) < ASLEEP;
        counts[l * BINS + bin]++;
        asleep[l * BINS + bin] += dull;
        flat += dull;
      }
      all += z.length;
    }
    panel.flat = flat / (all || 1);
  }

  // Each layer's pre-activations as a column of shades, where f is flat in the first class's colour;
  // the slope itself at the right, turned.
  signals(context, { net, counts, asleep }, w) {
    const { L, rgba } = this;
    const { left, right, under, bottom } = this.place;
    for (let l = 0; l < L; l++) {
      const most = Math.max(...counts.subarray(l * BINS, (l + 1) * BINS));
      for (let bin = 0; bin < BINS; bin++) {
        const count = counts[l * BINS + bin];
        const [r, g, b] = this.colours[2 * asleep[l * BINS + bin] > count ? 0 : 1];
        const alpha = count ? 40 + 215 * Math.sqrt(count / most) : 0;
        rgba[(BINS - 1 - bin) * L + l] = (alpha << 24) | (b << 16) | (g << 8) | r;
      }
    }
    this.paper.putImageData(this.image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.strip, left, under, right - left, bottom - under);
    context.imageSmoothingEnabled = true;
    const y = (v) => bottom - ((bottom - under) * (v + SPAN)) / (2 * SPAN);
    context.fillStyle = context.strokeStyle = INK;
    context.globalAlpha = 0.75;
    context.textAlign = "right";
    for (const v of [-SPAN, 0, SPAN])
      context.fillText(String(v).replace("-", "−"), left - 5, y(v) + 4);
    context.textAlign = "left";
    context.fillText("pre-activations, by layer", left, under - 6);
    context.fillText("f′", right + 8, under - 6);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let v = -SPAN; v <= SPAN; v += 0.1)
      context.lineTo(
        right + 6 + 22 * Math.max(-0.2, Math.min(1.2, this.slope(net, 0, w, v))),
        y(v),
      );
    context.stroke();
  }

  // The slope of layer l's function at v: of the table's piece there, else from both sides.
  slope(net, l, w, v) {
    const { reach, rate, learnt } = net;
    if (learnt[l] < 0 && v >= -reach && v < reach) {
      const k = ((v + reach) * rate) | 0;
      return (net.tables[l][k + 1] - net.tables[l][k]) * rate;
    }
    const step = 1 / 64;
    PAIR[0] = v + step;
    PAIR[1] = v - step;
    net.activate(l, w, PAIR, PAIR);
    return (PAIR[0] - PAIR[1]) / (2 * step);
  }

  words(p) {
    const { L } = this;
    const { broken, norms, flat } = this.panels[p];
    if (!L) return "There is no hidden layer.";
    if (!norms.every(Number.isFinite)) {
      const { m, i } = this.moment.from;
      return `The gradient is too large for float32. ${Math.round(100 * m.test_accuracy[i * m.P + p])} % of the test points are right.`;
    }
    if (broken) return BROKEN;
    const percent = `${Math.round(100 * flat)} % of the pre-activations lie where |f′| < ${ASLEEP}.`;
    const none = [L, 1].find((l) => !norms[l - 1]);
    if (none)
      return `The weights of layer ${none} receive a gradient of exactly 0 in float32. ${percent}`;
    if (L === 1) return percent;
    return `The weights of layer 1 receive ${proportion(norms[0] / norms[L - 1])} the gradient that those of layer ${L} receive. ${percent}`;
  }
}

export default LedgerView;
