"""What both languages compute of a network, held by tables of cases that both are read against."""

import base64
from typing import Any

import numpy as np
import pytest
import torch

from explorer.activations import get
from explorer.choices.inputs import FEATURES, features, possible
from explorer.choices.losses import LOSSES
from explorer.config import Member, RunConfig
from explorer.engine import Stack, sample
from explorer.engine.evaluation import Points, judge
from explorer.engine.units import flat_share
from explorer.live.run import LiveRun
from tests import cases, node
from tests.dense import dense

INPUTS = cases("inputs")
FORWARD, ANSWERS = cases("forward"), cases("answers")
SATURATED, KINKS = cases("saturated"), cases("kinks")
MODULES = (
    *("shared/features.js", "shared/wire.js", "shared/network.js"),
    *("workbench/measures/units.js", "workbench/measures/values.js"),
    *("workbench/measures/bends.js", "workbench/deep/signals.js"),
)
SETTING = "const m = read(Uint8Array.from(atob(d.setting), (c) => c.charCodeAt(0)));"


def config_of(case: dict[str, Any]) -> RunConfig:
    """The networks of a case of the forward pass."""
    member = Member(case["activation"], residual=case["residual"], norm=case["norm"])
    dataset = "rings" if case["classes"] == 3 else "circles"
    return RunConfig(dataset, 50, hidden=tuple(case["hidden"]), members=(member,))


def setting(config: RunConfig) -> str:
    """What the browser is told of these networks, as the message has it."""
    return base64.b64encode(LiveRun(config, "1").setting.packed).decode()


@dense("name", FORWARD)
def test_the_engine_runs_a_network_as_the_table_says(name: str) -> None:
    """In float32, to 1e-5."""
    case = FORWARD[name]
    stack = Stack(config_of(case))
    stack.parameters[0] = torch.tensor(case["parameters"])
    found = stack(torch.tensor(case["x"]))[0]
    np.testing.assert_allclose(found.numpy(), case["logits"], atol=1e-5)


@node.needs_node
@dense("name", FORWARD)
def test_the_browser_runs_a_network_as_the_table_says(name: str) -> None:
    """To 1e-5."""
    case = FORWARD[name]
    found = node.script(
        MODULES,
        SETTING
        + """const x = Float32Array.from([0, 1].flatMap((k) => d.x.map((point) => point[k])));
             return [...new Network(m, 0).run(Float32Array.from(d.parameters), x, d.x.length)];""",
        {"setting": setting(config_of(case)), **case},
    )
    points = len(case["x"])
    np.testing.assert_allclose(np.reshape(found, (-1, points)).T, case["logits"], atol=1e-5)


@dense("case", ANSWERS)
def test_the_engine_judges_an_answer_as_the_table_says(case: dict[str, Any]) -> None:
    """In float32: probabilities to 1e-6, losses to 1e-5 of their size."""
    logits, label = case["logits"], torch.tensor([case["label"]])
    config = RunConfig(
        "circles" if len(logits) == 1 else "rings", 50, hidden=(), members=(Member(),)
    )
    stack = Stack(config)
    stack.parameters[0] = torch.tensor([0.0] * 2 * len(logits) + logits)  # biases alone answer
    loss = LOSSES[config.objective]
    points = Points(torch.zeros(1, 2), loss.target(label, config.classes), label)
    loss, right = judge(stack, points, loss)
    assert loss[0] == pytest.approx(case["loss"], rel=1e-5, abs=1e-7)
    assert right[0] == (case["answer"] == case["label"])


@node.needs_node
def test_the_browser_judges_an_answer_as_the_table_says() -> None:
    body = """return d.map(({ logits, label }) =>
        ({ ...answer(logits, label), seen: classOf(logits, 0, 1) }));"""
    for case, found in zip(ANSWERS, node.script(MODULES, body, ANSWERS), strict=True):
        assert found["p"] == pytest.approx(case["probabilities"], abs=1e-9)
        assert found["loss"] == pytest.approx(case["loss"], rel=1e-9, abs=1e-12)
        assert found["likely"] == found["seen"] == case["answer"]


def one_unit(key: str) -> RunConfig:
    return RunConfig(samples=50, hidden=(1,), members=(Member(key),))


@dense("key", SATURATED)
def test_the_engine_finds_saturated_units_where_the_table_says(key: str) -> None:
    places, count = SATURATED[key]
    stack = Stack(one_unit(key))
    stack.parameters[0, :3] = torch.tensor([1.0, 0.0, 0.0])
    x = torch.tensor([[place, 0.0] for place in places])
    assert flat_share(stack, x)[0, 0] * len(places) == pytest.approx(count)


