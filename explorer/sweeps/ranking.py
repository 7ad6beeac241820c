"""Who wins a race, in short sentences with their numbers, the result first."""

from collections.abc import Sequence

from explorer.sweeps.intervals import PERCENT
from explorer.sweeps.playing import NEVER
from explorer.sweeps.race import Standings
from explorer.words import listed, percent

TOLD = 3  # rivals that are named with their numbers,
LEFT = 2  # and so many of those behind


def ranking(found: Standings, names: Sequence[str]) -> list[str]:
    """Up to three sentences: who leads, who is behind, and who is there sooner.

    Two contestants whose intervals overlap are too close to call.
    """
    return [told[:1].upper() + told[1:] for told in _sentences(found, names)]


def _sentences(found: Standings, names: Sequence[str]) -> list[str]:
    if not found.trained.any():
        return ["No network has reached its last step yet."]
    goal = percent(found.sweep.target)
    if not found.successes.any():
        return [_nobody(found, goal)]
    best, *close = found.rivals()
    behind = [cell for cell in found.order if cell not in (best, *close) and found.trained[cell]]
    if len(names) == 1:
        return [f"{names[0]} reaches {goal} with {_counted(found, 0)}: {_share(found, 0)}."]
    if not close:
        first = (
            f"{names[best]} wins: it reaches {goal} with {_counted(found, best)}, "
            f"{_share(found, best)}."
        )
        return [first, *_next(found, names, behind)]
    tied = [best, *close]
    return [_tie(found, names, tied, goal), *_behind(found, names, behind), *_sooner(found, names)]


def _nobody(found: Standings, goal: str) -> str:
    if found.diverged.sum() == found.trained.sum():
        return "All networks diverged: take a smaller learning rate."
    many = int(found.trained.sum())
    who = f"None of {many:,} networks reaches" if many > 1 else "The one network does not reach"
    return (
        f"{who} {goal} within {found.sweep.run.steps:,} steps: lower the target, or let them "
        "train for longer."
    )


def _tie(found: Standings, names: Sequence[str], tied: list[int], goal: str) -> str:
    told = tied if len(tied) <= TOLD else [*tied[: TOLD - 1], tied[-1]]
    words = [f"{names[cell]} with {_share(found, cell)}" for cell in told]
    if len(tied) <= TOLD:
        return f"Too close to call: {listed(words)} reach {goal}, and their intervals overlap."
    return (
        f"Too close to call: {len(tied)} contestants reach {goal}, from {words[0]} to {words[-1]}, "
        "and their intervals overlap."
    )


def _next(found: Standings, names: Sequence[str], behind: list[int]) -> list[str]:
    if not behind:
        return []
    first, last = behind[0], behind[-1]
    end = f"; last {names[last]}, {_share(found, last)}" if last != first else ""
    return [f"Next comes {names[first]}, {_share(found, first)}{end}."]


def _behind(found: Standings, names: Sequence[str], behind: list[int]) -> list[str]:
    """Who is certainly not the best."""
    if not behind:
        return []
    words = [f"{names[cell]} ({_share(found, cell, False)})" for cell in behind[:LEFT]]
    more = len(behind) - LEFT
    if more > 0:
        words.append(f"{more} more")
    return [f"Clearly behind: {listed(words)}."]


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


def _counted(found: Standings, cell: int) -> str:
    count, many = int(found.successes[cell]), int(found.trained[cell])
    return f"{count} of {many} seed{'s' * (many != 1)}"


def _share(found: Standings, cell: int, bounds: bool = True) -> str:
    share = percent(found.rates[cell], 2)
    low, high = (f"{100 * one:.0f}" for one in found.intervals[cell])
    return f"{share} ({low} to {high} %)" if bounds else share


HOW_SURE = (
    f"In brackets, and as whiskers: Wilson's interval, which holds the true rate in {PERCENT} of "
    "all cases."
)
