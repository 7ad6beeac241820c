"""When a network is said to overfit: one rule, for every sentence that says so."""

from math import sqrt

from explorer.words import GAP, OVERFIT, SURE


def overfits(
    right: tuple[float, float], loss: tuple[float, float], best: float, guessing: float, count: int
) -> bool:
    """Whether a network fits the points it trains on at the cost of others.

    `right` and `loss` are of the training and of the `count` validation points, `best` the least
    validation loss so far, and `guessing` that of answering all alike. The gap must be more than
    so few points may show by chance, and the validation loss must have risen past the training's.
    """
    share = min(max(right[1], 0.0), 1.0)
    by_chance = SURE * sqrt(share * (1 - share) / count)
    is_gap = right[0] - right[1] > max(GAP, by_chance)
    return is_gap and loss[1] - max(best, loss[0]) > OVERFIT * guessing
