"""Who wins a race, in short sentences with their numbers, the result first."""

from collections.abc import Sequence

from explorer.sweeps.intervals import SURE
from explorer.sweeps.playing import NEVER
from explorer.sweeps.race import Standings
from explorer.words import listed, percent

TOLD = 3  # rivals that are named with their numbers,
LEFT = 2  # and so many of those behind


def ranking(found: Standings, names: Sequence[str]) -> list[str]:
    """Up to three sentences: who leads, who is behind, and who is there sooner.

    Two contestants whose intervals overlap are too close to call. Who wins is told once all
    networks are trained; before, who leads.
    """
    return [told[:1].upper() + told[1:] for told in _sentences(found, names)]


def _sentences(found: Standings, names: Sequence[str]) -> list[str]:
    if not found.trained.any():
        return ["No network has reached its last step yet."]
    goal = f"{percent(found.sweep.target)} accuracy"
    if not found.successes.any():
        return [_nobody(found, goal)]
    best, *close = found.rivals()
    behind = [cell for cell in found.order if cell not in (best, *close) and found.trained[cell]]
    if len(names) == 1:
        words = f"{_counted(found, 0)} of {names[0]} {_reach(found, 0)} {goal}."
        return [words if _is_over(found) else f"So far {words}"]
    if not close:
        wins = "wins" if _is_over(found) else "leads so far"
        first = f"{names[best]} {wins}: {_counted(found, best)} {_reach(found, best)} {goal}."
        return [first, *_next(found, names, behind)]
    tied = [best, *close]
    return [_tie(found, names, tied, goal), *_behind(found, names, behind), *_sooner(found, names)]


def _is_over(found: Standings) -> bool:
    """Whether all networks are trained."""
    return bool(found.known.all())


def _nobody(found: Standings, goal: str) -> str:
    if found.diverged.sum() == found.trained.sum():
        who = "All networks" if _is_over(found) else "All networks so far"
        return f"{who} diverged: take a smaller learning rate."
    many = int(found.trained.sum())
    who = f"None of {many:,} networks reaches" if many > 1 else "The one network does not reach"
    if not _is_over(found):
        return f"{who} {goal} so far."
    return (
        f"{who} {goal} within {found.sweep.run.steps:,} steps: lower the target, or let them "
        "train for longer."
    )


def _tie(found: Standings, names: Sequence[str], tied: list[int], goal: str) -> str:
    close = "Too close to call" if _is_over(found) else "Too close to call so far"
    best = tied[0]
    first = f"{_counted(found, best)} of {names[best]}"
    others = [f"{_count(found, cell)} of {names[cell]}" for cell in tied[1:]]
    if len(tied) <= TOLD:
        told = f"{listed([first, *others])} reach {goal}"
    else:
        told = f"{len(tied)} contestants reach {goal}, from {first} to {others[-1]}"
    return f"{close}: {told}; their intervals overlap."


def _next(found: Standings, names: Sequence[str], behind: list[int]) -> list[str]:
    if not behind:
        return []
    first, last = behind[0], behind[-1]
    end = f"; last {names[last]} ({_count(found, last)})" if last != first else ""
    return [f"Next comes {names[first]} ({_count(found, first)}){end}."]


def _behind(found: Standings, names: Sequence[str], behind: list[int]) -> list[str]:
    """Who is certainly not the best."""
    if not behind:
        return []
    words = [f"{names[cell]} ({_count(found, cell)})" for cell in behind[:LEFT]]
    more = len(behind) - LEFT
    if more > 0:
        words.append(f"{more} more")
    return [f"{'Clearly behind' if _is_over(found) else 'Behind so far'}: {listed(words)}."]


def _sooner(found: Standings, names: Sequence[str]) -> list[str]:
    """Of those that cannot be told apart, who has half of its seeds there first."""
    rivals = found.rivals()
    steps = {cell: int(found.half[cell]) for cell in rivals if found.half[cell] != NEVER}
    if len(steps) < 2 or len(rivals) > TOLD:
        return []
    first, last = min(steps, key=steps.__getitem__), max(steps, key=steps.__getitem__)
    if steps[first] == steps[last]:
        return []
    return [
        f"Half of the seeds are there by step {steps[first]:,} with {names[first]}, by step "
        f"{steps[last]:,} with {names[last]}."
    ]


def _count(found: Standings, cell: int) -> str:
    """How many of its seeds reach the target: 30 of 32."""
    return f"{found.successes[cell]} of {found.trained[cell]}"


def _counted(found: Standings, cell: int) -> str:
    return f"{_count(found, cell)} seed{'s' * int(found.trained[cell] != 1)}"


def _reach(found: Standings, cell: int) -> str:
    return "reaches" if found.successes[cell] == 1 else "reach"


HOW_SURE = (
    "The line on a bar is its interval: with endlessly many seeds the rate would lie there, in "
    f"{100 * SURE:.0f} of 100 races."
)
