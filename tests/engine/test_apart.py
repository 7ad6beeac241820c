"""Networks of other shapes and other ways to learn, in one run, in step."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.seen import NUMBERS

PLAIN = RunConfig("moons", 200, hidden=(6, 6), seed=4, members=(Member("tanh"),))
TANH = Member("tanh")
APART = {
    "optimisers": (TANH, replace(TANH, changes=(("optimizer", "sgd"),))),
    "shapes": (
        replace(TANH, changes=(("hidden", (16, 16, 16)),)),
        Member("relu"),
        replace(TANH, changes=(("hidden", ()),)),
        replace(TANH, seed=7),
    ),
    "batches": (TANH, replace(TANH, changes=(("batch_size", None),), learning_rate=0.1)),
    "regularisers": (
        replace(TANH, changes=(("regulariser", "l1"), ("strength", 0.01)), residual=True),
        replace(TANH, changes=(("dropout", 0.3), ("init", "he")), norm="layer"),
        replace(TANH, changes=(("patience", 60), ("clip", 0.1)), loss="hinge"),
    ),
}


@pytest.mark.parametrize("members", APART.values(), ids=APART)
@pytest.mark.parametrize("arithmetic", ["compiled", "torch"])
def test_each_network_learns_as_it_does_alone(members, arithmetic, monkeypatch):
    """Bit for bit in compiled code, to 1e-4 in PyTorch."""
    monkeypatch.setenv("EXPLORER_ENGINE", arithmetic)
    config = replace(PLAIN, members=members)
    together = Trainer(config)
    found = together.advance(130)
    assert together.arithmetic == arithmetic
    for p, member in enumerate(members):
        alone = Trainer(config.alone(member))
        wanted = alone.advance(130)
        off = {"rtol": 0, "atol": 0} if arithmetic == "compiled" else {"rtol": 1e-4, "atol": 1e-5}
        np.testing.assert_allclose(together.rows[p], alone.rows[0], **off)
        np.testing.assert_allclose(found.probability[p], wanted.probability[0], rtol=1e-4)
        for name in ("train_loss", "validation_loss", "test_accuracy"):
            one, other = getattr(found, name)[p], getattr(wanted, name)[0]
            np.testing.assert_allclose(one, other, **off)
        assert together.guessing[p] == alone.guessing[0]
        assert found.best_step[p] == wanted.best_step[0]


def test_a_film_shows_what_looks_at_the_same_steps_show_and_ends_where_it_is_told():
    config = replace(PLAIN, members=APART["shapes"])
    filmed, looked, seen = Trainer(config), Trainer(config), []

    def show(snapshot, rows):
        seen.append((snapshot, rows))
        return snapshot.step >= 20

    filmed.film([5, 20, 40], show)
    assert [snapshot.step for snapshot, _ in seen] == [5, 20]
    assert filmed.step == 20
    for snapshot, rows in seen:
        wanted = looked.advance(snapshot.step - looked.step, NUMBERS)
        np.testing.assert_array_equal(snapshot.train_loss, wanted.train_loss)
        for row, other in zip(rows, looked.rows, strict=True):
            np.testing.assert_array_equal(row, other)


def test_what_is_done_to_a_network_is_done_to_it_alone():
    trainer = Trainer(replace(PLAIN, members=APART["shapes"]))
    before = trainer.rows
    trainer.set_parameter(2, 1, 0.5)
    trainer.freeze(0, 1, 3)
    after = trainer.rows
    assert after[2][1] == 0.5
    assert [p for p in range(4) if not np.array_equal(before[p], after[p])] == [2]
    assert trainer.frozen == {(0, 1, 3)}
    trainer.freeze(0, 1, 3, frozen=False)
    assert not trainer.frozen
    with pytest.raises(ValueError, match="member is 4"):
        trainer.set_parameter(4, 0, 0.0)
    with pytest.raises(ValueError, match="3 stacks"):
        _ = trainer.stack


def test_one_that_breaks_leaves_the_others_as_they_are():
    wild = replace(TANH, learning_rate=1e6, changes=(("hidden", (3,)), ("optimizer", "sgd")))
    wild = replace(wild, activation="squared_relu", init_scale=100.0)
    config = replace(PLAIN, members=(wild, TANH))
    trainer = Trainer(config)
    found = trainer.advance(100)
    assert found.diverged_at[0] is not None
    assert found.diverged_at[1] is None
    np.testing.assert_array_equal(trainer.rows[1], _alone(config))


def _alone(config):
    alone = Trainer(config.alone(config.members[1]))
    alone.train(100)
    return alone.rows[0]


def test_a_rate_that_is_changed_is_that_of_all_that_have_none_of_their_own():
    trainer = Trainer(replace(PLAIN, members=APART["batches"]))
    trainer.set_rate(0.5)
    rates = [part.config.learning_rate for part in trainer.parts]
    assert rates == [0.5, 0.5]
    assert trainer.parts[1].config.members[0].learning_rate == 0.1
    before = trainer.rows
    trainer.train(1)
    assert all((a != b).any() for a, b in zip(before, trainer.rows, strict=True))


def test_an_epoch_is_the_runs_own():
    trainer = Trainer(replace(PLAIN, members=(replace(TANH, changes=(("batch_size", 1),)), TANH)))
    assert trainer.steps_per_epoch == 16
    assert trainer.advance(32).epoch == 2
