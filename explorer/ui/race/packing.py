"""What the page Race sends to the browser, in its types."""

import math
from typing import Any

import numpy as np

from explorer.choices import palette
from explorer.live.message.colour import palette_for
from explorer.live.message.wire import encode
from explorer.sweeps.boundaries import GRID, Boundary
from explorer.sweeps.contest import RACED
from explorer.sweeps.playing import NEVER
from explorer.sweeps.race import Standings
from explorer.sweeps.ranking import HOW_SURE, ranking
from explorer.ui.race.running import Live
from explorer.words import duration, number, percent

STATES = ("not trained yet", "misses", "reaches", "diverged before it reached")  # of a seed
UNKNOWN, MISSED, REACHED, DIVERGED = range(len(STATES))
CURVES = ("reached", "loss")  # over the steps; "accuracy" is over the values


def message(live: Live) -> bytes:
    """The race as `race.js` reads it: all of it, and its contestants of one row in full."""
    moves = live.moves  # before all else: what it trains meanwhile comes with the next message
    contest, found = live.contest, live.standings
    cells = [live.row * contest.columns + column for column in range(contest.columns)]
    places = [_place(live, found, cell) for cell in cells]
    made = [(None, False) if moves or place is None else live.film(place) for place in places]
    films = [film for film, _ in made]
    header = {
        "run": str(live.number),
        "verdict": _verdict(live, found),
        "note": _note(live, films),
        "moves": moves,
        "more": moves or any(comes for _, comes in made),
        **_progress(live, found, moves),
        **_table(live, found),
        "names": [contest.names[cell] for cell in cells],
        "short": [_short(live, column) for column in range(contest.columns)],
        "colours": list(palette.LINES[: len(cells)]),
        "told": [_told(live, found, cell) for cell in cells],
        "cells": cells,
        "seeds": [-1 if p is None else p % live.sweep.seeds for p in places],
        "picked": [cell in live.picked for cell in cells],
        "first_seed": live.sweep.run.members[0].seed,
        "state_words": STATES,
        "reached": REACHED,
        "gone": DIVERGED,
        "target": live.sweep.target,
        "steps": list(live.sweep.looked_at),
        "view": "accuracy" if _axis(live).key == "last" else CURVES[0],
        "ordered": _axis(live).ordered,
        "axis": _axis(live).label,
        **_points(films),
    }
    arrays = {
        "risen": found.risen[:, :, cells].astype(np.float32),
        "loss": found.quartiles(found.loss)[:, :, cells],
        "accuracy": found.quartiles(found.accuracy[-1])[:, cells],
        "states": _states(found)[cells],
        "ends": np.nan_to_num(found.accuracy[-1, cells], nan=0.0),
        **_maps(live, films),
    }
    return encode(header, arrays)


def _verdict(live: Live, found: Standings) -> list[str]:
    if live.running is None:
        return [f"This race takes about {duration(live.estimate)}: Start begins it."]
    return ranking(found, live.contest.names)


def _note(live: Live, films: list[Boundary | None]) -> str:
    """What a success is, in points, where they are known; and what an interval is."""
    points = next((len(film.samples.y_validation) for film in films if film is not None), 0)
    right = math.ceil(points * live.sweep.target - 1e-4)
    success = f"Success: {right:,} of {points:,} validation points right." if points else ""
    return f"{success} {HOW_SURE}".strip()


def _axis(live: Live) -> Any:
    """The setting in which the contestants of a row differ."""
    return RACED[live.contest.second or live.contest.over]


def _place(live: Live, found: Standings, cell: int) -> int | None:
    """The network that stands for a contestant: its median seed, or the one clicked on."""
    seed = live.picked.get(cell, found.median_seed(cell))
    return None if seed is None or not found.known[cell, seed] else cell * live.sweep.seeds + seed


def _progress(live: Live, found: Standings, moves: bool) -> dict[str, Any]:
    done, total = int(found.trained.sum()), live.sweep.count
    left = live.running.left if live.running and moves else None
    words = f"{done:,} of {total:,} networks" if done < total else f"{total:,} networks"
    if moves:
        words += f", about {duration(left)} left" if left is not None else ""
    elif live.stopped and done < total:
        words += ", stopped"
    error = live.running.error if live.running else ""
    begins = live.running is None
    return {
        "done": done,
        "total": total,
        "progress": words,
        "button": "Stop" if moves else "Start" if begins else "Go on" if done < total else "",
        "said": " ".join(filter(None, (live.said, f"The race ended: {error}" if error else ""))),
    }


