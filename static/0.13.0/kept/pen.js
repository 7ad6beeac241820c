// A pen that is used like the context of a canvas, and writes what is drawn down as SVG.
//
// It has what our pictures use. What is itself a picture of pixels, such as the shades of a map, is
// put in as one; lines, points and words are lines, points and words.

import { Route } from "./route.js";
import { parsed, round, textOf } from "./svg.js";

const STATE = /** @type {const} */ ([
  "fillStyle", "strokeStyle", "lineWidth", "lineCap", "lineJoin", "font", "textAlign",
  "globalAlpha", "globalCompositeOperation", "imageSmoothingEnabled",
]); // prettier-ignore

export class Pen extends Route {
  vector = true; // points are drawn, not stamped
  fillStyle = "";
  strokeStyle = "";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  font = "10px sans-serif";
  textAlign = "left";
  textBaseline = "alphabetic";
  globalAlpha = 1;
  globalCompositeOperation = "source-over";
  imageSmoothingEnabled = true;
  /** @type {number[]} */
  dash = [];
  clipped = ""; // name of the clip that holds
  /** @type {Record<string, any>[]} */
  saved = [];
  /** @type {string[]} */
  written = [];
  clips = 0;

  /**
   * @param {number} width
   * @param {number} height
   * @param {string} name of its clips, which no other pen of the picture has
   * @param {string} ground what a hole shows
   * @param {(font: string, text: string) => TextMetrics} measure
   */
  constructor(width, height, name, ground, measure) {
    super();
    this.canvas = { width, height };
    this.name = name;
    this.ground = ground;
    this.measure = measure;
  }

