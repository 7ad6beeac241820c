"""What a run is: frozen, checked, hashable; also its cache key, its link and its test case."""

from dataclasses import dataclass

from explorer.choices import device
from explorer.choices.initialisers import INITIALISERS
from explorer.choices.losses import LOSSES
from explorer.choices.outputs import OUTPUTS
from explorer.config.data import DataFields
from explorer.config.fields import Field, check_all, setting
from explorer.config.kinds import Device, Entry, Real, Whole
from explorer.config.layers import Widths
from explorer.config.learning import LearningFields
from explorer.config.member import LOGISTIC, Member

MAX_HIDDEN, MAX_WIDTH = 50, 256
MAX_STEPS = 10_000_000
MOST_DRAWN = 8  # hidden layers that can be drawn well, and have a width of their own in the form


@dataclass(frozen=True)
class RunConfig(LearningFields, DataFields):
    """One run: the data, the networks (a stack of members) and how they learn.

    `init_std` is the σ of an initialiser that takes one. `output_bias` is added to the biases of
    the last layer before the first step. `steps` is how far `train` goes.
    """

    hidden: tuple[int, ...] = setting(
        (8, 8),
        Field(
            "Hidden layers",
            Widths(MAX_HIDDEN, MAX_WIDTH, MOST_DRAWN),
            "network",
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
            help="How large the first weights are. Too small: signals fade; too large: they grow",
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
            help="A card is faster for many or wide networks; the numbers differ by rounding alone",
            what="device",
        ),
    )

    def __post_init__(self) -> None:
        """Raise ValueError, with the value in the sentence, where a field is wrong."""
        object.__setattr__(self, "hidden", tuple(self.hidden))
        object.__setattr__(self, "members", tuple(self.members))
        check_all(self)
        if not self.members:
            raise ValueError("a run needs at least one member")
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

    @property
    def titles(self) -> tuple[str, ...]:
        """What each network is called: its label, or logistic regression without hidden layers."""
        names = [one.label if self.hidden else LOGISTIC for one in self.members]
        losses = [LOSSES[self.loss_of(one)].label for one in self.members]
        if len(set(losses)) > 1:
            names = [f"{name}, {loss}" for name, loss in zip(names, losses, strict=True)]
        return tuple(names)

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
