"""The tab While it trains: what is measured, what is drawn of it, and what is said of it."""

import base64
import re
from functools import partial

import numpy as np
import pytest
import torch

pytest.importorskip("streamlit")

from streamlit.testing.v1 import AppTest

from explorer.config import Member, RunConfig
from explorer.engine import StackTrainer
from explorer.engine.flow import gradient_norms
from explorer.engine.units import flat_share
from explorer.gradients.cures import CURES, TRAINED
from explorer.live.message import unpack
from explorer.live.run import LiveRun
from explorer.ui.gradients.deep import settings
from tests import ROOT, node
from tests.node import needs_node

script = partial(
    node.script,
    (
        "shared/settings.js",
        "shared/network.js",
        "workbench/deep/gradients.js",
        "workbench/deep/signals.js",
        "workbench/views/ledger.js",
    ),
)


# ---- what is measured


@pytest.mark.parametrize(
    ("member", "depth"),
    [(Member("sigmoid"), 30), (Member("identity", init_scale=60.0), 20)],
    ids=["squares underflow", "squares overflow"],
)
def test_a_gradient_that_float32_can_hold_is_neither_nothing_nor_infinite(member, depth):
    run = LiveRun(RunConfig(hidden=(16,) * depth, members=(member,)), "1", gradients=True)
    trainer = run.trainer.parts[0]
    slopes = [part[0].numpy() for part in trainer.stack.views(trainer.gradient()).weights[:-1]]
    wanted = [np.sqrt((slope.astype(np.float64) ** 2).sum()) for slope in slopes]
    norms = gradient_norms(trainer)[0]
    np.testing.assert_allclose(norms, wanted, rtol=1e-12)
    in_float32 = np.array([torch.from_numpy(slope).norm().item() for slope in slopes])
    lost = (in_float32 == 0) | np.isinf(in_float32)
    assert lost.any(), "this network shows nothing of the kind"
    assert np.isfinite(norms[lost]).all()
    assert (norms[lost] > 0).all()
    carried = unpack(run.message([run.latest], False, view="ledger")).tick.norms
    np.testing.assert_array_equal(carried, norms[None, None])


# ---- what is drawn

VIEW = """
    const view = Object.create(LedgerView.prototype);
    const number = (x) => Number(x); // JSON knows neither ∞ nor NaN
    const message = (norms, accuracy) => ({
      P: 1, norms: Float64Array.from(norms.map(number)), validation_accuracy: [accuracy] });"""


@needs_node
def test_between_two_frames_a_norm_is_halfway_in_log_or_one_of_the_two():
    found = script(
        VIEW
        + """const [from, to] = d.map((norms) => ({ m: message(norms), i: 0 }));
        const norms = new Float64Array(4);
        normsAt({ from, to, share: 0.25 }, 0, norms);
        return [...norms].map(String);""",
        [["1e-300", "1", "0", "1"], ["1e-100", "Infinity", "1", "NaN"]],
    )
    assert float(found[0]) == pytest.approx(1e-250, rel=1e-9)
    assert found[1:] == ["1", "0", "1"]


@needs_node
def test_the_axis_reaches_to_every_norm_seen_and_never_narrows():
    found = script(
        VIEW
        + """const axis = new Axis();
        return d.map((norms) => { axis.reach(message(norms)); return axis.decades; });""",
        [["1e-11", "5"], ["3e-28", "0"], ["1e-3"], ["1e-44", "2e39", "NaN", "Infinity"]],
    )
    assert found == [[-12, 1], [-30, 1], [-30, 1], [-45, 42]]


@needs_node
@pytest.mark.parametrize(
    "member",
    [
        Member("relu6", init_scale=20.0),
        Member("hardtanh", init_scale=20.0),
        Member("sine", init_scale=20.0),
        Member("gelu"),
        Member("prelu", parameters=(("negative_slope", 0.01),)),
    ],
    ids=lambda member: member.label,
)
def test_the_share_that_is_flat_is_the_engine_s_far_out_too(member):
    run = LiveRun(RunConfig(hidden=(8, 8, 8), members=(member,), samples=200), "1", gradients=True)
    x = run.trainer.samples.x_train
    found = script(
        """const m = open(Uint8Array.from(Buffer.from(d.message, "base64")));
        const net = new Network(m, 0);
        const histogram = new Histogram(3);
        net.run(m.parameters, Float32Array.from(d.x), d.x.length / 2);
        histogram.count(net, m.parameters, m.flat_slope);
        return [histogram.share, histogram.counts.reduce((a, b) => a + b)];""",
        {
            "message": base64.b64encode(run.message([run.latest], False, view="ledger")).decode(),
            "x": x.T.flatten().tolist(),
        },
    )
    assert found[0] == pytest.approx(flat_share(run.trainer.stack, x).mean(), abs=0.01)
    assert found[1] == 3 * 8 * len(x)


