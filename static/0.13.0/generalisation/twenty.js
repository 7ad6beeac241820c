// The mean of many draws with the boundary of each, and beside it how far they are apart.

import { Picture } from "../descent/picture.js";
import { make, write } from "../shared/elements.js";
import { lineOf } from "../shared/scale.js";
import { Plate, classes, greys } from "./plate.js";

/** @import { SpreadMessage } from "./message.js" */

const ROOM = 130; // pixels of the words
const APART = 16; // pixels between the two
const EDGE = 10; // of a frame, on both sides
const DOT = 1.7;

/** @extends {Picture<SpreadMessage>} */
export class Twenty extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.list = make("div", "plates", this.body);
    this.verdict = make("p", "verdict", this.body);
    this.note = make("p", "note", this.body);
    this.both = ["maps", "spread"].map((part) => {
      const item = make("figure", "", this.list);
      const canvas = make("canvas", "map", item);
      canvas.dataset.part = part;
      canvas.setAttribute("role", "img");
      return { plate: new Plate(canvas), words: make("figcaption", "", item) };
    });
  }

  /**
   * @override
   * @param {SpreadMessage} m
   */
  load(m) {
    this.both.forEach(({ plate, words }, n) => {
      write(words, m.names[n]);
      plate.canvas.setAttribute("aria-label", `${m.names[n]}. ${m.verdict}`);
    });
    write(this.verdict, m.verdict);
    write(this.note, m.note);
  }

  /** @override */
  redraw() {
    const { message: m } = this;
    if (!m) return;
    const columns = this.body.clientWidth < 420 ? 1 : 2;
    const width = (this.body.clientWidth - APART * (columns - 1)) / columns - EDGE;
    const size = Math.floor(columns < 2 ? width : Math.min(width, this.room(ROOM, 160, 460)));
    this.list.style.gridTemplateColumns = `repeat(${columns}, ${size + EDGE}px)`;
    const [mean, spread] = this.both.map(({ plate }) => plate);
    const thick = lineOf(mean.canvas);
    const dots = m.labels.length;
    mean.begin(size, m.grid);
    mean.paint(m.maps, 0, classes(m.colours));
    mean.points(m, m.extent, 0, dots, DOT);
    mean.context.globalAlpha = 0.55;
    for (let d = 0; d < m.draws; d++) mean.boundary(m.each, d, m.colours.ink, 0.8 * thick);
    mean.context.globalAlpha = 1;
    mean.boundary(m.maps, 0, m.colours.mean, 3.5 * thick);
    spread.begin(size, m.grid);
    spread.paint(m.maps, 1, greys(m.colours));
    spread.points(m, m.extent, 0, dots, DOT);
    this.drawn();
  }
}
