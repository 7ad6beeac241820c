// What explorer/ui/outputs/generalisation/ packs, held to it by tests/ui/test_generalisation.py.

export interface Colours {
  /** Of class 0, of class 1, and between them. */
  negative: string;
  positive: string;
  neutral: string;
  /** Of a boundary. */
  ink: string;
  /** Of the boundary of a mean. */
  mean: string;
}

/** What every map needs. */
export interface Mapped {
  /** Changes where another run is shown. */
  run: string;
  /** Nodes a side of a map. */
  grid: number;
  colours: Colours;
  /** Maps one after another, row 0 at the bottom: 0 … 255 for a share of 0 … 1. */
  maps: Uint8Array;
  /** Places, x₁ and x₂ in turn, and classes. */
  points: Float32Array;
  labels: Uint8Array;
}

/** One run: curves of two shares, and its map at every look. */
export interface CourseMessage extends Mapped {
  names: [string, string];
  lines: [string, string];
  extent: number;
  /** The look with the lowest validation loss. */
  best: number;
  verdict: string;
  end: string;
  steps: Float64Array;
  /** Of training, then of validation, at each look. */
  loss: Float32Array;
  accuracy: Float32Array;
  /** Of each point: 0 to train on, 1 to validate, 2 to test. */
  shares: Uint8Array;
}

/** Networks side by side, each with its points to train on. */
export interface CuresMessage extends Mapped {
  names: string[];
  accuracy: string[];
  gaps: string[];
  /** The place of the one with the lowest validation loss. */
  best: number;
  extents: number[];
  /** Points of each. */
  counts: number[];
  verdict: string;
  /** What to know where they are compared. */
  note: string;
}

/** The mean of many draws, and their spread. */
export interface SpreadMessage extends Mapped {
  extent: number;
  draws: number;
  names: [string, string];
  verdict: string;
  note: string;
  /** The map of each draw. */
  each: Uint8Array;
}
