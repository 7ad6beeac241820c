"""Lessons: predict, run, explain; each answer is found in the run, each claim held by a test."""

from explorer.lessons.bending import BENDING
from explorer.lessons.depth import DEPTH
from explorer.lessons.dying import DYING
from explorer.lessons.edge import EDGE
from explorer.lessons.ends import ENDS
from explorer.lessons.families import FAMILIES
from explorer.lessons.judging import JUDGING
from explorer.lessons.learning import LEARNING
from explorer.lessons.overfitting import OVERFITTING
from explorer.lessons.record import Asked, Choice, Lesson, Step, Task
from explorer.lessons.seeds import SEEDS
from explorer.lessons.shapes import SHAPES
from explorer.lessons.trap import TRAP_OF_THE_BASE_RATE

__all__ = ["LESSONS", "Asked", "Choice", "Lesson", "Step", "Task"]

_ENTRIES = (
    *BENDING,
    *FAMILIES,
    *SHAPES,
    *DEPTH,
    *EDGE,
    *ENDS,
    *LEARNING,
    *OVERFITTING,
    *DYING,
    *JUDGING,
    *SEEDS,
    *TRAP_OF_THE_BASE_RATE,
)

LESSONS: dict[str, Lesson] = {entry.key: entry for entry in _ENTRIES}
