// What explorer/ui/outputs/likelihood/ packs, held to it by tests/ui/test_likelihood.py.

/** A number that is set by hand. */
export interface Parameter {
  name: string;
  value: number;
  label: string;
  low: number;
  high: number;
  step: number;
}

/** Points, and what a line or a Gauss curve set by hand makes of them. */
export interface LikelihoodMessage {
  /** Changes where other points are shown. */
  run: string;
  /** The names of the numbers belong to it. */
  key: string;
  /** Of the last question that this answers. */
  serial: number;
  parameters: Parameter[];
  /** Of the axis, of 1 on it, and of the label 1. */
  axis: string;
  unit: string;
  event: string;
  /** Lowest and highest place on the axis. */
  window: [number, number];
  /** What the button sets, by name. */
  fit: Record<string, number>;
  /** What to see in it. */
  said: string;
  /** What the button says, and what was found. */
  fitted: [string, string];
  colours: { zero: string; one: string; model: string; likelihood: string; loss: string };
  /** (N,) places and (N,) labels; of numbers alone the labels are empty. */
  x: Float64Array;
  y: Float64Array;
}
