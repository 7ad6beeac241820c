// The drawing of one network: what each unit computes, the weights between them, one point traced.
// Column 0 holds the inputs, column l + 1 what layer l computes; texts count layers and units from 1.

import { Network } from "../../shared/network.js";
import { make, write } from "../../shared/wire.js";

const CELL = 20; // side of a unit's map in samples
export const MOST = 16; // units a column shows at most; of more than that, the CROWD that matter most
const CROWD = 14;
const WIRES = 100; // ms between two pictures of the edges, whose colours and widths change slowly

export class Drawing {
  // ---- arithmetic, without the page

  static weightAt(widths, l, i, j) {
    let at = i * widths[l + 1] + j;
    for (let k = 0; k < l; k++) at += (widths[k] + 1) * widths[k + 1];
    return at;
  }

  static biasAt(widths, l, j) {
    return Drawing.weightAt(widths, l, widths[l], j);
  }

  // The number typed, or an Error that says in one sentence why not.
  static value(text) {
    const value = text.trim() ? Number(text.replace("−", "-")) : NaN;
    if (Number.isFinite(value)) return Math.max(-1e9, Math.min(1e9, value));
    throw Error(`“${text}” is not a finite number, so the old value stays.`);
  }

  static text(x, digits = 3) {
    if (!Number.isFinite(x)) return "not a number";
    const size = Math.abs(x);
    const tiny = size && size < 10 ** -digits;
    const fixed =
      size < 1 ? digits : size >= 10 ** digits ? 0 : digits - 1 - Math.floor(Math.log10(size));
    return (tiny || size >= 1e5 ? x.toExponential(1) : x.toFixed(fixed))
      .replaceAll("-", "−")
      .replace("e+", "e");
  }

  // Units of hidden layer l by how much they matter: size of their outgoing weights × spread of h.
  static ranked(widths, l, w, h, N) {
    const matter = Array.from({ length: widths[l + 1] }, (_, u) => {
      let weights = 0;
      let sum = 0;
      let squares = 0;
      for (let k = 0; k < widths[l + 2]; k++)
        weights += w[Drawing.weightAt(widths, l + 1, u, k)] ** 2;
      for (let n = u * N; n < u * N + N; n++) {
        sum += h[n];
        squares += h[n] ** 2;
      }
      return weights * (squares / N - (sum / N) ** 2) || 0;
    });
    return [...matter.keys()].sort((a, b) => matter[b] - matter[a]);
  }

