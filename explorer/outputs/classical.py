"""Is it worth a network? Classical methods of scikit-learn on the same points, with their maps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.config import RunConfig
from explorer.engine import sample
from explorer.engine.data import SHARES, Samples
from explorer.words import percent

GRID = 120  # places a side of a map
MOST = 3000  # points a method is fitted to: a kernel of more takes too long


@dataclass(frozen=True)
class Method:
    """A classical method that names a class: `make` gives scikit-learn's estimator."""

    key: str
    label: str
    remark: str
    make: Callable[[], Any]


def _logistic() -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(max_iter=1000)


def _svm() -> Any:
    from sklearn.svm import SVC

    return SVC()


def _tree() -> Any:
    from sklearn.tree import DecisionTreeClassifier

    return DecisionTreeClassifier(random_state=0)


_ENTRIES = (
    Method(
        "logistic",
        "Logistic regression",
        "One straight line between two classes: a network without a hidden layer.",
        _logistic,
    ),
    Method(
        "svm",
        "SVM with RBF kernel",
        "The widest gap between the classes, measured by a kernel: it bends without any layer.",
        _svm,
    ),
    Method(
        "tree",
        "Decision tree",
        "One input at a time against a number, until each leaf is of one class: steps, and it "
        "learns by heart.",
        _tree,
    ),
)
METHODS: dict[str, Method] = {entry.key: entry for entry in _ENTRIES}


@dataclass(frozen=True)
class Fitted:
    """What a method makes of a run's points."""

    label: str
    scores: tuple[float, float, float]  # the share right of SHARES, in [0, 1]
    classes: np.ndarray | None  # (GRID, GRID) int64 over the square shown, row 0 at the bottom


def compare(config: RunConfig) -> list[Fitted]:
    """The commonest class, and then each of METHODS, fitted to the run's training points.

    Of more than MOST points so many are taken, evenly. Raises ValueError for a run that does not
    name one class, and as `sample` does.
    """
    if config.problem not in ("binary", "classes"):
        raise ValueError(
            f"{config.data.label} asks for {config.problem.replace('_', ' ')}; these methods name "
            "one class"
        )
    data = sample(config)
    x, y = data.x_train.numpy(), data.y_train.numpy()
    some = np.linspace(0, len(y) - 1, min(len(y), MOST)).astype(int)
    commonest = np.bincount(y).argmax()
    scores = [np.mean(data.share(name)[1].numpy() == commonest) for name in SHARES]
    found = [Fitted("Always the commonest class", _three(scores), None)]
    for method in METHODS.values():
        model = method.make().fit(x[some], y[some])
        scores = [model.score(*(part.numpy() for part in data.share(name))) for name in SHARES]
        found.append(Fitted(method.label, _three(scores), _map(model, data)))
    return found


def _three(scores: list[Any]) -> tuple[float, float, float]:
    train, validation, test = map(float, scores)
    return train, validation, test


def _map(model: Any, data: Samples) -> np.ndarray:
    """The class that a fitted model names at each place of the square shown."""
    return model.predict(data.given(data.square(GRID)).numpy()).reshape(GRID, GRID)


def verdict(fitted: list[Fitted], networks: dict[str, float]) -> str:
    """Whether a network is worth it, by the validation points, in one sentence.

    `networks` are their shares right of the validation points, by name.
    """
    best = max(fitted[1:], key=lambda one: one.scores[1])
    title, score = max(networks.items(), key=lambda item: item[1])
    told = (
        f"{title} gets {percent(score)} of the validation points right, {best.label} "
        f"{percent(best.scores[1])}"
    )
    if score > best.scores[1]:
        return f"{told}: here the network is ahead."
    if score < best.scores[1]:
        return f"{told}: here no network is needed."
    return f"{told}: the same, and the simpler one is fitted at once."
