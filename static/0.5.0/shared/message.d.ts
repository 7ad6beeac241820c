// Written by explorer/live/message/types.py from the dataclass Message.

export type ArrayName =
  | "parameters"
  | "tables"
  | "tails"
  | "step"
  | "epoch"
  | "train_loss"
  | "test_loss"
  | "train_accuracy"
  | "test_accuracy"
  | "history_step"
  | "history_train_loss"
  | "history_test_loss"
  | "points"
  | "labels"
  | "is_test"
  | "norms"
  | "palette";

/** How an array lies in the message. */
export interface Entry {
  dtype: string;
  shape: number[];
  offset: number;
}

/** S frames of P networks, and the history they belong to. */
export interface Message {
  run: string;
  serial: number;
  playing: boolean;
  loop: boolean;
  seconds: number;
  classes: number;
  extent: number;
  titles: string[];
  notes: string[];
  chance_loss: number | null;
  status: string;
  view: string;
  widths: number[];
  activations: number[][];
  learnt: number[][];
  frozen: [number, number, number][];
  waves: [number, number][];
  residual: boolean[];
  norm: string[];
  scales: number[];
  class_colours: string[];
  line_colours: string[];
  neutral: string;
  point_unit: number;
  table_reach: number;
  norm_epsilon: number;
  flat_slope: number;
  tail_rate: number;
  /** (S, P, n) */
  parameters: Float32Array;
  /** (A, R) */
  tables: Float32Array;
  /** (A, 2, U) */
  tails: Float32Array;
  /** (S) */
  step: Uint32Array;
  /** (S) */
  epoch: Float32Array;
  /** (S, P) */
  train_loss: Float32Array;
  /** (S, P) */
  test_loss: Float32Array;
  /** (S, P) */
  train_accuracy: Float32Array;
  /** (S, P) */
  test_accuracy: Float32Array;
  /** (T) */
  history_step: Uint32Array;
  /** (T, P) */
  history_train_loss: Float32Array;
  /** (T, P) */
  history_test_loss: Float32Array;
  /** (N, 2) */
  points: Int16Array;
  /** (N) */
  labels: Uint8Array;
  /** (N) */
  is_test: Uint8Array;
  /** (S, P, L) */
  norms: Float64Array;
  /** (C, 3) */
  palette: Uint8Array;
  arrays: Record<ArrayName, Entry>;
  /** Read from the shape of parameters. */
  S: number;
  /** Read from the shape of parameters. */
  P: number;
  /** Read from the shape of parameters. */
  n: number;
}
