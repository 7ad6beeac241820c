// Networks side by side: each its map, its accuracies and its gap; the one to take is framed.

import { Picture } from "../descent/picture.js";
import { make, write } from "../shared/elements.js";
import { lineOf } from "../shared/scale.js";
import { Plate, classes } from "./plate.js";

/** @import { CuresMessage } from "./message.js" */

const ROOM = 170; // pixels of the words
const APART = 12; // pixels between two
const EDGE = 10; // of a frame, on both sides

/** @extends {Picture<CuresMessage>} */
export class Plates extends Picture {
  /** @param {HTMLElement} root */
  constructor(root) {
    super(root);
    this.list = make("div", "plates", this.body);
    this.verdict = make("p", "verdict", this.body);
    this.note = make("p", "note", this.body);
    /** @type {{ item: HTMLElement, plate: Plate, words: HTMLElement[] }[]} */
    this.all = [];
  }

  /**
   * @override
   * @param {CuresMessage} m
   */
  load(m) {
    while (this.all.length < m.names.length) this.all.push(this.make());
    m.names.forEach((name, n) => {
      const { item, words, plate } = this.all[n];
      write(words[0], name);
      m.accuracy[n].split(" · ").forEach((text, k) => write(words[1 + k], text));
      write(words[4], m.gaps[n]);
      item.classList.toggle("best", n === m.best);
      plate.canvas.setAttribute("aria-label", `${name}: ${m.accuracy[n]}, ${m.gaps[n]}`);
    });
    write(this.verdict, m.verdict);
    write(this.note, m.note);
  }

  make() {
    const item = make("figure", "", this.list);
    const canvas = make("canvas", "map", item);
    canvas.dataset.part = "maps";
    canvas.setAttribute("role", "img");
    const caption = make("figcaption", "", item);
    const name = make("b", "", caption);
    const words = [name, ...Array.from({ length: 4 }, () => make("span", "", caption))];
    return { item, plate: new Plate(canvas), words };
  }

  /** @override */
  redraw() {
    const { message: m } = this;
    if (!m) return;
    const columns = this.narrow ? 2 : m.names.length;
    const width = (this.body.clientWidth - APART * (columns - 1)) / columns - EDGE;
    const size = Math.floor(this.narrow ? width : Math.min(width, this.room(ROOM, 120, 320)));
    this.list.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    let from = 0;
    this.all.forEach(({ plate }, n) => {
      plate.begin(size, m.grid);
      plate.paint(m.maps, n, classes(m.colours));
      plate.boundary(m.maps, n, m.colours.ink, 1.6 * lineOf(plate.canvas));
      plate.points(m, m.extents[n], from, from + m.counts[n], m.counts[n] > 100 ? 1.8 : 2.6);
      from += m.counts[n];
    });
    this.drawn();
  }
}
