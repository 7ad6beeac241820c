"""The pool: jobs take turns, a job is in one hand at a time, and a held one is left alone."""

from collections.abc import Callable, Iterator
from threading import Event, Lock

import pytest

from explorer.live.pool import Pool

SOON = 30.0  # seconds in which even a busy machine has begun


@pytest.fixture
def pools() -> Iterator[Callable[[int], Pool]]:
    """Makes pools of so many threads, which end with the test: none works beside other tests."""
    made: list[Pool] = []

    def make(workers: int) -> Pool:
        made.append(Pool(workers))
        return made[-1]

    yield make
    for pool in made:
        pool.stop()
    assert not any(thread.is_alive() for pool in made for thread in pool._threads)


class Count:
    """A job of so many turns, which notes whose turn it was."""

    def __init__(self, name: str, turns: int, diary: list[str]) -> None:
        self.name, self.left, self.diary = name, turns, diary
        self.done, self.lock, self.overlapped = Event(), Lock(), False

    @property
    def wanted(self) -> bool:
        return self.left > 0

    def work(self, until: float) -> None:
        self.overlapped |= not self.lock.acquire(blocking=False)
        self.left -= 1
        self.diary.append(self.name)
        self.lock.release()
        if not self.left:
            self.done.set()


class Gate(Count):
    """A job whose turn lasts until the gate is opened."""

    def __init__(self, diary: list[str]) -> None:
        super().__init__("gate", 1, diary)
        self.entered, self.open = Event(), Event()

    def work(self, until: float) -> None:
        self.entered.set()
        self.open.wait(SOON)
        super().work(until)


class Opener(Count):
    """A job that opens a gate."""

    def __init__(self, gate: Gate) -> None:
        super().__init__("opener", 1, [])
        self.gate = gate

    def work(self, until: float) -> None:
        super().work(until)
        self.gate.open.set()


def test_jobs_of_one_thread_take_turns(pools):
    diary: list[str] = []
    pool, gate = pools(1), Gate(diary)
    jobs = [Count(name, 3, diary) for name in "abc"]
    pool.put(gate)  # so that all stand in line before the first turn
    for job in jobs:
        pool.put(job)
    gate.open.set()
    assert all(job.done.wait(SOON) for job in jobs)
    assert diary == ["gate", *"abcabcabc"]


def test_a_job_is_in_one_hand_at_a_time_however_often_it_is_put(pools):
    pool, job = pools(4), Count("a", 2000, [])
    while not job.done.is_set():
        pool.put(job)
    assert not job.overlapped
    assert len(job.diary) == 2000


def test_a_job_that_is_held_gets_no_turn_until_it_is_put_again(pools):
    diary: list[str] = []
    pool, gate = pools(1), Gate(diary)
    held, after = Count("held", 5, diary), Count("after", 1, diary)
    for job in (gate, held, after):
        pool.put(job)
    pool.hold(held)
    gate.open.set()
    assert after.done.wait(SOON)
    assert diary == ["gate", "after"]
    pool.put(held)
    assert held.done.wait(SOON)


def test_to_hold_a_job_waits_for_the_turn_it_has(pools):
    diary: list[str] = []
    pool, gate = pools(1), Gate(diary)
    gate.left = 2
    pool.put(gate)
    assert gate.entered.wait(SOON)
    pools(1).put(Opener(gate))  # from another pool, while this thread waits
    pool.hold(gate)
    assert diary == ["gate"]
    assert gate.left == 1


def test_a_job_wanted_anew_during_its_turn_gets_another(pools):
    diary: list[str] = []
    pool, gate = pools(1), Gate(diary)
    pool.put(gate)
    assert gate.entered.wait(SOON)
    gate.left = 2
    pool.put(gate)
    gate.open.set()
    assert gate.done.wait(SOON)
    assert diary == ["gate", "gate"]


def test_a_pool_that_stops_ends_its_threads_after_their_turn(pools):
    diary: list[str] = []
    pool, gate = pools(2), Gate(diary)
    pool.put(gate)
    assert gate.entered.wait(SOON)
    gate.open.set()
    pool.stop()
    assert diary == ["gate"]
    pool.put(Count("late", 1, diary))
    assert diary == ["gate"]


@pytest.mark.parametrize("left", [0, -1])
def test_a_job_that_is_not_wanted_is_not_begun(pools, left):
    diary: list[str] = []
    pool = pools(1)
    last = Count("last", 1, diary)
    pool.put(Count("idle", left, diary))
    pool.put(last)
    assert last.done.wait(SOON)
    assert diary == ["last"]
