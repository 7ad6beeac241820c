"""A map as it is sent to the browser: what it is, and those of its pixels that are new."""

from math import floor
from typing import Any

import numpy as np

from explorer.activations import get
from explorer.choices import palette
from explorer.live.message.wire import encode
from explorer.sweeps.edge import NAME, remark
from explorer.sweeps.filling import LEAST, MOST, NO_NUMBER, Filling
from explorer.sweeps.map import COARSEST, Map
from explorer.sweeps.outcomes import CONVERGED, DIVERGED, OUTCOMES
from explorer.sweeps.quantities import Quantity
from explorer.words import duration

COLOURS = {
    "converged": palette.CONVERGED,
    "slow": palette.SLOW,
    "stuck": palette.STUCK,
    "diverged": palette.DIVERGED,
}
BUTTONS = {"filling": "Stop", "stopped": "Go on", "asking": "Fill it all the same"}


def message(
    filling: Filling,
    start: int,
    levels: int,
    heard: int,
    fault: str = "",
    note: str = "",
    serial: int = 0,
) -> bytes:
    """The pixels from the one known as number `start` on, as `atlas.js` reads them.

    `levels`: windows to go back to. `heard`: the last order obeyed. `fault`: why one was not.
    """
    chart, places = filling.chart, filling.order[start:]
    columns, rows = chart.values
    line = filling.edge
    header = {
        "run": str(hash(chart)),
        "base": str(hash(_whole(chart))),
        "start": start,
        "serial": serial,
        "count": chart.count,
        "side": chart.side,
        "coarsest": COARSEST,
        "moving": filling.state == "filling",
        "status": f"{status(filling)} · seed {chart.run.seed}" + " · float64" * chart.precise,
        "button": BUTTONS.get(filling.state, ""),
        "said": said(filling),
        "note": note,
        "fault": fault or filling.error,
        "heard": heard,
        "levels": levels,
        "functions": [get(key).label for key in chart.functions],
        "axes": [axis(one) for one in chart.quantities],
        "ends": chart.ends,
        "steps": chart.sweep.looked_at,
        "outcomes": [
            {
                "label": one.label,
                "means": one.means,
                "shaded": one.shaded,
                "colour": COLOURS[one.key],
            }
            for one in OUTCOMES.values()
        ],
        "pale": palette.NEUTRAL,
        "lines": palette.LINES[0:4:2],  # its second is what slow networks have
        "marks": [palette.DARK, palette.WHITE],
        "curve_ends": [LEAST, MOST],
        "no_number": NO_NUMBER,
        "edge": "" if line is None else NAME,
        "remark": "" if line is None else remark(chart),
    }
    arrays = {
        "places": places,
        "outcome": filling.outcome[places],
        "shade": filling.shade[places],
        "end": filling.end[places],
        "curve": filling.curve[places],
        "columns": columns,
        "rows": rows,
        "line": np.empty((0, 0, 2)) if line is None else line,
    }
    return encode(header, arrays)


def _whole(chart: Map) -> tuple[Any, ...]:
    return chart.run, chart.functions, chart.across, chart.up


def axis(one: Quantity) -> dict[str, Any]:
    """What an axis is called, and whether it is logarithmic."""
    return {"label": one.label, "word": one.word, "log": one.log, "limits": one.limits}


def status(filling: Filling) -> str:
    """How far it is, and how long it still takes."""
    done, count = f"{filling.done:,}", f"{filling.chart.count:,}"
    if filling.state == "full":
        return f"{count} networks trained in {duration(filling.seconds)}"
    if filling.left is None:
        return f"0 of {count} networks"
    left = duration(filling.left)
    if filling.state == "asking":
        return f"{done} of {count} networks; all of them would take about {left}"
    return f"{done} of {count} networks · {left} left"


def said(filling: Filling) -> str:
    """What comes of the networks known so far, a clause for each function."""
    if not filling.done:
        return "The first networks train."
    shares = filling.shares()
    clauses = [
        f"{get(key).label}: {_whole_percent(share[CONVERGED])} of the networks converge, "
        f"{_whole_percent(share[DIVERGED])} diverge."
        for key, share in zip(filling.chart.functions, shares, strict=True)
    ]
    return " ".join(clauses)


def _whole_percent(share: float) -> str:
    """A share as the legend beside the map has it."""
    return f"{floor(100 * share + 0.5)} %"
