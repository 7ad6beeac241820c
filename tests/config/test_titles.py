"""Networks side by side are called by what differs among them."""

from dataclasses import replace

import pytest

from explorer.config import Member, RunConfig

TANH = Member("tanh")
CASES = {
    "optimiser": ((TANH, replace(TANH, changes=(("optimizer", "sgd"),))), ("Adam", "SGD")),
    "rate": ((TANH, replace(TANH, learning_rate=0.1)), ("rate 0.01", "rate 0.1")),
    "width": (
        (TANH, replace(TANH, changes=(("hidden", (64, 64, 64)),))),
        ("8–8", "3 × 64"),
    ),
    "loss": ((TANH, replace(TANH, loss="hinge")), ("Binary cross-entropy", "Hinge")),
    "seed": ((TANH, replace(TANH, seed=3)), ("weights' seed 0", "weights' seed 3")),
    "activation": ((TANH, Member("relu")), ("Tanh", "ReLU")),
    "two": (
        (TANH, replace(Member("relu"), changes=(("batch_size", None),))),
        ("Tanh, batch 10", "ReLU, batch full"),
    ),
    "many": (
        (TANH, replace(TANH, learning_rate=1.0, changes=(("optimizer", "sgd"), ("clip", 0.1)))),
        ("Tanh", "Tanh, SGD, rate 1, clipping 0.1"),
    ),
    "without a hidden layer": (
        (TANH, replace(TANH, changes=(("hidden", ()),))),
        ("Tanh, 8–8", "Logistic regression, no hidden layer"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_network_is_called_by_what_differs(name):
    members, wanted = CASES[name]
    assert replace(RunConfig(), members=members).titles == wanted


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("dataset", "moons"), "unknown setting of a network 'dataset'"),
        (("hidden", (0,)), "width is 0"),
        (("optimizer", "rmsprop2"), "unknown optimizer 'rmsprop2'"),
        (("dropout", 1.0), "dropout is 1.0"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        RunConfig(members=(TANH, replace(TANH, changes=(change,))))
