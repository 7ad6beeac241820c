"""The ledger in one sentence with a fraction, and the product that makes it so."""

from dataclasses import dataclass

import numpy as np

from explorer.activations import get
from explorer.gradients.ledger.account import FACTORS, Account, Gradients
from explorer.gradients.ledger.config import LedgerConfig
from explorer.gradients.ledger.theory import theory, variances
from explorer.gradients.ledger.words import cause, middle
from explorer.words import UNCHANGED, count, factor, fraction, number, ten

COUNTS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
QUARTERS = {0.25: "¼", 0.5: "½", 0.75: "¾"}


@dataclass(frozen=True)
class Told:
    """The draw that stands for all: the one whose first layer's share is the median.

    `draw` is its place, None where no sentence can be made of shares; `lost` and `draws` count
    those whose first layer gets nothing, and all whose numbers are finite.
    """

    draw: int | None
    lost: int
    draws: int


def told(exact: Gradients) -> Told:
    """Which draw to tell of; where most draws lose their gradient, one that ends in the middle."""
    finite = np.flatnonzero(np.isfinite(exact.outputs).all(axis=1))
    every = len(exact.outputs)
    if 2 * len(finite) <= every:
        return Told(None, 0, every)
    lost = finite[exact.outputs[finite, 0] == 0]
    if 2 * len(lost) > len(finite):
        ends = (exact.outputs[lost] == 0).sum(axis=1)
        return Told(int(lost[middle(ends)]), len(lost), every)
    alive = np.setdiff1d(finite, lost)
    shares = exact.running[alive, 0] if exact.outputs.shape[1] > 1 else exact.outputs[alive, 0]
    return Told(int(alive[middle(shares)]), len(lost), every)


def headline(config: LedgerConfig, account: Account, at_weights: bool = False) -> str:
    """What layer 1 gets of the gradient that the last layer gets, at its outputs or weights."""
    said = _said(config, account, at_weights)
    if len(config.activations) > 1:
        said = f"{get(account.activation).label}: {said}"
    return said[:1].upper() + said[1:]


def _said(config: LedgerConfig, account: Account, at_weights: bool) -> str:
    exact = account.exact
    if variances(config)[0] == 0:
        return "no gradient reaches any layer: every weight is 0."
    found = told(exact)
    if found.draw is None:
        return "the numbers grow too large even for float64: no gradient can be measured."
    if not exact.outputs[found.draw].any():
        return "no gradient reaches any layer: nothing comes back from the output layer."
    if 2 * found.lost > found.draws:
        return f"layer 1 gets nothing in {found.lost} of {found.draws} draws."
    norms = exact.weights if at_weights else exact.outputs
    said = _share(norms[found.draw], at_weights)
    if found.lost:
        said += f"; in {found.lost} of {found.draws} draws it gets nothing"
    return f"{said}{_in_format(config, account, found.draw, at_weights)}."


def _share(norms: np.ndarray, at_weights: bool) -> str:
    """One draw's first layer beside its last, (L,) norms."""
    first, last = norms[0], norms[-1]
    depth = len(norms)
    if depth == 1:
        where = "the weights of the one hidden layer get" if at_weights else "the hidden layer gets"
        return f"{where} a gradient of length {number(first, 2)}"
    one, gets = ("the weights of layer 1", "get") if at_weights else ("layer 1", "gets")
    other = f"those of layer {depth} get" if at_weights else f"layer {depth} gets"
    if first == 0:
        return f"{one} {gets} nothing"
    if last == 0:
        return f"{one} {gets} a gradient, {other} none"
    with np.errstate(over="ignore"):
        ratio = float(first / last)
    if abs(ratio - 1) <= UNCHANGED:
        return f"{one} {gets} as much gradient as {other.rsplit(' ', 1)[0]}"
    if ratio < 1:
        return f"{one} {gets} {fraction(ratio)} of the gradient that {other}"
    times = count(ratio) if np.isfinite(ratio) else f"over {ten(308)}"
    return f"{one} {gets} {times} times the gradient that {other}"