  /** The context that it is used as. */
  get context() {
    return /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (this));
  }

  // ---- state

  save() {
    const { matrix, dash, clipped } = this;
    this.saved.push({
      matrix,
      dash,
      clipped,
      ...Object.fromEntries(STATE.map((k) => [k, this[k]])),
    });
  }

  restore() {
    Object.assign(this, this.saved.pop());
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /** Nothing has been drawn where a picture begins. */
  clearRect() {}

  clip() {
    const id = `${this.name}-${++this.clips}`;
    this.written.push(`<clipPath id="${id}"${this.#hold}><path d="${this.path}"/></clipPath>`);
    this.clipped = id;
  }

  get #hold() {
    return this.clipped && ` clip-path="url(#${this.clipped})"`;
  }

  // ---- paint

  /**
   * An attribute that paints, and how strongly.
   * @param {"fill" | "stroke"} what
   * @param {string} style
   */
  #paint(what, style) {
    const hole = this.globalCompositeOperation === "destination-out";
    const [colour, alpha] = parsed(hole ? this.ground : style);
    const strong = alpha * this.globalAlpha;
    return (
      ` ${what}="${textOf(colour)}"` + (strong < 1 ? ` ${what}-opacity="${round(strong)}"` : "")
    );
  }

  /** The attributes of a line. */
  get #line() {
    const unit = this.unit;
    const dash = this.dash.map((length) => round(length * unit)).join(" ");
    return (
      `${this.#paint("stroke", this.strokeStyle)} stroke-width="${round(this.lineWidth * unit)}"` +
      ` stroke-linecap="${textOf(this.lineCap)}" stroke-linejoin="${textOf(this.lineJoin)}"` +
      (dash && ` stroke-dasharray="${dash}"`)
    );
  }

  /** @param {string} [path] */
  #filled(path = this.path) {
    if (path)
      this.written.push(`<path d="${path}"${this.#paint("fill", this.fillStyle)}${this.#hold}/>`);
  }

  /** @param {string} [path] */
  #stroked(path = this.path) {
    if (path) this.written.push(`<path d="${path}" fill="none"${this.#line}${this.#hold}/>`);
  }

  fill() {
    this.#filled();
  }

  stroke() {
    this.#stroked();
  }

  /** @type {(x: number, y: number, width: number, height: number) => void} */
  fillRect(...box) {
    this.#filled(this.box(...box));
  }

  /** @type {(x: number, y: number, width: number, height: number) => void} */
  strokeRect(...box) {
    this.#stroked(this.box(...box));
  }

  // ---- words and pictures

  /** @param {string} text */
  measureText(text) {
    return this.measure(this.font, text);
  }

  /** @type {(text: string, x: number, y: number) => void} */
  fillText(...what) {
    this.#text(...what, this.#paint("fill", this.fillStyle));
  }

  /** @type {(text: string, x: number, y: number) => void} */
  strokeText(...what) {
    this.#text(...what, ` fill="none"${this.#line}`);
  }

  /** @type {(text: string, x: number, y: number, paint: string) => void} */
  #text(text, x, y, paint) {
    const found = /^(?:.*?(bold|\d{3}) )?([\d.]+)px (.*)$/.exec(this.font) ?? [
      "",
      "",
      "10",
      "serif",
    ];
    const anchor = { center: "middle", right: "end", end: "end" }[this.textAlign] ?? "start";
    const font = `font-size="${found[2]}" font-family="${textOf(found[3])}"`;
    const weight = found[1] ? ` font-weight="${found[1]}"` : "";
    const place = `x="${round(x)}" y="${round(y + this.#drop(Number(found[2])))}"`;
    // Where the font is not known, another has its room.
    const wide = `textLength="${round(this.measureText(text).width)}" lengthAdjust="spacingAndGlyphs"`;
    const turn = `transform="matrix(${this.matrix.map(round).join(" ")})"`;
    this.written.push(
      `<text ${place} ${wide} ${turn} ${font}${weight} text-anchor="${anchor}"${paint}${this.#hold}>` +
        `${textOf(text)}</text>`,
    );
  }

  /**
   * How far the line of a text is below what it is placed by.
   * @param {number} size of the font
   */
  #drop(size) {
    const shares = { middle: 0.35, top: 0.8, hanging: 0.8, bottom: -0.2 };
    return size * (shares[/** @type {keyof shares} */ (this.textBaseline)] ?? 0);
  }

  /**
   * @param {HTMLCanvasElement} image
   * @param {number[]} box the part of it, if not all, and where it comes
   */
  drawImage(image, ...box) {
    const [x, y, width, height] = box.slice(-4);
    const [a, , , d] = this.matrix;
    const [left, top] = this.at(x, y).split(" ");
    const part = box.length > 4 ? cutOf(image, box) : image;
    const size = `width="${round(width * a)}" height="${round(height * d)}"`;
    const sharp = this.imageSmoothingEnabled ? "" : ' style="image-rendering:pixelated"';
    const pale = this.globalAlpha < 1 ? ` opacity="${round(this.globalAlpha)}"` : "";
    this.written.push(
      `<image x="${left}" y="${top}" ${size} preserveAspectRatio="none"${sharp}${pale}` +
        `${this.#hold} href="${part.toDataURL()}"/>`,
    );
  }

  /**
   * Another pen's picture, in a place.
   * @param {Pen} other
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  embed(other, x, y, width, height) {
    const place = `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
    const box = `viewBox="0 0 ${other.canvas.width} ${other.canvas.height}"`;
    this.written.push(`<svg ${place} ${box}>${other.written.join("")}</svg>`);
  }

  /**
   * The whole picture.
   * @param {string} title what is seen
   */
  svg(title) {
    const { width, height } = this.canvas;
    const head = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
    const words = `<title>${textOf(title)}</title>`;
    return `<svg xmlns="http://www.w3.org/2000/svg" ${head}>${words}${this.written.join("\n")}</svg>\n`;
  }
}

/**
 * A part of a picture, as a picture.
 * @param {HTMLCanvasElement} image
 * @param {number[]} box
 */
function cutOf(image, [x, y, width, height]) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
  canvas.getContext("2d")?.drawImage(image, x, y, width, height, 0, 0, canvas.width, canvas.height);
  return canvas;
}
