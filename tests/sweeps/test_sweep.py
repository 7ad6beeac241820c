"""A sweep's networks are those that its axes and seeds name, in whatever chunks."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.config import Member
from explorer.engine import Trainer
from explorer.limits import limits
from explorer.sweeps import Axis, Sweep, play, results
from explorer.sweeps.axes import FIELDS, set_field
from explorer.sweeps.playing import NEVER
from tests.sweeps.cases import BOTH, XOR


def test_the_last_axis_runs_fastest_and_then_come_the_seeds():
    assert (BOTH.cells, BOTH.count, BOTH.shape) == (6, 18, (2, 3))
    assert BOTH.values(4) == ("relu", 0.1)
    assert BOTH.member(4 * 3 + 2) == Member("relu", seed=9, learning_rate=0.1)
    assert BOTH.member(0) == Member("tanh", seed=7, learning_rate=0.01)


@pytest.mark.parametrize("size", [1, 4, 8, 100])
def test_chunks_have_every_place_once_and_are_not_too_large(size):
    chunks = list(replace(BOTH, seeds=11).chunks(size=size))
    assert sorted(place for one in chunks for place in one) == list(range(66))
    assert all(len(one) <= max(size, 8) for one in chunks)


def test_all_cells_have_their_first_seeds_before_one_has_all():
    many = replace(BOTH, seeds=20)
    first = [place % 20 for one in many.chunks() for place in one][: 6 * 8]
    assert set(first) == set(range(8))


def test_a_chunk_needs_one_stack():
    shapes = Sweep(XOR, (Axis("width", (2, 3)), Axis("activation", ("tanh", "relu"))), 3)
    chunks = list(shapes.chunks())
    assert len(chunks) == 2
    assert all(len(shapes.config(one).stacks) == 1 for one in chunks)


def test_a_chunk_of_large_networks_is_no_larger_than_the_server_allows():
    large = Sweep(XOR, (Axis("width", (2, 256)), Axis("depth", (1, 20))), 16)
    assert large.largest == (2 + 1) * 256 + 19 * 257 * 256 + 257
    chunks = list(large.chunks())
    assert max(map(len, chunks)) * large.largest <= limits().stack
    assert sorted(place for one in chunks for place in one) == list(range(large.count))


def test_a_network_is_the_same_in_any_chunk_and_alone():
    whole = play(BOTH, range(BOTH.count))
    for found in results(BOTH, BOTH.chunks(size=8)):
        for mine, its in zip(whole.judged, found.judged, strict=True):
            np.testing.assert_array_equal(mine[:, found.places], its)
    trainer = Trainer(BOTH.alone(10))
    np.testing.assert_allclose(
        trainer.advance(60).train_loss, whole.judged.train_loss[-1, 10:11], rtol=1e-6
    )


def test_the_first_look_is_before_the_first_step_and_the_last_after_all():
    sweep = replace(BOTH, looks=7)
    assert sweep.looked_at == (0, 9, 18, 26, 35, 43, 52, 60)
    found = play(sweep, [5])
    trainer = Trainer(sweep.config([5]))
    for row, step in enumerate(sweep.looked_at):
        seen = trainer.advance(step - trainer.step)
        assert seen.validation_loss == pytest.approx(found.judged.validation_loss[row], rel=1e-6)


def test_the_target_is_reached_at_the_first_look_that_has_it():
    found = play(replace(BOTH, target=0.8), range(BOTH.count))
    steps = found.reached(replace(BOTH, target=0.8))
    for place, step in enumerate(steps):
        course = found.judged.validation_accuracy[:, place]
        there = [at for at, share in zip(BOTH.looked_at, course, strict=True) if share >= 0.8]
        assert step == (there[0] if there else NEVER)
    assert {False, True} == {bool(step == NEVER) for step in steps}


def test_who_diverges_is_told_with_the_step_and_what_was_after_does_not_count():
    wild = replace(XOR, optimizer="sgd", members=(Member("relu"),), hidden=(8,) * 6)
    sweep = Sweep(wild, (Axis("learning_rate", (0.1, 1e6)),), target=0.0)
    found = play(sweep, [0, 1])
    assert found.diverged_at[0] == NEVER
    assert found.diverged_at[1] > 0
    assert found.reached(sweep).tolist() == [0, 0]


@pytest.mark.parametrize("field", FIELDS)
def test_a_value_that_a_field_cannot_have_is_refused_in_one_sentence(field):
    with pytest.raises((ValueError, TypeError)) as refused:
        Sweep(XOR, (Axis(field, ("nonsense", -1)),))
    assert isinstance(refused.value, ValueError), field
    assert "nonsense" in str(refused.value)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: replace(BOTH, seeds=257), "number of seeds is 257"),
        (lambda: Sweep(XOR, (Axis("width", (2, 257)),)), "width is 257.* from 1 to 256"),
        (lambda: Sweep(XOR, (Axis("depth", (0,)),)), "depth is 0.* from 1 to 50"),
        (lambda: replace(BOTH, target=1.5), "target is 1.5"),
        (lambda: Axis("learning_rate", ()), "has no value"),
        (lambda: Axis("learning_rate", (0.1, 0.1)), "0.1 more than once"),
        (lambda: Axis("colour", (1,)), "'colour' is no setting"),
        (lambda: Sweep(XOR, (Axis("width", (1,)), Axis("width", (2,)))), "each of them once"),
        (
            lambda: Sweep(
                XOR,
                tuple(
                    Axis(f, tuple(range(1, 1001)))
                    for f in ("init_scale", "learning_rate", "parameter.negative_slope")
                ),
            ),
            "1,000,000,000 networks",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nonsense_is_refused_with_the_value_in_the_sentence(make, sentence):
    with pytest.raises(ValueError, match=sentence):
        make()


def test_a_setting_of_the_run_becomes_the_networks_own():
    assert set_field(XOR, Member(), "width", 5).changes == (("hidden", (5,)),)
    deeper = set_field(XOR, set_field(XOR, Member(), "width", 5), "depth", 3)
    assert deeper.changes == (("hidden", (5, 5, 5)),)
    assert set_field(XOR, Member(), "optimizer", "sgd").changes == (("optimizer", "sgd"),)


def test_a_parameter_of_an_activation_is_an_axis():
    slopes = Sweep(
        XOR, (Axis("parameter.negative_slope", (0.0, 0.5)), Axis("activation", ("leaky_relu",)))
    )
    assert slopes.member(1).parameters == (("negative_slope", 0.5),)


def test_alone_a_network_has_its_settings_as_the_runs():
    sweep = Sweep(XOR, (Axis("learning_rate", (0.5,)), Axis("width", (3,))), 2)
    alone = sweep.alone(1)
    assert (alone.learning_rate, alone.hidden) == (0.5, (3,))
    assert alone.members == (Member("tanh", seed=8),)
