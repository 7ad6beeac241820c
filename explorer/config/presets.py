"""The registry of presets: runs worth a look, each with what to look for and why it is so."""

from dataclasses import dataclass, replace
from typing import Any

from explorer.config.member import Member
from explorer.config.run import RunConfig


@dataclass(frozen=True)
class Preset:
    """A run worth a look, at its config's steps.

    `goal` says what to look for, `reason` why it is so, and `claim` the numbers that a test holds.
    """

    key: str
    label: str
    config: RunConfig
    goal: str
    reason: str
    claim: str


def _run(*activations: str, **fields: object) -> RunConfig:
    members = tuple(Member(key) for key in activations)
    return replace(RunConfig(), members=members, **fields)


def _apart(*own: dict[str, Any], **fields: object) -> RunConfig:
    """A network of tanh, and as many like it with settings of their own."""
    first = Member("tanh")
    members = (first, *(replace(first, **one) for one in own))
    return replace(RunConfig(), members=members, **fields)


_FEW = _run(
    "tanh",
    dataset="moons",
    samples=50,
    noise=0.3,
    validation_fraction=0.4,
    test_fraction=0.2,
    hidden=(64,),
    learning_rate=0.003,
    batch_size=None,
)
_UNIT = {"hidden": (), "learning_rate": 0.1}

