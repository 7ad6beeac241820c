// What explorer/ui/race/packing.py packs, held to it by tests/ui/test_race.py.

/** What stands in a contestant's line. */
export interface Told {
  rate: number;
  /** The ends of its interval; null where none of its networks is trained. */
  low: number | null;
  high: number | null;
  percent: string;
  count: string;
  bounds: string;
  half: string;
  cost: string;
  test: string;
  diverged: number;
}

/** A race, and the C contestants of the row that is shown; T looks, S seeds. */
export interface RaceMessage {
  /** Changes where another race is shown. */
  run: string;
  /** Sentences, the result first. */
  verdict: string[];
  note: string;
  done: number;
  total: number;
  /** Whether networks are trained. */
  moves: boolean;
  /** Whether there is more to be had soon. */
  more: boolean;
  progress: string;
  /** What the button beside it does; "" for none. */
  button: string;
  /** What went wrong. */
  said: string;
  /** The row of the table that is shown; the table is empty where one setting is raced over. */
  row: number;
  row_names: string[];
  column_names: string[];
  rates: (number | null)[];
  rate_words: string[];
  rate_bounds: string[];
  names: string[];
  short: string[];
  colours: string[];
  told: Told[];
  /** Their numbers among all contestants. */
  cells: number[];
  /** The seed that stands for each, from 0; −1 for none yet. */
  seeds: number[];
  /** Whether it was picked by hand. */
  picked: boolean[];
  /** What the first seed is called. */
  first_seed: number;
  /** What is said of a seed that came to each state; which of them is success, which is diverged. */
  state_words: string[];
  reached: number;
  gone: number;
  target: number;
  steps: number[];
  view: string;
  /** Whether the values may be drawn over an axis, and what it is called. */
  ordered: boolean;
  axis: string;
  grid: number;
  /** Half the side of the square shown; 0 where there is no map yet. */
  extent: number;
  /** Of which contestants there are maps. */
  drawn: boolean[];
  ink: string;
  neutral: string;
  /** Lower bound, share and upper bound, of T looks, of C contestants. */
  risen: Float32Array;
  /** Quartiles alike. */
  loss: Float32Array;
  /** Quartiles of the end, of C contestants. */
  accuracy: Float32Array;
  /** C × S, places in `state_words`; 0 where it is unknown. */
  states: Uint8Array;
  /** C × S, the accuracies of the end. */
  ends: Float32Array;
  /** 256 colours of a map, and the classes' own. */
  palette: Uint8Array;
  marks: Uint8Array;
  /** Maps of T looks, row 0 at the bottom, of those contestants that have some. */
  maps: Uint8Array;
  /** Places, x₁ and x₂ in turn, and classes, of the points to train on. */
  points: Float32Array;
  labels: Uint8Array;
}
