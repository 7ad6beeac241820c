"""Two runs are told apart by what differs, and by nothing else."""

from dataclasses import replace

import pytest

from explorer.config import Member, RunConfig
from explorer.config.differences import difference, unusual

BASE = RunConfig(members=(Member("tanh"),))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"members": (Member("relu"),)}, "Tanh → ReLU"),
        ({"dataset": "moons"}, "Circles → Moons"),
        ({"learning_rate": 0.1}, "rate 0.01 → 0.1"),
        ({"batch_size": None}, "batch 10 → full"),
        ({"hidden": ()}, "8–8 → no hidden layer"),
        ({"seed": 3, "members": (Member("tanh", 3),)}, "seed 0 → 3"),
        ({"init": "he", "noise": 0.2}, "noise 0.1 → 0.2, PyTorch default → He (normal)"),
        ({"members": (Member("tanh", residual=True),)}, "no residual → residual"),
        ({"members": (Member("relu", norm="layer"),)}, "Tanh → ReLU, no norm → layer norm"),
        (
            {"members": (Member("tanh"), Member("tanh", residual=True))},
            "Tanh → Tanh + Tanh with residual",
        ),
        (
            {"members": (Member("tanh", 1), Member("relu", 1))},
            "with ReLU, weights' seed the seed → 1",
        ),
        ({"members": (Member(("tanh", "relu")),)}, "Tanh → Tanh → ReLU"),
    ],
    ids=str,
)
def test_the_words_name_every_change_and_no_other(change, words):
    assert difference(BASE, replace(BASE, **change)) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (("identity", "tanh"), ("tanh",), "without Identity (linear)"),
        (("identity", "tanh"), ("identity", "relu"), "Tanh → ReLU"),
        (("identity", "tanh"), ("tanh", "identity"), "Identity (linear) + Tanh → Tanh + Identity"),
    ],
    ids=str,
)
def test_networks_side_by_side_are_named_only_where_they_differ(before, after, words):
    old, new = (replace(BASE, members=tuple(Member(k) for k in keys)) for keys in (before, after))
    assert difference(old, new).startswith(words)


def test_a_cure_that_changes_for_all_is_said_once():
    old = replace(BASE, members=tuple(Member(key, norm="batch") for key in ("tanh", "relu")))
    new = replace(old, members=tuple(Member(key, residual=True) for key in ("tanh", "relu")))
    assert difference(old, new) == "no residual → residual, batch norm → no norm"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"dataset": "moons", "members": (Member("relu"),)}, ""),
        ({"learning_rate": 0.1, "batch_size": None}, "rate 0.1, batch full"),
        ({"members": (Member("relu", norm="layer"),)}, "layer norm"),
        ({"seed": 3, "members": (Member("tanh", 3),)}, "seed 3"),
        ({"members": (Member("tanh", 1),)}, "weights' seed 1"),
        ({"members": (Member("tanh"), Member("tanh", residual=True))}, ""),
    ],
    ids=str,
)
def test_what_is_unusual_of_a_run_is_told_without_what_its_titles_say(change, words):
    assert unusual(replace(BASE, **change), BASE) == words