@node.needs_node
@dense("key", SATURATED)
def test_the_browser_finds_saturated_units_where_the_table_says(key: str) -> None:
    places, count = SATURATED[key]
    found = node.script(
        MODULES,
        SETTING
        + """const net = new Network(m, 0), w = Float32Array.of(1, 0, 0, 0, 0);
             net.run(w, Float32Array.from([...d.z, ...d.z.map(() => 0)]), d.z.length);
             const histogram = new Histogram(1);
             histogram.count(net, w, m.flat_slope);
             return [flatCount(net, 0, w, net.z[0], m.flat_slope), histogram.share];""",
        {"setting": setting(one_unit(key)), "z": places},
    )
    assert found == [count, pytest.approx(count / len(places))]


@dense("key", KINKS)
def test_an_entry_has_its_kinks_where_the_table_says(key: str) -> None:
    assert [kink.at for kink in get(key).kinks()] == pytest.approx(KINKS[key], abs=1e-12)


@node.needs_node
@dense("key", KINKS)
def test_the_browser_folds_the_plane_where_the_table_says(key: str) -> None:
    """To 1e-6 of a unit."""
    body = SETTING + "const net = new Network(m, 0); return bendsOf(net.functions[0]);"
    found = node.script(MODULES, body, {"setting": setting(one_unit(key))})
    assert found["kinks"] == pytest.approx(KINKS[key], abs=1e-6)


def test_the_engine_gives_a_network_the_inputs_of_the_table() -> None:
    """In float32, to 1e-6; those of one axis read x₁ alone."""
    wanted = INPUTS["inputs"]
    assert {key: one.label for key, one in FEATURES.items()} == {
        key: case["label"] for key, case in wanted.items()
    }
    found = features(torch.tensor(INPUTS["places"]), tuple(FEATURES)).T
    np.testing.assert_allclose(found, [case["values"] for case in wanted.values()], atol=1e-6)
    assert list(possible(tuple(FEATURES), 1)) == [k for k in wanted if wanted[k]["axes"] == 1]


@node.needs_node
def test_the_browser_gives_a_network_the_inputs_of_the_table() -> None:
    """In float32, to 1e-6; those of one axis read x₁ alone."""
    wanted = INPUTS["inputs"]
    found = node.script(
        MODULES,
        """const keys = Object.keys(FEATURES);
           const places = Float32Array.from([0, 1].flatMap((k) => d.map((place) => place[k])));
           return { labels: keys.map((key) => FEATURES[key].label), one: possible(1),
                    keys: possible(2),
                    values: [...given({ inputs: keys, plane: [] }, places)] };""",
        INPUTS["places"],
    )
    assert dict(zip(found["keys"], found["labels"], strict=True)) == {
        key: case["label"] for key, case in wanted.items()
    }
    assert list(found["keys"]) == list(wanted)
    assert found["one"] == [key for key in wanted if wanted[key]["axes"] == 1]
    values = np.reshape(found["values"], (len(wanted), -1))
    np.testing.assert_allclose(values, [case["values"] for case in wanted.values()], atol=1e-6)


@node.needs_node
def test_the_browser_gives_a_network_the_places_of_a_plane_as_the_engine_does() -> None:
    data = sample(RunConfig(dataset="wine"))
    assert data.plane is not None
    places = torch.tensor(INPUTS["places"])
    found = node.script(
        MODULES,
        """const places = Float32Array.from([0, 1].flatMap((k) => d.places.map((one) => one[k])));
           const m = { inputs: d.inputs, plane: Float32Array.from(d.plane.flat()) };
           return { straight: straight(m), values: [...given(m, places)] };""",
        {
            "places": INPUTS["places"],
            "plane": data.plane.tolist(),
            "inputs": list(data.inputs),
        },
    )
    assert found["straight"]
    wanted = data.given(places).T.flatten()
    np.testing.assert_allclose(found["values"], wanted, rtol=1e-5, atol=1e-6)


def test_the_cases_of_the_forward_pass_cover_what_a_network_may_do() -> None:
    seen = list(FORWARD.values())
    assert {case["norm"] for case in seen} == {None, "batch", "layer"}
    assert {case["residual"] for case in seen} == {True, False}
    assert any(not case["hidden"] for case in seen)
