"""From logit to label: what the last layer and the loss make of it, and how it is judged."""

from explorer.choices.outputs import OUTPUTS, Output
from explorer.outputs.measures import MEASURES, Measure, measures, regression

__all__ = ["MEASURES", "OUTPUTS", "Measure", "Output", "measures", "regression"]
