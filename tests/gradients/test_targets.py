"""Graphs with a target: their gradients are autograd's, a step leads down, and none breaks."""

import math

import pytest

from explorer.gradients.chain import TARGETS
from explorer.gradients.chain.targets import LIMIT, outcome, stepped, told

every_target = pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)


@every_target
@pytest.mark.parametrize("values", [(1.0, -1.5), (-0.3, 2.0), (0.0, 0.0)])
def test_every_gradient_is_autograd_s(target, values):
    """To 1e-12."""
    numbers = dict(zip(target.names, values, strict=False))
    graph = target.graph(numbers, 2.0)
    for name, slope in target.slopes(numbers, 2.0).items():
        assert graph[name].gradient == pytest.approx(slope, rel=1e-12, abs=1e-12)


def test_the_graphs_compute_what_their_names_say():
    assert TARGETS["cube"].graph({"x": 2.0}, 30.0)["z"].value == 40
    graph = TARGETS["squares"].graph({"a": 3.0, "b": -1.0}, 10.0)
    assert (graph["z"].value, graph["E"].value) == (16, 36)


@every_target
def test_fifty_steps_at_the_given_rate_reach_the_target(target):
    numbers = dict(target.numbers)
    errors = []
    for _ in range(50):
        graph = target.graph(numbers, target.target)
        errors.append(graph["E"].value)
        numbers = stepped(graph, target.names, target.rate)
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 1e-4


@every_target
def test_a_step_at_a_senseless_rate_ends_at_the_limit(target):
    graph = target.graph(dict(target.numbers), target.target)
    for rate in (1e6, 1e300):
        for value in stepped(graph, target.names, rate).values():
            assert abs(value) == LIMIT
    far = target.graph(dict.fromkeys(target.names, LIMIT), -LIMIT)
    assert math.isfinite(far["E"].value)
    assert told(far, target.names, 1e6)[0].startswith("z = ")


def test_what_a_step_did_is_told():
    assert outcome(9, 4) == "The last step took E from 9 to 4."
    assert "it went too far" in outcome(4, 9)
    assert outcome(4, 4) == "The last step left E at 4."
    graph = TARGETS["cube"].graph({"x": 1.0}, 2.0)
    assert told(graph, ("x",), 0.002) == (
        "z = 5 misses the target by 3: E = (z − t)² = 9.",
        "A step: x ← 1 − 0.002 · 90 = 0.82.",
    )
