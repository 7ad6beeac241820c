"""The page Vanishing gradients: its tables, its charts, its presets and its live networks."""

import html
import re

import numpy as np
import pytest
import torch

pytest.importorskip("streamlit")
pytest.importorskip("altair")

import pyarrow as pa
from streamlit.testing.v1 import AppTest

from explorer.activations import get
from explorer.charts import ledger as charts
from explorer.choices.losses import LOSSES
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.flow import gradient_norms
from explorer.gradients.ledger import (
    PRESETS,
    LedgerConfig,
    headline,
    measure,
    theory,
    why_line,
)
from explorer.gradients.ledger.link import write
from explorer.live.message import unpack
from explorer.live.run import LiveRun
from explorer.ui.gradients.stacks import FIRST, INVITATION
from tests import ROOT, node
from tests.node import needs_node


def page(**query):
    app = AppTest.from_file(str(ROOT / "pages" / "gradients.py"), default_timeout=180)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def assert_calm(app):
    assert not app.exception, app.exception
    assert not app.error


def test_the_page_says_the_ledger_s_own_sentences_and_its_check():
    app = page()
    assert_calm(app)
    config = LedgerConfig()
    told = " ".join(text.value for text in app.markdown)
    for key in config.activations:
        assert measure(config).sentence(key) in told
    assert any("differ by at most" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    "config",
    [
        LedgerConfig(("relu",), depth=20, init="he"),
        LedgerConfig(("sigmoid",), depth=20, residual=True),
        LedgerConfig(("tanh",), depth=50, init="mean_field", weight_variance=0.5, draws=3),
        LedgerConfig(("relu",), width=2, init="he", inputs="circles", loss="bce", draws=16),
        LedgerConfig(("tanh", "relu"), init="normal", init_std=0.5, norm="layer", seed=7),
    ],
)
def test_a_written_link_opens_the_stacks_it_was_written_of(config):
    app = page(**write(config))
    assert_calm(app)
    assert app.session_state["gradients_config"] == config


def said(app, part):
    """The text of a sentence on the page."""
    (body,) = (one.proto.body for one in app.get("html") if f'data-part="{part}"' in one.proto.body)
    return html.unescape(re.sub("<[^>]+>", "", body))


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_sets_every_widget_and_gives_its_reason(key):
    app = page()
    assert said(app, "reason") == INVITATION
    if key in FIRST:
        app.button_group(key="gradients_preset").set_value(key).run()
    else:
        app.menu_button(key="gradients_preset_more").click(key).run()
    assert_calm(app)
    config = PRESETS[key].config
    assert app.session_state["gradients_config"] == config
    assert said(app, "reason").endswith(PRESETS[key].remark)
    account = measure(config).accounts[0]
    assert said(app, "sentence") == headline(config, account)
    assert said(app, "why") == why_line(config, account)
    app.slider(key="gradients_depth").set_value(config.depth - 1).run()
    assert said(app, "reason") == INVITATION
    assert app.button_group(key="gradients_preset").value is None


def test_a_link_that_holds_a_preset_s_setting_gives_its_reason():
    app = page(gradients_activations="ReLU", gradients_depth="20", gradients_init="He (normal)")
    assert said(app, "reason").endswith(PRESETS["he"].remark)


@pytest.mark.parametrize("view", ["ledger", "Ledger", "Layer by layer"])
def test_an_older_link_opens_layer_by_layer(view):
    app = page(gradients_view=view, gradients_depth="7")
    assert_calm(app)
    assert "of the gradient that layer 7 gets" in said(app, "sentence")


def test_the_sentence_tells_of_the_activation_that_is_asked_for_at_what_is_asked_for():
    app = page(gradients_focus="relu", gradients_at="weights")
    config = LedgerConfig()
    assert said(app, "sentence") == headline(config, measure(config)["relu"], at_weights=True)
    assert said(app, "sentence").startswith("ReLU: the weights of layer 1 get 1/")


@pytest.mark.parametrize("view", ["Edge of chaos", "Chain rule"])
def test_the_choice_of_stacks_outlives_a_view_that_does_not_use_it(view):
    app = page(gradients_view=view, gradients_depth="7")
    assert_calm(app)
    assert app.session_state["gradients_config"].depth == 7


def test_two_classes_have_a_loss_to_choose_and_what_has_no_labels_has_one():
    app = page(gradients_inputs="Circles")
    assert app.session_state["gradients_config"].loss == "bce"
    app.selectbox(key="gradients_loss").set_value("½·mean(output²)").run()
    assert app.session_state["gradients_config"].loss == "half_square"
    app.selectbox(key="gradients_loss").set_value("Binary cross-entropy").run()
    for inputs in ("N(0, 1)", "Blobs"):
        app.selectbox(key="gradients_inputs").set_value(inputs).run()
        assert_calm(app)
        assert app.session_state["gradients_config"].loss == "half_square"


