"""A watched run: its frames are the trainer's, its history is bounded, its sentences are true."""

from dataclasses import replace

import numpy as np
import pytest

from explorer.activations import get
from explorer.config import Member, RunConfig
from explorer.config.run import MAX_HIDDEN, MAX_WIDTH
from explorer.engine import Trainer, batches
from explorer.formula.browser import described
from explorer.limits import limits
from explorer.live import run as live
from explorer.live.message import unpack
from explorer.live.run import LiveRun
from explorer.live.stopping import StopRule, reason

CONFIG = RunConfig(samples=100, members=(Member("identity"), Member("tanh")), steps=300)


def run(config=CONFIG):
    return LiveRun(config, "1")


def test_a_run_in_frames_is_the_run_at_once():
    watched = run()
    frames = watched.frames(15, 150, 60.0)
    assert [frame.snapshot.step for frame in frames] == list(range(10, 151, 10))
    np.testing.assert_array_equal(
        frames[-1].snapshot.train_loss, Trainer(CONFIG).advance(150).train_loss
    )


@pytest.mark.parametrize("size", [1, 7, 10])
def test_each_frame_tells_which_points_its_last_step_was_taken_on(size):
    watched = run(replace(CONFIG, batch_size=size))
    frames = [watched.latest, *watched.frames(12, 36, 60.0)]
    found = unpack(watched.message(frames, True)).tick.batch
    count = len(watched.trainer.samples.x_train)
    bits = np.unpackbits(found, axis=1, bitorder="little", count=count)
    assert not np.unpackbits(found, axis=1, bitorder="little")[:, count:].any()
    for row, frame in zip(bits, frames, strict=True):
        wanted = batches.batch(watched.config, count, frame.snapshot.step)
        assert row.nonzero()[0].tolist() == sorted(wanted.tolist())


def test_a_message_tells_of_its_batches_in_a_few_hundred_bytes_and_of_full_ones_in_none():
    watched = run(RunConfig())
    assert len(watched.setting.shares) == 500
    assert unpack(watched.message(watched.frames(15, 75, 60.0), True)).tick.batch.nbytes <= 750
    watched = run(replace(CONFIG, batch_size=None))
    assert unpack(watched.message(watched.frames(2, 2, 60.0), True)).tick.batch.nbytes == 0


def test_without_time_there_is_still_one_frame_of_at_least_one_step():
    frames = run().frames(15, 1500, 0.0)
    assert len(frames) == 1
    assert 1 <= frames[0].snapshot.step <= 1500


def test_finishing_ends_at_the_configs_last_step():
    watched = run()
    while watched.step < CONFIG.steps:
        watched.finish(0.05)
    assert watched.step == 300
    assert watched.finish(0.05) == [watched.latest]


@pytest.mark.parametrize(("hopeful", "frames"), [(True, 6), (False, 19)])
def test_a_hopeful_finish_gives_up_where_the_end_is_out_of_reach(monkeypatch, hopeful, frames):
    watched = run(replace(CONFIG, steps=60_000))
    clock = iter(range(1000))  # each look at it comes a second later; the first says when to end
    monkeypatch.setattr(live.LiveRun, "train_through", lambda run, *_: [run.latest])
    monkeypatch.setattr(live, "perf_counter", lambda: next(clock))
    assert len(watched.finish(20, hopeful=hopeful)) == frames


@pytest.mark.parametrize(
    ("rule", "step"), [(StopRule(steps=130), 130), (StopRule(accuracy=0.9), None)], ids=str
)
def test_finishing_ends_where_a_rule_stops_the_run(rule, step):
    config = replace(CONFIG, samples=300, noise=0.05, members=(Member("tanh"),), steps=3000)
    watched = run(config)
    watched.finish(60.0, rule)
    assert reason(rule, watched.history)
    assert watched.step < 3000
    assert step is None or watched.step == step
    assert step is not None or not reason(rule, watched.history[:-1])


def test_a_unit_that_dies_between_two_frames_is_told_with_those_steps():
    watched = run(replace(CONFIG, hidden=(4,), members=(Member("relu"),)))
    bias = 8  # place of the first bias: 2 inputs × 4 units before it
    watched.frames(37, 37, 60.0)
    watched.set_parameter(0, bias + 3, -1000.0)
    watched.frames(1, 1, 60.0)
    assert any("Unit 4 of layer 1 died at step 37" in said for said in watched.sentences[0])


