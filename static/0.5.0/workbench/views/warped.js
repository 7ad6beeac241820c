// The input plane as the layers see it: its grid and the points, carried from layer to layer.

import { Network } from "../../shared/network.js";
import { BROKEN, classOf, leadOf, sound } from "../measures/values.js";
import { principal } from "../measures/principal.js";
import { INK } from "../plane/colours.js";
import { march } from "../plane/contour.js";
import { meshOf } from "../plane/mesh.js";
import { Dots } from "../plane/points.js";

const WARP = 33; // nodes a side; every second row and column is drawn

export class WarpView {
  at = 1; // 0 the input plane, 1 the last layer

  prepare(m, size, ratio) {
    const N = m.labels.length;
    const points = [];
    for (let n = 0; n < N; n += Math.ceil(N / 500)) points.push(n);
    const hidden = m.widths.length - 2;
    const nodes = WARP * WARP;
    const M = nodes + points.length;
    Object.assign(this, {
      m,
      size,
      points,
      hidden,
      nodes,
      M,
      x: meshOf(m, WARP, points),
      dots: new Dots(m, size, ratio),
    });
    this.side = new Uint8Array(nodes);
    this.margin = new Float32Array(nodes);
    this.work = {
      C: new Float64Array(64 * 64),
      U: new Float64Array(64),
      means: new Float64Array(64),
    };
    this.turn = new Float64Array(4);
    const stages = m.widths.slice(1, -1).flatMap((d) => [d, d]);
    this.panels = m.titles.map((_, p) => ({
      net: new Network(m, p),
      now: new Float32Array(2 * M), // on screen
      places: Array.from({ length: 1 + 2 * hidden }, () => new Float32Array(2 * M)),
      axes: stages.map((d) => Float64Array.from({ length: 2 * d }, (_, k) => Math.cos(2 * k + 1))),
      old: new Float64Array(2 * Math.max(...m.widths)),
      drawn: stages.map(() => false),
    }));
    this.offer();
  }