def test_the_line_of_theory_stands_beside_outputs_only():
    def lines(**query):
        app = page(gradients_activations="Tanh", **query)
        assert_calm(app)
        named = {data.name: data.data.data for data in app.get("vega_lite_chart")[0].proto.datasets}
        return pa.ipc.open_stream(named[charts.BOUNDS]).read_all().to_pandas()["name"].unique()

    chi = theory(LedgerConfig(("tanh",)), "tanh").chi
    assert list(lines()) == [f"theory, √χ₁: × {chi**0.5:.3g} per layer"]
    assert list(lines(gradients_at="Weights")) == []


def test_one_layer_has_nothing_to_cure_and_says_so():
    app = page(gradients_view="Cures", gradients_depth="1")
    assert_calm(app)
    assert "one hidden layer" in app.info[0].value


@pytest.mark.parametrize(
    "view", ["Layer by layer", "Cures", "While it trains", "Edge of chaos", "Chain rule"]
)
def test_every_view_opens_for_a_formula_of_one_s_own(view):
    app = AppTest.from_file(str(ROOT / "pages" / "gradients.py"), default_timeout=180)
    app.session_state["formulas"] = ["=exp(x)"]
    app.query_params["gradients_view"] = view
    for name in ("gradients_activations", "deep_activation", "chaos_activation"):
        app.query_params[name] = "exp(x)"
    app.run()
    assert not app.exception, app.exception


@pytest.mark.parametrize(
    "query",
    [
        {"gradients_depth": "1", "gradients_width": "1"},
        {"gradients_depth": "50", "gradients_width": "2", "gradients_format": "float16"},
        {"gradients_init": "σ_w² and σ_b²", "gradients_weight_variance": "0"},
        {"gradients_activations": "Squared ReLU", "gradients_depth": "30"},
        {"gradients_activations": ["Unit step (Heaviside)", "Sign"]},
        {"gradients_norm": "Layer norm", "gradients_width": "1"},
        {"gradients_norm": "nonsense", "gradients_format": "float12", "gradients_inputs": "?"},
        {"gradients_inputs": "Moons", "gradients_residual": "true"},
    ],
    ids=str,
)
@pytest.mark.parametrize("view", ["Layer by layer", "Cures"])
def test_a_hard_case_is_told_in_words(query, view):
    assert_calm(page(gradients_view=view, **query))


# ---- while it trains


def test_the_norms_while_it_trains_are_autograd_s_and_leave_the_run_alone():
    members = (Member("sigmoid"), Member("sigmoid", residual=True, norm="batch"))
    config = RunConfig(hidden=(6, 6, 6), members=members, batch_size=20)
    trainer = Trainer(config)
    trainer.advance(5)
    before = trainer.stack.parameters.clone()
    norms = gradient_norms(trainer.parts[0])
    assert norms.shape == (2, 3)
    torch.testing.assert_close(trainer.stack.parameters, before, rtol=0, atol=0)
    data, loss = trainer.samples, LOSSES[config.objective]
    weights = [weight[0].clone().requires_grad_() for weight in trainer.stack.weights]
    h = data.x_train
    for layer, weight in enumerate(weights):
        z = h @ weight + trainer.stack.biases[layer][0]
        h = get("sigmoid").f(z) if layer < 3 else z
    value = loss.mean(h[None], loss.target(data.y_train, 2)).sum()
    wanted = [slope.norm().item() for slope in torch.autograd.grad(value, weights[:-1])]
    np.testing.assert_allclose(norms[0], wanted, rtol=1e-3)


def test_only_a_run_that_is_asked_for_them_carries_norms():
    config = RunConfig(hidden=(4, 4), members=(Member("tanh"),))
    assert (
        unpack(LiveRun(config, "1").message([LiveRun(config, "1").latest], False)).tick.norms.size
        == 0
    )
    run = LiveRun(config, "1", gradients=True)
    message = unpack(run.message([run.latest], False, view="ledger"))
    np.testing.assert_allclose(message.tick.norms[0], gradient_norms(run.trainer.parts[0]))


@needs_node
def test_the_view_interpolates_the_norms_in_log_and_says_the_share():
    body = """
    const view = Object.create(LedgerView.prototype);
    const m = { P: 1, norms: Float32Array.from([1e-8, 1, 1e-4, 1]) };
    const panel = { norms: new Float64Array(2), histogram: { share: 0.25 } };
    Object.assign(view, { L: 2, m: { flat_slope: 0.05 }, panels: [panel] });
    normsAt({ from: { m, i: 0 }, to: { m, i: 1 }, share: 0.5 }, 0, panel.norms);
    return [[...panel.norms], view.words(0)];"""
    norms, words = node.script(
        (
            "shared/network.js",
            "workbench/deep/gradients.js",
            "workbench/views/ledger.js",
        ),
        body,
    )
    np.testing.assert_allclose(norms, [1e-6, 1], rtol=1e-5)
    assert words.startswith(
        "The weights of layer 1 receive 1/1,000,000 of the gradient that those of layer 2 "
        "receive. 25 %"
    )
