"""Bias and variance: one network trained on many draws of the data, their mean and their spread.

Geman, Bienenstock and Doursat, Neural Networks and the Bias/Variance Dilemma, 1992: of the squared
error of a probability p, over draws D and places x,
E[(p − t)²] = (E_D p − t)² + E_D[(p − E_D p)²], bias² and variance.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import torch

from explorer.choices.losses import LOSSES
from explorer.config import RunConfig
from explorer.engine import Trainer
from explorer.engine.data import RIM
from explorer.engine.evaluation import logits
from explorer.limits import CORES
from explorer.outputs.generalisation import maps
from explorer.words import number

DRAWS = 20
FIGURE, PLACES = 2000, 1000  # points without noise, and fresh ones that are judged
FRESH = 1_000_003  # a seed that no draw has


@dataclass(frozen=True)
class Spread:
    """What D networks, trained on draws of their own from equal weights, make of one data set.

    The truth at a place is the label of the nearest point of the figure without noise.
    """

    maps: np.ndarray  # (D, GRID, GRID) float32: of class 1, row 0 at the bottom
    extent: float  # half the side of their square
    figure: np.ndarray  # (FIGURE, 2) without noise, as standardised as the draws
    labels: np.ndarray  # (FIGURE,) int64
    bias: float  # squared
    variance: float
    error: float  # mean (p − truth)², the sum of both
    diverged: int  # of the draws

    @property
    def mean(self) -> np.ndarray:
        """(GRID, GRID)."""
        return self.maps.mean(axis=0)

    @property
    def deviation(self) -> np.ndarray:
        """The standard deviation of p over the draws, (GRID, GRID), at most ½."""
        return self.maps.std(axis=0)


def spread(config: RunConfig, draws: int = DRAWS) -> Spread:
    """Train the first network of a run on draws 0 … D − 1 of the data, all else being equal.

    Raises ValueError as `sample` does.
    """
    with ThreadPoolExecutor(CORES) as threads:
        trainers = list(threads.map(lambda seed: _trained(config, seed), range(draws)))
    figure, labels, places = truth_of(config)
    extent = RIM * float(np.abs(places).max())
    rows = torch.cat([one.stack.parameters[:1] for one in trainers]).cpu().numpy()
    p = _answers(trainers[0], rows, places)
    t = labels[nearest(figure, places)]
    mean = p.mean(axis=0)
    return Spread(
        maps(trainers[0], rows, extent),
        extent,
        figure,
        labels,
        float(((mean - t) ** 2).mean()),
        float(p.var(axis=0).mean()),
        float(((p - t) ** 2).mean()),
        sum(one.diverged_at[0] is not None for one in trainers),
    )


def _trained(config: RunConfig, seed: int) -> Trainer:
    trainer = Trainer(replace(config, data_seed=seed))
    trainer.train(config.steps)
    return trainer


def _answers(trainer: Trainer, rows: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The probability of class 1 by each network at each place, (D, PLACES) float64."""
    stack = trainer.stack.take([0] * len(rows), "cpu")
    stack.parameters[:] = torch.from_numpy(rows)
    z = logits(stack, torch.from_numpy(places.astype(np.float32)))
    return LOSSES[trainer.config.objective].answers(z)[..., -1].double().numpy()


def truth_of(config: RunConfig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The figure without noise (FIGURE, 2), its labels, and fresh places with noise (PLACES, 2).

    All are moved and scaled alike, as points with noise are.
    """
    dataset = config.data
    noisy, _ = dataset.draw(FIGURE, config.noise, np.random.RandomState(FRESH))
    figure, labels = dataset.draw(FIGURE, 0.0, np.random.RandomState(FRESH))
    middle, scale = noisy.mean(axis=0), noisy.std(axis=0)
    places = np.random.RandomState(FRESH).permutation((noisy - middle) / scale)[:PLACES]
    return (figure - middle) / scale, labels.astype(np.int64), places


def nearest(figure: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The index (N,) of the point of the figure that is nearest to each place (N, 2)."""
    from scipy.spatial import KDTree

    return np.asarray(KDTree(figure).query(places)[1])


def verdict(found: Spread) -> str:
    """Which of the two weighs more, in one sentence with the numbers."""
    told = (
        f"bias² {number(found.bias)} + variance {number(found.variance)} = "
        f"squared error {number(found.error)}"
    )
    if found.bias > 4 * found.variance:
        return f"The networks agree, and are wrong alike: {told}. A larger network bends more."
    if found.variance > 0.5 * found.bias:
        return f"Each draw gives another boundary: {told}. More points bring them together."
    return f"The bias weighs more than the variance, and both count: {told}."
