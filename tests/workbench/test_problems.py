"""What the workbench makes of logits for every problem is what the engine makes of them."""

import base64
from functools import partial

import numpy as np
import pytest
import torch

from explorer.choices.losses import LOSSES
from explorer.config import Member, RunConfig
from explorer.live.run import LiveRun
from tests import node

pytestmark = node.needs_node
script = partial(
    node.script,
    (
        *("shared/wire.js", "shared/network.js", "workbench/problem.js", "workbench/score.js"),
        *("workbench/axes.js", "workbench/drawing/traced.js", "workbench/plane/shading.js"),
    ),
)


@pytest.mark.parametrize("key", LOSSES)
def test_the_browser_answers_logits_as_the_loss_does(key: str) -> None:
    """To 1e-6."""
    logits = np.random.default_rng(1).normal(size=(3, 5)) * 3  # (K, N)
    found = script(
        """const out = new Float32Array(15);
           answersTo(d, Float32Array.from(d.logits.flat()), out, 5);
           return [...out];""",
        {"answer": LOSSES[key].answer, "logits": logits.tolist()},
    )
    z = torch.from_numpy(logits.T.astype(np.float32))[None]
    wanted = LOSSES[key].answers(z)[0].T
    np.testing.assert_allclose(np.reshape(found, (3, 5)), wanted, atol=1e-6)


@pytest.mark.parametrize("loss", ["bce", "cross_entropy"])
def test_the_browser_gives_the_labels_whose_probability_is_above_one_half(loss: str) -> None:
    logits = np.random.default_rng(2).normal(size=(3, 40)) * 2
    found = script(
        """return [...Array(40).keys()].map((n) => labelsAt(d, d.logits.flat(), n, 40));""",
        {"answer": LOSSES[loss].answer, "logits": logits.tolist()},
    )
    answers = LOSSES[loss].answers(torch.from_numpy(logits.T)[None])[0]
    wanted = ((answers > 0.5).int() << torch.arange(3)).sum(1)
    assert found == wanted.tolist()


@pytest.mark.parametrize("dataset", ["wave", "admission", "hills", "two_areas", "ten_blobs"])
def test_a_traced_points_numbers_are_the_engines(dataset: str) -> None:
    """Logits to 5e-3 of a network just drawn, since points travel in steps; targets to 1 %."""
    run = LiveRun(RunConfig(dataset, 100, hidden=(6,), members=(Member("tanh"),)), "1")
    data, kind = run.trainer.samples, run.config.problem
    found = script(
        """const m = read(Uint8Array.from(atob(d.setting), (c) => c.charCodeAt(0)));
           const net = new Network(m, 0);
           return [0, 1, 2].map((n) => {
             const traced = tracedOf(m, n);
             const logits = net.run(Float32Array.from(d.parameters), traced.x, 1);
             return { logits: [...logits], text: told(m, traced, logits), label: traced.label };
           });""",
        {
            "setting": base64.b64encode(run.setting.packed).decode(),
            "parameters": run.latest.parameters[0].tolist(),
        },
    )
    with torch.no_grad():
        wanted = run.trainer.stack(data.x_train[:3])[0]
    for n, point in enumerate(found):
        np.testing.assert_allclose(point["logits"], wanted[n].numpy(), atol=5e-3)
        y = data.y_train[n]
        if kind.startswith("regression"):
            target = float(point["text"].split("target ")[1].split(":")[0].replace("−", "-"))
            span = run.setting.high - run.setting.low
            clipped = float(y.clamp(run.setting.low, run.setting.high))
            near = {float(y), clipped}
            assert min(abs(target - one) for one in near) < 0.01 * span
        elif kind == "labels":
            assert point["label"] == int((y << torch.arange(2)).sum())
            assert "target: " in point["text"]
        else:
            assert f"its class, {int(y)}: " in point["text"]
            assert "loss " in point["text"]


def test_numbers_from_the_lowest_to_the_highest_run_through_all_shades() -> None:
    found = script(
        """const shading = new Shading({ ...d, class_colours: [], palette: [] });
           shading.take(Float32Array.of(-9, -1, 0, 1, NaN), 5);
           return [...shading.field];""",
        {"problem": "regression", "answer": "x", "low": -1, "high": 1, "neutral": "#fff"},
    )
    assert found == [0, 0, 127.5, 255, 0]


def test_a_cut_logit_is_no_answer_but_one_half() -> None:
    found = script(
        """const shading = new Shading({ ...d, class_colours: [], palette: [] });
           shading.take(Float32Array.of(-9, 0, 9), 3);
           return [...shading.field];""",
        {"problem": "binary", "classes": 2, "answer": "sigmoid(relu(x))", "neutral": "#fff"},
    )
    assert found == pytest.approx([127.5, 127.5, 254.97], abs=0.01)


def test_r2_is_a_number_and_its_axis_ends_at_minus_one_half() -> None:
    found = script(
        """const losses = { step: [0, 10], length: 2, of: { train_accuracy: [[-40, 0.9]],
             validation_accuracy: [[NaN, 0.8]] } };
           const axes = axesOf({ loop: false }, losses, "accuracy");
           return [axes.low, shareTicks(axes).map((t) => ruled({ score: "R²" }, t)),
                   scored({ score: "R²" }, -40.25), scored({ score: "accuracy" }, 0.5)];"""
    )
    assert found == [-0.5, ["1.0", "0.5", "0.0", "−0.5"], "−40.250", "50.0 %"]
