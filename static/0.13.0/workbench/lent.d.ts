// What the workbench lends to others on the page: a run as it is shown, and a hand on its time.

import type { Message } from "../shared/message";
import type { Frame } from "./views/view";

export interface Lent {
  /** The latest message of the run. */
  readonly message: Message;
  /** The workbench's element, which knows the theme. */
  readonly root: HTMLElement;
  /** The picture of each network, of `size` CSS pixels a side. */
  readonly maps: HTMLCanvasElement[];
  readonly size: number;
  /** How many stand in a row. */
  readonly columns: number;
  /** The curves, and their width and height in CSS pixels. */
  readonly chart: HTMLCanvasElement;
  readonly chartSize: [number, number];
  /** Pixels of a canvas in one CSS pixel. */
  readonly ratio: number;
  /** What is shown: a frame, and its place in the film from 0 to `end`. */
  readonly frame: Frame;
  readonly at: number;
  readonly end: number;
  /** Has the run stand still at frame `at`, as a hand on the time line does. */
  hold(at: number): void;
  /** Draws the place `at` of the film at once, as while it plays; `hold` before and after. */
  show(at: number): void;
  /** Draws network p, or the curves, as they are shown, on another ground. */
  drawMap(p: number, context: CanvasRenderingContext2D): void;
  drawChart(context: CanvasRenderingContext2D): void;
}
