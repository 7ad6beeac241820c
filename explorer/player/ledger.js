// What a deep network's layers receive and where they work: gradients above, pre-activations below,
// one column for each hidden layer.

const DECADES = [-12, 1]; // of the gradient's norm, on the axis
const SPAN = 6; // pre-activations are shown from −SPAN to SPAN
const BINS = 48;
const ASLEEP = 0.05; // |f′| below which next to no gradient passes

class LedgerView {
  prepare(m, size) {
    const N = Math.min(m.labels.length, 200);
    const L = m.widths.length - 2;
    const every = m.labels.length / N;
    const points = Array.from({ length: N }, (_, k) => Math.floor(k * every));
    const scale = m.extent / m.point_unit;
    const x = Float32Array.from({ length: 2 * N }, (_, k) => m.points[2 * points[k % N] + (k < N ? 0 : 1)] * scale);
    const strip = document.createElement("canvas");
    strip.width = Math.max(L, 1);
    strip.height = BINS;
    const paper = strip.getContext("2d");
    const image = paper.createImageData(strip.width, BINS);
    Object.assign(this, { m, size, N, L, x, strip, paper, image, rgba: new Uint32Array(image.data.buffer) });
    this.colours = m.class_colours.map((hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)));
    this.panels = m.titles.map((_, p) => ({ net: new Network(m, p), norms: new Float64Array(L), counts: new Float64Array(L * BINS) }));
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
    this.place = { left: 38, right: size - 40, top: 20, middle: size * 0.46, under: size * 0.54, bottom: size - 10 };
    this.gradients(context, panel);
    if (!panel.broken) this.signals(context, panel);
  }

  // The norms at this moment, between two frames in log.
  read(panel, p) {
    const { from, to, share } = this.frame;
    const { L } = this;
    const at = ({ m, i }, l) => m.norms[(i * m.P + p) * L + l];
    for (let l = 0; l < L; l++) {
      const a = at(from, l);
      const b = at(to, l);
      panel.norms[l] = a > 0 && b > 0 ? a * (b / a) ** share : share < 0.5 ? a : b;
    }
  }

  column(l) {
    const { left, right } = this.place;
    return left + ((right - left) * (l + 0.5)) / this.L;
  }

  gradients(context, { norms }) {
    const { left, right, top, middle } = this.place;
    const [low, high] = DECADES;
    const y = (norm) => middle - ((middle - top) * (Math.max(low, Math.min(high, Math.log10(norm))) - low)) / (high - low);
    context.strokeStyle = INK;
    context.fillStyle = INK;
    context.lineWidth = 1;
    context.textAlign = "right";
    for (let decade = low; decade <= high; decade += 3) {
      context.globalAlpha = 0.15;
      context.beginPath();
      context.moveTo(left, y(10 ** decade));
      context.lineTo(right, y(10 ** decade));
      context.stroke();
      context.globalAlpha = 0.75;
      context.fillText(decade ? `1e${decade}`.replace("-", "−") : "1", left - 5, y(10 ** decade) + 4);
    }
    context.textAlign = "left";
    context.fillText("gradient at each layer's weights", left, top - 8);
    context.globalAlpha = 1;
    context.strokeStyle = context.fillStyle = this.m.class_colours[1];
    context.lineWidth = 2;
    context.beginPath();
    norms.forEach((norm, l) => context.lineTo(this.column(l), y(norm)));
    context.stroke();
    norms.forEach((norm, l) => {
      context.beginPath();
      context.arc(this.column(l), y(norm), norm > 0 ? 3 : 2, 0, 7);
      if (norm > 0) context.fill();
      else context.stroke(); // exactly 0
    });
  }

  // Each layer's pre-activations as a column of shades, the flat part of the function in the first
  // class's colour; the slope itself at the right, turned.
  signals(context, panel) {
    const { L, N, m, rgba, image } = this;
    const { left, right, under, bottom } = this.place;
    const { net, counts } = panel;
    counts.fill(0);
    panel.flat = 0;
    let all = 0;
    for (let l = 0; l < L; l++) {
      const z = net.z[l];
      let most = 0;
      for (let n = 0; n < z.length; n++) {
        const bin = Math.max(0, Math.min(BINS - 1, Math.floor(((z[n] + SPAN) / (2 * SPAN)) * BINS)));
        most = Math.max(most, ++counts[l * BINS + bin]);
      }
      for (let bin = 0; bin < BINS; bin++) {
        const v = ((bin + 0.5) / BINS) * 2 * SPAN - SPAN;
        const flat = Math.abs(this.slope(net, l, v)) < ASLEEP;
        const count = counts[l * BINS + bin];
        if (flat) panel.flat += count;
        all += count;
        const [r, g, b] = this.colours[flat ? 0 : 1];
        const alpha = count ? 40 + 215 * Math.sqrt(count / most) : 0;
        rgba[(BINS - 1 - bin) * L + l] = (alpha << 24) | (b << 16) | (g << 8) | r;
      }
    }
    panel.flat /= all || 1;
    this.paper.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.strip, left, under, right - left, bottom - under);
    context.imageSmoothingEnabled = true;
    const y = (v) => bottom - ((bottom - under) * (v + SPAN)) / (2 * SPAN);
    context.fillStyle = context.strokeStyle = INK;
    context.globalAlpha = 0.75;
    context.textAlign = "right";
    for (const v of [-SPAN, 0, SPAN]) context.fillText(String(v).replace("-", "−"), left - 5, y(v) + 4);
    context.textAlign = "left";
    context.fillText("pre-activations, by layer", left, under - 6);
    context.fillText("f′", right + 8, under - 6);
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let v = -SPAN; v <= SPAN; v += 0.1) context.lineTo(right + 6 + 22 * Math.max(-0.2, Math.min(1.2, this.slope(net, 0, v))), y(v));
    context.stroke();
  }

  slope(net, l, v) {
    const step = 1 / 64;
    return (net.near(net.tables[l], v + step) - net.near(net.tables[l], v - step)) / (2 * step);
  }

  words(p) {
    const { broken, norms, flat } = this.panels[p];
    if (!this.L) return "There is no hidden layer.";
    if (broken) return BROKEN;
    const last = norms[this.L - 1];
    const percent = `${Math.round(100 * flat)} % of the pre-activations lie where |f′| < ${ASLEEP}.`;
    if (!(last > 0)) return `No gradient reaches the last hidden layer. ${percent}`;
    if (!(norms[0] > 0)) return `Layer 1 receives exactly nothing. ${percent}`;
    if (this.L === 1) return percent;
    const share = norms[0] / last;
    const text = share >= 0.1 && share < 1000 ? `${+share.toPrecision(2)} times` : `${share.toExponential(0).replace("-", "−").replace("+", "")} of`;
    return `Layer 1 receives ${text} what layer ${this.L} receives. ${percent}`;
  }
}