  // What the network answers to the point it has just run, and what that costs.
  static answer(out, label) {
    const logits = out.length > 1 ? [...out] : [0, out[0]];
    const top = Math.max(...logits);
    const total = top + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - top), 0));
    const p = logits.map((z) => Math.exp(z - total));
    return { logits, p, likely: logits.indexOf(top), loss: total - logits[label] };
  }

  // The last hidden layer's unit that could have saved a wrong answer within its range on the data.
  static saviour(net, w, { logits, likely }, label, low, high) {
    const { widths, hidden: l } = net;
    const h = net.h[l - 1];
    const weight = (j, k) =>
      widths[l + 1] > 1
        ? w[Drawing.weightAt(widths, l, j, k)]
        : k * w[Drawing.weightAt(widths, l, j, 0)];
    let best = { margin: -Infinity };
    let worst = { push: Infinity };
    for (let j = 0; j < widths[l]; j++) {
      const push = (weight(j, label) - weight(j, likely)) * h[j];
      if (push < worst.push) worst = { unit: j, push };
      for (const at of [low[j], high[j]]) {
        const moved = logits.map((z, k) => z + (at - h[j]) * weight(j, k));
        const margin = moved[label] - Math.max(...moved.filter((_, k) => k !== label));
        if (margin > best.margin) best = { unit: j, at, margin };
      }
    }
    return best.margin > 0 ? best : worst;
  }

  // How many of the values z that enter hidden layer l of net meet a slope under 0.05.
  static flat(net, l, w, z) {
    const at = z.map((x) => net.home(l, x));
    // Each step is one that float32 can tell, however large the value.
    const [up, down] = [1, -1].map((side) =>
      at.map((x) => x + side * Math.max(1 / 64, Math.abs(x) / 65536)),
    );
    const [ahead, behind] = [up, down].map((x) => (net.activate(l, w, x, (x = x.slice())), x));
    return ahead.filter((h, n) => Math.abs(h - behind[n]) < 0.05 * (up[n] - down[n])).length;
  }

  // ---- the page

  constructor(box, on) {
    Object.assign(this, { box, on, frozen: new Set(), lit: null, overrides: new Map() });
    box.classList.add("network");
    this.stage = make("div", "net", box);
    this.wires = make("canvas", "", this.stage); // edges and biases, painted less often than the units
    this.canvas = make("canvas", "", this.stage);
    this.canvas.setAttribute("role", "img");
    this.says = make("p", "says", box);
    this.table = make("div", "trace", box);
    this.panel = make("div", "unit", box);
    this.atlas = document.createElement("canvas");
    this.canvas.onpointermove = this.canvas.onclick = (event) =>
      this.point(event.offsetX, event.offsetY);
    this.canvas.onpointerleave = () => this.look(null);
  }

  prepare(m, p, ratio) {
    const shape = `${m.widths}/${m.n}`;
    const { widths, extent } = m;
    const last = widths.length - 1;
    Object.assign(this, {
      m,
      ratio,
      last,
      widths,
      net: new Network(m, p),
      data: new Network(m, p),
      one: new Network(m, p),
    });
    this.overrides.clear();
    if (shape !== this.shape) {
      this.shape = shape;
      this.slots = widths.map((n) => [...Array(n > MOST ? CROWD : n).keys()]);
      this.over = this.traced = this.w = null;
      this.table.replaceChildren();
      this.close();
    }
    const N = m.labels.length;
    const scale = extent / m.point_unit;
    this.points = Float32Array.from(
      { length: 2 * N },
      (_, n) => m.points[n < N ? 2 * n : 2 * (n - N) + 1] * scale,
    );
    const node = (n) => ((2 * n + 1) / CELL - 1) * extent;
    const S = CELL * CELL;
    this.plane = Float32Array.from({ length: 2 * S }, (_, n) =>
      n < S ? node(n % CELL) : -node(((n - S) / CELL) | 0),
    );
    this.out = new Float32Array(S * widths[last]);
    this.theme();
    this.place();
    this.ranked = -Infinity;
  }

  theme() {
    const style = getComputedStyle(this.box);
    const get = (name) => style.getPropertyValue(`--st-${name}`).trim();
    this.ink = get("text-color") || style.color;
    this.ground = get("background-color") || "white";
    this.rim = get("border-color") || this.ink;
    this.font = style.fontFamily;
    const { class_colours, neutral } = this.m;
    const rgb = (hex) => [5, 3, 1].map((at) => parseInt(hex.slice(at, at + 2), 16));
    const shades = (...ends) =>
      Uint32Array.from({ length: 256 }, (_, b) => {
        const share = (0.62 * Math.abs(b - 127.5)) / 127.5; // as strong as the decision map
        const end = rgb(ends[+(b > 127)]);
        return rgb(neutral).reduce(
          (all, c, k) => (all << 8) | (c + share * (end[k] - c) + 0.5),
          255,
        );
      });
    this.shades = shades(class_colours[0], class_colours[1]);
    this.classes = class_colours.map((colour) => shades(colour, colour));
  }

  place() {
    const { box, widths, last, slots, ratio, canvas, wires, atlas } = this;
    const width = (this.width = box.clientWidth);
    const rows = Math.max(...slots.map((s) => s.length));
    const size = (this.size = Math.max(
      14,
      Math.floor(Math.min(44, (0.58 * (width - 24)) / (last + 1), 440 / rows - 4)),
    ));
    const pitch = size + Math.max(4, Math.min(14, size * 0.3));
    const step = (this.step = Math.min((width - size - 32) / last, 170));
    const left = (width - step * last) / 2 + 8;
    const crowded = widths.some((n) => n > MOST);
    const height = (this.height = Math.ceil(rows * pitch + 24 + 18 * crowded));
    this.x = slots.map((_, c) => Math.round(left + c * step));
    this.y = slots.map((s) =>
      s.map((_, k) => Math.round(22 + pitch * (rows / 2 + k - (s.length - 1) / 2))),
    );
    wires.width = canvas.width = Math.round(width * ratio);
    wires.height = canvas.height = Math.round(height * ratio);
    this.stage.style.height = wires.style.height = canvas.style.height = `${height}px`;
    this.wired = -Infinity;
    atlas.width = CELL * (last + 1);
    atlas.height = CELL * rows;
    this.ink2d = canvas.getContext("2d");
    this.image = atlas.getContext("2d").createImageData(atlas.width, atlas.height);
    this.rgba = new Uint32Array(this.image.data.buffer);
    for (const old of this.stage.querySelectorAll("button")) old.remove();
    this.buttons = slots.map((s, c) =>
      s.map((_, k) => {
        if (!c) return null;
        const button = make("button", "", this.stage);
        const unit = () => ({ c, u: this.slots[c][k] });
        button.type = "button";
        button.style.cssText = `left:${this.x[c] - size / 2}px;top:${this.y[c][k] - size / 2}px;width:${size}px;height:${size}px`;
        button.onclick = () => this.show(unit());
        button.onpointerenter = button.onfocus = () => this.look(unit());
        button.onpointerleave = button.onblur = () => this.look(null);
        return button;
      }),
    );
  }

  // Whom a wide layer shows: newcomers take the places of those that leave, nobody else moves.
  rank(now) {
    const { widths, slots, net, w, x, y, last, size } = this;
    this.ranked = now;
    for (let c = 1; c < last; c++) {
      if (widths[c] <= MOST) continue;
      const best = Drawing.ranked(widths, c - 1, w, net.h[c - 1], CELL * CELL).slice(0, CROWD);
      const fresh = best.filter((u) => !slots[c].includes(u));
      slots[c] = slots[c].map((u) => (best.includes(u) ? u : fresh.shift()));
    }
    this.edges = [];
    this.biases = [];
    for (let c = 1; c <= last; c++) {
      slots[c].forEach((j, k) => {
        this.buttons[c][k].setAttribute("aria-label", `Open ${this.name(c, j)}`);
        const to = { x1: x[c] - size / 2, y1: y[c][k], c, j };
        this.biases.push({
          ...to,
          x: to.x1 - 4,
          y: to.y1 + size / 2 - 2,
          at: Drawing.biasAt(widths, c - 1, j),
        });
        slots[c - 1].forEach((i, s) => {
          this.edges.push({
            ...to,
            i,
            x0: x[c - 1] + size / 2,
            y0: y[c - 1][s],
            at: Drawing.weightAt(widths, c - 1, i, j),
          });
        });
      });
    }
  }

  name(c, u) {
    if (!c) return `x${u + 1}`;
    if (c < this.last) return `layer ${c} unit ${u + 1}`;
    return this.widths[c] > 1 ? `output of class ${u}` : "output";
  }

  // ---- one picture

  // The weights with what was typed in, until the frames hold it themselves: a second at most.
  apply(w) {
    if (!this.overrides.size) return w;
    if (this.typed?.length !== w.length) this.typed = new Float32Array(w.length);
    this.typed.set(w);
    for (const [index, { value, before, at }] of this.overrides) {
      // Training goes on from the value typed, so it need not arrive exactly.
      const there = Math.abs(w[index] - value) <= 0.25 * Math.abs(w[index] - before);
      if (there || performance.now() - at > 1000) this.overrides.delete(index);
      else this.typed[index] = value;
    }
    return this.typed;
  }

  draw(w) {
    if (!this.width) return;
    const now = performance.now();
    this.raw = w;
    this.w = this.apply(w);
    const logits = this.net.run(this.w, this.plane, CELL * CELL);
    if (now - this.ranked > 1000) this.rank(now);
    if (this.traced) this.one.run(this.w, this.traced.x, 1);
    this.fill(logits);
    const { ink2d: context, ratio } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    if (!(now - this.wired < WIRES)) {
      this.wired = now;
      const under = this.wires.getContext("2d");
      under.setTransform(ratio, 0, 0, ratio, 0, 0);
      under.clearRect(0, 0, this.width, this.height);
      this.drawEdges(under);
    }
    clearTimeout(this.late); // the last frame's edges are not forgotten
    if (this.wired < now) this.late = setTimeout(() => this.again(), WIRES);
    this.drawUnits(context);
    this.told ||= setTimeout(() => this.tell(), 100); // faster than this nobody reads
    this.worded ||= setTimeout(() => {
      this.worded = 0;
      this.canvas.setAttribute("aria-label", this.words());
    }, 1000);
  }

  again() {
    this.wired = -Infinity;
    clearTimeout(this.late);
    if (this.w) this.draw(this.raw);
  }

  fill(logits) {
    const { net, last, slots, shades, out, widths, plane } = this;
    const S = CELL * CELL;
    const K = widths[last];
    for (let n = 0; n < S; n++) {
      if (K === 1)
        out[n] = Math.tanh(logits[n] / 2); // 2 p − 1
      else {
        let top = -Infinity;
        let sum = 0;
        for (let k = n; k < K * S; k += S) top = Math.max(top, logits[k]);
        for (let k = n; k < K * S; k += S) sum += out[k] = Math.exp(logits[k] - top);
        for (let k = n; k < K * S; k += S) out[k] /= sum;
      }
    }
    for (let c = 0; c <= last; c++) {
      const values = c === 0 ? plane : c < last ? net.h[c - 1] : out;
      for (let k = 0; k < slots[c].length; k++) {
        const u = slots[c][k];
        this.cell(
          values,
          u * S,
          c === last && 1,
          c === last && K > 1 ? this.classes[u] : shades,
          c,
          k,
        );
      }
    }
    this.atlas.getContext("2d").putImageData(this.image, 0, 0);
  }

  cell(values, from, peak, shades, c, k) {
    const { rgba, image } = this;
    if (!peak)
      for (let n = from; n < from + CELL * CELL; n++) peak = Math.max(peak, Math.abs(values[n]));
    const rate = peak > 0 && peak < Infinity ? 127 / peak : 0;
    for (let y = 0, n = from; y < CELL; y++) {
      for (let x = 0, o = (k * CELL + y) * image.width + c * CELL; x < CELL; x++, n++, o++) {
        const v = values[n] * rate;
        rgba[o] = shades[v === v ? (v + 127.5) | 0 : 127];
      }
    }
  }

  drawEdges(context) {
    const { w, edges, biases, m, over, lit } = this;
    const [c, u] = lit
      ? [lit.layer + 1, lit.unit]
      : over && over.at === undefined
        ? [over.c, over.u]
        : [];
    let top = 1;
    for (const e of edges) if (Math.abs(w[e.at]) < Infinity) top = Math.max(top, Math.abs(w[e.at]));
    for (const e of edges) {
      const width = (5 * Math.abs(w[e.at])) / top;
      if (!(width > 0.12 || e === over)) continue;
      const near = (e.c === c && e.j === u) || (e.c - 1 === c && e.i === u) || e === over;
      context.globalAlpha = near ? 0.95 : c === undefined ? 0.5 : 0.14;
      context.strokeStyle = m.class_colours[+(w[e.at] > 0)];
      context.lineWidth = Math.min(width, 5) + (e === over);
      const middle = (e.x0 + e.x1) / 2;
      context.beginPath();
      context.moveTo(e.x0, e.y0);
      context.bezierCurveTo(middle, e.y0, middle, e.y1, e.x1, e.y1);
      context.stroke();
    }
    context.globalAlpha = 1;
    for (const b of biases) {
      const radius =
        Math.min(1.2 + 3 * Math.sqrt(Math.abs(w[b.at]) / top), 4.2) + (b.at === over?.at);
      context.beginPath();
      context.arc(b.x, b.y, radius || 1.2, 0, 7);
      context.fillStyle = m.class_colours[+(w[b.at] > 0)];
      context.strokeStyle = this.ground;
      context.lineWidth = 2;
      context.stroke();
      context.fill();
    }
  }

  drawUnits(context) {
    const { slots, x, y, size, last, atlas, ink, rim, lit, open, traced, step } = this;
    context.textAlign = "center";
    for (let c = 0; c <= last; c++) {
      const n = this.widths[c];
      context.font = `12px ${this.font}`;
      context.fillStyle = ink;
      context.globalAlpha = 0.7;
      const title = c === last ? (step < 50 ? "out" : "output") : step < 50 ? `${c}` : `layer ${c}`;
      if (c) context.fillText(title, x[c], 12);
      if (slots[c].length < n) {
        const rest = `+${n - slots[c].length}`;
        context.fillText(
          step < 80 ? rest : `${rest} not shown`,
          x[c],
          y[c][CROWD - 1] + size / 2 + 18,
        );
      }
      context.globalAlpha = 1;
      for (let k = 0; k < slots[c].length; k++) {
        const u = slots[c][k];
        const left = x[c] - size / 2;
        const top = y[c][k] - size / 2;
        const chosen = (lit?.layer === c - 1 && lit.unit === u) || (open?.c === c && open.u === u);
        const ring = (grow, width) => {
          context.lineWidth = width;
          context.strokeRect(left - grow, top - grow, size + 2 * grow, size + 2 * grow);
        };
        context.drawImage(
          atlas,
          c * CELL + 0.5,
          k * CELL + 0.5,
          CELL - 1,
          CELL - 1,
          left,
          top,
          size,
          size,
        );
        context.strokeStyle = chosen ? ink : rim;
        ring(chosen ? 1 : 0, chosen ? 2 : 1);
        if (this.frozen.has(`${c - 1},${u}`)) {
          context.setLineDash([2, 2]);
          context.strokeStyle = ink;
          ring(2, 3);
          context.setLineDash([]);
        }
        context.font = `12px ${this.font}`;
        if (!c) context.fillText(`x${u + 1}`, left - 10, y[c][k] + 4);
        if (traced) this.mark(context, c, u, left, top);
      }
    }
  }

  // The traced point on a unit's map, and what the unit makes of it.
  mark(context, c, u, left, top) {
    const { traced, size, one, last, widths, m } = this;
    const at = (n) =>
      size * (0.5 + Math.max(-0.5, Math.min(0.5, ((n ? -1 : 1) * traced.x[n]) / m.extent / 2)));
    context.fillStyle = this.ink;
    context.beginPath();
    context.arc(left + at(0), top + at(1), size < 24 ? 1.5 : 2, 0, 7);
    context.fill();
    const { p } = c === last && Drawing.answer(one.z[c - 1], 0);
    const value = c === 0 ? traced.x[u] : p ? p[widths[c] > 1 ? u : 1] : one.h[c - 1][u];
    const text = Drawing.text(Math.abs(value) < 0.01 ? +value.toFixed(2) : value, 2);
    context.font = `${size < 24 ? 9 : 11}px ${this.font}`;
    const wide = context.measureText(text).width + 4;
    context.fillStyle = this.ground;
    context.globalAlpha = 0.85;
    context.fillRect(left + size / 2 - wide / 2, top + size - 10, wide, 12);
    context.globalAlpha = 1;
    context.fillStyle = this.ink;
    context.fillText(text, left + size / 2, top + size);
  }
  // ---- pointing

  point(px, py) {
    const { biases, edges, step, size } = this;
    let best = biases?.find((b) => Math.hypot(b.x - px, b.y - py) < 7);
    let least = 6;
    if (!best) {
      for (const e of edges ?? []) {
        const share = (px - e.x0) / (step - size);
        if (share < 0 || share > 1) continue;
        let t = share; // where on the curve: x(t) = 1.5 t (1 − t) + t³ of its width
        for (let k = 0; k < 4; k++)
          t -= (1.5 * t * (1 - t) + t ** 3 - share) / (1.5 - 3 * t + 3 * t * t);
        const off = Math.abs(e.y0 + (e.y1 - e.y0) * t * t * (3 - 2 * t) - py);
        if (off < least && Math.abs(this.w[e.at]) > 0.01) [least, best] = [off, e];
      }
    }
    if (best !== this.over) this.look(best ?? null);
  }

  look(what) {
    const unit = (target) => target && target.at === undefined && target.c < this.last;
    if (unit(what)) this.on.light?.({ layer: what.c - 1, unit: what.u });
    else if (unit(this.over)) this.on.light?.(null);
    this.over = what;
    this.again();
    this.read();
  }

  read() {
    const { over, w, net, last } = this;
    let text =
      "Point at an edge, a bias or a unit; click a unit to open it, or a data point to trace it.";
    if (over && over.at === undefined) {
      const S = CELL * CELL;
      const h = over.c < last && net.h[over.c - 1].subarray(over.u * S, over.u * S + S);
      text = this.name(over.c, over.u);
      if (h) text += `: h from ${Drawing.text(Math.min(...h))} to ${Drawing.text(Math.max(...h))}`;
    } else if (over) {
      const [kind, from] =
        over.i === undefined ? ["bias", ""] : ["weight", `${this.name(over.c - 1, over.i)} → `];
      text = `${from}${this.name(over.c, over.j)}: ${kind} ${Drawing.text(w[over.at])}`;
    } else if (w && !this.finite()) text = "A weight of this network is not a number.";
    write(this.says, text);
  }

  finite() {
    return this.w.every((x) => Math.abs(x) < Infinity);
  }

  words() {
    const { widths, w, last } = this;
    const best = this.edges.reduce((a, b) => (Math.abs(w[b.at]) > Math.abs(w[a.at]) ? b : a));
    const strong = `${this.name(best.c - 1, best.i)} → ${this.name(best.c, best.j)}, ${Drawing.text(w[best.at])}`;
    const hidden =
      last > 1 ? `hidden layers of ${widths.slice(1, -1).join(", ")} units` : "no hidden layer";
    const state = this.finite() ? `Largest weight shown: ${strong}.` : "A weight is not a number.";
    const held = this.frozen.size ? ` ${this.frozen.size} units frozen.` : "";
    return `Network of 2 inputs, ${hidden}, ${widths[last]} output${widths[last] > 1 ? "s" : ""}. ${state}${held}`;
  }

  // ---- below the drawing

  tell() {
    this.told = 0;
    if (!this.w) return;
    this.read();
    if (this.open || this.traced) this.data.run(this.w, this.points, this.m.labels.length);
    if (this.open) this.tellUnit();
    if (this.traced) this.tellTrace();
  }

  trace(x1, x2, label) {
    this.traced = x1 === null || x1 === undefined ? null : { x: Float32Array.of(x1, x2), label };
    this.table.replaceChildren();
    this.again();
    if (this.traced && this.w) this.tell();
  }

  tellTrace() {
    const { one, table, traced, w, last, data, m } = this;
    const { label } = traced;
    const told = Drawing.answer(one.run(w, traced.x, 1), label);
    const rows = [];
    for (let l = 0; l < last - 1; l++) {
      const [z, h] = [
        one.norm ? "z, normalised" : "z",
        one.residual && one.widths[l] === one.widths[l + 1] ? "h + input" : "h",
      ];
      rows.push([`layer ${l + 1} ${z}`, ...one.z[l]], [`layer ${l + 1} ${h}`, ...one.h[l]]);
    }
    rows.push([last > 1 && one.z[last - 1].length > 1 ? "logits" : "logit", ...one.z[last - 1]]);
    const flat = rows.map((row) => row.map((x, k) => (k ? Drawing.text(x) : x)));
    if (!table.firstChild) {
      make("p", "", table);
      const body = make("tbody", "", make("table", "", make("div", "scroll", table)));
      for (const row of flat) {
        const line = make("tr", "", body);
        row.forEach((_, k) => make(k ? "td" : "th", "", line));
      }
    }
    const lines = table.querySelectorAll("tr");
    flat.forEach((row, r) => row.forEach((text, k) => write(lines[r].children[k], text)));
    const at = `${Drawing.text(traced.x[0])}, ${Drawing.text(traced.x[1])}`;
    let text = `Point (${at}), class ${label}: probability ${Drawing.text(told.p[label])} for its class, loss ${Drawing.text(told.loss)}. `;
    if (told.likely !== label && this.finite())
      text += this.saved(told, label, m.labels.length, data.h[last - 2]);
    write(table.firstChild, text);
  }

  saved(told, label, N, h) {
    if (!h) return "Wrong, and there is no hidden unit to save it.";
    const ends = (f) =>
      Array.from({ length: h.length / N }, (_, j) =>
        h.subarray(j * N, j * N + N).reduce((a, b) => f(a, b)),
      );
    const { unit, at, push } = Drawing.saviour(
      this.one,
      this.w,
      told,
      label,
      ends(Math.min),
      ends(Math.max),
    );
    const name = this.name(this.last - 1, unit);
    if (at === undefined)
      return `Wrong, and no one unit could flip it; ${name} pushes hardest the wrong way, by ${Drawing.text(-push)}.`;
    return `Wrong; ${name} alone could have saved it: at h = ${Drawing.text(at)}, within its range on the data, the answer flips.`;
  }

  close() {
    this.open = null;
    this.panel.replaceChildren();
    make("p", "hint", this.panel, "An opened unit stands here.");
  }

  show({ c, u }) {
    const { panel, widths } = this;
    const same = this.open?.c === c && this.open.u === u;
    this.close();
    this.again();
    if (same) return;
    panel.replaceChildren();
    const head = make("div", "head", panel);
    make("b", "", head, this.name(c, u));
    const hold = make("button", "", head);
    hold.onclick = () => (this.on.freeze({ layer: c - 1, unit: u }), this.again());
    const shut = make("button", "", head, "Close");
    shut.onclick = () => (
      this.close(),
      this.again(),
      this.buttons[c][this.slots[c].indexOf(u)]?.focus()
    );
    for (const button of head.querySelectorAll("button")) button.type = "button";
    const picture = make("canvas", "", panel);
    const share = make("p", "", panel);
    const form = make("div", "numbers-in", panel);
    const fault = make("p", "refused", panel);
    fault.setAttribute("role", "alert");
    const entry = (text, index) => {
      const label = make("label", "", form, text);
      const input = make("input", "", label);
      Object.assign(input, { type: "text", inputMode: "decimal", size: 8 });
      input.onchange = () => {
        try {
          const value = Drawing.value(input.value);
          fault.textContent = "";
          this.overrides.set(index, { value, before: this.raw[index], at: performance.now() });
          this.on.edit({ index, value });
          this.again();
        } catch (error) {
          fault.textContent = error.message;
        }
        input.value = +this.w[index].toPrecision(4);
      };
      return { input, index };
    };
    const inputs = Array.from({ length: widths[c - 1] }, (_, i) =>
      entry(
        c > 1 ? `from unit ${i + 1}` : `from ${this.name(0, i)}`,
        Drawing.weightAt(widths, c - 1, i, u),
      ),
    );
    inputs.push(entry("bias", Drawing.biasAt(widths, c - 1, u)));
    this.open = { c, u, hold, picture, share, inputs };
    this.again();
    this.tell();
  }

  tellUnit() {
    const { c, u, hold, picture, share, inputs } = this.open;
    const { data, w, m, last, slots, ratio } = this;
    const N = m.labels.length;
    write(hold, this.frozen.has(`${c - 1},${u}`) ? "Unfreeze this unit" : "Freeze this unit");
    for (const { input, index } of inputs) {
      if (!input.matches(":focus"))
        input.value = Number.isFinite(w[index]) ? +w[index].toPrecision(4) : "";
    }
    const z = data.z[c - 1].subarray(u * N, u * N + N);
    const f = (x) => (data.activate(c - 1, w, x, x), x);
    const text = "Its pre-activations on the data, under the curve of its activation";
    const flat = () => Math.round((100 * Drawing.flat(data, c - 1, w, z)) / N);
    write(
      share,
      c < last
        ? `${text}: saturated or off (slope under 0.05) for ${flat()} % of the points.`
        : "Its values on the data.",
    );
    const width = Math.min(this.width, 400);
    picture.width = width * ratio;
    picture.height = 140 * ratio;
    picture.style.cssText = `width:${width}px;height:140px`;
    const context = picture.getContext("2d");
    context.scale(ratio, ratio);
    context.font = `12px ${this.font}`;
    const k = slots[c].indexOf(u);
    if (k >= 0)
      context.drawImage(
        this.atlas,
        c * CELL + 0.5,
        k * CELL + 0.5,
        CELL - 1,
        CELL - 1,
        0,
        0,
        140,
        140,
      );
    else if (c < last) context.fillText("not among those shown", 4, 70, 132);
    if (z.every((x) => Math.abs(x) < Infinity))
      this.histogram(context, z, c < last && f, 156, width - 160);
  }

  histogram(context, z, f, left, width) {
    const low = Math.min(-1, ...z);
    const high = Math.max(1, ...z);
    const BINS = 32;
    const bins = new Float32Array(BINS);
    for (const x of z) bins[Math.min(BINS - 1, (((x - low) / (high - low)) * BINS) | 0)]++;
    const most = Math.max(...bins);
    context.fillStyle = context.strokeStyle = this.ink;
    context.globalAlpha = 0.22;
    bins.forEach((n, b) =>
      context.fillRect(
        left + (b * width) / BINS,
        122 - (70 * n) / most,
        width / BINS - 1,
        (70 * n) / most,
      ),
    );
    const zero = left + (-low / (high - low)) * width;
    context.fillRect(left, 122, width, 1);
    context.fillRect(zero, 4, 1, 118);
    context.globalAlpha = 0.7;
    context.fillText(Drawing.text(low, 2), left, 136);
    context.textAlign = "right";
    context.fillText(Drawing.text(high, 2), left + width, 136);
    context.globalAlpha = 1;
    if (!f) return;
    const h = f(Float32Array.from({ length: 121 }, (_, n) => low + ((high - low) * n) / 120));
    const floor = Math.min(...h);
    const span = Math.max(...h) - floor || 1;
    context.lineWidth = 2;
    context.lineJoin = "round";
    context.beginPath();
    h.forEach((v, n) => context.lineTo(left + (n * width) / 120, 116 - (106 * (v - floor)) / span));
    context.stroke();
  }
}
