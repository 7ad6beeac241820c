"""How a run learns: its loss, its optimiser and their settings, and what keeps weights small."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer.choices.datasets import get
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.outputs import OUTPUTS
from explorer.choices.regularisers import REGULARISERS
from explorer.choices.schedules import SCHEDULES
from explorer.config.data import MAX_SAMPLES
from explorer.config.fields import Field, setting
from explorer.config.kinds import Entry, Real, Scale, Whole
from explorer.config.member import RATE

BATCHES = (1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 512)
STRENGTHS = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
CLIPS = (0.1, 0.3, 1.0, 3.0, 10.0)
PATIENCES = (100, 200, 500, 1000, 2000, 5000)
SHARE = Real(0.0, 0.9999, (0.0, 0.9999, 0.001), format="%.4g", style="box")
RATES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 100.0, 1000.0)


def _losses(chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """Those that the problem of the data set offers."""
    return OUTPUTS[get(chosen["dataset"]).problem].offered


def _of_optimiser(name: str) -> Callable[[Mapping[str, Any]], bool]:
    """Whether the optimiser chosen has a setting of this name."""
    return lambda chosen: name in OPTIMISERS[chosen["optimizer"]].settings


@dataclass(frozen=True)
class LearningFields:
    """How the networks of a run learn.

    `loss` None takes the first that fits the problem, and `batch_size` None the full batch.
    `patience` stops a network after so many steps without a better validation loss, and gives it
    the weights of its best.
    """

    loss: str | None = setting(
        None,
        Field(
            "Loss",
            Entry(LOSSES, "by the problem", remark=True, among=_losses),
            "learning",
            word="",
            caption=lambda run: LOSSES[run.objective].label,
            help="One that does not fit the problem learns slowly or nothing",
        ),
    )
    optimizer: str = setting(
        "adam",
        Field(
            "Optimiser",
            Entry(OPTIMISERS),
            "learning",
            word="",
            caption=lambda run: OPTIMISERS[run.optimizer].label,
            help="As the gradient is, with momentum, or weight by weight",
            what="optimizer",
        ),
    )
    beta: float = setting(
        0.9,
        Field(
            "Momentum β",
            SHARE,
            "learning",
            word="β",
            shown=_of_optimiser("beta"),
            help="Larger: steps go on in their old direction for longer, and may overshoot; 0: SGD",
        ),
    )
    beta1: float = setting(
        0.9,
        Field(
            "β₁",
            SHARE,
            "learning",
            word="β₁",
            shown=_of_optimiser("beta1"),
            help="Larger: the mean gradient looks further back, and turns later; 0: this step's",
        ),
    )
    beta2: float = setting(
        0.999,
        Field(
            "β₂",
            SHARE,
            "learning",
            word="β₂",
            shown=_of_optimiser("beta2"),
            help="Larger: each weight's step length changes slowly; smaller: with every gradient",
        ),
    )
    learning_rate: float = setting(
        0.01,
        Field(
            "Learning rate",
            Scale(RATE, RATES),
            "learning",
            "rate",
            word="rate",
            caption=lambda run: f"rate {run.learning_rate:g}",
            help="Larger: longer steps, until they overshoot; smaller: calmer, and slower",
        ),
    )
    batch_size: int | None = setting(
        10,
        Field(
            "Batch size",
            Scale(Whole(1, MAX_SAMPLES), BATCHES, "full", "Full batch"),
            "learning",
            "batch",
            word="batch",
            caption=lambda run: f"batches of {run.batch_size}" if run.batch_size else "full batch",
            help="Larger: a surer step, but fewer an epoch; smaller: more steps, each noisier",
        ),
    )
    schedule: str = setting(
        "constant",
        Field(
            "Schedule",
            Entry(SCHEDULES),
            "learning",
            caption=lambda run: (
                ""
                if run.schedule == "constant"
                else f"rate: {SCHEDULES[run.schedule].label.lower()}"
            ),
            help="Falling: long steps at first, short ones at the end, where the loss settles",
        ),
    )
    clip: float | None = setting(
        None,
        Field(
            "Gradient clipping",
            Scale(Real(0.0, 1e6), CLIPS, "no clipping", "None"),
            "learning",
            word="clipping",
            caption=lambda run: "" if run.clip is None else f"clipped at {run.clip:g}",
            help="Smaller: no leaps, but slower",
        ),
    )
    regulariser: str | None = setting(
        None,
        Field(
            "Regulariser",
            Entry(REGULARISERS, "no regulariser", remark=True),
            "learning",
            word="",
            help="Here it pulls weights towards 0: smoother boundaries",
            caption=lambda run: (
                f"{REGULARISERS[run.regulariser].label} {run.strength:g}" if run.regulariser else ""
            ),
        ),
    )
    strength: float = setting(
        0.001,
        Field(
            "Strength",
            Scale(Real(0.0, 1e3), STRENGTHS),
            "learning",
            word="strength",
            help="Larger: smaller weights, a smoother boundary; too large: nothing is learnt",
            shown=lambda chosen: chosen["regulariser"] is not None,
        ),
    )
    dropout: float = setting(
        0.0,
        Field(
            "Dropout",
            Real(0.0, 0.95, (0.0, 0.9, 0.05), "percent"),
            "learning",
            word="dropout",
            caption=lambda run: f"dropout {run.dropout:g}" if run.dropout else "",
            help="Larger: less learnt by heart, but slower; when judging none is left out",
        ),
    )
    patience: int | None = setting(
        None,
        Field(
            "Early stopping",
            Scale(Whole(1, 10_000_000), PATIENCES, "no early stopping", "Off"),
            "learning",
            word="patience",
            caption=lambda run: "" if run.patience is None else f"patience {run.patience:,}",
            help="After so many steps without a better one. Fewer: stops at the first bad stretch",
        ),
    )