def test_the_history_stays_bounded_and_keeps_the_first_and_the_latest_step():
    watched = run(replace(CONFIG, members=(Member("tanh"),)))
    assert len(watched.frames(1000, 1000, 60.0)) == 1000
    steps = [snapshot.step for snapshot in watched.history]
    assert len(steps) <= live.HISTORY + 1
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 1000)


def test_a_message_holds_the_frames_the_points_and_the_losses():
    watched = run()
    frames = watched.frames(3, 15, 60.0)
    message = unpack(watched.message(frames, playing=True))
    assert message.setting.titles == ("Identity (linear)", "Tanh")
    assert message.tick.step.tolist() == [5, 10, 15]
    assert message.tick.history_step.tolist() == [0, 5, 10, 15]
    np.testing.assert_array_equal(message.tick.test_loss[-1], frames[-1].snapshot.test_loss)
    np.testing.assert_array_equal(
        message.tick.train_accuracy[-1], frames[-1].snapshot.train_accuracy
    )
    data = watched.trainer.samples
    np.testing.assert_allclose(message.setting.points[:80], data.x_train.numpy(), atol=1e-3)
    np.testing.assert_array_equal(message.setting.labels[90:], data.y_test.numpy())
    assert np.bincount(message.setting.shares).tolist() == [80, 10, 10]


def test_messages_are_numbered_so_that_none_is_played_twice():
    watched = run()
    first, second = (unpack(watched.message([watched.latest], False)) for _ in range(2))
    assert first.tick.run == second.tick.run
    assert second.tick.serial == first.tick.serial + 1


def test_a_message_holds_the_weights_of_each_frame_and_its_activations():
    watched = run(replace(CONFIG, members=(Member("tanh"), Member("prelu"), Member("tanh", 1))))
    frames = watched.frames(2, 10, 60.0)
    message = unpack(watched.message(frames, False))
    stack = watched.trainer.stack
    rows = np.split(message.tick.parameters[-1], 3)
    np.testing.assert_array_equal(rows, stack.parameters.numpy())
    assert message.setting.sizes == (stack.parameters.shape[1],) * 3
    assert message.setting.widths == ((2, 8, 8, 1),) * 3
    assert message.setting.activations == ((0, 0), (1, 1), (0, 0))
    assert message.setting.functions == tuple(described(get(key), {}) for key in ("tanh", "prelu"))
    place = message.setting.learnt[1][1]
    assert rows[1][place] == stack.learnt[1]["negative_slope"][1].item()
    assert message.setting.learnt[0] == (-1, -1)


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
    watched.frames(1, 3000, 60.0)
    (straight, linear, *_), (bent, *_), (broken, *_) = watched.sentences
    assert straight.startswith("Identity (linear), rate 0.3 is no better than guessing")
    assert linear.startswith("Without an activation the 3 layers are one")
    share = 100 * watched.latest.snapshot.validation_accuracy[1]
    assert bent.startswith(f"Tanh, rate 0.3 gets {share:.3g} % of the validation points right and ")
    assert share > 90
    assert f"diverged at step {watched.latest.snapshot.diverged_at[2]}" in broken
    note = unpack(watched.message([watched.latest], False)).tick.notes
    assert note == ("", "", f"diverged at step {watched.latest.snapshot.diverged_at[2]}")


def test_a_layer_of_its_own_function_travels_with_its_table():
    own = Member(("relu", "prelu"))
    watched = run(replace(CONFIG, members=(Member("relu"), own)))
    message = unpack(watched.message([watched.latest], False))
    assert message.setting.titles == ("ReLU", "ReLU → PReLU")
    assert message.setting.activations == ((0, 0), (0, 1))
    (first, second) = message.setting.learnt[1]
    assert first == -1
    assert message.tick.parameters[0][message.setting.sizes[0] + second] == 0.25


def test_a_number_set_by_hand_is_seen_at_once_and_nonsense_is_refused():
    watched = run()
    before = watched.latest.snapshot.train_loss[1]
    watched.set_parameter(1, 0, 5.0)
    assert watched.latest.parameters[1][0] == 5.0
    assert watched.latest.snapshot.train_loss[1] != before
    with pytest.raises(ValueError, match="nan"):
        watched.set_parameter(1, 0, float("nan"))