def _in_format(config: LedgerConfig, account: Account, draw: int, at_weights: bool) -> str:
    """What the number format makes of the first layer's gradient, where that is something else."""
    found = account.gradients.weights if at_weights else account.gradients.outputs
    exact = account.exact.weights if at_weights else account.exact.outputs
    if not np.isfinite(found[draw]).all():
        return f", but {config.number_format} overflows"
    rounded = found[draw, 0] == 0 and exact[draw, 0] > 0
    return f", which {config.number_format} rounds to 0" if rounded else ""


@dataclass(frozen=True)
class Why:
    """The way back of one draw: what its layers multiply by, and what is left at each.

    `factors` are geometric means over the `count` layers between the first and the last that let
    something pass; `closed` counts those that do not. `left` (L,) is the share at each layer, 1 at
    the last. `lost` says that most draws lose their gradient on the way.
    """

    factors: dict[str, float]
    count: int
    closed: int
    left: np.ndarray
    lost: bool


def why(account: Account) -> Why | None:
    """The product behind the headline; None where the draws leave the numbers of float64."""
    exact = account.exact
    found = told(exact)
    if found.draw is None:
        return None
    values = np.stack([draws[found.draw, 1:] for draws in exact.factors.values()])  # (K, L − 1)
    through = (np.isfinite(values) & (values > 0)).all(axis=0)
    if through.any():
        means = np.exp(np.log(values[:, through]).mean(axis=1)).tolist()
    else:
        means = [0.0] * len(values)
    return Why(
        dict(zip(exact.factors, means, strict=True)),
        int(through.sum()),
        int((~through).sum()),
        exact.running[found.draw],
        2 * found.lost > found.draws,
    )


def why_line(config: LedgerConfig, account: Account) -> str:
    """One layer's factors, their product, and what as many layers make of it."""
    found, reasons = told(account.exact), why(account)
    if reasons is None or found.draw is None:
        return "The range of float64 ends at 10³⁰⁸; choose fewer layers or smaller weights."
    if variances(config)[0] == 0:
        return "The gradient is multiplied by the weights, and every weight is 0."
    if reasons.lost:
        return _loss(account, found.draw)
    if config.depth == 1:
        return "With one hidden layer nothing is multiplied: choose two or more."
    if not reasons.count:
        return "Why: through the layers nothing passes, only around them."
    steps = [
        f"× {factor(value, 3)} ({FACTORS[key].name if key != 'slope' else _slope(config, account)})"
        for key, value in reasons.factors.items()
    ]
    product = float(np.prod(list(reasons.factors.values())))
    left = float(np.exp(reasons.count * np.log(product)))
    said = f"Why: one layer {' '.join(steps)} = × {factor(product, 3)}"
    if reasons.count > 1:
        many = COUNTS[reasons.count] if reasons.count < len(COUNTS) else str(reasons.count)
        said += f"; {many} of them: {number(left, 2)}"
    if reasons.closed:
        said += f"; through {reasons.closed} more nothing passes, only around"
    return said


def _loss(account: Account, draw: int) -> str:
    """What stops the gradient in most draws."""
    exact = account.exact
    lost = exact.outputs[:, 0] == 0
    if (survival(account)[lost] <= exact.outputs.shape[1]).all():
        return (
            "Why: each of these draws has a layer whose slopes are all 0, whatever the input: "
            "nothing passes back."
        )
    layer = int((exact.outputs[draw] == 0).sum())
    return f"Why: in the median of these draws {cause(exact, draw, layer)}."


def _slope(config: LedgerConfig, account: Account) -> str:
    """The slopes' name, with the most that a slope can be."""
    most = theory(config, account.activation).lipschitz
    if most is None or not np.isfinite(most):
        return "slope"
    return f"slope ≤ {QUARTERS.get(most) or number(most, 2)}"


def survival(account: Account) -> np.ndarray:
    """The first layer, from 1, whose every slope is 0 in each draw (D,); L + 1 if none is."""
    dead = account.signals.dead >= 1
    return np.where(dead.any(axis=1), dead.argmax(axis=1) + 1, dead.shape[1] + 1)
