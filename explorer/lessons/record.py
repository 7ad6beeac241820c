"""What a lesson is made of: steps of predict, run and explain, and tasks for afterwards."""

import math
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from explorer import words
from explorer.config import RunConfig
from explorer.config.link import Parameters, write
from explorer.engine import Snapshot, Trainer
from explorer.lessons.places import Computed, Numbers, Watched

Bounds = tuple[float, float]  # the least and the most that a number is; both may be infinite


class _Filler(string.Formatter):
    """Fills in numbers by the name of a function of `explorer.words`: {right:percent}."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "whole":
            return f"{round(value):,}"
        return getattr(words, format_spec or "number")(value)


_filler = _Filler()


def fill(text: str, numbers: Numbers) -> str:
    """A text with its numbers; raises KeyError for a name that there is no number of."""
    return _filler.vformat(text, (), numbers)


def named(text: str) -> set[str]:
    """The names of the numbers that a text wants."""
    return {name for _, name, _, _ in _filler.parse(text) if name}


@dataclass(frozen=True)
class Choice:
    """One answer to choose, and when it is right."""

    text: str
    holds: Callable[[Numbers], bool]


@dataclass(frozen=True)
class Asked:
    """A number that is asked for, from `low` to `high`; `near` is how far off is right, too."""

    name: str  # of the number that is the answer
    low: float
    high: float
    step: float
    near: float
    unit: str = ""


@dataclass(frozen=True)
class Step:
    """Predict, run, explain: a question, where it is answered, and why the answer is so.

    The right answer is written nowhere: it is found in the numbers of the run. `shown` says what
    the run shows to whom predicted otherwise, `why` explains it; both are texts with names of
    numbers in braces. `claim` gives the bounds that decide the answer, which a test holds for
    every one of its seeds.
    """

    key: str
    question: str
    place: Watched | Computed
    answers: tuple[Choice, ...] | Asked
    shown: str
    why: str
    claim: Mapping[str, Bounds]

    def numbers(self, seed: int | None = None) -> Numbers:
        """What is seen there; with a seed that of other points, weights and batches."""
        return self.place.numbers(seed)

    def answer(self, numbers: Numbers) -> int | float | None:
        """The place of the right choice, or the number asked for; None where none is right."""
        if isinstance(self.answers, Asked):
            return numbers[self.answers.name]
        return next((k for k, one in enumerate(self.answers) if one.holds(numbers)), None)

    def predicted(self, said: str | float) -> float:
        """A prediction as `reply` takes it: the place of a choice of this text, or the number.

        Raises ValueError where there is no such choice.
        """
        if isinstance(self.answers, Asked):
            return float(said)
        return [one.text for one in self.answers].index(str(said))

    def is_right(self, predicted: float, numbers: Numbers) -> bool:
        """Whether a prediction, the place of a choice or a number, is what the run shows."""
        answer = self.answer(numbers)
        if isinstance(self.answers, Asked):
            return answer is not None and abs(predicted - answer) <= self.answers.near
        return predicted == answer

    def reply(self, predicted: float, numbers: Numbers) -> str:
        """What is said to a prediction: never that it is wrong, but what the run shows."""
        shows = "The run shows" if isinstance(self.place, Watched) else "The page shows"
        begins = "As you said" if self.is_right(predicted, numbers) else shows
        return f"{begins}: {fill(self.shown, numbers)}"

    def explain(self, numbers: Numbers) -> str:
        """Why it is so."""
        return fill(self.why, numbers)

    def holds(self, numbers: Numbers) -> bool:
        """Whether the claim is true of these numbers."""
        return all(low <= numbers[name] <= high for name, (low, high) in self.claim.items())


Check = Callable[[RunConfig, Snapshot, Trainer], str]


@dataclass(frozen=True)
class Task:
    """Now you: a goal, the run it starts from, and what is still missing in any run.

    `check` takes a config, the latest snapshot and the trainer; it says in one sentence what is
    missing, and nothing once the goal is reached.
    """

    goal: str
    start: RunConfig
    check: Check

    @property
    def link(self) -> Parameters:
        """What opens the start on the page Training."""
        return write(self.start)

    def missing(self, trainer: Trainer, snapshot: Snapshot) -> str:
        """What is missing in a run that stands at this snapshot; "" where the goal is reached."""
        if all(step is not None for step in snapshot.diverged_at):
            return "Every network diverged: take a smaller learning rate."
        if not all(math.isfinite(loss) for loss in snapshot.train_loss[:1]):
            return "The first network's loss is no number: take a smaller learning rate."
        return self.check(trainer.config, snapshot, trainer)


@dataclass(frozen=True)
class Lesson:
    """One idea to learn by predicting: `after` is what one can do then, in one sentence.

    `ideas` are the keys of IDEAS that it serves.
    """

    key: str
    label: str
    after: str
    ideas: tuple[str, ...]
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
