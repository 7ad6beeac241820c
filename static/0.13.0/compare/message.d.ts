// What explorer/functions/comparison.py packs, held to it by tests/functions/test_comparison.py.

import type { Description, Step } from "../shared/activation.js";

/** Several functions on the same axes. */
export interface CompareMessage {
  labels: string[];
  colours: string[];
  limit: number;
  per_unit: number;
  /** Ends that no y axis goes beyond. */
  low: number;
  high: number;
  functions: Description[];
  /** Of each function, what changes its sign where it or its slope breaks. */
  switches: Step[][][];
  /** f″ of each, where it is asked for. */
  second: Step[][];
}
