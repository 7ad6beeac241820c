"""The page Vanishing gradients: its tables, its charts, its presets and its live networks."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import torch

pytest.importorskip("streamlit")
pytest.importorskip("altair")

from streamlit.testing.v1 import AppTest

from explorer import tables
from explorer.activations import get
from explorer.charts import ledger as charts
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.engine.flow import gradient_norms
from explorer.ledger import FACTORS, PRESETS, LedgerConfig, measure, quartiles
from explorer.live import LiveRun
from explorer.losses import LOSSES
from explorer.player import unpack

ROOT = Path(__file__).parents[1]
LEDGER = measure(LedgerConfig(("sigmoid", "relu"), depth=6, draws=5))


def page(**query):
    app = AppTest.from_file(str(ROOT / "pages" / "gradients.py"), default_timeout=90)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def assert_calm(app):
    assert not app.exception, app.exception
    assert not app.error


def encoded(spec):
    """Every field that a chart encodes."""
    found = set()
    if isinstance(spec, dict):
        if isinstance(spec.get("field"), str):
            found.add(spec["field"])
        for value in spec.values():
            found |= encoded(value)
    for value in spec if isinstance(spec, list) else []:
        found |= encoded(value)
    return found


def test_the_lines_are_the_quartiles_of_the_draws():
    table = tables.ledger_lines({"Sigmoid": LEDGER["sigmoid"], "ReLU": LEDGER["relu"]})
    part = table[table["name"] == "ReLU"]
    low, median, high = quartiles(LEDGER["relu"].gradients.share)
    np.testing.assert_allclose(part["median"], median)
    assert (part["low"] <= part["median"]).all()
    assert (part["median"] <= part["high"]).all()
    np.testing.assert_allclose(part["low"], low)
    np.testing.assert_allclose(part["high"], high)
    assert list(part["layer"]) == [1, 2, 3, 4, 5, 6]


def test_a_share_of_exactly_nothing_is_missing_on_the_log_axis_and_marked():
    config = LedgerConfig(("relu",), depth=3, init="normal", init_std=0.0, draws=1)
    table = tables.ledger_lines({"dead": measure(config).accounts[0]})
    assert table["median"].isna().all()


def test_the_histogram_stands_under_the_activation_s_own_curve():
    table = tables.ledger_histogram(LEDGER["sigmoid"], 1)
    np.testing.assert_allclose(table["value"], torch.sigmoid(torch.tensor(table["z"])))
    assert table["share"].max() == pytest.approx(1.0)
    assert list(table["flat"]) == list(np.abs(table["slope"]) < 0.05)


def test_the_charts_are_valid_and_read_only_their_tables():
    account = LEDGER["sigmoid"]
    labels = [FACTORS[key].label for key in account.gradients.factors]
    bounds = tables.ledger_bounds({"a": np.ones(6)})
    for chart, columns in (
        (charts.shares(["a"], 6), {*tables.ledger_lines({"a": account}), *bounds}),
        (charts.factors(labels, 6), {*tables.ledger_factors(account), "one"}),
        (charts.signals(6), set(tables.ledger_signals(account))),
        (charts.histogram(-1, 1), set(tables.ledger_histogram(account, 1))),
    ):
        assert encoded(chart.to_dict()) <= columns


def test_the_page_says_the_ledger_s_own_sentences_and_its_check():
    app = page()
    assert_calm(app)
    config = LedgerConfig()
    told = " ".join(text.value for text in app.markdown)
    for key in config.activations:
        assert measure(config).sentence(key) in told
    assert any("differ by at most" in caption.value for caption in app.caption)


@pytest.mark.parametrize("key", PRESETS)
def test_a_preset_sets_every_widget_and_gives_its_reason(key):
    app = page()
    app.button(key=f"gradients_preset_{key}").click().run()
    assert_calm(app)
    assert app.session_state["gradients_config"] == PRESETS[key].config
    assert app.info[0].value == PRESETS[key].remark


@pytest.mark.parametrize(
    "view", ["Ledger", "Cures", "While it trains", "Edge of chaos", "Chain rule"]
)
def test_every_view_opens_for_a_formula_of_one_s_own(view):
    app = AppTest.from_file(str(ROOT / "pages" / "gradients.py"), default_timeout=90)
    app.session_state["formulas"] = ["=exp(x)"]
    app.query_params["gradients_view"] = view
    app.query_params["gradients_activations"] = "exp(x)"
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
@pytest.mark.parametrize("view", ["Ledger", "Cures"])
def test_a_hard_case_is_told_in_words(query, view):
    assert_calm(page(gradients_view=view, **query))


# ---- while it trains


def test_the_norms_while_it_trains_are_autograd_s_and_leave_the_run_alone():
    members = (Member("sigmoid"), Member("sigmoid", residual=True, norm="batch"))
    config = RunConfig(hidden=(6, 6, 6), members=members, batch_size=20)
    trainer = Trainer(config)
    trainer.advance(5)
    before = trainer.stack.parameters.clone()
    norms = gradient_norms(trainer)
    assert norms.shape == (2, 3)
    torch.testing.assert_close(trainer.stack.parameters, before, rtol=0, atol=0)
    data, loss = trainer.samples, LOSSES[config.objective]
    weights = [weight[0].clone().requires_grad_() for weight in trainer.stack.weights]
    h = data.x_train
    for layer, weight in enumerate(weights):
        z = h @ weight + trainer.stack.biases[layer][0]
        h = get("sigmoid").f(z) if layer < 3 else z
    value = loss.value(h[None], loss.target(data.y_train, 2)).sum()
    wanted = [slope.norm().item() for slope in torch.autograd.grad(value, weights[:-1])]
    np.testing.assert_allclose(norms[0], wanted, rtol=1e-3)


def test_only_a_run_that_is_asked_for_them_carries_norms():
    config = RunConfig(hidden=(4, 4), members=(Member("tanh"),))
    assert (
        unpack(LiveRun(config, "1").message([LiveRun(config, "1").latest], False)).norms.size == 0
    )
    run = LiveRun(config, "1", gradients=True)
    message = unpack(run.message([run.latest], False, view="ledger"))
    np.testing.assert_allclose(message.norms[0], gradient_norms(run.trainer))


NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="NO NODE HERE: the ledger's view is NOT TESTED")
def test_the_view_interpolates_the_norms_in_log_and_says_the_share():
    parts = [
        (ROOT / "explorer" / "player" / f"{name}.js").read_text()
        for name in ("net", "folds", "ledger")
    ]
    body = """
    const view = Object.create(LedgerView.prototype);
    const m = { P: 1, norms: Float32Array.from([1e-8, 1, 1e-4, 1]) };
    Object.assign(view, { L: 2, frame: { from: { m, i: 0 }, to: { m, i: 1 }, share: 0.5 } });
    const panel = { norms: new Float64Array(2), flat: 0.25 };
    view.panels = [panel];
    view.read(panel, 0);
    console.log(JSON.stringify([[...panel.norms], view.words(0)]));"""
    done = subprocess.run(
        [NODE or "node", "-e", "\n".join([*parts, body])], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    norms, words = json.loads(done.stdout)
    np.testing.assert_allclose(norms, [1e-6, 1], rtol=1e-5)
    assert words.startswith("Layer 1 receives 1e−6 of what layer 2 receives. 25 %")