_ENTRIES = (
    Preset(
        "base",
        "A straight line, then ReLU",
        _run("identity", "relu", hidden=(10, 10)),
        "Two networks 2–10–10–1 from the same weights: only the one with ReLU closes the circle.",
        "Without an activation three layers multiply into one, and one layer draws one line.",
        "Without activation at most 75 % of the validation points are right, with ReLU 95 %.",
    ),
    Preset(
        "sigmoids",
        "Ten sigmoids in a row",
        _run("sigmoid", "relu", hidden=(8,) * 10),
        "Ten layers of sigmoids stay at the loss of guessing; ten of ReLU learn.",
        "A sigmoid's slope is ¼ at most: ten of them leave the first layer next to no gradient.",
        "The sigmoids' loss is within 3 % of guessing; ReLU gets 90 % right.",
    ),
    Preset(
        "rate",
        "Too large a learning rate",
        _run("tanh", dataset="moons", optimizer="sgd", learning_rate=10.0),
        "The loss jumps and ends above guessing. Then try a learning rate of 0.1.",
        "Each step is so long that it leaps over the valley and lands higher than it began.",
        "At 10 the train loss ends over guessing; at 0.1 over 95 % are right.",
    ),
    Preset(
        "rates",
        "Three learning rates",
        _apart(
            {"learning_rate": 0.1},
            {"learning_rate": 10.0},
            optimizer="sgd",
            learning_rate=0.001,
        ),
        "One network at three rates: the first hardly moves, the second learns, the third leaps.",
        "A step is rate times slope: too short to get anywhere, or longer than the valley is wide.",
        "At 0.001 the train loss stays at that of guessing, at 10 over it; at 0.1, 95 % are right.",
    ),
    Preset(
        "optimisers",
        "SGD against Adam",
        _apart({"changes": (("optimizer", "sgd"),)}, {"changes": (("optimizer", "momentum"),)}),
        "The same network, weights and batches: Adam closes the circle before SGD has moved.",
        "Adam makes each weight's steps about as long as the rate, however small its gradient is.",
        "Adam and SGD with momentum get 95 % right, SGD alone at most 75 %.",
    ),
    Preset(
        "sizes",
        "A small and a large network",
        _apart(
            {"changes": (("hidden", (64, 64, 64)),)}, dataset="spirals", noise=0.05, hidden=(4,)
        ),
        "Two spirals: 4 units cannot wind so often, three layers of 64 can.",
        "Each unit bends the boundary once; deeper layers bend what is bent already.",
        "The small network gets at most 80 % right, the large one at least 98 %.",
    ),
    Preset(
        "digits",
        "How narrow may a layer be?",
        _apart(
            *({"changes": (("hidden", (32, width)),)} for width in (2, 4, 8)),
            dataset="digits",
            batch_size=32,
            hidden=(32, 1),
        ),
        "Ten digits through a layer of 1, 2, 4 or 8 units: what does not fit through is lost.",
        "All that is known of a digit is as many numbers as its narrowest layer has units.",
        "1 unit gets at most 45 % right, 2 at most 70 %, 4 at least 85 %, and 8 at least 92 %.",
    ),
    Preset(
        "overfit",
        "Overfitting",
        _FEW,
        "20 noisy points are learnt by heart: the train loss falls, the validation loss rises.",
        "64 units, 257 numbers: they can follow every single point, its noise too.",
        "Every training point is right, and the validation loss ends at twice its best or more.",
    ),
    Preset(
        "l2",
        "Overfitting, cured by L2",
        replace(_FEW, regulariser="l2", strength=0.1),
        "The same 20 points and weights: the boundary is smooth, the validation loss stays low.",
        "L2 pulls every weight towards 0, and small weights cannot bend round a single point.",
        "The validation loss ends at half of that without L2, or lower.",
    ),
    Preset(
        "dropout",
        "Overfitting, eased by dropout",
        replace(_FEW, dropout=0.5),
        "The same 20 points and weights: the validation loss rises later, and less.",
        "Each step leaves out half of the units, so no few of them can learn a point by heart.",
        "The validation loss ends lower than without dropout.",
    ),
    Preset(
        "early",
        "Overfitting, stopped early",
        replace(_FEW, patience=100),
        "The run stops by itself and goes back to where the validation loss was lowest.",
        "What is learnt after that step is noise: training gets better, all else gets worse.",
        "It stops before step 500, and its validation loss is the lowest of the run without.",
    ),
    Preset(
        "unbalanced",
        "95 % right, and useless",
        _run("identity", class_share=0.05),
        "95 % of the points are right, and the network has not found one point of class 1.",
        "Only 5 % are of class 1: who always says 0 is right for the others.",
        "94 to 96 % of the validation points are right, and none is said to be of class 1.",
    ),
    Preset(
        "bottleneck",
        "A bottleneck",
        _run("relu", dataset="ten_blobs", hidden=(16, 1, 16)),
        "Ten clouds through one unit: some melt into each other. Then give layer 2 more units.",
        "All that later layers get of a point is one number, and what it lost does not come back.",
        "With 1 unit at most 85 % are right, with 16 units 95 %.",
    ),
    Preset(
        "perceptron",
        "One unit learns AND",
        _run("identity", dataset="and", samples=200, **_UNIT),
        "No hidden layer: one unit parts the corner (1, 1) from the other three by a line.",
        "A unit weighs its inputs and asks on which side of a line a point lies.",
        "At least 99 % of the validation points are right.",
    ),
    Preset(
        "gate_xor",
        "One unit fails at XOR",
        _run("identity", dataset="gate_xor", samples=200, **_UNIT),
        "The same unit, the gate XOR: no line is right. Then give it a hidden layer.",
        "Equal corners lie across from each other: a line gets three of the four at best.",
        "Alone it gets at most 78 % right; with a hidden layer of 8 tanh units 99 %.",
    ),
    Preset(
        "logistic",
        "Logistic regression",
        _run("identity", dataset="gaussians", noise=0.5, **_UNIT),
        "A straight boundary, and a probability that fades evenly across it.",
        "Without a hidden layer p = σ(w₁x₁ + w₂x₂ + b), and that is logistic regression.",
        "Its train loss is that of scikit-learn's LogisticRegression, within 0.01.",
    ),
    Preset(
        "squares",
        "Circles from x₁² and x₂²",
        _run("identity", inputs=("x1_squared", "x2_squared"), **_UNIT),
        "One unit without a hidden layer closes the circle: its inputs are x₁² and x₂².",
        "A circle is x₁² + x₂² = r²: in the squares it is a straight line.",
        "At least 97 % of the validation points are right.",
    ),
    Preset(
        "labels",
        "Two labels at once",
        _run("tanh", dataset="two_areas", noise=0.0, learning_rate=0.03),
        "Two discs overlap: a point may have both labels, one or none, and each is learnt.",
        "Every label has a sigmoid of its own, so their probabilities need not sum to 1.",
        "At least 80 % of the validation points get all their labels.",
    ),
    Preset(
        "one_label",
        "Softmax cannot say both",
        _run("tanh", dataset="two_areas", noise=0.0, learning_rate=0.03, loss="cross_entropy"),
        "The same discs with softmax: where both labels hold, or none, it is wrong.",
        "Softmax shares out one whole: one label more likely makes the other less.",
        "At most 50 % of the validation points get all their labels.",
    ),
    Preset(
        "wave",
        "A wave as regression",
        _run("identity", "tanh", dataset="wave"),
        "A number instead of a class: without activation a line, with tanh the wave.",
        "The output is the number itself, and bent units add up to a bent curve.",
        "R² of the validation points is at most 0.3 without activation, and over 0.9 with tanh.",
    ),
)

PRESETS: dict[str, Preset] = {entry.key: entry for entry in _ENTRIES}
