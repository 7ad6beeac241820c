"""A race's link opens the very race on the page."""

import pytest

pytest.importorskip("streamlit")

from dataclasses import replace

from explorer.config import Member
from explorer.sweeps.contest import RUN, Contest
from explorer.sweeps.link import write
from explorer.sweeps.races import RACES
from explorer.ui.race.running import KEY
from explorer.ui.shared.names import KNOWN
from tests.dense import dense
from tests.ui.test_pages import opened

QUICK = replace(RUN, steps=25)
CASES = {key: replace(race.contest, seeds=2) for key, race in RACES.items()} | {
    "start": Contest(),
    "rates": Contest(
        replace(QUICK, members=(Member("relu"),)), "rate", (0.01, 0.1), seeds=3, target=0.9
    ),
    "two": Contest(QUICK, "norm", (None, "layer"), "residual", (False, True), seeds=2),
}


@dense("key", CASES)
def test_a_link_opens_its_race(key):
    link = write(CASES[key])
    _, names = KNOWN["race"]
    assert all(names.fullmatch(name) for name in link)
    at = opened("race", link)
    assert not at.exception
    assert at.session_state[KEY].contest == CASES[key]
    at.session_state[KEY].stop()


def test_a_race_as_it_begins_has_an_empty_link_but_for_its_contestants():
    assert list(write(Contest())) == ["race_activations"]
