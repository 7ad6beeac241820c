"""The numbers of a race are those of NumPy and SciPy, by hand; its sentences say them."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest

from explorer.config import Member, RunConfig
from explorer.engine.seen import Judged
from explorer.sweeps import Axis, Found, Sweep, results
from explorer.sweeps.intervals import SURE, wilson
from explorer.sweeps.playing import NEVER
from explorer.sweeps.race import gather
from explorer.sweeps.ranking import ranking

XOR = RunConfig(dataset="xor", hidden=(3,), members=(Member("tanh", seed=5),), steps=100)
NAMES = ("Tanh", "ReLU", "Sine")


def sweep_of(contestants, seeds, looks=2):
    keys = ("tanh", "relu", "sine")[:contestants]
    return Sweep(XOR, (Axis("activation", keys),), seeds, target=0.9, looks=looks)


def found_of(sweep, accuracy, places=None, loss=None, diverged=None, seconds=1.0):
    """What was found where accuracies (T, p) are given; a loss is what an accuracy lacks."""
    accuracy = np.asarray(accuracy, np.float32)
    places = np.arange(sweep.count) if places is None else np.asarray(places)
    loss = 1 - accuracy if loss is None else np.asarray(loss, np.float32)
    ends = np.full(len(places), NEVER) if diverged is None else np.asarray(diverged)
    judged = Judged(*[loss] * 3, *[accuracy] * 3)
    return Found(places, judged, ends, np.ones(len(places)), seconds)


def raced(successes, seeds, late=()):
    """Contestants of which so many seeds succeed, at look 1, or where `late` at look 2."""
    sweep = sweep_of(len(successes), seeds)
    accuracy = np.zeros((3, len(successes), seeds))
    for cell, count in enumerate(successes):
        accuracy[2 if cell in late else 1 :, cell, :count] = 1
    return gather(sweep, [found_of(sweep, accuracy.reshape(3, -1))])


@pytest.mark.parametrize("of", [1, 2, 8, 31, 256])
def test_the_interval_is_scipys(of):
    counts = np.arange(of + 1)
    ours = wilson(counts, np.full_like(counts, of))
    theirs = [binomtest(int(k), of).proportion_ci(SURE, method="wilson") for k in counts]
    np.testing.assert_allclose(ours, [(one.low, one.high) for one in theirs], atol=1e-12)
    assert (ours[0, 0], ours[-1, 1]) == (0.0, 1.0)


def test_without_a_seed_nothing_is_known_of_a_rate():
    assert wilson(np.zeros(1, int), np.zeros(1, int)).tolist() == [[0.0, 1.0]]


def test_rates_and_intervals_count_the_seeds_that_are_known():
    sweep = sweep_of(2, 4)
    found = gather(sweep, [found_of(sweep, [[0] * 3, [1, 0, 1], [1, 0, 1]], places=[0, 1, 4])])
    assert found.trained.tolist() == [2, 1]
    assert found.successes.tolist() == [1, 1]
    assert found.rates.tolist() == [0.5, 1.0]
    np.testing.assert_allclose(found.intervals, wilson(np.ones(2, int), np.array([2, 1])))
    assert found.median_seed(1) == 0


def test_without_a_seed_a_rate_is_no_number_and_its_interval_is_all():
    found = gather(sweep_of(2, 4), [])
    assert np.isnan(found.rates).all()
    assert found.intervals.tolist() == [[0, 1], [0, 1]]
    assert np.isnan(found.risen).all()
    assert found.median_seed(0) is None


def test_quartiles_are_the_lower_of_two_as_numpy_has_them():
    rng, sweep = np.random.default_rng(0), sweep_of(2, 7)
    accuracy = rng.random((3, 14)).astype(np.float32)
    found = gather(sweep, [found_of(sweep, accuracy)])
    expected = np.quantile(1 - accuracy.reshape(3, 2, 7), (0.25, 0.5, 0.75), 2, method="lower")
    np.testing.assert_array_equal(found.quartiles(found.loss), expected)


def test_the_median_seed_has_the_median_of_the_last_losses():
    sweep = sweep_of(1, 4)
    last = [0.4, 0.1, 0.3, 0.2]
    found = gather(sweep, [found_of(sweep, np.zeros((3, 4)), loss=[last[::-1], last, last])])
    assert found.median_seed(0) == 3  # 0.2 is the lower of the two in the middle


def test_who_diverged_is_worse_than_all_others():
    sweep = sweep_of(1, 3)
    accuracy = [[0.5, 0.5, 0.5], [1.0, 0.5, 0.5], [1.0, 0.5, 1.0]]
    found = gather(sweep, [found_of(sweep, accuracy, diverged=[70, NEVER, 20])])
    assert found.reached.tolist() == [[50, NEVER, NEVER]]
    assert found.loss[:, 0, 0].tolist() == [0.5, 0, np.inf]
    assert found.accuracy[-1, 0].tolist() == [0, 0.5, 0]
    assert found.median_seed(0) == 0
    assert np.isinf(found.quartiles(found.loss)[1, -1, 0])


def test_the_curve_of_those_that_have_reached_it_ends_at_the_rate():
    found = raced((6, 2), 8, late=(1,))
    low, share, high = found.risen
    assert share.tolist() == [[0, 0], [0.75, 0], [0.75, 0.25]]
    np.testing.assert_array_equal(share[-1], found.rates)
    np.testing.assert_allclose(np.stack([low[-1], high[-1]], 1), found.intervals)
    assert found.half.tolist() == [50, NEVER]


def test_the_best_comes_first_and_of_two_equal_ones_the_sooner():
    assert raced((2, 8, 8), 8, late=(1,)).order == [2, 1, 0]


def test_a_step_costs_what_the_median_chunk_of_one_contestant_took():
    sweep = sweep_of(2, 4)
    chunks = [
        found_of(sweep, np.zeros((3, 2)), places=[0, 1], seconds=0.2),
        found_of(sweep, np.zeros((3, 1)), places=[2], seconds=0.3),
        found_of(sweep, np.zeros((3, 1)), places=[3], seconds=90.0),
        found_of(sweep, np.zeros((3, 4)), places=[4, 5, 6, 7], seconds=0.4),
    ]
    np.testing.assert_allclose(gather(sweep, chunks).cost, [3000.0, 1000.0])
    mixed = gather(sweep, [found_of(sweep, np.zeros((3, 8)))])
    assert np.isnan(mixed.cost).all()


def test_a_race_is_the_same_in_whatever_chunks_it_ran():
    sweep = Sweep(XOR, (Axis("activation", ("tanh", "relu")),), 9, target=0.8, looks=4)
    small, large = (
        gather(sweep, results(sweep, list(sweep.chunks(size=size)))) for size in (8, 100)
    )
    for name in ("known", "reached", "loss", "accuracy", "test"):
        np.testing.assert_array_equal(getattr(small, name), getattr(large, name))


# ---- sentences


def test_who_is_clear_of_all_others_wins():
    first, second = ranking(raced((30, 4, 2), 32), NAMES)
    assert first == "Tanh wins: 30 of 32 seeds reach 90 % accuracy."
    assert second == "Next comes ReLU (4 of 32); last Sine (2 of 32)."


def test_overlapping_intervals_are_too_close_to_call():
    sentences = ranking(raced((30, 24, 2), 32, late=(1,)), NAMES)
    assert sentences == [
        "Too close to call: 30 of 32 seeds of Tanh and 24 of 32 of ReLU reach 90 % accuracy; "
        "their intervals overlap.",
        "Clearly behind: Sine (2 of 32).",
        "Half of the seeds are there by step 50 with Tanh, by step 100 with ReLU.",
    ]


@pytest.mark.parametrize(("count", "seeds"), [(9, 32), (12, 32), (13, 32), (20, 32), (28, 32)])
def test_it_is_close_exactly_where_the_intervals_overlap(count, seeds):
    found = raced((29, count), seeds)
    (_, high), (low, _) = wilson(np.array([count, 29]), np.full(2, seeds))
    overlap = high >= low
    assert ranking(found, NAMES[:2])[0].startswith("Too close" if overlap else "Tanh wins")


def test_who_has_no_seed_yet_is_neither_close_nor_behind():
    sweep = sweep_of(3, 4)
    accuracy = [[0.0] * 8, [1.0] * 4 + [0.0] * 4, [1.0] * 4 + [0.0] * 4]
    found = gather(sweep, [found_of(sweep, accuracy, places=range(8))])
    assert found.rivals() == [0]
    told = " ".join(ranking(found, NAMES[:3]))
    assert "no seed" not in told


def test_while_networks_train_nobody_has_won_yet():
    sweep = sweep_of(3, 8)

    def told(*counts, known=6):
        right = np.concatenate([np.arange(known) < count for count in counts])
        places = [8 * cell + seed for cell in range(len(counts)) for seed in range(known)]
        accuracy = np.stack([0 * right, right, right]).astype(float)
        return ranking(gather(sweep, [found_of(sweep, accuracy, places=places)]), NAMES[:3])

    assert told(6, 0)[0] == "Tanh leads so far: 6 of 6 seeds reach 90 % accuracy."
    close, behind = told(6, 5, 0)[:2]
    assert close.startswith("Too close to call so far: 6 of 6 seeds of Tanh and 5 of 6 of ")
    assert behind.startswith("Behind so far: ")
    assert told(0, 0) == ["None of 12 networks reaches 90 % accuracy so far."]
    assert told(6, 0, 0, known=8)[0].startswith("Tanh wins: ")


def test_one_contestant_has_its_rate_told():
    (told,) = ranking(raced((1,), 1), NAMES[:1])
    assert told == "1 of 1 seed of Tanh reaches 90 % accuracy."


def test_where_nobody_succeeds_it_says_so():
    (told,) = ranking(raced((0, 0), 4), NAMES[:2])
    assert told.startswith("None of 8 networks reaches 90 % accuracy within 100 steps")
    sweep = sweep_of(1, 2)
    gone = gather(sweep, [found_of(sweep, np.zeros((3, 2)), diverged=[3, 4])])
    assert ranking(gone, NAMES[:1]) == ["All networks diverged: take a smaller learning rate."]
    assert ranking(gather(sweep, []), NAMES[:1]) == ["No network has reached its last step yet."]


def test_more_than_three_rivals_are_counted():
    sweep = Sweep(XOR, (Axis("init_scale", (1.0, 2.0, 3.0, 4.0)),), 4, target=0.9, looks=2)
    accuracy = np.repeat([[0.0], [1.0], [1.0]], 16, axis=1)
    (told,) = ranking(gather(sweep, [found_of(sweep, accuracy)]), ("a", "b", "c", "d"))
    assert told.startswith(
        "Too close to call: 4 contestants reach 90 % accuracy, from 4 of 4 seeds of a to 4 of 4 of"
    )


def test_another_target_is_another_race():
    sweep = Sweep(XOR, (Axis("activation", ("tanh",)),), 8, target=0.5, looks=4)
    low, high = (
        gather(one, results(one, list(one.chunks()))) for one in (sweep, replace(sweep, target=1.0))
    )
    assert low.rates[0] > high.rates[0]
