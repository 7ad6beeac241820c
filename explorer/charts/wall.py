"""A chart made large enough to be read on a wall: the same specification, its words and lines."""

from typing import Any

from explorer.choices.wall import LINES, WORDS

MARKS = 1.8  # what areas of marks are multiplied by
FACTORS = {
    **dict.fromkeys(("fontSize", "labelFontSize", "titleFontSize", "subtitleFontSize"), WORDS),
    **dict.fromkeys(("strokeWidth", "symbolStrokeWidth", "tickWidth", "domainWidth"), LINES),
    **dict.fromkeys(("size", "symbolSize"), MARKS),
    **dict.fromkeys(("labelLimit", "titleLimit", "labelPadding", "symbolOffset"), WORDS),
}
# What stands for a size that the specification leaves to Vega-Lite.
CONFIG = {
    "axis": {"labelFontSize": 18, "titleFontSize": 18, "titleFontWeight": 400},
    "legend": {"labelFontSize": 18, "titleFontSize": 18, "symbolSize": 180, "labelLimit": 400},
    "header": {"labelFontSize": 18, "titleFontSize": 18},
    "title": {"fontSize": 20},
    "text": {"fontSize": 18},
    "line": {"strokeWidth": 3.5},
    "rule": {"strokeWidth": 1.6},
}


def enlarged(spec: dict[str, Any]) -> dict[str, Any]:
    """A Vega-Lite specification with larger words and thicker lines; its data stay as they are."""
    grown = _grown(spec)
    config = grown.get("config", {})
    merged = {key: value | config.get(key, {}) for key, value in CONFIG.items()}
    return grown | {"config": config | merged}


def _grown(part: Any) -> Any:
    if isinstance(part, list):
        return [_grown(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: value
        if key in ("datasets", "values")
        else value * FACTORS[key]
        if key in FACTORS and isinstance(value, int | float) and not isinstance(value, bool)
        else _grown(value)
        for key, value in part.items()
    }
