// What explorer/ui/map/packing.py packs, held to it by tests/ui/test_map.py.

/** What a training comes to. */
export interface Outcome {
  label: string;
  means: string;
  shaded: string;
  colour: string;
}

/** What an axis shows. */
export interface Axis {
  label: string;
  word: string;
  log: boolean;
  limits: [number, number];
}

/** A map of A functions in side × side pixels, and n of its pixels. */
export interface MapMessage {
  /** Changes with the window. */
  run: string;
  /** Does not. */
  base: string;
  /** The number of the first of these pixels, in the order in which they became known. */
  start: number;
  /** Changes with each message: Streamlit shows none twice. */
  serial: number;
  /** Of all pixels. */
  count: number;
  side: number;
  /** Pixels of a side of the grid that is known first. */
  coarsest: number;
  moving: boolean;
  status: string;
  button: string;
  said: string;
  note: string;
  fault: string;
  /** The last order that was obeyed. */
  heard: number;
  /** Windows to go back to. */
  levels: number;
  functions: string[];
  axes: [Axis, Axis];
  /** Left, right, lower and upper edge. */
  ends: [number, number, number, number];
  /** (T) at which losses were looked at */
  steps: number[];
  outcomes: Outcome[];
  pale: string;
  lines: string[];
  /** Dark and light, for what is drawn over the pixels. */
  marks: string[];
  /** Losses, in those of guessing, at the ends of a curve's bytes. */
  curve_ends: [number, number];
  no_number: number;
  /** What the line by theory is called, and where it holds. */
  edge: string;
  remark: string;
  /** (n) (function · side + row) · side + column, the row at the bottom first */
  places: Uint32Array;
  /** (n) */
  outcome: Uint8Array;
  /** (n) */
  shade: Uint8Array;
  /** (n) last train loss, in those of guessing */
  end: Float32Array;
  /** (n, T) */
  curve: Uint8Array;
  /** (side) */
  columns: Float64Array;
  /** (side) */
  rows: Float64Array;
  /** (A, points, 2) across and up */
  line: Float64Array;
}