  draw(context, p, _, w) {
    const { m, M, nodes, size, hidden, side, margin } = this;
    const panel = this.panels[p];
    const { now } = panel;
    const logits = panel.net.run(w, this.x, M);
    panel.broken = !sound(logits);
    context.fillStyle = m.neutral;
    context.fillRect(0, 0, size, size);
    if (panel.broken) return;
    for (let n = 0; n < nodes; n++) side[n] = classOf(logits, n, M);
    const place = this.at * 2 * hidden;
    const from = Math.min(Math.floor(place), Math.max(0, 2 * hidden - 1));
    const share = place - from;
    this.fit(this.x, panel.places[0], 1);
    for (let s = 1; s <= from + 1 && s <= 2 * hidden; s++) this.project(panel, s, w);
    const a = panel.places[from];
    const b = panel.places[Math.min(from + 1, 2 * hidden)];
    for (let n = 0; n < M; n++) {
      now[n] = ((1 + a[n] + (b[n] - a[n]) * share) * size) / 2;
      now[M + n] = ((1 - a[M + n] - (b[M + n] - a[M + n]) * share) * size) / 2;
    }
    this.grid(context, now);
    context.strokeStyle = INK;
    context.lineCap = "butt";
    if (m.classes === 2) {
      const near = hidden && from === 2 * hidden - 1 ? share : 0;
      if (near > 0) {
        const x = ((1 + panel.line) * size) / 2;
        context.globalAlpha = 0.45 * near;
        context.lineWidth = 1;
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, size);
        context.stroke();
        context.globalAlpha = 1;
      }
    }
    context.lineWidth = 2.2;
    context.beginPath();
    // Of two classes one line, of more the edge of where each is ahead of all others.
    for (let k = m.classes > 2 ? 0 : 1; k < m.classes; k++) {
      for (let n = 0; n < nodes; n++) margin[n] = leadOf(logits, k, n, M);
      march(margin, 0, WARP, 0, (i, j, s, k, o, t) => {
        context.moveTo(now[i] + (now[j] - now[i]) * s, now[M + i] + (now[M + j] - now[M + i]) * s);
        context.lineTo(now[k] + (now[o] - now[k]) * t, now[M + k] + (now[M + o] - now[M + k]) * t);
      });
    }
    context.stroke();
    const { dots } = this;
    this.points.forEach((n, k) => dots.draw(context, n, now[nodes + k], now[M + nodes + k]));
    context.fillStyle = INK;
    context.font = "12px sans-serif";
    context.fillText(this.stage(Math.round(place)), 8, size - 8);
  }

  stage(s) {
    if (!s) return "input plane";
    if (s === 2 * this.hidden) return "last hidden layer";
    return `layer ${(s + 1) >> 1}, ${s % 2 ? "linear part" : "after the activation"}`;
  }

  // The places at stage s, turned towards the stage before.
  project(panel, s, w) {
    const { m, M, nodes, turn, work } = this;
    const l = (s - 1) >> 1;
    const h = s % 2 ? panel.net.z[l] : panel.net.h[l];
    const d = m.widths[l + 1];
    const V = panel.axes[s - 1];
    if (this.takes(d)) {
      V.fill(0);
      V[this.pair[0]] = V[d + this.pair[1]] = 1;
      panel.drawn[s - 1] = false;
      return this.lay(panel, s, h, V, NaN);
    }
    const old = panel.old;
    const read = s === 2 * this.hidden && m.classes === 2;
    old.set(V);
    let line = 0;
    if (read) {
      const K = m.widths[l + 2];
      let o = 0;
      for (let k = 0; k <= l; k++) o += (m.widths[k] + 1) * m.widths[k + 1];
      let length = 0;
      for (let i = 0; i < d; i++) {
        V[i] = w[o + i * K + K - 1] - (K > 1 ? w[o + i * K] : 0);
        length += V[i] * V[i];
      }
      length = Math.sqrt(length) || 1;
      for (let i = 0; i < d; i++) V[i] /= length;
      line = -(w[o + d * K + K - 1] - (K > 1 ? w[o + d * K] : 0)) / length;
    }
    if (d > 2 || read) principal(h, M, nodes, this.points.length, d, V, work, read);
    else V.set(d > 1 ? [1, 0, 0, 1] : [1, 0]);
    // Turned or mirrored towards the places of the layer before, and a little to the last frame.
    const before = panel.places[s - 1];
    turn.fill(0);
    for (let i = 0; i < d; i++) {
      let mean = 0;
      for (let n = nodes; n < M; n++) mean += h[i * M + n];
      mean /= M - nodes;
      let x = 0;
      let y = 0;
      for (let n = nodes; n < M; n++) {
        x += (h[i * M + n] - mean) * before[n];
        y += (h[i * M + n] - mean) * before[M + n];
      }
      for (let a = 0; a < 2; a++) {
        turn[2 * a] += V[a * d + i] * x;
        turn[2 * a + 1] += V[a * d + i] * y;
      }
    }
    const size = Math.hypot(...turn) || 1;
    if (panel.drawn[s - 1]) {
      const seen = [0, 0, 0, 0];
      for (let k = 0; k < 4; k++)
        for (let i = 0; i < d; i++) seen[k] += V[(k >> 1) * d + i] * old[(k & 1) * d + i];
      for (let k = 0; k < 4; k++) turn[k] = turn[k] / size + seen[k];
    }
    const [a, b, c, e] = turn;
    if (read) {
      if (a < 0) for (let i = 0; i < d; i++) V[i] = -V[i];
      if (a < 0) line = -line;
      if (e < 0) for (let i = d; i < 2 * d; i++) V[i] = -V[i];
    } else {
      const mirror = Math.hypot(a - e, b + c) > Math.hypot(a + e, b - c) ? -1 : 1;
      const angle = mirror > 0 ? Math.atan2(b - c, a + e) : Math.atan2(b + c, a - e);
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let i = 0; i < d; i++) {
        const u = V[i];
        const v = V[d + i] * mirror;
        V[i] = cos * u - sin * v;
        V[d + i] = sin * u + cos * v;
      }
    }
    panel.drawn[s - 1] = true;
    this.lay(panel, s, h, V, line);
  }

  // Whether a layer of d units is shown along the two units somebody chose.
  takes(d) {
    return d > 2 && Boolean(this.pair) && this.pair.every((unit) => unit >= 0 && unit < d);
  }

  // The places of stage s along the directions V, and where the separating line stands.
  lay(panel, s, h, V, line) {
    const { M } = this;
    const d = V.length / 2;
    const out = panel.places[s].fill(0);
    for (let i = 0; i < d; i++) {
      for (let n = 0, o = i * M; n < M; n++, o++) {
        out[n] += V[i] * h[o];
        out[M + n] += V[d + i] * h[o];
      }
    }
    const [middle, scale] = this.fit(out, out, 2);
    panel.line = (line - middle) * scale;
  }

  // Moves and scales places into [−1, 1]; an axis may be stretched up to `most` times the other.
  fit(from, to, most) {
    const { M } = this;
    const middle = [0, 0];
    const half = [0, 0];
    for (let a = 0; a < 2; a++) {
      let low = Infinity;
      let high = -Infinity;
      for (let n = a * M; n < a * M + M; n++) {
        if (from[n] < low) low = from[n];
        if (from[n] > high) high = from[n];
      }
      middle[a] = (low + high) / 2;
      half[a] = (high - low) / 2;
    }
    const least = Math.max(half[0], half[1], 1e-9) / most;
    for (let a = 0; a < 2; a++) {
      const scale = 0.92 / Math.max(half[a], least);
      for (let n = a * M; n < a * M + M; n++) to[n] = (from[n] - middle[a]) * scale;
      half[a] = scale;
    }
    return [middle[0], half[0]];
  }

  // Where point n lies, if it is among those shown.
  spots(p, n) {
    const { M, nodes, panels, points } = this;
    const { now, broken } = panels[p];
    const at = broken ? -1 : points.indexOf(n);
    return at < 0 ? [] : [[now[nodes + at], now[M + nodes + at]]];
  }

  grid(context, now) {
    const { M, side, m } = this;
    context.lineWidth = 1;
    context.globalAlpha = 0.55;
    for (let k = 0; k < m.classes; k++) {
      context.strokeStyle = m.class_colours[k];
      context.beginPath();
      for (let along = 0; along < 2; along++) {
        const next = along ? WARP : 1;
        for (let i = 0; i < WARP; i += 2) {
          let down = false;
          for (let j = 0, n = along ? i : i * WARP; j < WARP; j++, n += next) {
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

  controls(box) {
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: 1, step: 0.002, value: this.at });
    slider.setAttribute("aria-label", "From the input plane to the last layer");
    const button = document.createElement("button");
    button.type = "button";
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let playing = false;
    let last = 0;
    let clock = 0;
    const set = (on) => {
      playing = on;
      last = 0;
      button.textContent = on ? "Hold" : "Morph";
      if (on) requestAnimationFrame(step);
    };
    const show = (at) => {
      this.at = at;
      this.changed?.();
    };
    const step = (time) => {
      if (!playing || !slider.isConnected) return;
      clock = Math.min(1, clock + (last ? Math.min(time - last, 100) / 6000 : 0));
      last = time;
      slider.value = clock;
      const stages = 2 * this.hidden || 1;
      show(calm.matches ? Math.floor(clock * stages + 1e-6) / stages : clock);
      if (clock < 1) requestAnimationFrame(step);
      else set(false);
    };
    button.onclick = () => {
      clock = +slider.value < 1 ? +slider.value : 0;
      set(!playing);
    };
    slider.oninput = () => {
      set(false);
      show(+slider.value);
    };
    set(false);
    box.append(button, slider);
    this.choices = ["Across", "Upwards"].map((name) => {
      const select = document.createElement("select");
      select.setAttribute("aria-label", `${name}: a unit, or the principal directions`);
      select.onchange = () => {
        const units = this.choices.map((choice) => +choice.value);
        this.pair = units.every((unit) => unit >= 0) ? units : null;
        this.changed?.();
      };
      box.append(select);
      return select;
    });
  }

  // Offers as many units as the widest hidden layer has.
  offer() {
    const most = Math.max(0, ...this.m.widths.slice(1, -1));
    for (const [a, select] of (this.choices ?? []).entries()) {
      if (select.length === most + 1) continue;
      select.replaceChildren(new Option(a ? "↑ principal" : "→ principal", -1));
      for (let unit = 0; unit < most; unit++)
        select.add(new Option(`${a ? "↑" : "→"} unit ${unit + 1}`, unit));
      this.pair = null;
    }
  }

  words(p) {
    if (this.panels[p].broken) return BROKEN;
    const { hidden, m } = this;
    if (!hidden)
      return (
        "There is no hidden layer: the network sees the input plane as it is" +
        (m.classes === 2 ? ", and its line is straight." : ".")
      );
    const s = Math.round(this.at * 2 * hidden);
    const d = m.widths[(s + 1) >> 1];
    const last = s === 2 * hidden && m.classes === 2;
    const along = !s
      ? ""
      : this.takes(d)
        ? `, by units ${this.pair[0] + 1} and ${this.pair[1] + 1}`
        : d < 3
          ? ", by its units"
          : last
            ? ", along the output's weights and the principal direction across them"
            : ", along its two principal directions";
    return `The grid and the points at the stage: ${this.stage(s)}${along}${last && !this.takes(d) ? "; there the separating line is straight" : ""}.`;
  }
}

export default WarpView;
