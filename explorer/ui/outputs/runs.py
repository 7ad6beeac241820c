"""The run that the tabs with moving pictures look at: a row of choices, and the workbench below."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from explorer.choices.datasets import CLASSED
from explorer.config import RunConfig
from explorer.config.controls import Choice, Control, Number, Several
from explorer.config.form import compose
from explorer.live.message.views import JUDGED_BY
from explorer.outputs.link import PREFIX, START
from explorer.ui.shared import form
from explorer.ui.shared.live import Live
from explorer.ui.training.handed import hand

# Of the fields of a run those that are asked for, each with the pixels it has in the row.
ASKED: dict[str, int | Literal["stretch"]] = {
    "dataset": 136,
    "samples": 104,
    "noise": 104,
    "class_share": 130,
    "activations": "stretch",
    "seed": 110,
}
MOST = 4  # networks side by side
THRESHOLD = Number(
    name="outputs_threshold", label="Threshold", default=0.5, low=0.01, high=0.99, step=0.01
)
SHARE = Choice(
    name="outputs_share",
    label="Judged by",
    default=JUDGED_BY[0],
    options=JUDGED_BY,
    what="share of the points",
)


@contextmanager
def row() -> Iterator[None]:
    """Choices go here, above the picture; on a phone the style has them below."""
    with (
        st.container(key="aside_outputs"),
        st.container(horizontal=True, vertical_alignment="bottom", key="outputs_row"),
    ):
        yield


def choose() -> RunConfig | None:
    """The run that the form asks for, the same for all tabs; None where no activation is chosen."""

    def ask(control: Control) -> Any:
        if control.name not in ASKED:
            return control.default
        if isinstance(control, Several):
            control = replace(control, most=MOST)
        elif isinstance(control, Choice):
            control = replace(control, picture_of=None, remark_of=None, heading_of=None)
        if control.name == "dataset":
            assert isinstance(control, Choice)
            control = replace(control, options=tuple(CLASSED))
        return form.ask(control, PREFIX, width=ASKED[control.name])

    config, chosen = compose(ask, START)
    if not chosen:
        return None
    onward(config)
    return config


def onward(config: RunConfig) -> None:
    """A button that opens the run on the page Training, with all that can be changed there."""
    if st.button("Open in Training", icon=":material/play_circle:", key="outputs_onward"):
        hand(config)


def open_run(run: Live, config: RunConfig | None) -> bool:
    """Have a run of this config; False, with one sentence on the page, where there is none."""
    if config is None:
        st.info("Choose at least one activation.", icon=":material/tune:")
        return False
    try:
        run.open(config)
    except ValueError as error:
        st.error(f"This run cannot start: {error}.", icon=":material/error:")
        return False
    return True


def which(config: RunConfig, words: str, prefix: str) -> int:
    """The place of the network that is told of; the last one, where nobody asked."""
    pairs = zip(config.members, config.titles, strict=True)
    titles = {str(one.activation): title for one, title in pairs}
    keys = tuple(titles)
    if len(keys) == 1:
        st.caption(f"{words} {titles[keys[0]]}")
        return 0
    of = Choice(
        name="of",
        label=words,
        default=keys[-1],
        options=keys,
        label_of=lambda key: titles.get(str(key), str(key)),
        style="buttons",
    )
    key = form.ask(of, prefix)
    return keys.index(key) if key in keys else len(keys) - 1
