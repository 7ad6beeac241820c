"""Points with several labels at once: areas of the plane that overlap."""

from typing import Any

import numpy as np

from explorer.choices.points import Dataset, Points, disturbed

REACH = 2.0  # half the side of the square that is sampled


def _areas(*insides: Any) -> Any:
    """A maker of points spread over a square; `insides` tell, of x (n, 2), who has each label."""

    def draw(n: int, noise: float, random: np.random.RandomState) -> Points:
        x = random.uniform(-REACH, REACH, (n, 2))
        y = np.column_stack([inside(x) for inside in insides])
        return disturbed(x, noise, random), y.astype(np.int64)

    return draw


def _disc(across: float, up: float, radius: float) -> Any:
    return lambda x: np.hypot(x[:, 0] - across, x[:, 1] - up) < radius


LABELLED = (
    Dataset(
        "two_areas",
        "Two areas",
        2,
        "Two labels, each of a disc: a point may have both, one or none.",
        _areas(_disc(-0.6, 0.0, 1.2), _disc(0.6, 0.0, 1.2)),
        kind="labels",
    ),
    Dataset(
        "stripe_and_disc",
        "Stripe and disc",
        2,
        "Two labels: above a line, and inside a disc that the line crosses.",
        _areas(lambda x: x[:, 0] + x[:, 1] > 0, _disc(0.0, 0.0, 1.3)),
        kind="labels",
    ),
)
