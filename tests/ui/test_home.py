"""The page Training gives its run as files, and opens a file of weights as the run it was."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("streamlit")

from explorer.config import Member, RunConfig, file
from explorer.config.form import DEFAULTS
from explorer.config.link import read, write
from explorer.engine import Trainer
from explorer.takeaway import save
from explorer.ui.shared.mount import VERSION
from tests.dense import dense
from tests.ui.test_pages import assert_well, opened, order

RUNS = {
    "plain": RunConfig(members=(Member("relu"),), dataset="moons", noise=0.25, hidden=(5,)),
    "several": replace(
        DEFAULTS,
        members=(
            Member("tanh", norm="batch"),
            Member("prelu", norm="batch"),
            Member("tanh", norm="batch", changes=(("optimizer", "sgd"),)),
        ),
        patience=500,
    ),
    "formulas": replace(DEFAULTS, members=(Member("=x * sigmoid(2 * x)"), Member("=max(0, x)"))),
    "seeds": replace(DEFAULTS, seed=4, data_seed=7, members=(Member("sine", 9),), dropout=0.2),
    "layers": replace(DEFAULTS, members=(Member("tanh", 0), Member(("relu", "sine"), 0))),
}


def put(at, data, name="run.safetensors"):
    """Put a file into the box."""
    at.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert_well(at, name)
    return at


def stage(at):
    return at.session_state["training_stage"]


def saved(config, steps=30):
    trainer = Trainer(config)
    trainer.train(steps)
    return trainer, save(trainer)


@dense("name", RUNS)
def test_a_file_opens_as_the_run_that_was_saved(name):
    trainer, data = saved(RUNS[name])
    at = put(opened("training"), data)
    assert not at.error
    run = stage(at).run
    assert run.config == RUNS[name]
    assert run.step == 30
    assert all(map(np.array_equal, run.trainer.rows, trainer.rows))
    assert stage(at).mode == "paused"
    link = {one: at.query_params[one] for one in at.query_params}
    assert link == write(RUNS[name])
    assert read(link) == (RUNS[name], [])
    at.run()  # the form asks for the run that is there
    assert stage(at).run is run
    stage(at).step(5)
    trainer.train(5)
    assert all(map(np.array_equal, run.trainer.rows, trainer.rows))


def test_the_run_before_stands_among_the_earlier_ones_and_the_box_is_empty_again():
    at = opened("training")
    first = stage(at)
    put(at, saved(RUNS["plain"])[1])
    assert at.session_state["training_earlier"] == [DEFAULTS]
    assert first.latest is stage(at)
    assert at.file_uploader[0].value is None
    put(at, saved(DEFAULTS, 12)[1])
    assert stage(at).run.step == 12


WRONG = {
    "spoilt": (lambda: saved(DEFAULTS)[1][:-3], "no safetensors file"),
    "another program's": (lambda: b"hello", "no safetensors file"),
    "of settings that the form has not": (
        lambda: saved(replace(DEFAULTS, output_bias=0.5))[1],
        "settings that the form",
    ),
    "of too many networks": (
        lambda: saved(replace(DEFAULTS, members=(Member(),) * 9))[1],
        "settings that the form",
    ),
    "of too many formulas": (
        lambda: saved(replace(DEFAULTS, members=tuple(Member(f"={n} * x") for n in range(2, 9))))[
            1
        ],
        "settings that the form",
    ),
    "too large for this server": (
        lambda: saved(replace(DEFAULTS, hidden=(256,) * 20, members=(Member(),) * 2), 0)[1],
        "this server trains",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_gives_no_run_is_one_sentence_and_the_run_before_stays(name, monkeypatch):
    make, said = WRONG[name]
    at = opened("training")
    before = stage(at)
    put(at, make())
    assert len(at.error) == 1
    assert said in at.error[0].value
    assert stage(at) is before
    assert before.successor is None
    at.run()
    assert len(at.error) == 1  # as long as the file is in the box
    at.file_uploader[0].set_value(None).run()
    assert not at.error


@dense("name", RUNS)
def test_settings_open_as_the_run_that_they_were_saved_of(name):
    at = put(opened("training"), file.write(RUNS[name]).encode(), "settings.json")
    assert not at.error
    assert stage(at).latest.run.config == RUNS[name]


UNREADABLE = {
    "no text": (b"\xff\xfe{}", "no text in UTF-8"),
    "no JSON": (b"{", "no JSON"),
    "a wrong key": (b'{"colour": 1}', "there is no setting 'colour'"),
    "a wrong value": (b'{"noise": 7}', "noise is 7"),
    "what no form makes": (b'{"output_bias": 0.5}', "settings that the form"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_settings_that_give_no_run_are_one_sentence_and_the_run_before_stays(name):
    data, said = UNREADABLE[name]
    at = opened("training")
    before = stage(at).latest.run.config
    put(at, data, "settings.json")
    assert len(at.error) == 1
    assert said in at.error[0].value.replace("\\", "")
    assert stage(at).latest.run.config == before


def test_what_a_file_says_is_no_markdown():
    data = saved(DEFAULTS)[1]
    at = put(opened("training"), data.replace(b"circles", b"![a](b)"))
    assert r"\!\[a\]\(b\)" in at.error[0].value


def shown(at):
    """What the tabs of what opens hold: the labels of their buttons."""
    return [[one.proto.label for one in tab.get("download_button")] for tab in at.tabs]


def test_what_opens_gives_code_numbers_a_card_and_a_citation():
    at = opened("training")
    assert [tab.label for tab in at.tabs] == ["Code", "Numbers", "Share", "Cite"]
    assert shown(at) == [["Script", "Notebook"], ["Weights", "Losses", "Settings"], [], []]
    sentence, entry = at.code
    assert f"version {VERSION}" in sentence.value
    assert entry.value.startswith("@software{")


def test_a_card_is_drawn_where_it_is_looked_at():
    at = opened("training", {"training_seed": "4"})
    at.session_state["training_home"] = True
    at.session_state["training_home_tab"] = "Share"
    assert_well(at.run(), "share")
    assert shown(at)[2] == ["Card"]
    assert any("data:image/svg+xml;base64," in one.value for one in at.markdown)


def test_a_link_that_is_too_long_for_a_card_is_one_sentence():
    formula = "=" + "+".join(f"sin({n} * x)" for n in range(2, 15))
    at = opened("training", {"training_activations": [f"{formula} + {n}" for n in range(6)]})
    assert len(stage(at).run.config.members) == 6
    at.session_state["training_home"] = True
    at.session_state["training_home_tab"] = "Share"
    assert_well(at.run(), "share")
    assert [one.value for one in at.info if "too many for a QR code" in one.value]
    assert shown(at)[2] == []


def test_a_button_of_an_older_run_gives_the_one_that_took_its_place():
    at = opened("training")
    before = stage(at)
    order(at, "reset")
    assert stage(at) is not before
    assert before.latest is stage(at)
