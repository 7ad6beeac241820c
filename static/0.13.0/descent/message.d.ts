// What explorer/ui/outputs/descent/ packs, held to it by tests/ui/test_descent.py.

/** Balls of optimisers on the loss of one weight. */
export interface HillMessage {
  /** Changes where another path is to be played from its start. */
  run: string;
  /** Lowest and highest weight shown, and loss. */
  window: [number, number, number, number];
  names: string[];
  /** What each name means, or "". */
  means: string[];
  colours: string[];
  /** What became of each path. */
  verdicts: string[];
  steps: number[];
  /** The curve's weights and losses. */
  w: Float64Array;
  loss: Float64Array;
  /** Of each optimiser before the first step and after each, NaN after its last. */
  path: Float64Array;
  path_loss: Float64Array;
}

/** A number of the network: from one place of the drawing to another, or a unit's bias. */
export interface Spot {
  name: string;
  layer: number;
  source: number | null;
  target: number;
}

/** The chain rule of a number, at a step, in words. */
export interface Rule {
  factors: [string, string][];
  /** The place of the factor that kills the gradient, or −1. */
  killer: number;
  gradient: string;
  difference: string;
  lines: string[];
  sentence: string;
  batch: string;
  batch_difference: string;
  batch_sentence: string;
}

/** Steps of training, each in slow motion. */
export interface MotionMessage {
  run: string;
  widths: number[];
  label: string;
  loss: string;
  code: string[];
  point: number;
  target: number;
  weight: number;
  plain: boolean;
  rate: string;
  said: string;
  spots: Spot[];
  rules: Rule[];
  colours: { negative: string; positive: string };
  parameters: Float64Array;
  gradients: Float64Array;
  mean: Float64Array;
  /** The loss of each point, at each step. */
  losses: Float64Array;
  /** At the point: the inputs, then each layer's sums, and each layer's outputs after them. */
  sums: Float64Array;
  outputs: Float64Array;
}

/** The loss over two weights while networks are trained. */
export interface HeatMessage {
  run: string;
  axes: [string, string];
  window: [number, number, number, number];
  names: string[];
  /** What each name means, or "". */
  means: string[];
  colours: string[];
  said: string[];
  note: string;
  steps: number[];
  /** The steps of a path at which the surfaces are, rising. */
  moments: number[];
  /** The training step at each step of a path, where the two are not the same. */
  numbers: number[];
  /** The step of a path at which a run stands and the picture opens; −1: it plays from the start. */
  now: number;
  grid: number;
  /** The lowest loss of the surfaces, and the loss from which they are one colour. */
  range: [number, number];
  /** Losses to draw lines at. */
  levels: number[];
  surfaces: Float32Array;
  u: Float64Array;
  v: Float64Array;
  path_loss: Float64Array;
}
