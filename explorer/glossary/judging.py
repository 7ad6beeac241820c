"""Words about judging: how good answers are, on which points, and how sure that is."""

from explorer.glossary.places import GAP, MAPS, RACE, THRESHOLDS, trained
from explorer.glossary.record import Place, Term

TERMS = (
    Term(
        "accuracy",
        "Accuracy",
        "The share of points that are answered right.",
        MAPS,
        (
            "validation accuracy",
            "At a validation accuracy of",
        ),
    ),
    Term(
        "guessing",
        "Guessing",
        "Answering without looking at the point: by the shares of the classes, or the mean.",
        MAPS,
        ("guess",),
    ),
    Term(
        "base_rate",
        "Base rate",
        "What is right by always naming the commonest class.",
        THRESHOLDS,
    ),
    Term(
        "threshold",
        "Threshold",
        "The probability above which class 1 is answered.",
        THRESHOLDS,
        ("thresholds",),
    ),
    Term(
        "confusion_matrix",
        "Confusion matrix",
        "A table that counts the points by what they are and what they are called.",
        THRESHOLDS,
    ),
    Term(
        "true_negative",
        "True negative",
        "A point of class 0 that is called 0.",
        THRESHOLDS,
        ("TN",),
    ),
    Term(
        "false_positive",
        "False positive",
        "A point of class 0 that is called 1: a false alarm.",
        THRESHOLDS,
        ("FP",),
    ),
    Term(
        "false_negative",
        "False negative",
        "A point of class 1 that is called 0: it is missed.",
        THRESHOLDS,
        ("FN",),
    ),
    Term(
        "true_positive",
        "True positive",
        "A point of class 1 that is called 1: it is found.",
        THRESHOLDS,
        ("TP",),
    ),
    Term(
        "false_positive_rate",
        "False positive rate",
        "Of the points of class 0, the share that is called 1 by mistake.",
        THRESHOLDS,
        ("FPR",),
    ),
    Term(
        "recall",
        "Recall",
        "Of the points of class 1, the share that is found.",
        THRESHOLDS,
        ("TPR", "True positive rate", "Recall, mean of the classes"),
    ),
    Term(
        "precision",
        "Precision",
        "Of the points that are called 1, the share that is 1.",
        THRESHOLDS,
        ("Precision, mean of the classes",),
    ),
    Term(
        "f1",
        "F1",
        "The harmonic mean of precision and recall: small as soon as one of them is.",
        THRESHOLDS,
        ("F1, mean of the classes",),
    ),
    Term(
        "roc",
        "ROC",
        "A curve over all thresholds: the share of class 1 found, by the share of class 0 called "
        "1 by mistake.",
        THRESHOLDS,
    ),
    Term(
        "auc",
        "AUC",
        "The area under the ROC: how often a point of class 1 is ranked above one of class 0.",
        THRESHOLDS,
        ("area under the curve",),
    ),
    Term(
        "r2",
        "R²",
        "The share of the variance of y that the answers explain; 0 is no better than the mean.",
        trained("the run", dataset="wave"),
    ),
    Term(
        "training_points",
        "Training points",
        "The points that the weights are fitted to.",
        MAPS,
        ("training point", "train"),
    ),
    Term(
        "validation_points",
        "Validation points",
        "Points kept aside to choose by: a setting, a threshold, when to stop.",
        MAPS,
        ("validation", "Validation share", "Kept from training", "validation loss"),
    ),
    Term(
        "test_points",
        "Test points",
        "Points kept aside to the end: they judge once what was chosen without them.",
        MAPS,
        ("test", "Test share"),
    ),
    Term(
        "overfitting",
        "Overfitting",
        "Learning training points by heart: the training loss falls on while the validation loss "
        "rises.",
        GAP,
        ("learnt by heart",),
    ),
    Term(
        "generalisation_gap",
        "Generalisation gap",
        "How much better a network does on its training points than on others.",
        GAP,
        ("generalisation", "generalise", "generalises"),
    ),
    Term(
        "bias_and_variance",
        "Bias and variance",
        "How far off networks are on average over many draws of the data, and how much they "
        "differ.",
        Place(
            "outputs",
            "twenty draws",
            {"outputs_tab": "generalisation", "generalisation_picture": "draws"},
        ),
    ),
    Term(
        "seed",
        "Seed",
        "The number that random draws begin from: with the same one, a run comes out the same.",
        RACE,
        ("seeds", "Seed of the weights", "Seed of the points"),
    ),
    Term(
        "draw",
        "Draw",
        "One random choice of all first weights, or of all points.",
        Place("gradients", "layer by layer"),
        ("draws", "Draws of the weights"),
    ),
    Term(
        "target",
        "Target",
        "The validation accuracy from which on a network counts as a success.",
        RACE,
    ),
    Term(
        "success_rate",
        "Success rate",
        "The share of the seeds with which a network reaches the target.",
        RACE,
        ("success rates",),
    ),
    Term(
        "wilson",
        "Wilson's interval",
        "A range around a measured share which in 95 of 100 cases holds the true one; more "
        "seeds narrow it.",
        RACE,
        ("Wilson's intervals", "interval", "intervals"),
    ),
    Term(
        "median",
        "Median",
        "The number in the middle: half are smaller, half are larger.",
        RACE,
    ),
    Term(
        "quartile",
        "Quartile",
        "A quarter of the numbers lie below the first one, a quarter above the third.",
        RACE,
        ("quartiles",),
    ),
)
