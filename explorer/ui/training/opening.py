"""A file is opened: form, link and picture are its run's; of weights, where that one stood."""

import re
from typing import Any

import streamlit as st

from explorer.config import RunConfig, file, link
from explorer.config.link import PREFIX
from explorer.takeaway import UnreadableFile, weights
from explorer.ui.shared import own
from explorer.ui.shared.live import Live
from explorer.ui.training.networks import recall

KEY = f"{PREFIX}file"
COUNT = f"{KEY}_opened"  # in the session: files that were opened; each leaves an empty box
REFUSED = f"{KEY}_refused"  # in the session: why the file in the box gives no run
MARKS = re.compile(r"([\\`*_{}\[\]()<>#$~|:!])")  # what Markdown makes something of


def ask(live: Live) -> None:
    """The box that takes a file, and what is wrong with the one in it."""
    key = f"{KEY}{st.session_state.get(COUNT, 0)}"
    st.file_uploader(
        "Open a file",
        type=["safetensors", "json"],
        key=key,
        max_upload_size=weights.MOST_BYTES // 1_000_000,
        help="Saved here: weights give the same run, at the step where it stood; settings give "
        "their run, from the start",
        on_change=_take,
        args=(live, key),
    )
    if refused := st.session_state.get(REFUSED):
        st.error(MARKS.sub(r"\\\1", refused), icon=":material/error:")


def _take(live: Live, key: str) -> None:
    """Open what was put into the box; where it gives no run, say so, and change nothing."""
    state, given = st.session_state, st.session_state[key]
    state.pop(REFUSED, None)
    if given is None:
        return
    try:
        if given.name.lower().endswith(".json"):
            _set(given.getvalue())
        else:
            _resume(live, given.getvalue())
    except UnreadableFile as error:
        state[REFUSED] = str(error)
    else:
        state[COUNT] = state.get(COUNT, 0) + 1


def _set(data: bytes) -> None:
    """Give the form the settings of a file; raises UnreadableFile."""
    try:
        config = file.read(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableFile("These settings are no text in UTF-8.") from None
    except ValueError as error:
        raise UnreadableFile(f"These settings give no run: {error}.") from None
    _recall(config, _formulas(config))


def _resume(live: Live, data: bytes) -> None:
    """Show the run of a file in the place of the one that was shown; raises UnreadableFile."""
    config, standing = weights.read(data)
    formulas = _formulas(config)
    try:
        live.resume(config, standing)
    except ValueError as error:
        raise UnreadableFile(f"This file's run cannot start: {error}.") from None
    live.stage.said = f"Opened at step {live.stage.run.step:,}: Play goes on from there."
    _recall(config, formulas)


def _formulas(config: RunConfig) -> list[str]:
    """Those of a config that the form can make; raises UnreadableFile for any other."""
    try:
        parameters = link.write(config)
    except ValueError:
        parameters = {}
    found: Any = parameters.get(link.FORMULA, [])
    formulas = [found] if isinstance(found, str) else found
    if link.read(parameters) != (config, []) or len(formulas) > own.MOST:
        raise UnreadableFile("This file's run has settings that the form of this page has not.")
    return formulas


def _recall(config: RunConfig, formulas: list[str]) -> None:
    """Set the form to a config, whose formulas it can choose from then on."""
    for text in reversed(formulas):
        own.add(text)
    recall(config)