# ---- what is said

FLAT = "25 % of the pre-activations lie where |f′| < 0.05."


@needs_node
@pytest.mark.parametrize(
    ("norms", "said"),
    [
        (
            ["7e-8", "1"],
            "receive 1/14,000,000 of the gradient that those of layer 2 receive. " + FLAT,
        ),
        (
            ["7e7", "1"],
            "receive 70,000,000 times the gradient that those of layer 2 receive. " + FLAT,
        ),
        (["1e-3", "1"], "receive 1/1,000 of the gradient that those of layer 2 receive. " + FLAT),
        (["3", "2"], "receive 1.5 times the gradient that those of layer 2 receive. " + FLAT),
        (["1", "4"], "receive 1/4 of the gradient that those of layer 2 receive. " + FLAT),
        (["5e-28", "1e-3"], "receive 1/(2 × 10²⁴) of the gradient that those of layer 2 receive."),
        (["0", "1"], "The weights of layer 1 receive a gradient of exactly 0 in float32. " + FLAT),
        (["0", "0"], "The weights of layer 2 receive a gradient of exactly 0 in float32. " + FLAT),
        (
            ["Infinity", "1"],
            "The gradient is too large for float32. 48 % of the validation points are",
        ),
        (["0", "NaN"], "The gradient is too large for float32. 48 % of the validation points are"),
    ],
    ids=str,
)
def test_the_view_says_what_the_first_layer_s_weights_receive(norms, said):
    words = script(
        VIEW
        + """const m = message(d, 0.48);
        const panel = { norms: m.norms, histogram: { share: 0.25 } };
        const shown = { m: { flat_slope: 0.05 }, L: 2, panels: [panel] };
        Object.assign(view, shown, { moment: { from: { m, i: 0 } } });
        return view.words(0);""",
        norms,
    )
    assert said in words
    assert words.startswith("The ")


def page(**query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages" / "gradients.py"), default_timeout=180)
    app.query_params["gradients_view"] = "While it trains"
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception, app.exception
    return app


def shown(app: AppTest) -> list[str]:
    app.session_state["deep_stage"].ahead.hold()  # it may still be on its way
    return [first for first, *_ in app.session_state["deep_stage"].run.sentences]


@pytest.mark.parametrize("cure", [cure for cure in TRAINED if cure != "nothing"])
def test_both_networks_are_told_by_name_with_what_they_came_to(cure):
    plain, cured = shown(page(deep_cure=cure))
    assert plain.startswith("Sigmoid is no better than guessing")
    label = CURES[cure].of(Member("sigmoid")).label
    assert label != "Sigmoid"
    assert re.match(
        rf"{re.escape(label)} (gets [\d.]+ % of the validation points right|.* guessing)", cured
    ), cured


def test_the_caption_names_what_the_networks_are_trained_with():
    app = page(deep_depth="3")
    config = app.session_state["deep_stage"].run.config
    assert config.hidden == (16,) * 3
    said = " ".join(caption.value for caption in app.caption)
    for words in (
        "500 points",
        "noise 0.1",
        "PyTorch default",
        "Adam",
        "rate 0.01",
        "batches of 50",
    ):
        assert words in said


def test_an_exploded_network_is_said_to_do_worse_than_the_base_rate():
    app = AppTest.from_file(str(ROOT / "pages" / "gradients.py"), default_timeout=180)
    app.session_state["formulas"] = ["=x**2"]
    app.query_params["gradients_view"] = "While it trains"
    app.query_params["deep_activation"] = "x ** 2"
    app.run()
    assert not app.exception, app.exception
    plain = shown(app)[0]
    run = app.session_state["deep_stage"].run
    seen = run.latest.snapshot
    share = 100 * seen.validation_accuracy[0]
    label = run.config.members[0].label
    assert plain.startswith(f"{label} gets {share:.3g} % of the validation points")
    assert "By its loss it is worse than guessing" in plain


def test_the_caption_is_of_this_run_and_not_typed():
    config = RunConfig(samples=300, noise=0.2, optimizer="sgd", batch_size=None, learning_rate=0.5)
    said = settings(config)
    for words in ("300 points", "noise 0.2", "SGD", "rate 0.5", "full batch"):
        assert words in said


def test_the_trainer_is_left_as_it_is_by_a_look_at_its_gradient():
    trainer = StackTrainer(RunConfig(hidden=(6, 6), members=(Member("tanh", norm="batch"),)))
    before = trainer.stack.parameters.clone()
    gradient_norms(trainer)
    torch.testing.assert_close(trainer.stack.parameters, before, rtol=0, atol=0)
