// Written by explorer/live/message/types.py from the dataclasses Setting and Tick.

import type { Description } from "./activation.js";

/** How an array lies in the message. */
export interface Entry {
  dtype: string;
  shape: number[];
  offset: number;
}

export type SettingArray =
  "points" | "labels" | "shares" | "given" | "plane" | "pixels" | "palette";

/** P networks and the N points they learn. */
export interface Setting {
  loop: boolean;
  problem: string;
  classes: number;
  axes: number;
  inputs: string[];
  answer: string;
  loss: string;
  score: string;
  low: number;
  high: number;
  answers: string[];
  shown: string;
  side: number;
  end: string[];
  extent: number;
  titles: string[];
  chance_loss: number | null;
  widths: number[][];
  activations: number[][];
  learnt: number[][];
  functions: Description[];
  sizes: number[];
  residual: boolean[];
  norm: string[];
  scales: number[][];
  epoch_steps: number;
  views: [string, string][];
  ends: string[];
  max_layers: number;
  max_units: number;
  drawable: boolean;
  class_colours: string[];
  drawn_colours: string[];
  mark_colours: string[];
  line_colours: string[];
  weight_colours: [string, string];
  saturated_colour: string;
  neutral: string;
  point_unit: number;
  curve_height: number;
  norm_epsilon: number;
  flat_slope: number;
  speeds: number[];
  /** (N, 2) */
  points: Int16Array;
  /** (N) */
  labels: Uint8Array;
  /** (N) */
  shares: Uint8Array;
  /** (N, G) */
  given: Float32Array;
  /** (3, G) */
  plane: Float32Array;
  /** (N, Q) */
  pixels: Uint8Array;
  /** (C, 3) */
  palette: Uint8Array;
  arrays: Record<SettingArray, Entry>;
}

export type TickArray =
  | "parameters"
  | "frame"
  | "step"
  | "epoch"
  | "train_loss"
  | "validation_loss"
  | "test_loss"
  | "train_accuracy"
  | "validation_accuracy"
  | "test_accuracy"
  | "batch"
  | "norms"
  | "film"
  | "history_step"
  | "history_train_loss"
  | "history_validation_loss"
  | "history_test_loss"
  | "history_train_accuracy"
  | "history_validation_accuracy"
  | "history_test_accuracy";

/** S frames of P networks, numbered as they were passed. */
export interface Tick {
  run: string;
  serial: number;
  playing: boolean;
  mode: string;
  heard: number;
  seconds: number;
  notes: string[];
  status: string;
  said: string;
  sentences: string[];
  further: string[];
  told_at: number | null;
  view: string;
  speed: number;
  threshold: number | null;
  share: string | null;
  frozen: [number, number, number][];
  every: number;
  tries: [string, string][];
  locked: string[];
  hidden: string[];
  setting: string;
  setting_bytes?: Uint8Array;
  /** (S, n) */
  parameters: Float32Array;
  /** (S) */
  frame: Uint32Array;
  /** (S) */
  step: Uint32Array;
  /** (S) */
  epoch: Float32Array;
  /** (S, P) */
  train_loss: Float32Array;
  /** (S, P) */
  validation_loss: Float32Array;
  /** (S, P) */
  test_loss: Float32Array;
  /** (S, P) */
  train_accuracy: Float32Array;
  /** (S, P) */
  validation_accuracy: Float32Array;
  /** (S, P) */
  test_accuracy: Float32Array;
  /** (S, B) */
  batch: Uint8Array;
  /** (S, P, L) */
  norms: Float64Array;
  /** (F) */
  film: Uint32Array;
  /** (T) */
  history_step: Uint32Array;
  /** (T, P) */
  history_train_loss: Float32Array;
  /** (T, P) */
  history_validation_loss: Float32Array;
  /** (T, P) */
  history_test_loss: Float32Array;
  /** (T, P) */
  history_train_accuracy: Float32Array;
  /** (T, P) */
  history_validation_accuracy: Float32Array;
  /** (T, P) */
  history_test_accuracy: Float32Array;
  arrays: Record<TickArray, Entry>;
}

/** A tick and its setting in one, with the sizes of the tick's parameters. */
export interface Message extends Omit<Tick, "setting_bytes" | "arrays">, Omit<Setting, "arrays"> {
  arrays: Record<SettingArray | TickArray, Entry>;
  S: number;
  P: number;
  /** numbers of all networks */
  n: number;
  /** where each network's numbers begin */
  starts: number[];
}
