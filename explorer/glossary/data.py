"""Words about the data: points, classes, and how numbers are made ready."""

from explorer.glossary.places import FORM, LAST, MAPS, trained
from explorer.glossary.record import Term

TERMS = (
    Term(
        "dataset",
        "Data set",
        "The points that a network is to learn from and is judged by.",
        FORM,
        ("data sets",),
    ),
    Term(
        "point",
        "Point",
        "One example: its inputs and the answer that is right for it.",
        MAPS,
        ("points",),
    ),
    Term(
        "class",
        "Class",
        "One of the answers of which exactly one is right.",
        MAPS,
        ("classes", "Class 1", "Share of class 1"),
    ),
    Term(
        "label",
        "Label",
        "What a point is called; where several hold at once, each is yes or no by itself.",
        trained("the run", dataset="two_areas"),
        ("labels",),
    ),
    Term(
        "regression",
        "Regression",
        "Learning a number rather than a class.",
        trained("the run", dataset="wave"),
    ),
    Term(
        "one_hot",
        "One-hot",
        "A class written as a row of zeros with a single 1 at its own place.",
        LAST,
        ("one_hot",),
    ),
    Term(
        "noise",
        "Noise",
        "What is random in the points, so that no network can foresee it.",
        trained("the run", noise="0.3"),
    ),
    Term(
        "standardise",
        "Standardise",
        "To move and scale each input so that it has mean 0 and variance 1.",
        FORM,
        ("standardised", "As drawn, not standardised"),
    ),
    Term(
        "principal_direction",
        "Principal direction",
        "The direction in which the points spread most, or most of what is left at right angles.",
        trained("the maps", dataset="iris"),
        ("principal directions",),
    ),
)
