"""The registry of races worth a look, each with what to look for and why it is so."""

from dataclasses import dataclass, replace

from explorer.config import Member
from explorer.sweeps.contest import RUN, Contest


@dataclass(frozen=True)
class Race:
    """A race worth a look.

    `goal` says what to look for, `reason` why it is so, and `claim` the numbers that a test holds.
    """

    key: str
    label: str
    contest: Contest
    goal: str
    reason: str
    claim: str


_DEEP = replace(RUN, dataset="circles", hidden=(8,), members=(Member("relu"),))
_ENTRIES = (
    Race(
        "xor",
        "XOR: 2, 3, 4 or 8 units",
        Contest(
            RUN, values=("tanh", "relu"), second="width", second_values=(2, 3, 4, 8), seeds=64
        ),
        "Two units are enough for XOR, but most seeds fail; with eight nearly all succeed.",
        "With units to spare it does not matter that some of them start in a bad place.",
        "With 2 units each is below 50 %, with 8 units above 90 %.",
    ),
    Race(
        "deep",
        "Sigmoid in deep networks",
        Contest(
            replace(_DEEP, members=(Member("sigmoid"),)),
            values=("sigmoid", "tanh", "relu"),
            second="depth",
            second_values=(1, 2, 4, 8),
        ),
        "Two layers of sigmoids are safe, eight layers learn nothing; ReLU still does.",
        "A sigmoid's slope is ¼ at most: eight of them leave the first layer next to no gradient.",
        "At 2 layers each is above 80 %; at 8 sigmoid is below 15 %, ReLU above 60 %.",
    ),
    Race(
        "init",
        "He's weights for deep ReLU",
        Contest(
            replace(_DEEP, hidden=(8,) * 8), "init", ("torch", "xavier", "he"), seeds=64
        ),
        "Eight layers of ReLU: with PyTorch's own first weights some seeds never start to learn.",
        "They have a sixth of He's variance, so a signal fades from layer to layer.",
        "He's rate is above that of the default, and their intervals do not overlap.",
    ),
    Race(
        "optimisers",
        "SGD against Adam",
        Contest(
            replace(_DEEP, hidden=(8, 8), members=(Member("tanh"),)),
            "optimizer",
            ("sgd", "momentum", "adam"),
            "rate",
            (0.001, 0.01, 0.1, 1.0),
        ),
        "None succeeds at every rate: 0.01 suits momentum and Adam, 1 suits SGD alone.",
        "Adam makes steps about as long as the rate; SGD's are that times a small slope.",
        "At 0.01 momentum and Adam are above 85 %, SGD below 15 %; at 1 it is the other way round.",
    ),
    Race(
        "bottleneck",
        "Digits through a narrow layer",
        Contest(
            replace(RUN, dataset="digits", hidden=(32, 1), batch_size=32),
            "last",
            (1, 2, 4, 8),
            seeds=8,
            target=0.9,
        ),
        "Ten digits through a layer of 1, 2, 4 or 8 units: what does not fit through is lost.",
        "All that is known of a digit is as many numbers as its narrowest layer has units.",
        "The median accuracy rises with each width: at most 45 % with 1 unit, 90 % or more with 8.",
    ),
)  # fmt: skip

RACES: dict[str, Race] = {entry.key: entry for entry in _ENTRIES}
