"""The edge of chaos by mean-field theory, as a line over a measured map."""

import numpy as np

from explorer.activations import get
from explorer.meanfield import MeanFieldError
from explorer.meanfield.criticality import critical_line
from explorer.sweeps.map import Map

POINTS = 65  # of the line
NAME = "edge of chaos, theory"
AXES = {"weight_variance", "bias_variance"}


def edges(chart: Map) -> np.ndarray | None:
    """The edge of each function in the map's quantities, (functions, POINTS, 2): across and up.

    None where the map does not show σ_w² over σ_b²; no number where a function has no edge.
    """
    if {chart.across, chart.up} != AXES:
        return None
    upright = chart.across == "weight_variance"
    low, high = chart.ends[2:] if upright else chart.ends[:2]
    biases = low + (high - low) * np.linspace(0, 1, POINTS) ** 2  # it bends most at the lower end
    lines = [np.stack([_critical(key, biases), biases], axis=1) for key in chart.functions]
    return np.array([line if upright else line[:, ::-1] for line in lines])


def _critical(key: str, biases: np.ndarray) -> np.ndarray:
    try:
        return critical_line(get(key), biases)
    except MeanFieldError:
        return np.full(len(biases), np.nan)


def remark(chart: Map) -> str:
    """Where the line holds."""
    hidden = chart.run.hidden
    width = f"{min(hidden)} units" if hidden else "no hidden layer"
    return (
        f"The line is exact for endlessly wide and deep networks before training; with {width} and "
        f"{len(hidden)} layers the measured border lies near it, and is blurred."
    )
