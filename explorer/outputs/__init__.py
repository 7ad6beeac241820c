"""From logit to label: what the last layer and the loss make of it, and how it is judged."""

from explorer.outputs.measures import MEASURES, Measure, measures, regression

__all__ = ["MEASURES", "Measure", "measures", "regression"]
