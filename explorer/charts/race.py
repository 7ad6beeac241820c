"""A race as a picture to take away: success rates with their intervals, and their rise."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from explorer.choices import palette

RATES, COURSES = "race_rates", "race_courses"
WIDE, TALL = 360, 260  # pixels of each of the two


def race(names: Sequence[str], title: str) -> alt.HConcatChart:
    """Both side by side; RATES and COURSES are `explorer.tables.race_rates` and `race_courses`.

    There are as many colours as in the palette; further contestants begin anew.
    """
    colours = [palette.LINES[n % len(palette.LINES)] for n in range(len(names))]
    colour = alt.Color(
        "contestant:N", scale=alt.Scale(domain=list(names), range=colours), legend=None
    )
    share = alt.Scale(domain=[0, 1])
    percent = alt.Axis(format="%", tickCount=5)
    bars: Any = alt.Chart(alt.NamedData(RATES)).encode(
        y=alt.Y("contestant:N", sort=list(names), title=None),
    )
    rates = alt.LayerChart(
        layer=[
            bars.mark_bar(opacity=0.75).encode(
                x=alt.X("rate:Q", scale=share, axis=percent, title="success rate"), color=colour
            ),
            bars.mark_rule(strokeWidth=2, color=palette.DARK).encode(x="low:Q", x2="high:Q"),
            bars.mark_text(align="left", dx=8).encode(
                x=alt.value(WIDE), text="words:N", color=alt.value(palette.DARK)
            ),
        ],
        width=WIDE,
        height=TALL,
    )
    course: Any = alt.Chart(alt.NamedData(COURSES)).encode(
        x=alt.X("step:Q", title="step", axis=alt.Axis(tickCount=5)), color=colour
    )
    courses = alt.LayerChart(
        layer=[
            course.mark_area(opacity=0.15, interpolate="step-after").encode(y="low:Q", y2="high:Q"),
            course.mark_line(strokeWidth=2.5, interpolate="step-after").encode(
                y=alt.Y("share:Q", scale=share, axis=percent, title="reached the target")
            ),
        ],
        width=WIDE,
        height=TALL,
    )
    return alt.HConcatChart(hconcat=[rates, courses], title=title)
