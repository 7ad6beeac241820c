"""What a network does beyond its training points: the course of a run, its gap, and the cures."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import torch

from explorer.choices.datasets import DATASETS
from explorer.choices.losses import LOSSES
from explorer.config import RunConfig
from explorer.engine import Samples, Snapshot, Trainer
from explorer.engine.evaluation import decision_map
from explorer.engine.overfitting import overfits
from explorer.limits import CORES
from explorer.words import number, percent

TWO_CLASSES = {key: one for key, one in DATASETS.items() if one.problem == "binary"}
STEPS, LOOKS = 3000, 60
UNDERFIT = 0.6  # of the class prior's loss: above it the training points themselves are not fitted
GRID = 48  # nodes a side of a map
START = RunConfig(
    dataset="moons",
    noise=0.3,
    samples=200,
    validation_fraction=0.4,
    test_fraction=0.4,
    hidden=(32, 32),
    batch_size=8,
    learning_rate=0.01,
    steps=STEPS,
)


@dataclass(frozen=True)
class Course:
    """A run of one network, looked at S times; rows of three are train, validation and test."""

    config: RunConfig
    samples: Samples
    guessing: float  # the class prior's loss
    steps: np.ndarray  # (S,) int64
    loss: np.ndarray  # (3, S) float32
    accuracy: np.ndarray  # (3, S) float32, in [0, 1]
    maps: np.ndarray  # (S, GRID, GRID) float32: of class 1, row 0 at the bottom
    diverged_at: int | None
    stopped_at: int | None  # the step of its weights, where it was stopped early

    @property
    def best(self) -> int:
        """The look with the lowest validation loss, the first of several."""
        return int(np.where(np.isnan(self.loss[1]), np.inf, self.loss[1]).argmin())

    def gap(self, look: int = -1) -> float:
        """The validation loss less the training loss."""
        return float(self.loss[1, look] - self.loss[0, look])


def course(config: RunConfig, looks: int = LOOKS) -> Course:
    """Train the first network of a run to its last step; looks come closer at its start.

    Raises ValueError as `sample` does.
    """
    trainer = Trainer(config)
    goals = np.unique((config.steps * (np.arange(1, looks + 1) / looks) ** 2).astype(int))
    seen = [trainer.advance(0, want=frozenset())]
    rows = [trainer.stack.parameters.cpu().numpy()[0].copy()]

    def show(snapshot: Snapshot, parameters: list[np.ndarray]) -> bool:
        seen.append(snapshot)
        rows.append(parameters[0])
        return False

    trainer.film([int(goal) for goal in goals if goal], show)
    return Course(
        config,
        trainer.samples,
        trainer.guessing[0],
        np.array([one.step for one in seen]),
        np.stack(
            [[one.train_loss[0], one.validation_loss[0], one.test_loss[0]] for one in seen], 1
        ),
        np.stack(
            [
                [one.train_accuracy[0], one.validation_accuracy[0], one.test_accuracy[0]]
                for one in seen
            ],
            1,
        ),
        maps(trainer, np.stack(rows), trainer.samples.extent),
        trainer.diverged_at[0],
        trainer.best_step[0],
    )


def maps(trainer: Trainer, parameters: np.ndarray, extent: float) -> np.ndarray:
    """What the network thinks of class 1 with each of these rows (S, n): (S, GRID, GRID)."""
    stack = trainer.stack.take([0] * len(parameters), "cpu")
    stack.parameters[:] = torch.from_numpy(parameters)
    config = trainer.config
    loss = LOSSES[config.objective]
    return decision_map(stack, config, GRID, extent, loss)[0]


def verdict(found: Course) -> str:
    """Whether it overfits, underfits or fits, in one sentence with the numbers."""
    if found.diverged_at is not None:
        return f"It diverged at step {found.diverged_at:,}: take a smaller learning rate."
    train, validation = (float(row[-1]) for row in found.loss[:2])
    right, others = (percent(row[-1]) for row in found.accuracy[:2])
    best = float(found.loss[1, found.best])
    beside = f"{right} of the training points are right, {others} of the validation points"
    shares = float(found.accuracy[0, -1]), float(found.accuracy[1, -1])
    count = len(found.samples.y_validation)
    if overfits(shares, (train, validation), best, found.guessing, count):
        return (
            f"It overfits: from step {found.steps[found.best]:,} on the validation loss rises, "
            f"from {number(best)} to {number(validation)}, while the training loss falls to "
            f"{number(train, 2)}; {beside}."
        )
    if train > UNDERFIT * found.guessing:
        return (
            f"It underfits: even the training loss stays at {number(train)}, and guessing gives "
            f"{number(found.guessing)}; {beside}."
        )
    return (
        f"It fits: the training loss is {number(train)}, and the validation loss, "
        f"{number(validation)}, is near its best, {number(best)}; {beside}."
    )


def for_the_end(found: Course) -> str:
    """What the test share says, which nothing was chosen by."""
    at_best, at_end = (percent(found.accuracy[2, look]) for look in (found.best, -1))
    return (
        f"Kept for the end, nothing is chosen by them: of the test points {at_best} are right with "
        f"the weights of step {found.steps[found.best]:,}, {at_end} with those of the end."
    )


@dataclass(frozen=True)
class Cure:
    """One change that is to narrow the gap; `change` takes the run and how much of it."""

    key: str
    label: str
    amounts: tuple[float, ...]
    default: float
    sign: str  # the amount in words, with {} for the number
    change: Callable[[RunConfig, float], RunConfig]
    remark: str = ""  # what to know where it is compared with the others


def _regularised(run: RunConfig, strength: float) -> RunConfig:
    return replace(run, regulariser="l2", strength=strength)


def _narrower(run: RunConfig, units: float) -> RunConfig:
    return replace(run, hidden=tuple(min(int(units), width) for width in run.hidden))


def _larger(run: RunConfig, times: float) -> RunConfig:
    return replace(run, samples=int(times * run.samples))


_CURES = (
    Cure("l2", "L2", (0.001, 0.003, 0.01, 0.03, 0.1), 0.01, "strength {}", _regularised),
    Cure(
        "dropout",
        "Dropout",
        (0.1, 0.2, 0.3, 0.5, 0.7),
        0.5,
        "share {}",
        lambda run, share: replace(run, dropout=share),
    ),
    Cure(
        "early",
        "Early stopping",
        (50, 100, 200, 500, 1000),
        200,
        "patience {}",
        lambda run, steps: replace(run, patience=int(steps)),
    ),
    Cure("units", "Fewer units", (1, 2, 3, 4, 8, 16), 3, "{} a layer", _narrower),
    Cure(
        "points",
        "More points",
        (2, 3, 5, 10),
        5,
        "{} times",
        _larger,
        "All are judged by the same points, but for More points: it draws validation and test "
        "points of its own.",
    ),
)
CURES: dict[str, Cure] = {entry.key: entry for entry in _CURES}
PLAIN = "plain"


def treated(run: RunConfig, amounts: Mapping[str, float]) -> dict[str, RunConfig]:
    """The run as it is, and with each of these cures alone."""
    return {PLAIN: run} | {key: CURES[key].change(run, amount) for key, amount in amounts.items()}


def ends(runs: Mapping[str, RunConfig]) -> dict[str, Course]:
    """The end of each of these runs; they are trained on all cores."""
    with ThreadPoolExecutor(CORES) as threads:
        return dict(zip(runs, threads.map(lambda run: course(run, 1), runs.values()), strict=True))


def comparison(found: Mapping[str, Course]) -> str:
    """Which of the runs to take by its validation loss, and only then what the test share says."""
    sound = {key: one for key, one in found.items() if one.diverged_at is None}
    if PLAIN not in sound:
        return "The plain network diverged: take a smaller learning rate."
    plain = sound[PLAIN]
    key = min(sound, key=lambda name: float(sound[name].loss[1, -1]))
    if key == PLAIN:
        return (
            f"None of the cures has a lower validation loss than the plain network, "
            f"{number(plain.loss[1, -1])}: here there is little to cure."
        )
    best, name = sound[key], CURES[key].label
    return (
        f"By the validation loss one takes {name}: {number(best.loss[1, -1])} where the plain "
        f"network has {number(plain.loss[1, -1])}; its gap is {number(best.gap())} instead of "
        f"{number(plain.gap())}. Chosen so, its test accuracy is "
        f"{percent(best.accuracy[2, -1])}; the plain network's is {percent(plain.accuracy[2, -1])}."
    )
