"""What a class of visitors has met, in figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.visitor import Told


@dataclass
class Lesson:
    """What one visitor has met: seconds of each answer, and its run's messages while it played."""

    opened: float
    result: float  # seconds until the opening result was there
    plays: list[float] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    ticks: list[float] = field(default_factory=list)
    stretches: list[list[Told]] = field(default_factory=list)  # of play, without a pause
    received: int = 0  # bytes while it played
    reloads: list[float] = field(default_factory=list)  # where the connection was lost
    faults: list[str] = field(default_factory=list)


def share(values: Sequence[float], part: float) -> float:
    """The least of the values that no less than this part of them do not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)] if ordered else math.nan


def pace(stretch: Sequence[Told]) -> float:
    """Steps a second that reached the screen in a stretch of play; 0 where it is too short."""
    if len(stretch) < 2 or stretch[-1].at <= stretch[0].at:
        return 0.0
    return (stretch[-1].step - stretch[0].step) / (stretch[-1].at - stretch[0].at)


def rows(lessons: Sequence[Lesson], seconds: float, memory: float) -> list[tuple[str, str]]:
    """What was measured, a name and figures each; `seconds` of play, MB of memory."""
    ticks = [one for lesson in lessons for one in lesson.ticks]
    paces = [pace(stretch) for lesson in lessons for stretch in lesson.stretches]
    sizes = [one.size for lesson in lessons for part in lesson.stretches for one in part]
    rates = [lesson.received / 1000 / seconds for lesson in lessons]
    faults = sorted({fault for lesson in lessons for fault in lesson.faults})
    reloads = [one for lesson in lessons for one in lesson.reloads]
    number = sum(len(lesson.faults) for lesson in lessons)

    def p95(values: Sequence[float]) -> str:
        return f"{share(values, 0.95):.2f} s"

    return [
        ("opening, first picture p95", p95([lesson.opened for lesson in lessons])),
        ("opening, result p95", p95([lesson.result for lesson in lessons])),
        (
            "tick p50 / p95 / most",
            f"{share(ticks, 0.5):.3f} / {share(ticks, 0.95):.3f} / {share(ticks, 1):.3f} s",
        ),
        ("ticks a second each", f"{len(ticks) / max(1, len(lessons)) / seconds:.2f}"),
        ("Play p95", p95([one for lesson in lessons for one in lesson.plays])),
        ("Pause p95", p95([one for lesson in lessons for one in lesson.pauses])),
        ("steps/s each, median / least", f"{share(paces, 0.5):.0f} / {share(paces, 0):.0f}"),
        (
            "message median / most",
            f"{share(sizes, 0.5) / 1000:.1f} / {share(sizes, 1) / 1000:.1f} kB",
        ),
        ("kB/s each, median", f"{share(rates, 0.5):.1f}"),
        ("connections lost", f"{len(reloads)}" + (f", back in {p95(reloads)}" if reloads else "")),
        ("memory of the servers", f"{memory:.0f} MB"),
        ("faults", f"{number}" + (f": {'; '.join(faults[:3])}" if faults else "")),
    ]


def table(measured: Sequence[tuple[str, str]]) -> str:
    """The rows as a table of Markdown."""
    return "\n".join(f"| {name} | {value} |" for name, value in measured)


def grown(held: Sequence[float], settled: int) -> float:
    """MB of the last value above the one after `settled` minutes; NaN without later ones."""
    return held[-1] - held[settled] if len(held) > settled + 1 else math.nan