def _table(live: Live, found: Standings) -> dict[str, Any]:
    """The table of success rates where two settings are raced over; else of no row."""
    contest = live.contest
    if contest.second is None:
        return {
            "row": 0,
            "row_names": [],
            "column_names": [],
            "rates": [],
            "rate_words": [],
            "rate_bounds": [],
        }
    rates = [None if np.isnan(rate) else float(rate) for rate in found.rates]
    words = ["…" if np.isnan(rate) else percent(rate, 2) for rate in found.rates]
    return {
        "row": live.row,
        "row_names": [RACED[contest.over].say(one) for one in contest.values],
        "column_names": [RACED[contest.second].say(one) for one in contest.second_values],
        "rates": rates,
        "rate_words": words,
        "rate_bounds": [_bounds(found, cell) for cell in range(live.sweep.cells)],
    }


def _short(live: Live, column: int) -> str:
    contest = live.contest
    key = contest.second or contest.over
    return RACED[key].say((contest.second_values or contest.values)[column])


def _bounds(found: Standings, cell: int) -> str:
    if not found.trained[cell]:
        return "not trained yet"
    low, high = (100 * bound for bound in found.intervals[cell])
    return f"{found.successes[cell]} of {found.trained[cell]} ({low:.0f} to {high:.0f} %)"


def _told(live: Live, found: Standings, cell: int) -> dict[str, Any]:
    """What stands in a contestant's line."""
    known = found.trained[cell] > 0
    low, high = found.intervals[cell]
    half, cost = found.half[cell], found.cost[cell]
    test = found.quartiles(found.test)[1, cell] if live.tested and known else np.nan
    return {
        "rate": float(found.rates[cell]) if known else 0.0,
        "low": float(low) if known else None,
        "high": float(high) if known else None,
        "percent": percent(found.rates[cell], 2) if known else "—",
        "count": f"{found.successes[cell]} of {found.trained[cell]}" if known else "—",
        "bounds": _bounds(found, cell),
        "half": "—" if half == NEVER else f"{half:,}",
        "cost": "—" if np.isnan(cost) else f"{number(cost, 2)} µs",
        "test": "—" if np.isnan(test) else percent(test, 2),
        "diverged": int(found.diverged[cell].sum()),
    }


def _states(found: Standings) -> np.ndarray:
    states = np.where(found.reached != NEVER, REACHED, MISSED)
    states = np.where(found.diverged & (found.reached == NEVER), DIVERGED, states)
    return np.where(found.known, states, UNKNOWN).astype(np.uint8)


# ---- maps


def _points(films: list[Boundary | None]) -> dict[str, Any]:
    """How the maps are drawn; of no extent where there is none yet."""
    known = [film for film in films if film is not None]
    return {
        "grid": GRID,
        "extent": known[0].samples.extent if known else 0.0,
        "drawn": [film is not None for film in films],
        "ink": palette.DARK,
        "neutral": palette.NEUTRAL,
    }


def _maps(live: Live, films: list[Boundary | None]) -> dict[str, np.ndarray]:
    classes = max(2, live.sweep.run.classes)
    known = [film for film in films if film is not None]
    marks = palette.CLASSES[:classes]
    arrays = {
        "palette": _finer(palette_for(classes)) if classes == 2 else palette_for(classes),
        "marks": np.array([palette.rgb(one) for one in marks], np.uint8),
        "maps": np.zeros((0, len(live.sweep.looked_at), GRID, GRID), np.uint8),
        "points": np.zeros((0, 2), np.float32),
        "labels": np.zeros(0, np.uint8),
    }
    if known:
        samples = known[0].samples
        count = len(samples.y_train)
        arrays["maps"] = np.stack([shades(film, classes) for film in known])
        arrays["points"] = samples.places[:count].numpy().astype(np.float32)
        arrays["labels"] = samples.y_train.numpy().astype(np.uint8)
    return arrays


def shades(film: Boundary, classes: int) -> np.ndarray:
    """The numbers, (T, GRID, GRID) uint8, of the maps' colours: see `palette_for` and `_finer`."""
    maps = np.nan_to_num(film.maps, nan=0.5 if film.winner is None else 1 / classes)
    if film.winner is None:
        far = 2 * maps - 1
        return np.round(127.5 * (1 + np.sign(far) * np.sqrt(np.abs(far)))).astype(np.uint8)
    band = 256 // classes
    sure = np.clip((maps - 1 / classes) / (1 - 1 / classes), 0, 1)
    return (film.winner * band + np.round(sure * (band - 1))).astype(np.uint8)


def _finer(colours: np.ndarray) -> np.ndarray:
    """The palette (256, 3) with its steps close about the middle, where a boundary is drawn."""
    far = np.arange(256) / 127.5 - 1
    return colours[np.round(127.5 * (1 + np.sign(far) * far**2)).astype(int)]
