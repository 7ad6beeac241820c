"""A choice whose options are pictures, in a row of buttons."""

from typing import Any
from urllib.parse import quote

import streamlit as st

from explorer.config.controls import Choice
from explorer.ui.shared.shell import style


def show(control: Choice, options: list[Any], common: dict[str, Any]) -> Any:
    """Buttons that are pictures, each named where it is pointed at."""
    assert control.picture_of is not None
    box = f'.st-key-{common["key"]}_pictures [role="radiogroup"]'
    images = "".join(
        f"{box} button:nth-of-type({place}) "
        f'{{ background-image: url("data:image/svg+xml,{quote(control.picture_of(option))}"); }}'
        for place, option in enumerate(options, 1)
    )
    headings = "".join(
        f'{box} button:nth-of-type({place})::before {{ content: "{heading}" / ""; }}'
        for place, heading in _headings(control, options)
    )
    with st.container(key=f"{common['key']}_pictures"):
        style(images + headings)
        return st.segmented_control(
            control.label, options, default=control.default, required=True, **common
        )


def _headings(control: Choice, options: list[Any]) -> list[tuple[int, str]]:
    """Where a heading stands over the pictures, from 1, and what it says."""
    if control.heading_of is None:
        return []
    said = [control.heading_of(option) for option in options]
    pairs = enumerate(zip(said, ["", *said], strict=False), 1)
    return [(place, words) for place, (words, before) in pairs if words != before]
