"""What a ledger is made for: deep stacks of one shape before training, frozen and checked."""

from dataclasses import dataclass

from explorer import activations
from explorer.choices.datasets import CLASSED, DATASETS
from explorer.choices.initialisers import INITIALISERS
from explorer.config import (
    MAX_SEED,
    MAX_WIDTH,
    NORMS,
    Member,
    check_choice,
    check_range,
    check_whole,
)
from explorer.gradients.ledger.formats import NUMBER_FORMATS

MAX_DEPTH, MAX_ACTIVATIONS, MAX_DRAWS = 50, 8, 16
NORMAL = "normal"  # inputs from N(0, 1), as many as a layer has units
MEAN_FIELD = "mean_field"
LOSSES = ("half_square", "bce")

# The largest stacks get fewer points, so that none takes more than a few seconds.
POINTS, FEWER_POINTS, MANY_UNITS = 256, 64, 12_800


@dataclass(frozen=True)
class LedgerConfig:
    """Deep stacks of `depth` hidden layers of `width` units, then one output, `draws` of each.

    `inputs` is "normal" or a data set's key; `loss` is "half_square", ½·mean(output²), or "bce"
    on the data set's labels. `init_std` is the σ of an initialiser that takes one;
    `weight_variance` σ_w² and `bias_variance` σ_b² are those of `mean_field`: weights
    N(0, σ_w²/fan_in), biases N(0, σ_b²). Seeds seed … seed + draws − 1 are drawn for every
    activation. Raises ValueError, with the value in the sentence, where a field is wrong.
    """

    activations: tuple[str, ...] = ("sigmoid", "tanh", "relu")
    depth: int = 10
    width: int = 64
    init: str = "torch"
    init_std: float = 0.1
    weight_variance: float = 1.0
    bias_variance: float = 0.0
    inputs: str = NORMAL
    loss: str = "half_square"
    draws: int = 5
    seed: int = 0
    number_format: str = "float32"
    residual: bool = False
    norm: str | None = None

    def __post_init__(self) -> None:
        """Check every field."""
        object.__setattr__(self, "activations", tuple(self.activations))
        self._check_activations()
        check_whole("depth", self.depth, 1, MAX_DEPTH)
        check_whole("width", self.width, 1, MAX_WIDTH)
        check_choice("initialiser", self.init, (*INITIALISERS, MEAN_FIELD))
        check_range("init σ", self.init_std, 0.0, 100.0)
        check_range("σ_w²", self.weight_variance, 0.0, 1e4)
        check_range("σ_b²", self.bias_variance, 0.0, 1e4)
        check_choice("inputs", self.inputs, (NORMAL, *CLASSED))
        check_choice("loss", self.loss, LOSSES)
        check_whole("draws", self.draws, 1, MAX_DRAWS)
        check_whole("seed", self.seed, 0, MAX_SEED)
        check_choice("number format", self.number_format, NUMBER_FORMATS)
        if not isinstance(self.residual, bool):
            raise ValueError(f"residual is {self.residual!r}; expected True or False")
        if self.norm is not None:
            check_choice("norm", self.norm, NORMS)
        if self.loss == "bce":
            self._check_labels()

    def _check_activations(self) -> None:
        if not 1 <= len(self.activations) <= MAX_ACTIVATIONS:
            raise ValueError(
                f"{len(self.activations)} activations are chosen; expected 1 to {MAX_ACTIVATIONS}"
            )
        for key in self.activations:
            activations.get(key)
            if self.activations.count(key) > 1:
                raise ValueError(f"activation {key!r} is chosen twice; expected each once")

    def _check_labels(self) -> None:
        if self.inputs == NORMAL:
            raise ValueError("loss 'bce' needs labels; the inputs 'normal' have none")
        if DATASETS[self.inputs].classes > 2:
            raise ValueError(
                "loss 'bce' separates two classes; "
                f"{self.inputs} has {DATASETS[self.inputs].classes}"
            )

    @property
    def features(self) -> int:
        """F, the number of inputs."""
        return self.width if self.inputs == NORMAL else 2

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every layer, from the inputs to the one output."""
        return (self.features, *(self.width,) * self.depth, 1)

    @property
    def output_bias(self) -> float:
        """What is added to the biases of the output: nothing."""
        return 0.0

    @property
    def dropout(self) -> float:
        """The share of units that are dropped: none."""
        return 0.0

    @property
    def points(self) -> int:
        """N, how many inputs are sent through: 64 where the draws have over 12,800 units."""
        units = self.depth * self.width * self.draws
        return POINTS if units <= MANY_UNITS else FEWER_POINTS

    @property
    def members(self) -> tuple[Member, ...]:
        """The draws of each activation, in its order."""
        seeds = [min(self.seed + i, MAX_SEED) for i in range(self.draws)]
        return tuple(
            Member(key, seed, residual=self.residual, norm=self.norm)
            for key in self.activations
            for seed in seeds
        )
