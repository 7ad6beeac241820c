"""A run that trains ahead of what is shown: who shows it collects frames and never waits."""

from dataclasses import dataclass
from time import perf_counter

from explorer.config import MAX_STEPS
from explorer.live.pool import Pool, pool
from explorer.live.run import UNTIL_DIVERGED, Frame, LiveRun, evenly
from explorer.live.stopping import StopRule, reason

WORDS = 0.4  # seconds between two times that a moving run is put into words


@dataclass(frozen=True)
class Batch:
    """What was asked for last."""

    goal: int = 0  # step at which it is done
    number: int = 0  # of the frame that shows that step, if all goes well
    rule: StopRule = UNTIL_DIVERGED


class Ahead:
    """The frames of a run that nobody has shown yet; the pool's threads train them.

    Who asks no more costs no more: nothing is trained beyond what was asked for. Whatever else
    changes the run comes after `hold`, and before the next `ask`.
    """

    def __init__(self, run: LiveRun, workers: Pool | None = None) -> None:
        self.run = run
        self.why = ""  # the sentence on why the rule stopped it
        self.words: list[list[str]] = []  # of each network, the most important first
        self.words_at = 0  # the step they are true of
        self._workers = workers or pool()
        self._ready = [run.latest]
        self._batch = Batch()
        self._spoke = 0.0  # when the run was put into words
        self._error: Exception | None = None

    # ---- for who shows it

    def ask(self, steps: int, frames: int, rule: StopRule = UNTIL_DIVERGED) -> None:
        """Have the next `steps` steps trained, in `frames` frames if there is time for so many."""
        goal = self.run.step + self._until(steps, rule)
        self._batch = Batch(goal, self.run.latest.number + frames, rule)
        self._workers.put(self)

    def now(self, steps: int, frames: int, seconds: float, rule: StopRule) -> None:
        """Begin with them here, for so long: what comes of it is ready on return."""
        self.hold()
        self._ready += self.run.frames(frames, self._until(steps, rule), seconds)
        self.why = reason(rule, self.run.history) or ""

    def _until(self, steps: int, rule: StopRule) -> int:
        """So many steps, but not beyond the one at which to stop."""
        left = (rule.steps or 0) - self.run.step
        return min(steps, left if left > 0 else steps, MAX_STEPS - self.run.step)

    @property
    def ready(self) -> list[Frame]:
        """The frames that nobody has shown yet, in order. Raises what training has raised."""
        if self._error:
            raise self._error
        return self._ready.copy()

    def drop(self, frames: list[Frame]) -> None:
        """These have been shown."""
        last = max((frame.number for frame in frames), default=-1)
        self._ready = [frame for frame in self._ready if frame.number > last]

    def hold(self) -> None:
        """Stop training, on a frame; the run is the caller's until it asks again."""
        self._batch = Batch()
        self._workers.hold(self)
        if self.run.step > self.run.latest.snapshot.step:
            self._ready.append(self.run.look())

    # ---- for the pool

    @property
    def wanted(self) -> bool:
        """Whether what was asked for is not there yet."""
        return self.run.step < self._batch.goal and not (self.why or self._error)

    def work(self, until: float) -> None:
        """Train a part of it."""
        try:
            while self.wanted and perf_counter() < until:
                self._part(self._batch, until)
        except Exception as error:  # who shows the run says it
            self._error = error

    def _part(self, batch: Batch, until: float) -> None:
        run, latest = self.run, self.run.latest
        left = max(1, batch.number - latest.number)
        goals = evenly(latest.snapshot.step, batch.goal, left)
        seen = run.train_through([step for step in goals if step > run.step], until, batch.rule)
        if not seen:
            return
        self._ready += seen
        self.why = reason(batch.rule, run.history) or ""
        if (self.why or run.step >= batch.goal) and perf_counter() > self._spoke + WORDS:
            self.words, self.words_at = run.sentences, run.latest.snapshot.step
            self._spoke = perf_counter()
