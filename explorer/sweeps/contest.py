"""A race as somebody asks for it: what is raced over, with which values; and its sweep."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from explorer import activations
from explorer.activations import ACTIVATIONS
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.outputs import OUTPUTS
from explorer.choices.regularisers import REGULARISERS
from explorer.choices.schedules import SCHEDULES
from explorer.config import Member, RunConfig
from explorer.config.controls import plain
from explorer.config.fields import listed
from explorer.config.learning import BATCHES, RATES
from explorer.config.member import NORMS
from explorer.sweeps.axes import Axis
from explorer.sweeps.sweep import TARGET, Sweep

MOST_VALUES = 8  # contestants in a row: there are as many colours
LOOKS = 25
SEEDS = 32
WIDTHS = (1, 2, 3, 4, 6, 8, 12, 16, 32, 64, 128, 256)
DEPTHS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50)


@dataclass(frozen=True)
class Raced:
    """A setting that may be raced over: what is offered, and what a race of it begins with.

    `value` makes of what was chosen a value of the field. `ordered` values may be drawn over an
    axis.
    """

    key: str
    label: str
    field: str
    offered: Callable[[RunConfig], tuple[Any, ...]]
    start: tuple[Any, ...]
    say: Callable[[Any], str]
    value: Callable[[RunConfig, Any], Any] = lambda run, chosen: chosen
    ordered: bool = False


def _always(*values: Any) -> Callable[[RunConfig], tuple[Any, ...]]:
    return lambda run: values


def _said(name: str, config: Any = RunConfig) -> Callable[[Any], str]:
    """The value of a field with its word, as "rate 0.1"."""
    return lambda value: listed(config)[name].say(name, value)


def _losses(run: RunConfig) -> tuple[str, ...]:
    """Those of the problem that take the same last layer."""
    same = LOSSES[run.objective].single
    return tuple(key for key in OUTPUTS[run.problem].offered if LOSSES[key].single == same)


def _units(count: int) -> str:
    return f"{count} unit{'s' * (count != 1)}"


_ENTRIES = (
    Raced(
        "activation",
        "Activation",
        "activation",
        _always(*ACTIVATIONS),
        ("tanh", "relu", "leaky_relu", "sigmoid", "gelu", "sine"),
        lambda key: activations.get(key).label,
    ),
    Raced(
        "rate",
        "Learning rate",
        "learning_rate",
        _always(*RATES[1:]),
        (0.001, 0.01, 0.1, 1.0),
        lambda rate: f"rate {plain(rate)}",
        ordered=True,
    ),
    Raced(
        "width",
        "Units in each layer",
        "width",
        _always(*WIDTHS),
        (2, 3, 4, 8),
        _units,
        ordered=True,
    ),
    Raced(
        "depth",
        "Hidden layers",
        "depth",
        _always(*DEPTHS),
        (1, 2, 4, 8),
        lambda count: f"{count} layer{'s' * (count != 1)}",
        ordered=True,
    ),
    Raced(
        "last",
        "Units in the last hidden layer",
        "hidden",
        _always(*WIDTHS),
        (1, 2, 4, 8),
        _units,
        lambda run, count: (*run.hidden[:-1], count),
        ordered=True,
    ),
    Raced("init", "Initialiser", "init", _always(*INITIALISERS), ("torch", "xavier", "he"),
          _said("init")),
    Raced("optimizer", "Optimiser", "optimizer", _always(*OPTIMISERS),
          ("sgd", "momentum", "adam"), _said("optimizer")),
    Raced("batch", "Batch size", "batch_size", _always(*BATCHES, None), (1, 10, 100),
          _said("batch_size")),
    Raced("loss", "Loss", "loss", _losses, (), lambda key: LOSSES[key].label),
    Raced("regulariser", "Regulariser", "regulariser", _always(None, *REGULARISERS),
          (None, *REGULARISERS), _said("regulariser")),
    Raced("dropout", "Dropout", "dropout", _always(0.0, 0.1, 0.2, 0.3, 0.5, 0.7),
          (0.0, 0.2, 0.5), _said("dropout"), ordered=True),
    Raced("norm", "Normalisation", "norm", _always(None, *NORMS), (None, *NORMS),
          _said("norm", Member)),
    Raced("residual", "Residual connections", "residual", _always(False, True), (False, True),
          _said("residual", Member)),
    Raced("schedule", "Schedule", "schedule", _always(*SCHEDULES), tuple(SCHEDULES),
          _said("schedule")),
)  # fmt: skip

RACED: dict[str, Raced] = {entry.key: entry for entry in _ENTRIES}
# With fewer points to validate a rate hangs on two or three of them.
RUN = RunConfig(
    dataset="gate_xor",
    samples=1000,
    validation_fraction=0.3,
    hidden=(2,),
    members=(Member("tanh"),),
)


@dataclass(frozen=True)
class Contest:
    """A race over the values of one setting, or over all pairs of two, with many seeds.

    `over` and `second` are keys of RACED. Raises ValueError as `Sweep` does, and where there is no
    value to race.
    """

    run: RunConfig = RUN
    over: str = "activation"
    values: tuple[Any, ...] = RACED["activation"].start
    second: str | None = None
    second_values: tuple[Any, ...] = ()
    seeds: int = SEEDS
    target: float = TARGET

    def __post_init__(self) -> None:
        """The run's network has the first of the activations that race."""
        pairs = (self.over, self.values), (self.second, self.second_values)
        keys = next((values for key, values in pairs if key == "activation"), ())
        if keys:
            (member,) = self.run.members
            run = replace(self.run, members=(replace(member, activation=keys[0]),))
            object.__setattr__(self, "run", run)

    @cached_property
    def sweep(self) -> Sweep:
        """Its networks; the contestants are the cells."""
        pairs = [(self.over, self.values)]
        if self.second is not None:
            pairs.append((self.second, self.second_values))
        if "last" in (self.over, self.second) and not self.run.hidden:
            raise ValueError("without a hidden layer there is no last one")
        axes = []
        for key, values in pairs:
            raced = RACED[key]
            if not values:
                raise ValueError(f"there is no value of {raced.label.lower()} to race")
            axes.append(Axis(raced.field, tuple(raced.value(self.run, one) for one in values)))
        return Sweep(self.run, tuple(axes), self.seeds, self.target, LOOKS)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each contestant is called; of two settings as "Tanh, rate 0.1"."""
        first = [RACED[self.over].say(one) for one in self.values]
        if self.second is None:
            return tuple(first)
        other = [RACED[self.second].say(one) for one in self.second_values]
        return tuple(", ".join(pair) for pair in product(first, other))

    @property
    def columns(self) -> int:
        """How many contestants are in a row of the table; all of them where there is one row."""
        return len(self.second_values) if self.second is not None else len(self.values)

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return len(self.values) if self.second is not None else 1
