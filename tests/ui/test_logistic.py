"""The tab Logistic regression: its message, its link, and what its sliders say."""

import json
import re
from types import SimpleNamespace

import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.live.message.wire import decode
from explorer.outputs.likelihood import STUDIES, bernoulli, fit, numbers
from explorer.ui.outputs import logistic
from explorer.ui.shared.mount import STATIC, VERSION
from explorer.words import number
from tests.dense import dense
from tests.ui.test_outputs import opened_at


@dense("key", [*STUDIES, None])
def test_a_message_holds_what_the_browser_reads_and_nothing_else(key):
    header, arrays = decode(logistic.message(STUDIES[key] if key else None, 0, (1.0, 1.0), "told"))
    text = (STATIC / VERSION / "likelihood" / "message.d.ts").read_text("utf-8")
    body = text[text.index("LikelihoodMessage {") :]
    declared = set(re.findall(r"^  (\w+): ", body, re.MULTILINE))
    assert {*header, *arrays} - {"arrays"} == declared
    parameter = set(
        re.findall(r"^  (\w+): ", text[: text.index("LikelihoodMessage")], re.MULTILINE)
    )
    assert all(set(one) == parameter for one in header["parameters"])
    names = {one["name"] for one in header["parameters"]}
    assert set(header["fit"]) <= names
    assert len(arrays["y"]) == (len(arrays["x"]) if key else 0)


def test_the_button_says_what_scikit_learn_finds():
    study = STUDIES["hours"]
    x, y = study.points(5)
    header, _ = decode(logistic.message(study, 5, (1.0, 1.0), ""))
    assert tuple(header["fit"].values()) == fit(x, y)
    found = bernoulli(*fit(x, y), x, y)
    assert number(found.log) in header["fitted"][1]
    assert number(found.loss) in header["fitted"][1]
    header, _ = decode(logistic.message(None, 5, (1.0, 1.0), ""))
    assert header["fit"] == {"mean": pytest.approx(numbers(5).mean())}


@dense("picture", logistic.PICTURES)
def test_each_picture_opens_by_its_link_with_the_numbers_of_the_link(picture):
    at = opened_at("logistic", logistic_picture=picture, logistic_hours_m="2.5", logistic_seed="3")
    assert at.session_state["logistic_seed"] == 3
    if picture != "gauss":
        assert at.session_state["logistic_hours_m"] == 2.5
    assert not [one.value for one in at.caption if "The link" in one.value]


def test_what_the_sliders_say_is_kept_within_their_ends_and_of_these_points_alone(monkeypatch):
    study, key = STUDIES["hours"], "logistic_odds"
    said = {"key": "hours", "serial": 4, "values": {"m": 1.25, "n": -1e9}}
    state = {key: SimpleNamespace(parameters=said)}
    monkeypatch.setattr(logistic.st, "session_state", state)
    logistic._heard(key, study)
    assert state["logistic_hours_m"] == 1.25
    assert state[f"{key}_serial"] == 4
    assert state["logistic_hours_n"] == study.n.start
    before = json.dumps({name: state[name] for name in state if name != key})
    logistic._heard(key, STUDIES["grades"])
    assert json.dumps({name: state[name] for name in state if name != key}) == before
