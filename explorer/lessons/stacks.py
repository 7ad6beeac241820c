"""What lessons see of deep stacks: the ledger of a setting, seed by seed."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from explorer.gradients.ledger import Account, LedgerConfig, measure, survival, why
from explorer.gradients.ledger.config import MAX_DRAWS
from explorer.gradients.ledger.link import write
from explorer.lessons.places import (
    Computed,
    Numbers,
)

MILLIONTH = 1e-6
See = Callable[[Account], Numbers]


@lru_cache(16)
def _account(config: LedgerConfig) -> Account:
    return measure(config).accounts[0]


def stacked(config: LedgerConfig, see: See, view: str = "ledger") -> Computed:
    """Stacks on the page Vanishing gradients, and what is seen of their ledger.

    Each seed has draws of its own.
    """

    def compute(seed: int) -> Numbers:
        return see(_account(replace(config, seed=config.seed + seed * MAX_DRAWS)))

    return Computed("gradients", write(config, view), compute)


def left(account: Account) -> float:
    """What is left at layer 1 of the last layer's gradient, the median of the draws."""
    return float(np.median(account.exact.running[:, 0]))


def layer_factors(account: Account) -> Numbers:
    """What a layer's slopes and weights multiply a gradient by, as the page tells it, and both."""
    reasons = why(account)
    factors = reasons.factors if reasons else {}
    slope, weight = factors.get("slope", np.nan), factors.get("weight", np.nan)
    return {"slope": slope, "weight": weight, "layer": slope * weight}


def what_is_left(account: Account) -> Numbers:
    """What is left at layer 1, beside a layer's factors where nothing goes around."""
    if "path" in account.exact.factors:
        return {"left": left(account)}
    return {"left": left(account), **layer_factors(account)}


def layers_to_a_millionth(account: Account) -> Numbers:
    """On how many layers back from the last the median share falls below a millionth."""
    shares = np.median(account.exact.running, axis=0)[::-1]  # (L,) from the last
    below = np.flatnonzero(shares < MILLIONTH)
    layers = float(below[0]) if len(below) else np.inf
    return {"layers": layers, **layer_factors(account)}


def born_dead(account: Account) -> Numbers:
    """The share of the draws with a layer whose every slope is 0."""
    depth = account.exact.outputs.shape[1]
    return {"dead": float((survival(account) <= depth).mean())}
