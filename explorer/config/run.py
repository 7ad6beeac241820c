"""What a run is: frozen, checked, hashable; also its cache key, its link and its test case."""

import math
from dataclasses import dataclass

from explorer import activations
from explorer.choices.datasets import DATASETS
from explorer.choices.device import DEVICES
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.words import listed, number

MAX_HIDDEN, MAX_WIDTH = 50, 64
MIN_SAMPLES, MAX_SAMPLES = 50, 2000
MAX_SEED = 2**31 - 1
NORMS = {"layer": "layer norm", "batch": "batch norm"}  # key → name


def check_choice(what: str, value: object, choices: tuple[str, ...] | dict) -> None:
    """Raise ValueError naming the value and the choices where it is not one of them."""
    if value not in tuple(choices):
        raise ValueError(f"unknown {what} {value!r}; expected one of {', '.join(choices)}")


def check_range(what: str, value: float, low: float, high: float) -> None:
    """Raise ValueError naming the value and the range where it lies outside, or is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{what} is {value!r}; expected a number from {low:g} to {high:g}")


def check_whole(what: str, value: int, low: int, high: int) -> None:
    """As `check_range`, for whole numbers."""
    if not isinstance(value, int):
        raise ValueError(f"{what} is {value!r}; expected a whole number from {low} to {high}")
    check_range(what, value, low, high)


@dataclass(frozen=True)
class Member:
    """What differs inside a stack: one network of a run.

    `activation` is one key for all hidden layers, or one for each. `parameters` are pairs of name
    and value, and belong to every layer whose activation has a parameter of that name; those left
    out take the activation's defaults.
    `learning_rate` None takes the run's. `init_scale` multiplies the initial weights. `residual`
    adds a hidden layer's input to its output wherever they are equally wide; `norm`, a key of
    NORMS, stands between every hidden layer's linear part and its activation.
    """

    activation: str | tuple[str, ...] = "tanh"
    seed: int = 0
    learning_rate: float | None = None
    init_scale: float = 1.0
    parameters: tuple[tuple[str, float], ...] = ()
    residual: bool = False
    norm: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        if not isinstance(self.activation, str):
            object.__setattr__(self, "activation", tuple(self.activation))
        known = {name for key in self._chosen for name in activations.get(key).defaults}
        check_whole("seed", self.seed, 0, MAX_SEED)
        if self.learning_rate is not None:
            check_range("learning rate", self.learning_rate, 0.0, 1e6)
        check_range("init scale", self.init_scale, 0.0, 1e3)
        for name, value in self.parameters:
            check_choice(f"parameter of {', '.join(self._chosen)}", name, tuple(sorted(known)))
            if not math.isfinite(value):
                raise ValueError(f"{name} is {value!r}; expected a finite number")
        if not isinstance(self.residual, bool):
            raise ValueError(f"residual is {self.residual!r}; expected True or False")
        if self.norm is not None:
            check_choice("norm", self.norm, NORMS)

    @property
    def _chosen(self) -> tuple[str, ...]:
        return (self.activation,) if isinstance(self.activation, str) else self.activation

    @property
    def label(self) -> str:
        """The activations and what is done beside: "ReLU → Tanh with residual and layer norm"."""
        named = ["residual"] * self.residual + ([NORMS[self.norm]] if self.norm else [])
        named += [f"weights × {number(self.init_scale)}"] * (self.init_scale != 1)
        return self.activation_label + (f" with {listed(named)}" if named else "")

    @property
    def activation_label(self) -> str:
        """The activation's label; where layers differ, one for each: "ReLU → Tanh"."""
        keys = self._chosen[:1] if len(set(self._chosen)) == 1 else self._chosen
        return " → ".join(activations.get(key).label for key in keys) or "No hidden layer"

    def keys(self, depth: int) -> tuple[str, ...]:
        """The key of each of `depth` hidden layers; ValueError where there are more or fewer."""
        if isinstance(self.activation, str):
            return (self.activation,) * depth
        if len(self.activation) != depth:
            raise ValueError(
                f"{len(self.activation)} activations for {depth} hidden layers; "
                "expected one for all, or one for each"
            )
        return self.activation


@dataclass(frozen=True)
class RunConfig:
    """One run: the data, the networks (a stack of members) and how they learn.

    `loss` None takes binary cross-entropy for two classes and cross-entropy for more, and
    `batch_size` None the full batch. `init_std` is the σ of the initialiser `normal`. `steps` is
    how far `train` goes.
    """

    dataset: str = "circles"
    samples: int = 500
    noise: float = 0.1
    test_fraction: float = 0.2
    hidden: tuple[int, ...] = (8, 8)
    members: tuple[Member, ...] = (Member(),)
    optimizer: str = "adam"
    loss: str | None = None
    batch_size: int | None = 10
    learning_rate: float = 0.01
    init: str = "torch"
    init_std: float = 1.0
    steps: int = 1000
    seed: int = 0
    device: str = "cpu"

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        object.__setattr__(self, "hidden", tuple(self.hidden))
        object.__setattr__(self, "members", tuple(self.members))
        check_choice("data set", self.dataset, DATASETS)
        self._check_network()
        self._check_learning()
        check_whole("samples", self.samples, MIN_SAMPLES, MAX_SAMPLES)
        check_range("noise", self.noise, 0.0, 2.0)
        check_range("test share", self.test_fraction, 0.05, 0.95)
        check_whole("seed", self.seed, 0, MAX_SEED)
        check_choice("device", self.device, DEVICES)

    def _check_network(self) -> None:
        if len(self.hidden) > MAX_HIDDEN:
            raise ValueError(f"{len(self.hidden)} hidden layers; at most {MAX_HIDDEN} are possible")
        for width in self.hidden:
            check_whole("width", width, 1, MAX_WIDTH)
        if not self.members:
            raise ValueError("a run needs at least one member")
        for member in self.members:
            member.keys(len(self.hidden))
        check_choice("initialiser", self.init, INITIALISERS)
        check_range("init σ", self.init_std, 0.0, 100.0)

    def _check_learning(self) -> None:
        check_choice("optimizer", self.optimizer, OPTIMISERS)
        check_choice("loss", self.objective, LOSSES)
        if self.objective == "bce" and self.classes > 2:
            raise ValueError(
                f"loss 'bce' parts two classes; {self.dataset} has {self.classes}: "
                "take 'cross_entropy'"
            )
        if self.batch_size is not None:
            check_whole("batch size", self.batch_size, 1, MAX_SAMPLES)
        check_range("learning rate", self.learning_rate, 0.0, 1e6)
        check_whole("steps", self.steps, 0, 10_000_000)

    @property
    def classes(self) -> int:
        """K, the number of classes of the data set."""
        return DATASETS[self.dataset].classes

    @property
    def objective(self) -> str:
        """The key of the loss: the one named, or the one that fits the number of classes."""
        return self.loss or ("bce" if self.classes == 2 else "cross_entropy")

    @property
    def outputs(self) -> int:
        """The width of the last layer: one logit for binary cross-entropy, else one a class."""
        return 1 if self.objective == "bce" else self.classes

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every layer, from the F = 2 inputs to the outputs."""
        return (2, *self.hidden, self.outputs)
