"""Runs kept in the visitor's own browser, and the run on the page Training as picture or clip."""

from typing import Any
from urllib.parse import urlencode

from explorer.config import RunConfig
from explorer.config.differences import unusual
from explorer.config.form import DEFAULTS
from explorer.config.link import PREFIX, write
from explorer.live.stopping import StopRule
from explorer.ui.shared.mount import module
from explorer.ui.shared.stage import Stage
from explorer.ui.training import stops

_kept = module("kept", "kept/kept.js", '<div class="kept"></div>')


def offer(form: Any, stage: Stage, rule: StopRule) -> None:
    """The way to keep the run, below the form; scores and picture the browser has itself."""
    data = told(stage.run.config, rule)
    with form:
        _kept(key=f"{PREFIX}kept", data=data, width="stretch", height="content")


def told(config: RunConfig, rule: StopRule) -> dict[str, str]:
    """What the browser cannot know of a run: its data set, its settings, and its address's query.

    Raises ValueError for a config that the form cannot make.
    """
    return {
        "name": config.data.label,
        "words": unusual(config, DEFAULTS),
        "query": urlencode({**write(config), **stops.written(rule)}, doseq=True),
    }
