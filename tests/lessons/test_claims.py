"""What a lesson claims holds, whatever the seed, and decides the answer it gives."""

from functools import cache
from itertools import product
from math import inf

import numpy as np
import pytest

from explorer.lessons import LESSONS, Asked
from explorer.lessons.places import Numbers, Watched
from explorer.lessons.record import Step, named
from tests.dense import dense

SEEDS = range(20)
STEPS = [(lesson, step) for lesson in LESSONS.values() for step in lesson.steps]
FAR = 1e9  # in place of a bound that is infinite


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=list(LESSONS))
def test_what_a_lesson_claims_is_so_for_each_of_twenty_seeds(lesson):
    found = {step.key: [] for step in lesson.steps}
    for seed in SEEDS:  # the steps of a lesson share their runs
        for step in lesson.steps:
            found[step.key].append(step.numbers(seed))
    for step in lesson.steps:
        missed = [numbers for numbers in found[step.key] if not step.holds(numbers)]
        assert not missed, (step.key, step.claim)


@cache
def opened(lesson: str, step: str) -> Numbers:
    """What a step shows as it is opened."""
    return next(one for one in LESSONS[lesson].steps if one.key == step).numbers()


def corners(step: Step):
    """The numbers of a step at every combination of its claim's bounds."""
    for ends in product(*step.claim.values()):
        yield dict(zip(step.claim, np.clip(ends, -FAR, FAR), strict=True))


@dense(("lesson", "step"), STEPS)
def test_a_claim_decides_the_answer(lesson, step):
    if isinstance(step.answers, Asked):
        low, high = step.claim[step.answers.name]
        middle = (low + high) / 2
        assert high - middle <= step.answers.near
        assert step.answers.low <= low <= high <= step.answers.high
        return
    some = [
        {number for number, one in enumerate(step.answers) if one.holds(numbers)}
        for numbers in corners(step)
    ]
    assert all(len(right) == 1 for right in some)
    assert len(set.union(*some)) == 1


@dense(("lesson", "step"), STEPS)
def test_a_claim_bounds_numbers_that_a_run_could_miss(lesson, step):
    assert step.claim
    assert all((low, high) != (-inf, inf) and low <= high for low, high in step.claim.values())


@dense(("lesson", "step"), STEPS)
def test_one_choice_is_what_the_run_shows_and_another_is_not(lesson, step):
    numbers = opened(lesson.key, step.key)
    assert step.holds(numbers)
    if isinstance(step.answers, Asked):
        answer = step.answer(numbers)
        assert step.is_right(answer, numbers)
        ends = (step.answers.low, step.answers.high)
        assert not all(step.is_right(end, numbers) for end in ends)
        return
    held = [one.holds(numbers) for one in step.answers]
    assert sum(held) == 1
    assert len(held) >= 2
    assert step.is_right(held.index(True), numbers)
    assert not step.is_right(held.index(False), numbers)


@dense(("lesson", "step"), STEPS)
def test_every_number_of_a_text_is_one_that_the_step_sees(lesson, step):
    numbers = opened(lesson.key, step.key)
    assert named(step.shown) | named(step.why) <= set(numbers)
    for predicted in (0, 1):
        said = f"{step.reply(predicted, numbers)} {step.explain(numbers)}"
        assert "{" not in said
        assert "no number" not in said
        assert said.endswith(".")


@dense(("lesson", "step"), STEPS)
def test_a_prediction_is_answered_by_what_the_run_shows(lesson, step):
    numbers = opened(lesson.key, step.key)
    answer = step.answer(numbers)
    assert answer is not None
    assert step.reply(answer, numbers).startswith("As you said: ")
    shows = "The run shows: " if isinstance(step.place, Watched) else "The page shows: "
    assert step.reply(answer + 50, numbers).startswith(shows)
