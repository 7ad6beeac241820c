"""Each race that is offered does what it says, whatever its seeds."""

from dataclasses import replace
from functools import cache

import pytest

from explorer.sweeps import results
from explorer.sweeps.contest import Contest
from explorer.sweeps.race import gather
from explorer.sweeps.races import RACES
from tests import ROOT

FIRST = (0, 5000)  # seeds that the races begin with
LONGEST = 100  # characters of a goal or a reason: it stands in one line


def drawn(contest: Contest, seed: int) -> Contest:
    """The same race of other first weights."""
    (member,) = contest.run.members
    run = replace(contest.run, members=(replace(member, seed=seed),))
    return replace(contest, run=run)


@cache
def raced(key, seed):
    sweep = drawn(RACES[key].contest, seed).sweep
    return gather(sweep, results(sweep, sweep.chunks()))


def rates(key, seed):
    return raced(key, seed).rates.reshape(raced(key, seed).sweep.shape)


def xor(seed):
    two, _, _, eight = rates("xor", seed).T
    assert two.max() < 0.5
    assert eight.min() > 0.9


def deep(seed):
    sigmoid, tanh, relu = rates("deep", seed)
    assert min(sigmoid[1], tanh[1], relu[1]) > 0.8
    assert sigmoid[3] < 0.15
    assert relu[3] > 0.6


def init(seed):
    found = raced("init", seed)
    default, _, he = found.intervals
    assert default[1] < he[0]


def optimisers(seed):
    sgd, *others = rates("optimisers", seed)
    for one in others:
        assert one[1] > 0.85 > 0.15 > sgd[1]
        assert sgd[3] > 0.85 > 0.15 > one[3]


def bottleneck(seed):
    found = raced("bottleneck", seed)
    median = found.quartiles(found.accuracy[-1])[1]
    assert sorted(median) == list(median)
    assert median[0] <= 0.45
    assert median[-1] >= 0.9


CLAIMS = {claim.__name__: claim for claim in (xor, deep, init, optimisers, bottleneck)}


def test_every_race_has_its_claim_tested():
    assert list(CLAIMS) == list(RACES)


@pytest.mark.parametrize("seed", FIRST)
@pytest.mark.parametrize("key", RACES)
def test_a_race_does_what_it_claims(key, seed):
    CLAIMS[key](seed)


@pytest.mark.parametrize("key", RACES)
def test_a_goal_and_a_reason_stand_in_a_line_each(key):
    race = RACES[key]
    assert max(len(race.goal), len(race.reason)) <= LONGEST
    assert race.claim.endswith(".")


@pytest.mark.parametrize("key", RACES)
def test_a_race_has_its_row_in_the_readme(key):
    race = RACES[key]
    assert f"| {race.label} | `{key}` | {race.claim} |" in (ROOT / "README.md").read_text("utf-8")
