"""A chart with its tables as a picture to take away: SVG or PNG, made by Vega itself."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd
import vl_convert


def svg(chart: alt.TopLevelMixin, tables: Mapping[str, pd.DataFrame]) -> str:
    """The chart, whose data goes by these names, as SVG."""
    return vl_convert.vegalite_to_svg(_filled(chart, tables))


def png(chart: alt.TopLevelMixin, tables: Mapping[str, pd.DataFrame]) -> bytes:
    """The chart, whose data goes by these names, as PNG at twice its size."""
    return vl_convert.vegalite_to_png(_filled(chart, tables), scale=2)


def _filled(chart: alt.TopLevelMixin, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """The chart's specification with its rows inside; a NaN becomes a gap."""
    rows = {
        name: table.astype(object).where(table.notna(), None).to_dict("records")
        for name, table in tables.items()
    }
    spec = chart.to_dict()
    return spec | {"datasets": spec.get("datasets", {}) | rows}
