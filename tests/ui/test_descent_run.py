"""The loss over two weights of the run on Training, without a browser."""

import numpy as np
import pytest

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from explorer.config.link import read
from explorer.limits import Limits
from explorer.live.message.wire import decode
from explorer.outputs.networks import Place
from explorer.outputs.watched import WIDEST
from explorer.ui.outputs.descent import running
from tests.ui.test_descent import opened, well


def of_run(**query):
    """The picture of the run on Training, and that run's stage."""
    app = opened(descent_picture="surface", descent_of="run", **query)
    return app, app.session_state["training_stage"]


def last(stage):
    return len(stage.run.config.members) - 1


def shown(stage, member, first, second):
    one = running.taken(stage, member)
    return decode(running.message("", one, "Tanh", first, second)), one


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"training_dataset": "rings", "training_depth": "1"},
        {"training_depth": "0"},
        {"training_dataset": "wave", "training_depth": "0"},
        {"training_dataset": "two_areas", "training_norm": "layer"},
        {"training_residual": "true", "training_activations": "prelu"},
    ],
    ids=str,
)
def test_without_a_run_on_training_the_surface_is_of_the_one_that_its_link_opens(query):
    app, stage = of_run(**query)
    assert not app.info, app.info[0].value
    assert stage.run.config == read(query)[0]
    (header, arrays), one = shown(stage, last(stage), Place(0, 0, 0), Place(0, None, 0))
    assert header["numbers"][header["now"]] == stage.run.latest.snapshot.step
    assert arrays["path_loss"][0][-1] == stage.run.latest.snapshot.train_loss[-1]
    assert len(arrays["surfaces"]) == len(header["moments"])
    assert f"all {len(one.points.x):,} training points" in header["note"]
    assert {name for name in app.query_params if name.startswith("training_")} == set(query)


def test_the_run_of_the_session_is_the_one_whose_surface_is_drawn_and_it_trains_on():
    app, stage = of_run()
    before = stage.run.step
    well(app.button(key="descent_run_more").click().run())
    assert app.session_state["training_stage"] is stage
    assert stage.run.step == before + running.MORE
    (header, _), _ = shown(stage, last(stage), Place(0, 0, 0), Place(1, 0, 0))
    assert header["numbers"][-1] == before + running.MORE
    assert f"at step {before + running.MORE:,}" in header["said"][0]
    network = app.session_state["training_stage"].run.trainer.stack
    assert (
        running.taken(stage, last(stage)).path(Place(0, 0, 0))[-1]
        == network.weights[0][-1, 0, 0].item()
    )


def test_every_number_of_the_run_s_network_can_be_chosen_and_the_link_keeps_it():
    app, _ = of_run(training_dataset="rings")
    assert app.selectbox(key="descent_run_up_layer").options == ["layer 1", "layer 2", "layer 3"]
    assert app.selectbox(key="descent_run_across_from").options == ["x₁", "x₂", "bias"]
    assert app.selectbox(key="descent_run_up_to").options == ["out 1", "out 2", "out 3"]
    well(app.selectbox(key="descent_run_up_from").select("bias").run())
    well(app.selectbox(key="descent_run_up_to").select("out 3").run())
    assert app.query_params["descent_run_up_from"] == str(running.BIAS)
    assert app.query_params["descent_run_up_to"] == "2"
    well(app.selectbox(key="descent_run_up_layer").select("layer 1").run())
    well(app.selectbox(key="descent_run_up_to").select("unit 1").run())
    well(app.selectbox(key="descent_run_up_from").select("x₁").run())
    assert "two different weights" in app.info[0].value


def test_each_network_of_the_run_has_its_surface():
    app, stage = of_run(training_activations=["identity", "tanh"])
    assert app.selectbox(key="descent_run_member").options == list(stage.run.config.titles)
    maps = [
        shown(stage, member, Place(0, 0, 0), Place(1, 0, 0))[0][1]["surfaces"][-1]
        for member in (0, 1)
    ]
    assert not np.allclose(*maps)


def test_a_run_that_is_too_large_or_cannot_start_is_one_sentence(monkeypatch):
    monkeypatch.setattr("explorer.outputs.watched.MOST", 1e6)
    app, _ = of_run(training_depth="1")
    (info,) = app.info
    assert info.value.startswith("The loss at 41 × 41 places of w of layer 1, from 1 to 1 and ")
    assert info.value.endswith("or a network with fewer or narrower layers.")
    monkeypatch.undo()
    monkeypatch.setattr("explorer.live.run.limits", lambda: Limits(1, 10, 1.0))
    app = opened(descent_picture="surface", descent_of="run")
    assert app.info[0].value.startswith("This run cannot start: its networks have ")


def test_a_run_that_has_diverged_has_a_map_of_finite_size_or_a_sentence():
    """A hundred million times the weights and more: no window reaches the start of the way."""
    query = {"training_rate": "10", "training_optimizer": "sgd", "training_activations": "relu"}
    app, stage = of_run(training_dataset="wave", **query)
    assert stage.run.latest.snapshot.diverged_at == (4,)
    assert not app.info
    (header, _), _ = shown(stage, 0, Place(0, 0, 0), Place(2, 0, 0))
    assert np.isfinite([*header["window"], *header["range"]]).all()
    assert np.diff(header["window"])[0] <= 2 * WIDEST + 1e-9
