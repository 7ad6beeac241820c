"""The chain rule by hand against autograd, and what each preset says."""

import math

import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.gradients.chain import (
    MAX_UNITS,
    PRESETS,
    Graph,
    Preset,
    chain,
    polynomial,
)
from tests.dense import dense

every_preset = pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)


def assert_by_autograd(graph: Graph, inputs: dict[str, torch.Tensor], result: torch.Tensor) -> None:
    """Value and gradients to 1e-12."""
    assert graph.result.value == pytest.approx(result.item(), rel=1e-12, abs=1e-12)
    gradients = torch.autograd.grad(result, list(inputs.values()))
    for label, gradient in zip(inputs, gradients, strict=True):
        assert graph[label].gradient == pytest.approx(gradient.item(), rel=1e-12, abs=1e-12)


def leaf(value: float) -> torch.Tensor:
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


@dense("units", range(1, MAX_UNITS + 1))
@dense("activation", ACTIVATIONS.values())
def test_every_gradient_of_a_chain_is_autograd_s(activation, units):
    weights = [0.9, -1.3, 0.7, 1.1, -0.6, 1.4][:units]
    biases = [0.2, 0.4, -0.3, 0.1, 0.5, -0.2][:units]
    graph = chain(0.8, weights, biases, [activation] * units)

    inputs = {"x": leaf(0.8)}
    signal = inputs["x"]
    for i, (weight, bias) in enumerate(zip(weights, biases, strict=True), start=1):
        inputs |= {f"w{i}": leaf(weight), f"b{i}": leaf(bias)}
        inputs[f"z{i}"] = inputs[f"w{i}"] * signal + inputs[f"b{i}"]
        inputs[f"a{i}"] = signal = activation.f(inputs[f"z{i}"])
    assert_by_autograd(graph, inputs, signal)


@pytest.mark.parametrize("x", [-2.0, 0.0, 1.0, 3.0, 7.5])
def test_every_gradient_of_a_polynomial_is_autograd_s(x):
    inputs = {"x": leaf(x)} | {f"r{i}": leaf(r) for i, r in enumerate((3.0, 6.0, 4.0), start=1)}
    result = inputs["x"].new_ones(())
    for i in (1, 2, 3):
        inputs[f"x − r{i}"] = inputs["x"] - inputs[f"r{i}"]
        result = result * inputs[f"x − r{i}"]
    assert_by_autograd(polynomial(x, (3, 6, 4)), inputs, result)


def test_different_activations_stand_in_one_chain():
    """Two units by hand: the slope is w₂ · w₁ · tanh′(z₁), to 1e-12."""
    graph = chain(0.5, (2.0, 3.0), (0.1, -1.0), (get("tanh"), get("identity")))
    assert graph.result.value == pytest.approx(3 * math.tanh(1.1) - 1, rel=1e-12)
    assert graph["x"].gradient == pytest.approx(6 * (1 - math.tanh(1.1) ** 2), rel=1e-12)


@every_preset
def test_the_shares_on_the_edges_add_up_to_the_gradient(preset: Preset):
    nodes, edges = preset.graph.nodes, preset.graph.edges
    for place, node in enumerate(nodes[:-1]):
        shares = [share for source, _, _, share in edges if source == place]
        assert shares
        assert sum(shares) == pytest.approx(node.gradient, rel=1e-15)
    assert nodes[-1].gradient == 1


@every_preset
def test_the_graph_can_be_drawn_from_left_to_right_without_two_nodes_in_one_place(preset: Preset):
    nodes = preset.graph.nodes
    assert len({(node.column, node.row) for node in nodes}) == len(nodes)
    assert len({node.label for node in nodes}) == len(nodes)
    for source, place, _, _ in preset.graph.edges:
        assert source < place
        assert nodes[source].column < nodes[place].column


@every_preset
def test_the_ways_from_x_multiply_and_add_up_to_autograd_s_slope(preset: Preset):
    """To 1e-12; each way ends in the result."""
    graph = preset.graph
    assert all(way[-1][0] is graph.result for way in graph.ways)
    products = [math.prod(slope for _, slope in way) for way in graph.ways]
    assert sum(products) == pytest.approx(preset.slope, rel=1e-12)
    assert graph["x"].gradient == pytest.approx(preset.slope, rel=1e-12)


def test_a_way_names_the_nodes_it_enters():
    ways = PRESETS["polynomial"].graph.ways
    assert [[node.label for node, _ in way] for way in ways] == [
        ["x − r1", "y"],
        ["x − r2", "y"],
        ["x − r3", "y"],
    ]
    (way,) = PRESETS["relu_off"].graph.ways
    assert [slope for _, slope in way] == [1, 1, 0.8, 1, 1, 0, 1.2, 1]


# ---- the presets ----


def test_the_polynomial_s_slope_is_31_by_three_ways():
    graph = PRESETS["polynomial"].graph
    assert graph.result.value == -30
    assert graph["x"].gradient == 31
    assert [share for source, _, _, share in graph.edges if source == 0] == [15, 6, 10]


def test_six_sigmoids_leave_less_than_a_quarter_each():
    graph = PRESETS["sigmoids"].graph
    slopes = [node.slopes[0] for node in graph.nodes if node.operation == "sigmoid"]
    assert len(slopes) == 6
    assert max(slopes) <= 0.25
    assert 0 < graph["x"].gradient < 1 / 4096
    assert graph["x"].gradient == pytest.approx(math.prod(slopes), rel=1e-12)


def test_one_relu_that_is_off_stops_every_gradient_before_it():
    graph = PRESETS["relu_off"].graph
    assert graph["z3"].value < 0
    assert all(graph[f"z{i}"].value > 0 for i in (1, 2, 4))
    assert all(graph[label].gradient == 0 for label in ("x", "w1", "b1", "w2", "b2", "w3", "b3"))
    assert graph["b4"].gradient == 1


# ---- what is refused ----


@pytest.mark.parametrize("sizes", [(0, 0, 0), (7, 7, 7), (2, 1, 2), (1, 1, 2)], ids=str)
def test_a_wrong_number_of_units_is_refused(sizes):
    weights, biases, activations = sizes
    with pytest.raises(ValueError, match=f"got {weights} weights, {biases} biases and"):
        chain(1.0, [1.0] * weights, [0.0] * biases, [get("tanh")] * activations)
    with pytest.raises(ValueError, match=r"got \d roots; expected 1 to 6"):
        polynomial(1.0, [2.0] * 7)


def test_a_number_that_is_not_finite_is_refused_by_its_label():
    with pytest.raises(ValueError, match="w2 is inf; expected a finite number"):
        chain(1.0, [1.0, math.inf], [0.0, 0.0], [get("tanh")] * 2)


def test_an_unknown_label_is_answered_with_the_labels():
    with pytest.raises(KeyError, match="no node 'w9'; there are x, r1, x − r1, y"):
        polynomial(1.0, [2.0])["w9"]
