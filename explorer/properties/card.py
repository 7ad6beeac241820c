"""The rows of the card, each an entry with what it computes, and the card made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.activations import Activation
from explorer.formula.budget import Budget, TooWild
from explorer.properties import cost as clock
from explorer.properties import rows, shape
from explorer.properties.record import Property
from explorer.properties.study import Study, study
from explorer.words import FLAT


@dataclass(frozen=True, eq=False)
class Subject:
    """A function at chosen parameters, and what several rows need of it, each found once."""

    activation: Activation
    parameters: dict[str, float]  # all of them
    budget: Budget

    @cached_property
    def studied(self) -> Study | None:
        """The function sampled between its breaks; None where that takes too much work."""
        try:
            return study(self.activation, self.parameters, self.budget)
        except TooWild:
            return None

    @property
    def study(self) -> Study:
        """The same; raises TooWild where there is none."""
        if self.studied is None:
            raise TooWild("it takes too much work to sample it")
        return self.studied

    @cached_property
    def values(self) -> dict[str, Property]:
        """How low and high f goes."""
        return shape.values(self.study)

    @cached_property
    def slopes(self) -> dict[str, Property]:
        """How low, high and steep f′ goes."""
        return shape.slopes(self.study)

    @cached_property
    def ends(self) -> dict[str, Property]:
        """Where f goes far left and far right."""
        return shape.ends(self.study, self.values["range"], self.slopes["slope_range"])

    @cached_property
    def at_zero(self) -> dict[str, Property]:
        """f and f′ at 0."""
        return rows.at_zero(self.study)

    @cached_property
    def normal_input(self) -> dict[str, Property]:
        """Averages over standard normal input."""
        return rows.normal_input(self.study, self.activation, self.parameters)


@dataclass(frozen=True)
class Row:
    """A row of the card: its key, its name for people, the group it stands in, what it computes.

    `number`: its value is one number, where there is one. `of_slope`: its marks stand on f′, not on
    f. `height`: a value that is only approached is a height on the curve's picture. `always`: it
    has a value for a function that gives no finite number, too.
    """

    key: str
    label: str
    group: str
    compute: Callable[[Subject], Property]
    number: bool = False
    of_slope: bool = False
    height: bool = False
    always: bool = False


VALUES, SHAPE, SLOPE, ZERO, TAILS = "Values", "Shape", "Slope", "At zero", "Tails"
NORMAL, COST = "Standard normal input", "Cost"
STEEPEST = "Steepest slope (Lipschitz constant)"
DEAD = "Dead interval (slope exactly 0)"
SMALL = f"Share of slopes below {FLAT}"

_ENTRIES = (
    Row("range", "Range", VALUES, lambda f: f.values["range"], height=True),
    Row("minimum", "Minimum", VALUES, lambda f: f.values["minimum"], number=True, height=True),
    Row("maximum", "Maximum", VALUES, lambda f: f.values["maximum"], number=True, height=True),
    Row("monotone", "Monotone", SHAPE, lambda f: shape.monotone(f.study)),
    Row("parity", "Symmetry", SHAPE, lambda f: shape.parity(f.study)),
    Row("mean", "Mean output E f(z)", NORMAL, lambda f: f.normal_input["mean"], number=True),
    Row("value_at_zero", "f(0)", ZERO, lambda f: f.at_zero["value_at_zero"], number=True),
    Row(
        "slope_at_zero",
        "f′(0)",
        ZERO,
        lambda f: f.at_zero["slope_at_zero"],
        number=True,
        of_slope=True,
    ),
    Row("smoothness", "Smoothness", SHAPE, lambda f: rows.smoothness(f.study)),
    Row(
        "lipschitz",
        STEEPEST,
        SLOPE,
        lambda f: f.slopes["lipschitz"],
        number=True,
        of_slope=True,
        height=True,
    ),
    Row(
        "slope_range",
        "Range of the slope",
        SLOPE,
        lambda f: f.slopes["slope_range"],
        of_slope=True,
        height=True,
    ),
    Row("left_limit", "Far left", TAILS, lambda f: f.ends["left_limit"], number=True, height=True),
    Row(
        "right_limit", "Far right", TAILS, lambda f: f.ends["right_limit"], number=True, height=True
    ),
    Row("dead_interval", DEAD, SLOPE, lambda f: shape.dead(f.study), of_slope=True),
    Row(
        "identity_near_zero", "Identity near zero", ZERO, lambda f: f.at_zero["identity_near_zero"]
    ),
    Row("second_moment", "E f(z)²", NORMAL, lambda f: f.normal_input["second_moment"], number=True),
    Row(
        "gaussian_gain",
        "Gaussian gain 1/√E f(z)²",
        NORMAL,
        lambda f: f.normal_input["gaussian_gain"],
        number=True,
    ),
    Row(
        "torch_gain",
        "PyTorch's gain",
        NORMAL,
        lambda f: rows.torch_gain(f.activation, f.parameters),
        number=True,
        always=True,
    ),
    Row(
        "slope_second_moment",
        "E f′(z)²",
        NORMAL,
        lambda f: f.normal_input["slope_second_moment"],
        number=True,
    ),
    Row(
        "critical_weight_variance",
        "Critical weight variance",
        NORMAL,
        lambda f: f.normal_input["critical_weight_variance"],
        number=True,
    ),
    Row(
        "small_slope_share",
        SMALL,
        NORMAL,
        lambda f: f.normal_input["small_slope_share"],
        number=True,
        of_slope=True,
    ),
    Row(
        "cost",
        "Cost against ReLU",
        COST,
        lambda f: clock.measured(f.activation),
        number=True,
        always=True,
    ),
)

ROWS: dict[str, Row] = {entry.key: entry for entry in _ENTRIES}
WORK, ROW_WORK = 0.6, 0.5  # seconds of work that a card, and one row of it, may take
WILD = Property(
    None,
    None,
    "computed",
    "too wild to tell",
    (),
    "It turns too fast for the work that a card may take.",
)
NOWHERE = Property(None, None, "computed", "none", (), "f gives no finite number anywhere.")


def card(activation: Activation, **parameters: float) -> dict[str, Property]:
    """Every row of `ROWS`, in that order, for f at these parameters and defaults for the rest.

    All numbers are float64, worked out with more digits where float64 has too few. Where a value
    does not exist, or cannot be told within `WORK`, the row says so. Raises ValueError naming an
    unknown parameter and the choices.
    """
    subject = Subject(activation, checked(activation, parameters), Budget(WORK))
    with np.errstate(all="ignore"):
        return {key: _computed(row, subject) for key, row in ROWS.items()}


def _computed(row: Row, subject: Subject) -> Property:
    """One row, or that it cannot be told with the work it may take."""
    subject.budget.start(ROW_WORK)
    try:
        return row.compute(subject) if row.always or subject.study.pieces else NOWHERE
    except TooWild:
        return WILD


def cost(activation: Activation, **parameters: float) -> Property:
    """Forward and backward time of one element against ReLU's, measured once per activation.

    Takes at most about 30 ms the first time. The numbers parameters have do not change the
    arithmetic, so the defaults are measured. Raises ValueError as `card` does.
    """
    checked(activation, parameters)
    return clock.measured(activation)


def checked(activation: Activation, parameters: dict[str, float]) -> dict[str, float]:
    """All parameters, the defaults in place of those left out; raises ValueError as `card` does."""
    defaults = activation.defaults
    for name in parameters:
        if name not in defaults:
            choices = ", ".join(defaults) or "none, for it takes no parameters"
            raise ValueError(
                f"unknown parameter {name!r} of {activation.label}; expected one of {choices}"
            )
    return {name: float(value) for name, value in (defaults | parameters).items()}
