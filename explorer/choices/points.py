"""What a data set is: a maker of points on a plane, each with what a network is to say of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from explorer.choices.palette import CLASSES

Points = tuple[np.ndarray, np.ndarray]  # x (N, 2 or 1) float64 and y, as `Dataset.make` has them
Draw = Callable[..., Any]  # of n, noise and a RandomState, x and y as they were drawn
MOST_CLASSES = len(CLASSES)  # told apart: each has a colour
MOST_INPUTS = 256  # columns of a table that networks are given
CURVE_HEIGHT = 0.9  # of half the square shown, where the highest value of a curve lies
MOST_DRAWS = 12  # times that twice as many points are drawn, for a share of one class


@dataclass(frozen=True)
class Dataset:
    """A maker of points with their targets.

    `make(n, noise, seed)` gives x (n, 2) float64, each column of mean 0 and variance 1, and y: of
    classes (n,) int64 in 0 … classes − 1, of several labels (n, classes) int64 of 0 and 1, and of a
    regression (n,) float64. Where one `axis` alone comes in, x is (n, 1). `noise` is the standard
    deviation of Gaussian noise, in units of the figure's radius, so that 0 draws the figure itself.
    Equal arguments, equal points.

    A table has `rows`, so many whatever n is, and no noise. Where more than two `axes` come in they
    are called by `columns`; `answers` are the names of the classes, where they have some.
    """

    key: str
    label: str
    classes: int  # K; 1 for a regression
    remark: str
    draw: Draw = field(repr=False)
    kind: str = ""  # key of the problem, where it is not to name a class
    axes: int = 2  # numbers of a point that a network is given
    low: float = 0.0  # between these lie the values of a regression, but for noise
    high: float = 1.0
    rows: int = 0  # of a table; 0: as many points as are asked for
    columns: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False)
    answers: tuple[str, ...] = ()
    side: int = 0  # of a square picture whose pixels, row by row, are the inputs
    scaled: bool = True  # whether `make` moves and scales it
    extent: float = 0.0  # half the side of the square shown, where that does not follow the points
    factored: bool = False  # whether `draw` takes a `factor`, that of two radii

    @property
    def problem(self) -> str:
        """The key, in `explorer.choices.outputs`, of what is asked of a network."""
        return self.kind or ("binary" if self.classes == 2 else "classes")

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of its F inputs, where there are more than two."""
        return self.columns() if self.axes > 2 else ()

    def upright(self, y: np.ndarray) -> np.ndarray:
        """Values of a regression on the way from −1, at low, to 1, at high."""
        return 2 * (y - self.low) / (self.high - self.low) - 1

    def make(
        self,
        n: int,
        noise: float,
        seed: int,
        share: float | None = None,
        factor: float | None = None,
        scaled: bool = True,
    ) -> Points:
        """x and y of n points; of two classes, class 1 may be given a `share` of them.

        Where not `scaled` x is as it was drawn. Raises ValueError, with the value in the sentence,
        where n leaves a class empty.
        """
        random = np.random.RandomState(seed)
        n = self.rows or n
        if self.problem in ("binary", "classes") and n < self.classes:
            raise ValueError(f"{n} points are too few for the {self.classes} classes of {self.key}")
        draw = self.draw
        if self.factored and factor is not None:
            draw = partial(draw, factor=factor)
        if share is None or self.rows or self.problem != "binary":
            x, y = draw(n, noise, random)
        else:
            x, y = _shared(draw, n, noise, random, share)
        x = np.asarray(x, dtype=np.float64).reshape(n, self.axes)
        if self.scaled and scaled:
            spread = x.std(axis=0)
            x = (x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
        whole = self.problem in ("binary", "classes", "labels")
        return x, y.astype(np.int64 if whole else np.float64)


def _shared(
    draw: Draw, n: int, noise: float, random: np.random.RandomState, share: float
) -> Points:
    """n points of two classes, of which class 1 has this share; in the order of the draw."""
    wanted = (n - round(share * n), round(share * n))
    if min(wanted) < 1:
        raise ValueError(f"a class share of {share:g} leaves a class of {n} points empty")
    count = 2 * n
    for _ in range(MOST_DRAWS):
        x, y = draw(count, noise, random)
        if all((y == k).sum() >= wanted[k] for k in (0, 1)):
            break
        count *= 2
    index = np.sort(np.concatenate([np.flatnonzero(y == k)[: wanted[k]] for k in (0, 1)]))
    return x[index], y[index]


def even_labels(n: int, classes: int) -> np.ndarray:
    """Class numbers (n,), each class as often as the others, give or take one."""
    return np.arange(n) % classes


def disturbed(x: np.ndarray, noise: float, random: np.random.RandomState) -> np.ndarray:
    """The points with Gaussian noise of this standard deviation."""
    return x + noise * random.standard_normal(x.shape)
