"""What a learner has predicted and done: kept in the browser, and in a file to take along."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from explorer.lessons import LESSONS
from explorer.lessons.record import Asked, Step

KIND, VERSION = "activation-function-explorer lessons", 1
LONGEST = 100_000  # characters of a file

Said = str | float  # the text of a choice, or a number


@dataclass(frozen=True)
class Progress:
    """What was predicted at each step, "lesson/step" → choice or number, and the tasks done.

    A task is named by its lesson and its place, from 0: "lesson/0".
    """

    predicted: Mapping[str, Said] = field(default_factory=dict)
    done: frozenset[str] = frozenset()

    def said(self, lesson: str, step: str) -> Said | None:
        """What was predicted at a step; None where nothing was."""
        return self.predicted.get(f"{lesson}/{step}")

    def with_prediction(self, lesson: str, step: str, said: Said) -> "Progress":
        """This prediction beside the others."""
        return replace(self, predicted={**self.predicted, f"{lesson}/{step}": said})

    def with_task(self, lesson: str, place: int) -> "Progress":
        """This task done beside the others."""
        return replace(self, done=self.done | {f"{lesson}/{place}"})

    def joined(self, other: "Progress") -> "Progress":
        """Both; where both have predicted a step, what this one has."""
        return Progress({**other.predicted, **self.predicted}, self.done | other.done)

    def counted(self, lesson: str) -> tuple[int, int]:
        """How many steps of a lesson are predicted, and how many of its tasks done."""
        begin = f"{lesson}/"
        names = self.predicted, self.done
        steps, tasks = (sum(one.startswith(begin) for one in some) for some in names)
        return steps, tasks


def written(progress: Progress) -> str:
    """The file, JSON."""
    body = {
        "kind": KIND,
        "version": VERSION,
        "predicted": dict(progress.predicted),
        "done": sorted(progress.done),
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def read(text: str) -> tuple[Progress, int]:
    """The progress of such a file, and how much of it is of no step or task of today.

    Raises ValueError, one sentence, where the text is something else or of a later version.
    """
    if len(text) > LONGEST:
        raise ValueError(
            f"This file has {len(text):,} characters; progress has {LONGEST:,} at most"
        )
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("This file is not JSON, so it holds no progress of lessons") from None
    if not isinstance(body, dict) or body.get("kind") != KIND:
        raise ValueError(f'This file does not say "kind": "{KIND}", so it holds no progress')
    version = body.get("version")
    if type(version) is not int or version > VERSION:
        raise ValueError(f"This file is of version {version!r}; versions up to {VERSION} are read")
    predicted, done = body.get("predicted"), body.get("done")
    if not isinstance(predicted, dict) or not isinstance(done, list):
        raise ValueError("This file lacks its predictions or its tasks")
    steps = _steps()
    kept = {
        key: said for key, said in predicted.items() if key in steps and _fits(steps[key], said)
    }
    tasks = {one for one in done if isinstance(one, str)} & _tasks()
    return Progress(kept, frozenset(tasks)), len(predicted) + len(done) - len(kept) - len(tasks)


def _steps() -> dict[str, Step]:
    return {f"{one.key}/{step.key}": step for one in LESSONS.values() for step in one.steps}


def _tasks() -> set[str]:
    return {f"{one.key}/{place}" for one in LESSONS.values() for place in range(len(one.tasks))}


def _fits(step: Step, said: object) -> bool:
    """Whether this can be predicted at a step."""
    if isinstance(step.answers, Asked):
        if isinstance(said, bool) or not isinstance(said, int | float):
            return False
        return math.isfinite(said) and step.answers.low <= said <= step.answers.high
    return any(said == one.text for one in step.answers)
