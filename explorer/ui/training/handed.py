"""A run that another page hands to the page Training."""

from dataclasses import replace
from typing import NoReturn
from urllib.parse import urlencode

from explorer.config import RunConfig
from explorer.config.form import DEFAULTS
from explorer.config.link import Parameters, write
from explorer.live.stopping import StopRule
from explorer.ui.shared.shell import turn
from explorer.ui.training import stops


def hand(run: RunConfig) -> NoReturn:
    """Turn to the page Training with this run; raises ValueError where its form cannot make it."""
    turn(f"training?{urlencode(parameters_of(run), doseq=True)}")


def parameters_of(run: RunConfig) -> Parameters:
    """The link of the run, which stops at its last step; raises ValueError as `write` does."""
    rule = StopRule(steps=run.steps if run.steps != DEFAULTS.steps else None)
    return write(replace(run, steps=DEFAULTS.steps)) | stops.written(rule)
