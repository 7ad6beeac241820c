"""What a run is: frozen, checked, hashable; also its cache key, its link and its test case."""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

from explorer.choices import device
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.outputs import OUTPUTS
from explorer.config.checks import check_choice
from explorer.config.data import DataFields
from explorer.config.fields import Field, check_all, setting
from explorer.config.kinds import Device, Entry, Real, Whole
from explorer.config.layers import Widths
from explorer.config.learning import LearningFields
from explorer.config.member import Member
from explorer.config.titles import titles_of

MAX_HIDDEN, MAX_WIDTH = 50, 256
MAX_STEPS = 10_000_000
MOST_DRAWN = 8  # hidden layers that can be drawn well, and have a width of their own in the form


@dataclass(frozen=True)
class RunConfig(LearningFields, DataFields):
    """One run: the data, the networks (a stack of members) and how they learn.

    Members with changes train in stacks of their own, in step with the others: see `stacks`.
    `init_std` is the σ of an initialiser that takes one. `output_bias` is added to the biases of
    the last layer before the first step. `steps` is how far `train` goes.
    """

    hidden: tuple[int, ...] = setting(
        (8, 8),
        Field(
            "Hidden layers",
            Widths(MAX_HIDDEN, MAX_WIDTH, MOST_DRAWN),
            "network",
            word="",
            caption=lambda run: (
                "–".join(map(str, run.widths)) + " (logistic regression)" * (not run.hidden)
            ),
            help="More: finer bends, but a gradient that fades on its way back; 0: a straight line",
        ),
    )
    members: tuple[Member, ...] = setting((Member(),), Field("Networks"))
    init: str = setting(
        "torch",
        Field(
            "Initialiser",
            Entry(INITIALISERS, remark=True),
            "network",
            word="",
            caption=lambda run: INITIALISERS[run.init].label,
            help="Too small weights: signals fade; too large: they grow",
        ),
    )
    init_std: float = setting(
        1.0,
        Field(
            "σ of the weights",
            Real(0.0, 100.0, (0.0, 5.0, 0.05)),
            "network",
            "std",
            word="init σ",
            shown=lambda chosen: INITIALISERS[chosen["init"]].takes_std,
            help="Larger: sums reach where a sigmoid is flat, or blow up; smaller: signals fade",
            what="init σ",
        ),
    )
    output_bias: float = setting(0.0, Field("Output bias", Real(-100.0, 100.0)))
    steps: int = setting(1000, Field("Steps", Whole(0, MAX_STEPS)))
    device: str = setting(
        "cpu",
        Field(
            "Computed on",
            Device(device.DEVICES, device.available, device.name),
            "learning",
            "device",
            help="A card is faster from some 60 small networks on, or for wide ones; the numbers "
            "differ by rounding alone",
            what="device",
        ),
    )

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        object.__setattr__(self, "hidden", tuple(self.hidden))
        object.__setattr__(self, "members", tuple(self.members))
        check_all(self)
        if self.plane and (inputs := len(self.data.inputs)) and max(self.plane) >= inputs:
            raise ValueError(f"plane shown has input {max(self.plane)}; there are {inputs}")
        if not self.members:
            raise ValueError("a run needs at least one member")
        for member in self.members:
            for name, _ in member.changes:
                check_choice("setting of a network", name, OWN)
        if any(member.changes for member in self.members):
            _ = self.stacks  # each checks itself
            return
        for member in self.members:
            member.keys(len(self.hidden))
            if LOSSES[self.loss_of(member)].single != LOSSES[self.objective].single:
                raise ValueError(
                    f"a member's loss {member.loss!r} wants another last layer than "
                    f"{self.objective!r}"
                )
        for loss in (self.objective, *map(self.loss_of, self.members)):
            if loss not in OUTPUTS[self.problem].offered:
                raise ValueError(
                    f"loss {loss!r} is not for {self.dataset}; expected one of "
                    f"{', '.join(OUTPUTS[self.problem].offered)}"
                )

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What each network is called: by what differs among them, or by its activation."""
        return titles_of(self)

    def alone(self, member: Member) -> "RunConfig":
        """The same run of this network alone, with its own settings as the run's."""
        return self._of((member,))

    def _of(self, members: tuple[Member, ...]) -> "RunConfig":
        """The run of these networks, whose changes are the same."""
        changes: dict[str, Any] = dict(members[0].changes)
        same = tuple(replace(member, changes=()) for member in members)
        return replace(self, members=same, **changes)

    @cached_property
    def stacks(self) -> tuple[tuple["RunConfig", tuple[int, ...]], ...]:
        """The runs whose networks train in one stack each, and which of this run's they are.

        Where no member has settings of its own there is one: this run.
        """
        if not any(member.changes for member in self.members):
            return ((self, tuple(range(len(self.members)))),)
        places: dict[tuple, list[int]] = {}
        for place, member in enumerate(self.members):
            places.setdefault(member.changes, []).append(place)
        return tuple(
            (self._of(tuple(self.members[place] for place in some)), tuple(some))
            for some in places.values()
        )

    def loss_of(self, member: Member) -> str:
        """The key of a member's loss."""
        return member.loss or self.objective

    @property
    def objective(self) -> str:
        """The key of the loss: the one named, or the first that fits the problem."""
        return self.loss or OUTPUTS[self.problem].losses[0]

    @property
    def outputs(self) -> int:
        """The width of the last layer."""
        return OUTPUTS[self.problem].width(self.objective, self.classes)

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every layer, from the F inputs to the outputs."""
        return (len(self.features), *self.hidden, self.outputs)


_SHARED = {one.name for one in fields(Member)}  # what a member has differs inside a stack
OWN = (  # what a member's changes may name: then it trains in another stack
    *(one.name for one in fields(LearningFields) if one.name not in _SHARED),
    "hidden",
    "init",
    "init_std",
)
