// What explorer/functions/comparison.py packs, held to it by tests/functions/test_comparison.py.

/** Several functions on the same axes. */
export interface CompareMessage {
  labels: string[];
  colours: string[];
  limit: number;
  per_unit: number;
  /** Low and high end of each picture's y axis, by its key: value, slope, second. */
  windows: Record<string, [number, number]>;
  /** (samples,) */
  x: Float32Array;
  /** (functions, 2, samples) f and f′ */
  values: Float32Array;
  /** (functions, samples) f″; (0, samples) where it is not asked for */
  second: Float32Array;
  /** (breaks, 2) function, and the sample to the left */
  breaks_at: Uint32Array;
  /** (breaks, 5) */
  breaks: Float32Array;
  arrays: Record<string, { dtype: string; shape: number[]; offset: number }>;
}
