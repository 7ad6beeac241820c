// What the drawing is given, and what it tells the workbench.

import type { Unit as Hidden } from "../views/view";
import type { Unit } from "./places.js";

/** Room in CSS pixels. */
export interface Room {
  width: number;
  height: number;
}

export interface On {
  edit(change: { index: number; value: number }): void;
  freeze(unit: Hidden): void;
  /** Asks for networks with so many units in each hidden layer. */
  shape(hidden: number[]): void;
  /** Asks for networks that are given these inputs, keys of FEATURES. */
  inputs(keys: string[]): void;
  /** A unit of a hidden layer is pointed at, or none. */
  light?(unit: Hidden | null): void;
  /** A unit of any column is pointed at, or none. */
  point?(unit: Unit | null): void;
}
