"""What a run on the page Training gives to take home, and how one comes back."""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st

from explorer.config import file
from explorer.config.link import PREFIX
from explorer.takeaway import losses, notebook, save, script
from explorer.ui.shared.live import Live
from explorer.ui.training import opening, sharing
from explorer.ui.training.others import which

KEY = f"{PREFIX}home"
WIDTH = 300  # pixels of what opens
TABS = ("Code", "Numbers", "Share", "Cite")
NOTEBOOK = "application/x-ipynb+json"
NUMBERS = "application/octet-stream"


def offer(form: Any, live: Live) -> None:
    """The way to them, below the form; a file is written when somebody asks for it."""
    with form:
        box = st.popover(
            "Take home",
            icon=":material/download:",
            key=KEY,
            width="stretch",
            on_change="rerun",
        )
    with box, st.container(width=WIDTH):
        code, numbers, share, cite = st.tabs(TABS, key=f"{KEY}_tab", on_change="rerun")
        with code:
            _code(live)
        with numbers:
            _numbers(live)
        if box.open and share.open:  # a QR code takes a while
            with share:
                sharing.show_card(live)
        with cite:
            sharing.show_citation(live)


def _code(live: Live) -> None:
    stage, config = live.stage, live.stage.run.config
    one = len(config.members) == 1
    member = 0 if one else which(config, "Network", f"{KEY}_of")

    def in_script() -> str:
        run = stage.latest.run
        return script(run.config, member, run.step)

    def in_cells() -> str:
        run = stage.latest.run
        return json.dumps(notebook(run.config, member, run.step), indent=1)

    with st.container(horizontal=True, gap="small"):
        _button("Script", "script", "code", "network.py", "text/x-python", in_script)
        _button("Notebook", "notebook", "menu_book", "network.ipynb", NOTEBOOK, in_cells)
    st.caption(
        "Trains this network again, from the same first weights and on the same batches, up to "
        "the step the run stands at, and prints the same losses and accuracies: unless a "
        "weight, a unit or the rate was changed by hand on the way, or dropout draws."
    )


def _numbers(live: Live) -> None:
    stage = live.stage

    def weights() -> bytes:
        run = stage.latest.run
        with run.still:
            return save(run.trainer)

    def passed() -> str:
        run = stage.latest.run
        return losses(run.config, run.history)

    def settings() -> str:
        return file.write(stage.latest.run.config, indent=2) + "\n"

    _button("Weights", "weights", "save", "run.safetensors", NUMBERS, weights)
    with st.container(horizontal=True, gap="small"):
        _button("Losses", "losses", "table", "losses.csv", "text/csv", passed)
        _button("Settings", "settings", "tune", "settings.json", "application/json", settings)
    opening.ask(live)


def _button(
    label: str, key: str, icon: str, name: str, mime: str, data: Callable[[], str | bytes]
) -> None:
    """A button that gives a file of this name."""
    st.download_button(
        label,
        data=data,
        file_name=name,
        mime=mime,
        key=f"{KEY}_{key}",
        icon=f":material/{icon}:",
        on_click="ignore",
        width="stretch",
    )
