"""Words about a network: what it is made of, how its weights begin, and what it draws."""

from explorer.glossary.places import (
    CURES,
    FOLDS,
    FORM,
    LAST,
    LOGISTIC,
    LOGITS,
    MAPS,
    NETWORK,
    WARPED,
    trained,
)
from explorer.glossary.record import Term

TERMS = (
    Term(
        "unit",
        "Unit",
        "Multiplies each input by a weight, adds all and a bias, and applies the activation.",
        NETWORK,
        ("units", "neuron"),
    ),
    Term(
        "weight",
        "Weight",
        "The number that a unit multiplies an input by; training changes it.",
        NETWORK,
        ("weights",),
    ),
    Term(
        "bias",
        "Bias",
        "The number that a unit adds to its weighted sum: it moves the place of the bend.",
        NETWORK,
        ("biases",),
    ),
    Term(
        "layer",
        "Layer",
        "Units side by side that all get the same inputs.",
        NETWORK,
        ("layers",),
    ),
    Term(
        "hidden_layer",
        "Hidden layer",
        "Units between the inputs and the last layer: their outputs are not told by the data.",
        NETWORK,
        ("hidden layers", "depth"),
    ),
    Term(
        "width",
        "Width",
        "How many units a layer has.",
        NETWORK,
        ("Units per layer", "Units in each", "Units of each layer"),
    ),
    Term(
        "bottleneck",
        "Bottleneck",
        "A layer so narrow that what it cannot pass on is lost for all that follow.",
        trained("the run", preset="bottleneck"),
    ),
    Term(
        "input",
        "Input",
        "A number that a network is given of each point; it is also called a feature.",
        NETWORK,
        ("inputs",),
    ),
    Term(
        "last_layer",
        "Last layer",
        "The units whose outputs are the answer; their number and the loss depend on what is "
        "asked.",
        LAST,
        ("Problem", "A pair that does not fit"),
    ),
    Term(
        "logit",
        "Logit",
        "The number that a sigmoid or a softmax turns into a probability: the logarithm of the "
        "odds.",
        LOGITS,
        ("logits", "Logits up to", "Logits at the start", "mean logit", "logit z"),
    ),
    Term(
        "probability",
        "Probability",
        "How sure a network is of a class, from 0 to 1.",
        LOGITS,
        ("probabilities", "σ(z)"),
    ),
    Term(
        "odds",
        "Odds",
        "How many times as likely something is as its opposite: p / (1 − p).",
        LOGISTIC,
    ),
    Term(
        "logistic_regression",
        "Logistic regression",
        "A network without hidden layers: a sigmoid of one weighted sum, with a straight boundary.",
        LOGISTIC,
    ),
    Term(
        "prediction",
        "Prediction",
        "What a network answers for an input.",
        trained("the surface", dataset="wave"),
        ("predictions",),
    ),
    Term(
        "decision_boundary",
        "Decision boundary",
        "Where a network's answer changes from one class to another.",
        MAPS,
        ("boundary", "boundaries"),
    ),
    Term(
        "fold",
        "Fold line",
        "Where a unit's weighted sum is 0: there ReLU has its kink, and the surface its crease.",
        FOLDS,
        ("fold lines", "folds", "fold"),
    ),
    Term(
        "region",
        "Linear region",
        "A piece of the plane between folds, on which a network of ReLUs is a flat surface.",
        FOLDS,
        ("linear regions", "region", "regions"),
    ),
    Term(
        "warped_space",
        "Warped space",
        "The points as a hidden layer hands them on: moved so that a straight cut parts the "
        "classes.",
        WARPED,
    ),
    Term(
        "residual",
        "Residual connection",
        "Adds a layer's input to its output, so that signal and gradient also pass unchanged.",
        CURES,
        ("residual connections", "residual"),
    ),
    Term(
        "normalisation",
        "Normalisation",
        "Brings the sums of a layer to mean 0 and variance 1 before its activation.",
        CURES,
        ("norm", "norms"),
    ),
    Term(
        "layer_norm",
        "Layer norm",
        "Gives a layer's sums mean 0 and variance 1 over its units, for each point alone.",
        trained("the run", norm="layer"),
    ),
    Term(
        "batch_norm",
        "Batch norm",
        "Gives each unit's sums mean 0 and variance 1 over the points of a batch.",
        trained("the run", norm="batch"),
    ),
    Term(
        "initialisation",
        "Initialisation",
        "The rule by which the first weights are drawn, before any training.",
        FORM,
        ("Initialiser", "initialisers"),
    ),
    Term(
        "init_scale",
        "Init scale",
        "A factor on all first weights.",
        FORM,
    ),
    Term(
        "xavier",
        "Xavier",
        "First weights of variance 2 / (fan-in + fan-out): made for tanh, so that neither signal "
        "nor gradient fades.",
        trained("the form", init="xavier"),
        ("Glorot", "Xavier (uniform)"),
    ),
    Term(
        "he",
        "He",
        "First weights of variance 2 / fan-in: twice as much, since ReLU cuts off half of a "
        "signal.",
        trained("the form", init="he"),
        ("He (normal)",),
    ),
    Term(
        "lecun",
        "LeCun",
        "First weights of variance 1 / fan-in, which keep a linear layer's signals as strong as "
        "they are.",
        trained("the form", init="lecun"),
        ("LeCun (normal)",),
    ),
    Term(
        "fan_in",
        "Fan-in",
        "How many inputs a unit has.",
        NETWORK,
        ("fan_in",),
    ),
)
