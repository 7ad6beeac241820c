"""A chart with its table as a picture to take away: SVG or PNG, made by Vega itself."""

from typing import Any

import altair as alt
import pandas as pd
import vl_convert


def svg(chart: alt.LayerChart, name: str, table: pd.DataFrame) -> str:
    """The chart, whose data goes by this name, as SVG."""
    return vl_convert.vegalite_to_svg(_filled(chart, name, table))


def png(chart: alt.LayerChart, name: str, table: pd.DataFrame) -> bytes:
    """The chart, whose data goes by this name, as PNG at twice its size."""
    return vl_convert.vegalite_to_png(_filled(chart, name, table), scale=2)


def _filled(chart: alt.LayerChart, name: str, table: pd.DataFrame) -> dict[str, Any]:
    """The chart's specification with its rows inside; a NaN becomes a gap."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return chart.to_dict() | {"datasets": {name: rows}}
