"""A watched run: its frames are the trainer's, its history is bounded, its sentences are true."""

from dataclasses import replace

import numpy as np
import pytest

from explorer import live
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.live import LiveRun
from explorer.player import unpack

CONFIG = RunConfig(samples=100, members=(Member("identity"), Member("tanh")), steps=300)


def run(config=CONFIG):
    return LiveRun(config, "1", grid=8)


def test_a_run_in_frames_is_the_run_at_once():
    watched = run()
    frames = list(watched.frames(15, 150, 60.0))
    assert [frame.step for frame in frames] == list(range(10, 151, 10))
    np.testing.assert_array_equal(
        frames[-1].train_loss, Trainer(CONFIG).advance(150, grid=8).train_loss
    )


def test_without_time_there_is_still_one_frame_of_at_least_one_step():
    frames = list(run().frames(15, 1500, 0.0))
    assert len(frames) == 1
    assert 1 <= frames[0].step <= 100


def test_finishing_ends_at_the_configs_last_step():
    watched = run()
    while watched.step < CONFIG.steps:
        watched.finish(0.05)
    assert watched.step == 300
    assert watched.latest.probability is not None
    assert watched.finish(0.05)[-1].step == 300


def test_the_history_stays_bounded_and_keeps_the_first_and_the_latest_step():
    watched = run(replace(CONFIG, members=(Member("tanh"),)))
    assert len(list(watched.frames(1000, 1000, 60.0))) == 1000
    steps = [snapshot.step for snapshot in watched.history]
    assert len(steps) <= live.HISTORY + 1
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 1000)


def test_a_message_holds_the_frames_the_points_and_the_losses():
    watched = run()
    frames = list(watched.frames(3, 15, 60.0))
    message = unpack(watched.message(frames, playing=True))
    assert message.titles == ("Identity (linear)", "Tanh")
    assert message.step.tolist() == [5, 10, 15]
    assert message.history_step.tolist() == [0, 5, 10, 15]
    np.testing.assert_array_equal(message.test_loss[-1], frames[-1].test_loss)
    np.testing.assert_array_equal(message.train_accuracy[-1], frames[-1].train_accuracy)
    data = watched.trainer.samples
    np.testing.assert_allclose(message.points[:80], data.x_train.numpy(), atol=1e-3)
    np.testing.assert_array_equal(message.labels[80:], data.y_test.numpy())
    assert message.is_test.sum() == 20


def test_messages_are_numbered_so_that_none_is_played_twice():
    watched = run()
    first, second = (unpack(watched.message([watched.latest], False)) for _ in range(2))
    assert first.run == second.run
    assert second.serial == first.serial + 1


@pytest.mark.parametrize("dataset", ["blobs", "rings"])
def test_more_classes_travel_as_bands(dataset):
    watched = run(replace(CONFIG, dataset=dataset))
    (frame,) = watched.frames(1, 50, 60.0)
    message = unpack(watched.message([frame], False))
    band = 256 // watched.config.classes
    np.testing.assert_array_equal(message.maps[0] // band, frame.winner)


def test_the_class_prior_is_the_entropy_of_the_training_labels():
    assert run().chance_loss == pytest.approx(np.log(2), abs=1e-6)
    assert run(replace(CONFIG, dataset="rings", samples=150)).chance_loss == pytest.approx(
        np.log(3), abs=1e-6
    )


def test_sentences_tell_what_was_learnt_what_was_not_and_what_diverged():
    wild = Member("squared_relu", learning_rate=1e6, init_scale=100.0)
    watched = run(
        replace(
            CONFIG,
            optimizer="sgd",
            learning_rate=0.3,
            members=(Member("identity"), Member("tanh"), wild),
        )
    )
    list(watched.frames(1, 3000, 60.0))
    straight, bent, broken = watched.sentences
    assert straight.startswith("Identity (linear) has learnt nothing but the base rate")
    share = 100 * watched.latest.test_accuracy[1]
    assert bent == f"Tanh gets {share:.3g} % of the test points right."
    assert share > 90
    assert f"diverged at step {watched.latest.diverged_at[2]}" in broken
    note = unpack(watched.message([watched.latest], False)).notes
    assert note == ("", "", f"diverged at step {watched.latest.diverged_at[2]}")
