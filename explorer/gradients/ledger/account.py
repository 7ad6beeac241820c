"""What a ledger holds of one activation, draw by draw and layer by layer, and its quartiles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

EDGES = np.linspace(-8, 8, 81)  # of the histogram's bins


@dataclass(frozen=True)
class Factor:
    """One thing that a layer does to a gradient on the way from its output to its input."""

    key: str
    label: str
    remark: str
    name: str  # inside a sentence


_ENTRIES = (
    Factor("slope", "Slopes", "‖f′ ⊙ g‖ / ‖g‖: through the activation.", "slopes"),
    Factor("norm", "Norm", "Through the normalisation before it.", "norm"),
    Factor("weight", "Weights", "‖Wᵀδ‖ / ‖δ‖: through the weights.", "weights"),
    Factor("path", "Way around", "‖Wᵀδ + g‖ / ‖Wᵀδ‖: with what goes around.", "way around"),
)

FACTORS: dict[str, Factor] = {entry.key: entry for entry in _ENTRIES}


def quartiles(draws: np.ndarray) -> np.ndarray:
    """Lower quartile, median and upper quartile over the first axis of (D, …): (3, …).

    Each is the value of one draw, so that 0 and ∞ need no arithmetic; draws that are NaN do not
    count, and where all are the result is NaN.
    """
    ordered = np.sort(draws, axis=0)  # NaN last
    last = np.maximum((~np.isnan(draws)).sum(axis=0) - 1, 0)
    picks = [np.rint(share * last).astype(int)[None] for share in (0.25, 0.5, 0.75)]
    return np.concatenate([np.take_along_axis(ordered, pick, axis=0) for pick in picks])


def over(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below: ∞ where only that below is 0, NaN where both are 0 or both ∞."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore", under="ignore"):
        return above / below


@dataclass(frozen=True)
class Gradients:
    """Norms of the loss's gradient on the way back, all float64; ∞ where one is no number.

    A layer's factors multiply what stands at its output to what stands at its input, which is the
    layer before; NaN where nothing is left to multiply. `discrepancy` is the largest relative
    difference between a layer's product of factors and the ratio of the two norms measured; NaN
    where there is none to compare.
    """

    inputs: np.ndarray  # (D,) by the network's inputs
    outputs: np.ndarray  # (D, L) by each hidden layer's output
    weights: np.ndarray  # (D, L) by its weights
    factors: dict[str, np.ndarray]  # (D, L) each, the keys in the order of the way back
    discrepancy: float

    @property
    def running(self) -> np.ndarray:
        """All factors between a layer's output and the last's, multiplied, (D, L).

        1 at the last layer; 0 wherever nothing arrives, there too.
        """
        return _shares(self.outputs)

    @property
    def share(self) -> np.ndarray:
        """The same of the gradients by each layer's weights, (D, L)."""
        return _shares(self.weights)

    @property
    def sound(self) -> bool:
        """Whether every norm is a finite number above 0."""
        norms = np.concatenate([self.outputs, self.weights])
        return bool(np.isfinite(norms).all() and (norms > 0).all())


def _shares(norms: np.ndarray) -> np.ndarray:
    return np.where(norms == 0, 0.0, over(norms, norms[:, -1:]))


@dataclass(frozen=True)
class Signals:
    """What enters the activation of each hidden layer on the way forward, all float64."""

    mean: np.ndarray  # (D, L) over units and points
    variance: np.ndarray  # (D, L)
    saturated: np.ndarray  # (D, L) share of values with |f′| < FLAT; NaN after overflow
    dead: np.ndarray  # (D, L) share of units whose slope is 0 at every point; NaN after overflow
    correlation: np.ndarray  # (D, L + 1) mean cosine of pairs of points, first of the inputs
    histogram: np.ndarray  # (L, B + 2) share of values in the bins, first and last what lies beyond


@dataclass(frozen=True)
class Account:
    """One activation's ledger. D draws, L hidden layers, B bins.

    `gradients` are computed in the config's number format. `exact` are the same in float64; where
    the format's are all finite and above 0 they are not computed again.
    """

    activation: str
    gradients: Gradients
    exact: Gradients
    signals: Signals


def join(parts: Sequence[Account]) -> Account:
    """The accounts of an activation's groups of draws as one."""
    draws = np.array([len(part.gradients.inputs) for part in parts])
    signals = {
        name: np.concatenate([getattr(part.signals, name) for part in parts])
        for name in ("mean", "variance", "saturated", "dead", "correlation")
    }
    histograms = np.stack([part.signals.histogram for part in parts])
    histogram = np.average(histograms, axis=0, weights=draws)
    return Account(
        parts[0].activation,
        _join([part.gradients for part in parts]),
        _join([part.exact for part in parts]),
        Signals(**signals, histogram=histogram),
    )


def _join(parts: Sequence[Gradients]) -> Gradients:
    return Gradients(
        np.concatenate([part.inputs for part in parts]),
        np.concatenate([part.outputs for part in parts]),
        np.concatenate([part.weights for part in parts]),
        {key: np.concatenate([part.factors[key] for part in parts]) for key in parts[0].factors},
        float(np.fmax.reduce([part.discrepancy for part in parts])),
    )
