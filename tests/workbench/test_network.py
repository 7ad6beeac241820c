"""The network's drawing: it changes the parameter it names, and traces a point as torch does."""

import numpy as np
import pytest
import torch

from explorer.activations import get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.formula.browser import described
from explorer.live.message.networks import computed
from tests import node
from tests.node import needs_node

SCRIPT = (
    "shared/network.js",
    "workbench/drawing/parameters.js",
    "workbench/measures/units.js",
)

pytestmark = needs_node


def run(code: str, **values: object) -> object:
    """What the code returns under node, given these values as constants."""
    given = f"const {{ {', '.join(values)} }} = d;" if values else ""
    return node.script(SCRIPT, f"{given} {code}", values)


@pytest.fixture(scope="module", params=["circles", "blobs"])
def trainer(request):
    config = RunConfig(dataset=request.param, hidden=(5, 3), members=(Member("tanh", seed=3),))
    trainer = Trainer(config)
    trainer.advance(20)
    return trainer


def message(trainer: Trainer) -> dict:
    return {"widths": [trainer.config.widths], **computed(trainer.config)}


NETWORK = """
    const net = new Network(m, 0);
    const w = Float32Array.from(weights);
"""


def test_an_edge_or_bias_names_its_own_parameter(trainer):
    widths = trainer.config.widths
    code = """
        const all = [];
        for (let l = 0; l < widths.length - 1; l++)
          for (let i = 0; i <= widths[l]; i++)
            for (let j = 0; j < widths[l + 1]; j++) {
              const bias = i === widths[l];
              const at = bias ? biasAt(widths, l, j) : weightAt(widths, l, i, j);
              all.push([l, i, j, at]);
            }
        return all;
    """
    stack = trainer.stack.take([0])
    places = run(code, widths=widths)
    assert sorted(at for *_, at in places) == list(range(stack.parameters.shape[1]))
    for layer, i, j, at in places:
        stack.parameters[0, at] = 7e5 + at
        weights, biases = stack.weights[layer], stack.biases[layer]
        value = biases[0, 0, j] if i == widths[layer] else weights[0, i, j]
        assert value == 7e5 + at


def test_a_traced_point_runs_through_the_network_as_in_torch(trainer):
    x, label = trainer.samples.x_train[0], int(trainer.samples.y_train[0])
    code = (
        NETWORK
        + """
        const told = answer(net.run(w, Float32Array.from(x), 1), label);
        return { z: net.z.map((z) => [...z]), h: net.h.map((h) => [...h]), ...told };
    """
    )
    told = run(
        code,
        m=message(trainer),
        weights=trainer.stack.parameters[0].tolist(),
        x=x.tolist(),
        label=label,
    )
    layers = trainer.stack.layers(torch.as_tensor(x)[None])
    for ours, theirs in zip(told["z"], layers, strict=True):
        np.testing.assert_allclose(ours, theirs[0, 0], atol=1e-5)
    for ours, theirs in zip(told["h"], layers[:-1], strict=True):
        np.testing.assert_allclose(ours, torch.tanh(theirs[0, 0]), atol=1e-5)
    logits = layers[-1][0, 0]
    logits = torch.stack([torch.zeros(()), logits[0]]) if len(logits) == 1 else logits
    np.testing.assert_allclose(told["p"], torch.softmax(logits, 0), atol=1e-5)
    assert told["loss"] == pytest.approx(-torch.log_softmax(logits, 0)[label].item(), abs=1e-5)


def test_the_units_that_matter_have_strong_outgoing_weights_and_a_wide_spread():
    # h of three units at two points; outgoing weights 1, 5, 9: the last never changes.
    h = [-1, 1, -0.5, 0.5, 3, 3]
    weights = [0] * 9 + [1, 5, 9, 0]
    code = "return ranked([2, 3, 1], 0, weights, h, 2);"
    assert run(code, h=h, weights=weights) == [1, 0, 2]


def test_the_inputs_that_matter_are_told_as_the_units_are():
    # x of three inputs at two points; the weights to two units are (1, 0), (3, 4), (9, 9).
    x = [-1, 1, -0.5, 0.5, 3, 3]
    code = "return ranked([3, 2, 1], -1, weights, x, 2);"
    assert run(code, x=x, weights=[1, 0, 3, 4, 9, 9, *[0] * 5]) == [1, 0, 2]


def test_a_unit_that_could_flip_the_answer_is_named_and_else_the_one_that_pushes_hardest():
    # No biases: logit = 1 · h1 − 2 · h2 with h = x; the label is 1.
    weights = [1, 0, 0, 1, 0, 0, 1, -2, 0]
    code = """
        const m = { widths: [[2, 2, 1]], activations: [[0]], functions: [identity] };
        const net = new Network(m, 0);
        const told = answer(net.run(weights, Float32Array.of(0.5, 1), 1), 1);
        return [[-1, -1], [0.5, 0.9]].map((low) =>
          saviour(net, weights, told, 1, low, [1, 1]));
    """
    could, could_not = run(code, weights=weights, identity=described(get("identity"), {}))
    assert (could["unit"], could["at"]) == (1, -1)
    assert could_not == {"unit": 1, "push": -2}


@pytest.mark.parametrize("text", ["", "abc", "1e999", "NaN", "Infinity", "1 2"])
def test_what_is_not_a_finite_number_is_refused_with_the_text_in_the_sentence(text):
    code = "try { return typed(text); } catch (error) { return error.message; }"
    said = run(code, text=text)
    assert said == f"“{text}” is not a finite number, so the old value stays."


@pytest.mark.parametrize(
    ("text", "value"), [("-0.5", -0.5), ("−2", -2), ("1e12", 1e9), ("-1e300", -1e9)]
)
def test_a_number_is_taken_and_kept_within_a_thousand_million(text, value):
    assert run("return typed(text);", text=text) == value


def test_an_override_acts_until_the_frames_hold_it():
    code = """
        const overrides = new Overrides();
        overrides.set(1, 5, 0);
        const seen = [[1, 0], [1, 1], [1, 4.9]].map((w) =>
          [...overrides.apply(Float32Array.from(w))]);
        return { seen, left: overrides.values.size };
    """
    told = run(code)
    assert told["seen"][:2] == [[1, 5], [1, 5]]
    assert told["seen"][2][1] == pytest.approx(4.9)
    assert told["left"] == 0
