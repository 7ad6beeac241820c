"""What differs inside a stack: one network of a run."""

import math
from dataclasses import dataclass
from typing import Any

from explorer import activations
from explorer.choices.losses import LOSSES
from explorer.config.checks import check_choice
from explorer.config.fields import Field, check_all, setting
from explorer.config.kinds import Draw, Entry, Flag, Real, Scale
from explorer.config.layers import Networks
from explorer.words import listed, number

MAX_SEED = 2**31 - 1
MOST_NETWORKS = 8  # side by side in the form
NORMS = {"layer": "layer norm", "batch": "batch norm"}  # key → name
LOGISTIC = "Logistic regression"  # what a network without a hidden layer is called
RATE = Real(0.0, 1e6)


@dataclass(frozen=True)
class Member:
    """What differs inside a stack: one network of a run.

    `activation` is one key for all hidden layers, or one for each. `parameters` are pairs of name
    and value, and belong to every layer whose activation has a parameter of that name; those left
    out take the activation's defaults.
    `loss` and `learning_rate` None take the run's. `init_scale` multiplies the initial weights,
    and normal numbers of standard deviation `bias_std` are added to the biases of every layer.
    `changes` are pairs of name and value: settings of the run, among OWN of `explorer.config.run`,
    that are other for this network.
    `residual` adds a hidden layer's input to its output wherever they are equally wide; `norm`, a
    key of NORMS, stands between every hidden layer's linear part and its activation.
    """

    activation: str | tuple[str, ...] = setting(
        "tanh",
        Field(
            "Activations, side by side",
            Networks(MOST_NETWORKS),
            "network",
            "activations",
            help="What bends the boundary: one network for each, from the same first weights",
        ),
    )
    seed: int = setting(
        0,
        Field(
            "Seed of the weights",
            Draw(MAX_SEED, "the seed", "Weights"),
            "network",
            "weights",
            word="weights' seed",
            help="Draws other first weights, and leaves the points as they are",
            what="seed",
        ),
    )
    learning_rate: float | None = setting(None, Field("Learning rate", Scale(RATE, (), "run's")))
    init_scale: float = setting(
        1.0,
        Field(
            "Init scale",
            Real(0.0, 1e3, (0.0, 10.0, 0.05)),
            "network",
            "scale",
            word="weights ×",
            help="0: no unit differs from another; large: sums reach where a sigmoid is flat",
            what="init scale",
        ),
    )
    bias_std: float = setting(
        0.0,
        Field(
            "σ of the biases",
            Real(0.0, 1e3, (0.0, 5.0, 0.05)),
            "network",
            "bias",
            word="biases of σ",
            help="Adds normal numbers of this spread to the first biases: units bend elsewhere",
            what="σ of the biases",
        ),
    )
    parameters: tuple[tuple[str, float], ...] = setting((), Field("Parameters"))
    residual: bool = setting(
        False,
        Field(
            "Residual connections",
            Flag("residual"),
            "network",
            word="",
            help="Where both are equally wide: deep stacks learn faster",
            what="residual",
        ),
    )
    norm: str | None = setting(
        None,
        Field(
            "Normalisation",
            Entry(NORMS, "no norm", "buttons"),
            "network",
            word="",
            help="Near 0 slopes are steep: deep stacks learn faster",
            what="norm",
        ),
    )
    loss: str | None = setting(None, Field("Loss", Entry(LOSSES, "run's")))
    changes: tuple[tuple[str, Any], ...] = setting((), Field("Settings of its own"))

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        if not isinstance(self.activation, str):
            object.__setattr__(self, "activation", tuple(self.activation))
        object.__setattr__(self, "changes", tuple(map(tuple, self.changes)))
        known = {name for key in self._chosen for name in activations.get(key).defaults}
        check_all(self)
        for name, value in self.parameters:
            check_choice(f"parameter of {', '.join(self._chosen)}", name, tuple(sorted(known)))
            if not math.isfinite(value):
                raise ValueError(f"{name} is {value!r}; expected a finite number")

    @property
    def _chosen(self) -> tuple[str, ...]:
        return (self.activation,) if isinstance(self.activation, str) else self.activation

    @property
    def label(self) -> str:
        """The activations and what is done beside: "ReLU → Tanh with residual and layer norm"."""
        named = ["residual"] * self.residual + ([NORMS[self.norm]] if self.norm else [])
        named += [f"weights × {number(self.init_scale)}"] * (self.init_scale != 1)
        named += [f"biases of σ {number(self.bias_std)}"] * (self.bias_std != 0)
        return self.activation_label + (f" with {listed(named)}" if named else "")

    @property
    def activation_label(self) -> str:
        """The activation's label; where layers differ, one for each: "ReLU → Tanh"."""
        keys = self._chosen[:1] if len(set(self._chosen)) == 1 else self._chosen
        return " → ".join(activations.get(key).label for key in keys) or LOGISTIC

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