def test_a_frozen_unit_is_told_to_the_player():
    watched = run()
    watched.trainer.freeze(1, 0, 3)
    assert unpack(watched.message([watched.latest], False)).tick.frozen == ((1, 0, 3),)


def test_the_film_stays_within_its_bytes():
    large = replace(CONFIG, hidden=(64,) * 8, members=(Member("tanh"),) * 4)
    watched = run(large)
    watched.frames(40, 40, 600.0)
    assert sum(frame.nbytes for frame in watched.film) <= 1.3e6 * limits().memory
    assert watched.film[0].snapshot.step == 0
    assert watched.film[-1].snapshot.step == 40


def test_of_two_small_networks_a_tick_takes_few_bytes():
    watched = LiveRun(RunConfig(members=(Member("identity"), Member("tanh"))), "1")
    frames = watched.frames(8, 75, 60.0)
    assert len(watched.message(frames, playing=True, whole=False)) <= 9_350
    assert len(watched.message(frames, playing=True)) <= 15_600  # with the setting


def test_a_film_is_sent_once_and_then_only_what_is_new_of_it():
    watched = run()
    played = watched.frames(30, 300, 60.0)
    watched.message(played[:10], playing=True, whole=False)
    first, second = (unpack(watched.message([], False)).tick for _ in range(2))
    assert first.film.tolist() == second.film.tolist() == list(range(31))
    assert first.frame.tolist() == [0, *range(11, 31)]
    assert second.frame.tolist() == [30]
    watched.set_parameter(1, 0, 5.0)
    edited = unpack(watched.message([], False)).tick
    assert edited.frame.tolist() == [31]
    assert edited.parameters[0, len(watched.latest.parameters[0])] == 5.0
    watched.resend()
    assert unpack(watched.message([], False)).tick.frame.tolist() == list(range(32))


def test_what_the_browser_keeps_of_the_frames_holds_the_film():
    watched = run(replace(CONFIG, members=(Member("tanh"),)))
    for _ in watched.frames(1000, 1000, 60.0):
        tick = unpack(watched.message([watched.latest], True)).tick
        assert all(number % tick.every == 0 for number in (f.number for f in watched.film[:-1]))
    assert tick.every == 4


def test_a_watched_run_says_how_large_a_network_may_be_asked_for():
    setting = LiveRun(RunConfig(hidden=()), "1").setting
    assert (setting.max_layers, setting.max_units) == (MAX_HIDDEN, MAX_WIDTH)


def test_a_run_larger_than_the_server_allows_is_refused_before_anything_is_drawn():
    many = RunConfig(members=tuple(Member("tanh", seed) for seed in range(50_000)))
    with pytest.raises(ValueError, match=r"5,250,000 parameters, and this server trains 2,000,000"):
        LiveRun(many, "1")


def test_an_hour_of_play_keeps_few_numbers_of_what_was_sent(monkeypatch):
    monkeypatch.setattr(live, "HISTORY", 20)
    watched = run(replace(CONFIG, members=(Member("tanh"),), hidden=(2,)))
    for _ in range(3 * live.HISTORY):
        watched.message(watched.frames(2, 2, 60.0), playing=True, whole=False)
    assert len(watched._sent) <= 4 * live.HISTORY
    last = unpack(watched.message([], False)).tick
    film = {frame.number for frame in watched.film[:-1]}
    assert {*last.frame.tolist()} == {0, watched.film[-1].number}  # the first was never played
    assert film <= watched._sent


def test_each_networks_end_names_its_own_loss():
    losses = (None, "mse_sigmoid", "hinge", "bce_relu")
    config = RunConfig(members=tuple(Member("tanh", loss=loss) for loss in losses))
    ends = LiveRun(config, "1").setting.end
    assert ends == (
        "1 output → sigmoid → loss: Binary cross-entropy",
        "1 output → sigmoid → loss: MSE after a sigmoid",
        "1 output → sigmoid → loss: Hinge",
        "1 output → ReLU → sigmoid → loss: BCE after a ReLU",
    )


def test_digits_go_along_as_the_pixels_that_were_measured():
    from sklearn.datasets import load_digits

    run = LiveRun(RunConfig(dataset="digits", members=(Member("tanh"),)), "digits")
    setting, data = run.setting, run.trainer.samples
    assert (setting.side, setting.pixels.shape) == (8, (1797, 64))
    measured = load_digits().data[data.rows.numpy()]
    np.testing.assert_allclose(setting.pixels / 255 * 16, measured, atol=0.04)
