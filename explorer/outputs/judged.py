"""The registry of measures: what each is called, its formula, and the question it answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One number by which predictions are judged; `formula` is LaTeX, `better` its good end."""

    key: str
    label: str
    formula: str
    question: str
    better: str = "high"  # "high", "low", "zero", or "" where it says nothing of the network


_ENTRIES = (
    Measure(
        "accuracy",
        "Accuracy",
        r"\frac{TP + TN}{TP + TN + FP + FN}",
        "Of all points, how many are right? Read it beside the base rate.",
    ),
    Measure(
        "base_rate",
        "Base rate",
        r"\frac{\max(P, N)}{P + N}",
        "How many would be right if every point were called the commonest class?",
        "",
    ),
    Measure(
        "precision",
        "Precision",
        r"\frac{TP}{TP + FP}",
        "Of the points called 1, how many are 1?",
    ),
    Measure(
        "recall",
        "Recall",
        r"\frac{TP}{TP + FN}",
        "Of the points that are 1, how many are found?",
    ),
    Measure(
        "f1",
        "F1",
        r"\frac{2 \cdot \mathrm{precision} \cdot \mathrm{recall}}"
        r"{\mathrm{precision} + \mathrm{recall}}",
        "Are precision and recall both good? One small one makes it small.",
    ),
    Measure(
        "fpr",
        "False positive rate",
        r"\frac{FP}{FP + TN}",
        "Of the points that are 0, how many are called 1 by mistake?",
        "low",
    ),
    Measure(
        "tpr",
        "True positive rate",
        r"\frac{TP}{TP + FN}",
        "Of the points that are 1, how many are called 1? Another name for recall.",
    ),
    Measure(
        "macro_precision",
        "Precision, mean of the classes",
        r"\frac{1}{K} \sum_k \frac{C_{kk}}{\sum_i C_{ik}}",
        "Of the points called k, how many are k, each class counting the same?",
    ),
    Measure(
        "macro_recall",
        "Recall, mean of the classes",
        r"\frac{1}{K} \sum_k \frac{C_{kk}}{\sum_i C_{ki}}",
        "Of the points of class k, how many are found, each class counting the same?",
    ),
    Measure(
        "macro_f1",
        "F1, mean of the classes",
        r"\frac{1}{K} \sum_k F_{1,k}",
        "Is every class told well, the rare ones too?",
    ),
    Measure(
        "all_right",
        "All labels right",
        r"\frac{1}{N} \sum_n \left[ \hat{y}_n = y_n \right]",
        "Of all points, how many have every one of their labels right?",
    ),
    Measure(
        "labels_right",
        "Labels right",
        r"\frac{1}{N K} \sum_n \sum_k \left[ \hat{y}_{nk} = y_{nk} \right]",
        "Of all labels of all points, how many are right?",
    ),
    Measure(
        "mse",
        "Mean squared error",
        r"\frac{1}{N} \sum_n (\hat{y}_n - y_n)^2",
        "How large is an error, squared? One large error counts more than many small ones.",
        "low",
    ),
    Measure(
        "mae",
        "Mean absolute error",
        r"\frac{1}{N} \sum_n \left| \hat{y}_n - y_n \right|",
        "How large is an error, in the unit of y?",
        "low",
    ),
    Measure(
        "mbe",
        "Mean bias error",
        r"\frac{1}{N} \sum_n (\hat{y}_n - y_n)",
        "Is the prediction too high or too low as a whole? Errors of both signs cancel.",
        "zero",
    ),
    Measure(
        "r2",
        "R²",
        r"1 - \frac{\sum_n (\hat{y}_n - y_n)^2}{\sum_n (y_n - \bar{y})^2}",
        "What share of the variance of y is explained? 0 is no better than the mean.",
    ),
)

MEASURES: dict[str, Measure] = {entry.key: entry for entry in _ENTRIES}
