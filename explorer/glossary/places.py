"""Pictures where several terms are seen."""

from explorer.glossary.record import Place

CARD = Place("functions", "the property card")
TABLE = Place("functions", "the table", {"view": "table"})
VECTORS = Place("functions", "bars of outputs", {"view": "vectors"})

MAPS = Place("training", "the maps")
NETWORK = Place("training", "the network drawn")
TIME_LINE = Place("training", "the time line")
FORM = Place("training", "the form")
FOLDS = Place("training", "the fold lines", {"training_view": "folds"})
WARPED = Place("training", "the warped space", {"training_view": "warped"})

STACK = Place("gradients", "layer by layer")
CURES = Place("gradients", "the cures", {"gradients_view": "cures"})
CHAOS = Place("gradients", "the edge of chaos", {"gradients_view": "chaos"})
CHAIN = Place("gradients", "the chain rule", {"gradients_view": "chain_rule"})

LOGITS = Place("outputs", "logit to label", {"outputs_tab": "logits"})
LOGISTIC = Place("outputs", "line and odds", {"outputs_tab": "logistic"})
LOSSES = Place("outputs", "loss and slope", {"outputs_tab": "losses"})
LAST = Place("outputs", "the last layers", {"outputs_tab": "last"})
THRESHOLDS = Place("outputs", "matrix and ROC", {"outputs_tab": "thresholds"})
GAP = Place("outputs", "the course of training", {"outputs_tab": "generalisation"})
HILL = Place("outputs", "the balls", {"outputs_tab": "descent"})

RACE = Place("race", "the success rates")
PIXELS = Place("map", "the map")


def curve(function: str) -> Place:
    """A function's curve with its slope."""
    return Place("functions", "its curve", {"function": function})


def trained(picture: str, **settings: str) -> Place:
    """A run on Training with these settings."""
    return Place("training", picture, {f"training_{name}": text for name, text in settings.items()})


def balls(optimiser: str) -> Place:
    """An optimiser's ball on its way down."""
    return Place("outputs", "its ball", {"outputs_tab": "descent", "descent_optimisers": optimiser})
