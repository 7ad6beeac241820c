"""The judge of the workbench: which points it looks at, what it reads of them, its threshold."""

import base64
import re
from functools import partial

import numpy as np
import pytest
import torch

from explorer.config import Member, RunConfig
from explorer.live.message.views import ENDS
from explorer.live.run import LiveRun
from tests import node

pytestmark = node.needs_node
FOLDER = "workbench/ends"
script = partial(
    node.script,
    (
        *("shared/wire.js", f"{FOLDER}/tested.js", f"{FOLDER}/lanes.js"),
        *(f"{FOLDER}/threshold.js", f"{FOLDER}/bars.js", "shared/measures.js"),
    ),
)
TESTED = """
    const m = read(Uint8Array.from(atob(d.setting), (c) => c.charCodeAt(0)));
    const tested = new Tested();
    tested.take({ ...m, P: m.titles.length, n: 2 * d.parameters[0].length });
    tested.run(d.parameters.map((row) => Float32Array.from(row)));
"""


def trained(dataset: str) -> LiveRun:
    """Two networks that have begun to learn."""
    members = (Member("tanh"), Member("relu"))
    run = LiveRun(RunConfig(dataset, 120, hidden=(6,), members=members), "1")
    list(run.frames(1, 200, 60.0))
    return run


def told(run: LiveRun) -> dict[str, object]:
    return {
        "setting": base64.b64encode(run.setting.packed).decode(),
        "parameters": [row.tolist() for row in run.latest.parameters],
    }


@pytest.mark.parametrize("dataset", ["circles", "rings"])
@pytest.mark.parametrize("share", ["validation", "test"])
def test_the_judge_reads_the_engines_logits_and_answers_of_its_points(dataset: str, share: str):
    """Logits to 2e-3, since the points travel in steps; answers as the accuracy says."""
    run = trained(dataset)
    body = f"""{TESTED}
        tested.take({{ ...tested.m }}, "{share}");
        tested.run(d.parameters.map((row) => Float32Array.from(row)));
        return {{
        labels: [...tested.labels], logits: tested.logits.map((z) => [...z]),
        answers: [0, 1].map((p) => [...tested.answers(p, 0)]),
    }};"""
    found = script(body, told(run))
    samples, stack = run.trainer.samples, run.trainer.stack
    x, y = samples.share(share)
    labels = y.tolist()
    assert found["labels"] == labels
    with torch.no_grad():
        logits = stack(x)
    for p, accuracy in enumerate(getattr(run.latest.snapshot, f"{share}_accuracy")):
        seen = np.reshape(found["logits"][p], (-1, len(labels))).T
        np.testing.assert_allclose(seen, logits[p].numpy(), atol=2e-3)
        assert np.mean(np.equal(found["answers"][p], labels)) == pytest.approx(accuracy)


def test_the_odds_of_a_class_rise_with_its_probability() -> None:
    """σ of them is softmax's probability, to 1e-6."""
    run = trained("rings")
    body = f"{TESTED} return [0, 1, 2].map((k) => [...tested.odds(0, k)].map(sigmoid));"
    found = script(body, told(run))
    with torch.no_grad():
        wanted = run.trainer.stack(run.trainer.samples.x_validation)[0].softmax(1)
    np.testing.assert_allclose(np.transpose(found), wanted.numpy(), atol=1e-3)
    np.testing.assert_allclose(np.sum(found, axis=0), 1, atol=1e-6)


def test_what_is_no_number_is_said_so_and_counts_as_class_0() -> None:
    run = trained("rings")
    body = f"""d.parameters = d.parameters.map((row) => row.map(() => NaN));
        {TESTED} const table = confusionOf(tested.answers(0, 0), tested.labels, 3);
        const look = {{ m, tested, chosen: 0, traced: -1 }};
        return [table.map((row) => row.slice(1)), captionOf(look), rocOf(tested.odds(0, 1),
                tested.labels.map((k) => Number(k === 1)))];"""
    wrong, caption, roc = script(body, told(run))
    assert wrong == [[0, 0]] * 3
    assert caption.endswith("its logits are no numbers")
    assert roc is None


def test_a_place_on_the_line_is_that_of_its_logit_and_none_lies_beside_the_picture() -> None:
    body = """const lanes = new Lanes();
        lanes.plot = { left: 40, right: 440, top: 0, bottom: 100 };
        return { back: d.map((z) => lanes.z(lanes.x(z))),
                 far: [-1e9, 1e9, NaN].map((z) => lanes.x(z)),
                 heights: [0, 1].map((label) => { lanes.labels = Array(50).fill(label);
                   return lanes.labels.map((_, n) => lanes.y(n)); }) };"""
    places = [-8, -4.6, 0, 1.5, 8]
    found = script(body, places)
    assert found["back"] == pytest.approx(places)
    low, high, nowhere = found["far"]
    assert 40 < low < high < 440
    assert nowhere == 240
    zeros, ones = found["heights"]
    assert max(ones) < 50 < min(zeros)


def test_a_threshold_is_a_hundredth_between_0_01_and_0_99() -> None:
    found = script("return d.map(nearest);", [-3, 0, 0.004, 0.5, 0.777, 0.999, 1, 7])
    assert found == pytest.approx([0.01, 0.01, 0.01, 0.5, 0.78, 0.99, 0.99, 0.99])


def test_every_picture_that_a_page_may_name_has_its_module() -> None:
    for key in ENDS:
        text = (node.MODULES / FOLDER / f"{key}.js").read_text("utf-8")
        assert re.search(r"^export default \w+;$", text, re.MULTILINE), key
        assert f'dataset.part = "{key}"' in text


def test_a_threshold_is_the_very_number_that_its_two_digits_are_read_as():
    """Else the server's answer, which is read from text, is taken for another threshold."""
    found = script("return d.map(nearest);", [k / 100 + 0.001 for k in range(1, 100)])
    assert found == [float(f"0.{k:02}") for k in range(1, 100)]
