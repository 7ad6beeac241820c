// What explorer/functions/lens/packing.py packs, held to it by tests/functions/lens/test_message.py.

import type { Description, Step } from "../shared/activation.js";

/** A parameter of the function, and its slider. */
export interface Parameter {
  name: string;
  sign: string;
  index: string;
  decimals: number;
  positions: number[];
  value: number;
}

/** One line of the card, and where it is seen on the curve. */
export interface Row {
  key: string;
  label: string;
  /** What the label means. */
  means: string;
  group: string;
  text: string;
  how: string;
  note: string;
  marks: [number, number][];
  levels: number[];
  slope: boolean;
  /** An interval of y, where the row speaks of one. */
  span: [number, number] | null;
  /** Marked is where |f′| is less than this, where the row speaks of that. */
  flat: number | null;
}

/** A function, its card at one setting, and what its sliders may say. */
export interface LensMessage {
  key: string;
  label: string;
  serial: number;
  sections: string[];
  /** Selector of the part of the page that stands above the card. */
  guest: string;
  parameters: Parameter[];
  /** Parameters whose sliders stand still, and those without a slider. */
  locked: string[];
  hidden: string[];
  /** At the present parameters, as explorer/formula/browser.py describes it. */
  function: Description;
  /** What changes its sign where the function or its slope breaks. */
  switches: Step[][];
  limit: number;
  per_unit: number;
  low: number;
  high: number;
  rows: Row[];
  colours: { value: string; slope: string; neutral: string };
  class_colours: string[];
  /** A slope nearer to 0 than this lets next to no gradient through. */
  flat_slope: number;
  /** (values,) */
  normal: Float32Array;
  /** (N, 2) */
  points: Float32Array;
  /** (N,) */
  labels: Uint8Array;
  arrays: Record<string, { dtype: string; shape: number[]; offset: number }>;
}
