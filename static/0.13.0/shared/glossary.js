// What the words of the pictures mean: explorer/glossary/browser.py writes this file.

/** @typedef {keyof typeof TERMS} Term */

const TERMS = {
  accuracy: "Accuracy: The share of points that are answered right.",
  auc: "AUC: The area under the ROC: how often a point of class 1 is ranked above one of class 0.",
  base_rate: "Base rate: What is right by always naming the commonest class.",
  epoch: "Epoch: As many steps as it takes to use every training point once.",
  f1: "F1: The harmonic mean of precision and recall: small as soon as one of them is.",
  false_negative: "False negative: A point of class 1 that is called 0: it is missed.",
  false_positive: "False positive: A point of class 0 that is called 1: a false alarm.",
  false_positive_rate:
    "False positive rate: Of the points of class 0, the share that is called 1 by mistake.",
  fold: "Fold line: Where a unit's weighted sum is 0: there ReLU has its kink, and the surface its crease.",
  gradient:
    "Gradient: The slopes of the loss by all weights: it points to where the loss grows fastest.",
  hidden_layer:
    "Hidden layer: Units between the inputs and the last layer: their outputs are not told by the data.",
  loss: "Loss: One number for how wrong the answers are; training makes it small.",
  median: "Median: The number in the middle: half are smaller, half are larger.",
  precision: "Precision: Of the points that are called 1, the share that is 1.",
  prediction: "Prediction: What a network answers for an input.",
  probability: "Probability: How sure a network is of a class, from 0 to 1.",
  quartile:
    "Quartile: A quarter of the numbers lie below the first one, a quarter above the third.",
  r2: "R²: The share of the variance of y that the answers explain; 0 is no better than the mean.",
  recall: "Recall: Of the points of class 1, the share that is found.",
  step: "Step: One change of all weights, made from one batch.",
  success_rate: "Success rate: The share of the seeds with which a network reaches the target.",
  test_points:
    "Test points: Points kept aside to the end: they judge once what was chosen without them.",
  threshold: "Threshold: The probability above which class 1 is answered.",
  training_points: "Training points: The points that the weights are fitted to.",
  true_negative: "True negative: A point of class 0 that is called 0.",
  true_positive: "True positive: A point of class 1 that is called 1: it is found.",
  validation_points:
    "Validation points: Points kept aside to choose by: a setting, a threshold, when to stop.",
  warped_space:
    "Warped space: The points as a hidden layer hands them on: moved so that a straight cut parts the classes.",
  wilson:
    "Wilson's interval: A range around a measured share which in 95 of 100 cases holds the true one; more seeds narrow it.",
};

/**
 * The words with what they mean, a sentence each.
 * @param {...Term} terms
 */
export const meaning = (...terms) => terms.map((term) => TERMS[term]).join(" ");

/**
 * Has an element say what its words mean, where it is pointed at.
 * @param {HTMLElement} element
 * @param {...Term} terms
 */
export function explain(element, ...terms) {
  element.title = meaning(...terms);
}
