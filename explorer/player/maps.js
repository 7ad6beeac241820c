// Decision maps, the line between the classes and the points, on the canvases of the panels.

const DETAIL = 128; // side of the painted map in pixels, before the canvas scales it up
// Which sides of a square the line joins, by which of its corners are positive:
// 0 bottom, 1 right, 2 top, 3 left. Cases 5 and 10 are decided by the middle.
const SIDES = [[], [3, 0], [0, 1], [3, 1], [1, 2], [], [0, 2], [3, 2]];
for (let code = 8; code < 16; code++) SIDES[code] = SIDES[15 - code];

class Maps {
  constructor() {
    this.overlay = document.createElement("canvas"); // points
    this.paint = document.createElement("canvas"); // one map
    this.paint.width = this.paint.height = DETAIL;
    this.context = this.paint.getContext("2d");
    this.image = this.context.createImageData(DETAIL, DETAIL);
    this.rgba = new Uint32Array(this.image.data.buffer);
    this.left = new Int32Array(DETAIL); // node before each pixel, and how far beyond it
    this.beyond = new Float32Array(DETAIL);
    this.colours = new Uint32Array(256);
  }

  prepare({ G, classes, palette }) {
    this.planes = classes > 2 ? 3 : 1; // several classes mix as colours, two as values
    this.field = new Float32Array(G * G * this.planes);
    this.wide = new Float32Array(G * DETAIL * this.planes);
    for (let x = 0; x < DETAIL; x++) {
      const node = ((x + 0.5) / DETAIL) * (G - 1);
      this.left[x] = Math.min(Math.floor(node), G - 2);
      this.beyond[x] = node - this.left[x];
    }
    for (let b = 0; b < 256; b++) {
      this.colours[b] = (255 << 24) | (palette[3 * b + 2] << 16) | (palette[3 * b + 1] << 8) | palette[3 * b];
    }
  }

  // The map of panel p, a share of the way from one frame to the next, at its nodes.
  mix(p, from, to, share) {
    const { field, planes } = this;
    const { P, G, palette, levels } = from.m;
    const n = G * G;
    const a = from.m.maps;
    const b = to.m.maps;
    const i0 = (from.i * P + p) * n;
    const j0 = (to.i * P + p) * n;
    if (planes === 1) {
      for (let k = 0; k < n; k++) {
        const level = levels[a[i0 + k]];
        field[k] = level + (levels[b[j0 + k]] - level) * share;
      }
      return;
    }
    for (let k = 0, o = 0; k < n; k++) {
      const u = 3 * a[i0 + k];
      const v = 3 * b[j0 + k];
      for (let c = 0; c < 3; c++, o++) field[o] = palette[u + c] + (palette[v + c] - palette[u + c]) * share;
    }
  }

  // The field between its nodes, across then upwards, as pixels.
  fill(G) {
    const { field, wide, planes, left, beyond, rgba, colours } = this;
    const line = DETAIL * planes;
    for (let y = 0, o = 0; y < G; y++) {
      for (let x = 0; x < DETAIL; x++) {
        const i = (y * G + left[x]) * planes;
        for (let c = i; c < i + planes; c++, o++) wide[o] = field[c] + (field[c + planes] - field[c]) * beyond[x];
      }
    }
    for (let y = 0, o = 0; y < DETAIL; y++) {
      const up = DETAIL - 1 - y; // row 0 of a map is at the bottom
      const share = beyond[up];
      let i = left[up] * line;
      if (planes === 1) {
        for (let x = 0; x < DETAIL; x++, i++, o++) {
          rgba[o] = colours[(wide[i] + (wide[i + line] - wide[i]) * share + 0.5) | 0];
        }
        continue;
      }
      for (let x = 0; x < DETAIL; x++, i += 3, o++) {
        const r = wide[i] + (wide[i + line] - wide[i]) * share;
        const g = wide[i + 1] + (wide[i + line + 1] - wide[i + 1]) * share;
        const b = wide[i + 2] + (wide[i + line + 2] - wide[i + 2]) * share;
        rgba[o] = (255 << 24) | ((b + 0.5) << 16) | ((g + 0.5) << 8) | (r + 0.5);
      }
    }
    this.context.putImageData(this.image, 0, 0);
  }

  // The line where both classes are equally likely: marching squares.
  contour(context, G, size) {
    const { field } = this;
    const unit = size / (G - 1);
    const xs = [0, 0, 0, 0];
    const ys = [0, 0, 0, 0];
    const segment = (from, to) => {
      context.moveTo(xs[from] * unit, size - ys[from] * unit);
      context.lineTo(xs[to] * unit, size - ys[to] * unit);
    };
    context.beginPath();
    for (let j = 0; j < G - 1; j++) {
      for (let i = 0; i < G - 1; i++) {
        const o = j * G + i;
        const a = field[o] - 127.5;
        const b = field[o + 1] - 127.5;
        const c = field[o + G + 1] - 127.5;
        const d = field[o + G] - 127.5;
        const code = (a > 0) | ((b > 0) << 1) | ((c > 0) << 2) | ((d > 0) << 3);
        if (code === 0 || code === 15) continue;
        xs[0] = i + a / (a - b);
        ys[0] = j;
        xs[1] = i + 1;
        ys[1] = j + b / (b - c);
        xs[2] = i + d / (d - c);
        ys[2] = j + 1;
        xs[3] = i;
        ys[3] = j + a / (a - d);
        if (code !== 5 && code !== 10) segment(SIDES[code][0], SIDES[code][1]);
        else {
          const joined = (a + b + c + d > 0) === (code === 5);
          segment(joined ? 0 : 3, joined ? 1 : 0);
          segment(joined ? 2 : 1, joined ? 3 : 2);
        }
      }
    }
    context.stroke();
  }

  drawPoints(message, size, ratio) {
    const { points, labels, is_test, class_colours, neutral, point_unit } = message;
    const { overlay } = this;
    const radius = Math.max(2.1, Math.min(3.6, size / 105));
    overlay.width = overlay.height = Math.round(size * ratio);
    const context = overlay.getContext("2d");
    context.scale(ratio, ratio);
    for (let test = 0; test < 2; test++) {
      for (let n = 0; n < labels.length; n++) {
        if (is_test[n] !== test) continue;
        const x = (points[2 * n] / point_unit + 1) * (size / 2);
        const y = (1 - points[2 * n + 1] / point_unit) * (size / 2);
        context.beginPath();
        context.arc(x, y, test ? radius - 0.4 : radius, 0, 2 * Math.PI);
        context.fillStyle = test ? neutral : class_colours[labels[n]];
        context.strokeStyle = test ? class_colours[labels[n]] : neutral;
        context.lineWidth = test ? radius * 0.48 : Math.min(1, radius * 0.33);
        context.fill();
        context.stroke();
      }
    }
  }

  draw(canvases, from, to, share, size, ratio) {
    for (let p = 0; p < canvases.length; p++) {
      const context = canvases[p].getContext("2d");
      this.mix(p, from, to, share);
      this.fill(from.m.G);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.drawImage(this.paint, 0, 0, size, size);
      if (this.planes === 1) {
        context.strokeStyle = "rgba(20, 24, 32, 0.85)";
        context.lineWidth = 1.4;
        context.lineCap = "round";
        this.contour(context, from.m.G, size);
      }
      context.drawImage(this.overlay, 0, 0, size, size);
    }
  }
}
