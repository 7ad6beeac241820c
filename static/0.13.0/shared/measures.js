// How good answers are: counts at a threshold, what is made of them, ROC, and the K classes' table.
//
// A share of nothing is null: it is written "—", never 0. Held to scikit-learn by
// tests/workbench/test_measures.py.

/** @typedef {{ tn: number, fp: number, fn: number, tp: number }} Counts */
/**
 * @typedef {object} Rates
 * @property {number | null} accuracy
 * @property {number | null} precision
 * @property {number | null} recall
 * @property {number | null} f1
 */
/** @typedef {{ fpr: number[], tpr: number[] }} Roc from (0, 0) to (1, 1) */

/** @param {number} z */
export const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/**
 * The logit that a probability comes from: σ(logit(p)) = p.
 * @param {number} p
 */
export const logit = (p) => Math.log(p / (1 - p));

/**
 * @param {number} part
 * @param {number} whole
 */
const share = (part, whole) => (whole ? part / whole : null);

/**
 * How many answers are right and wrong where class 1 is said above a level. What is no number is
 * above nothing.
 * @param {ArrayLike<number>} scores
 * @param {ArrayLike<number>} labels 0 or 1
 * @param {number} level
 * @returns {Counts}
 */
export function countsAt(scores, labels, level) {
  const counts = { tn: 0, fp: 0, fn: 0, tp: 0 };
  for (let n = 0; n < labels.length; n++) {
    if (scores[n] > level) counts[labels[n] ? "tp" : "fp"]++;
    else counts[labels[n] ? "fn" : "tn"]++;
  }
  return counts;
}

/**
 * F1 is 2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall.
 * @param {Counts} counts
 * @returns {Rates & { fpr: number | null, tpr: number | null }}
 */
export function ratesOf({ tn, fp, fn, tp }) {
  const recall = share(tp, tp + fn);
  return {
    accuracy: share(tn + tp, tn + fp + fn + tp),
    precision: share(tp, tp + fp),
    recall,
    f1: share(2 * tp, 2 * tp + fp + fn),
    fpr: share(fp, fp + tn),
    tpr: recall,
  };
}

/**
 * The points that the thresholds pass from above all scores to below all: one a different score.
 * Null where a class has no points, or a score is no number.
 * @param {ArrayLike<number>} scores
 * @param {ArrayLike<number>} labels 0 or 1
 * @returns {Roc | null}
 */
export function rocOf(scores, labels) {
  const N = labels.length;
  /** @type {Float64Array[]} the scores of each class, the highest first */
  const [zeros, ones] = [0, 1].map((label) =>
    Float64Array.from(Array.from(scores).filter((_, n) => labels[n] === label))
      .sort()
      .reverse(),
  );
  if (!zeros.length || !ones.length) return null;
  for (let n = 0; n < N; n++) if (Number.isNaN(scores[n])) return null;
  const [fpr, tpr] = [[0], [0]];
  for (let i = 0, j = 0; i < zeros.length || j < ones.length;) {
    const level = Math.max(zeros[i] ?? -Infinity, ones[j] ?? -Infinity);
    while (zeros[i] >= level) i++;
    while (ones[j] >= level) j++;
    fpr.push(i / zeros.length);
    tpr.push(j / ones.length);
  }
  return { fpr, tpr };
}

/**
 * The area under a ROC: how often a point of class 1 has a higher score than one of class 0.
 * @param {Roc | null} roc
 */
export function areaUnder(roc) {
  if (!roc) return null;
  const { fpr, tpr } = roc;
  let area = 0;
  for (let k = 1; k < fpr.length; k++) area += ((fpr[k] - fpr[k - 1]) * (tpr[k] + tpr[k - 1])) / 2;
  return area;
}

/**
 * How many points of each class (a row) were given each class (a column).
 * @param {ArrayLike<number>} answers
 * @param {ArrayLike<number>} labels
 * @param {number} K
 */
export function confusionOf(answers, labels, K) {
  const table = Array.from({ length: K }, () => Array(K).fill(0));
  for (let n = 0; n < labels.length; n++) table[labels[n]][answers[n]]++;
  return table;
}

/**
 * Of one class against the rest.
 * @param {number[][]} table as confusionOf gives it
 * @param {number} k
 * @returns {Counts}
 */
export function against(table, k) {
  const all = table.flat().reduce((a, b) => a + b, 0);
  const tp = table[k][k];
  const fn = table[k].reduce((a, b) => a + b, 0) - tp;
  const fp = table.reduce((sum, row) => sum + row[k], 0) - tp;
  return { tn: all - tp - fn - fp, fp, fn, tp };
}

/**
 * The share of right answers, and the means over the classes that have the measure ("macro").
 * @param {number[][]} table
 * @returns {Rates}
 */
export function averages(table) {
  const all = table.flat().reduce((a, b) => a + b, 0);
  const right = table.reduce((sum, row, k) => sum + row[k], 0);
  const each = table.map((_, k) => ratesOf(against(table, k)));
  /** @param {"precision" | "recall" | "f1"} name */
  const mean = (name) => {
    const known = each.map((rates) => rates[name]).filter((rate) => rate !== null);
    return share(
      known.reduce((a, b) => a + b, 0),
      known.length,
    );
  };
  return {
    accuracy: share(right, all),
    precision: mean("precision"),
    recall: mean("recall"),
    f1: mean("f1"),
  };
}

/**
 * The commonest class, and its share: what always answering it gets right.
 * @param {ArrayLike<number>} labels
 * @param {number} K
 */
export function baseRate(labels, K) {
  const counts = Array(K).fill(0);
  for (let n = 0; n < labels.length; n++) counts[labels[n]]++;
  const most = Math.max(...counts);
  return { class: counts.indexOf(most), share: share(most, labels.length) };
}
