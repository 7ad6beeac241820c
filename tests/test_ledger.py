"""The gradient ledger: against autograd, against the reference numbers, and in its own words."""

import math
import re

import numpy as np
import pytest
import torch
from torch import nn

from explorer.activations import get
from explorer.choices.initialisers import INITIALISERS
from explorer.config import MAX_SEED
from explorer.engine import Stack
from explorer.gradients.ledger import (
    EDGES,
    FACTORS,
    NUMBER_FORMATS,
    PRESETS,
    LedgerConfig,
    measure,
    quartiles,
    theory,
    underflow_depth,
    variances,
)
from explorer.gradients.ledger.backward import norm, stack
from explorer.gradients.ledger.measurement import points
from explorer.gradients.ledger.words import _where_most
from tests.numbers import read

CURES = [(False, None), (True, None), (False, "layer"), (False, "batch"), (True, "layer")]


def small(**fields) -> LedgerConfig:
    """A config whose numbers are exact and quick."""
    return LedgerConfig(**{"depth": 6, "width": 8, "number_format": "float64"} | fields)


def median(draws):
    return quartiles(draws)[1]


# Against autograd ---------------------------------------------------------------------------------


def network(config, networks, member):
    """A member's hidden layers and output written with torch's own modules, and its weights."""
    linears = []
    for weight, bias in zip(networks.weights, networks.biases, strict=True):
        linear = nn.Linear(weight.shape[1], weight.shape[2]).double()
        linear.weight.data, linear.bias.data = weight[member].T.clone(), bias[member, 0].clone()
        linears.append(linear)
    norms = {"layer": nn.LayerNorm, "batch": nn.BatchNorm1d, None: lambda width: nn.Identity()}
    return linears, norms[config.norm](config.width).double()


def run(config, linears, normed, x):
    """The outputs of every hidden layer, each keeping its gradient, and the logits."""
    h, outputs, entered = x, [], []
    for linear in linears[:-1]:
        z = normed(linear(h))
        f = torch.tanh(z)
        h = f + h if config.residual and f.shape == h.shape else f
        h.retain_grad()
        z.retain_grad()
        outputs.append(h)
        entered.append(z)
    return outputs, entered, linears[-1](h)


@pytest.mark.parametrize(("residual", "cure"), CURES, ids=str)
def test_norms_are_autograds(residual, cure):
    config = small(
        activations=("tanh",), init="xavier", residual=residual, norm=cure, seed=3, draws=3
    )
    networks, (x, _) = stack(config), points(config)
    gradients = measure(config)["tanh"].gradients
    for member in range(config.draws):
        linears, normed = network(config, networks, member)
        inputs = x.double().requires_grad_()
        outputs, entered, logits = run(config, linears, normed, inputs)
        (logits**2 / 2).mean().backward()
        expected = {
            "outputs": [h.grad.norm().item() for h in outputs],
            "weights": [linear.weight.grad.norm().item() for linear in linears[:-1]],
        }
        for name, norms in expected.items():
            np.testing.assert_allclose(getattr(gradients, name)[member], norms, rtol=1e-9)
        np.testing.assert_allclose(gradients.inputs[member], inputs.grad.norm().item(), rtol=1e-9)
        slopes = [z.grad.norm().item() for z in entered] / np.array(expected["outputs"])
        np.testing.assert_allclose(gradients.factors["slope"][member], slopes, rtol=1e-9)


def test_norms_are_those_of_a_plain_sequential():
    config = small(activations=("sigmoid",), draws=1)
    networks, (x, _) = stack(config), points(config)
    linears, _ = network(config, networks, 0)
    layers = [part for linear in linears for part in (linear, nn.Sigmoid())][:-1]
    (nn.Sequential(*layers)(x.double()) ** 2 / 2).mean().backward()
    expected = [linear.weight.grad.norm().item() for linear in linears[:-1]]
    np.testing.assert_allclose(measure(config)["sigmoid"].gradients.weights[0], expected, rtol=1e-9)


def test_labels_are_parted_by_binary_cross_entropy():
    config = small(activations=("tanh",), inputs="moons", loss="bce", draws=1)
    networks, (x, y) = stack(config), points(config)
    linears, normed = network(config, networks, 0)
    outputs, _, logits = run(config, linears, normed, x.double())
    nn.functional.binary_cross_entropy_with_logits(logits[:, 0], y.double()).backward()
    expected = [h.grad.norm().item() for h in outputs]
    np.testing.assert_allclose(measure(config)["tanh"].gradients.outputs[0], expected, rtol=1e-9)


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
@pytest.mark.parametrize(("residual", "cure"), CURES, ids=str)
def test_a_layers_factors_multiply_to_the_measured_ratio(residual, cure, number_format):
    config = small(
        activations=("gelu", "tanh", "prelu"),
        init="he",
        residual=residual,
        norm=cure,
        number_format=number_format,
    )
    ledger = measure(config)
    for account in ledger.accounts:
        gradients = account.gradients
        expected = ["slope", *["norm"] * bool(cure), "weight", *["path"] * residual]
        assert list(gradients.factors) == expected
        product = np.prod(list(gradients.factors.values()), axis=0)
        before = np.column_stack([gradients.inputs, gradients.outputs[:, :-1]])
        # The way around is summed here once more: in the format, so to its rounding.
        eps = torch.finfo(NUMBER_FORMATS[number_format].dtype).eps
        tolerance = 1e-10 if number_format == "float64" else 4 * eps
        np.testing.assert_allclose(product * gradients.outputs, before, rtol=tolerance)
        assert gradients.discrepancy <= tolerance
        np.testing.assert_allclose(
            gradients.running[:, 0], np.prod(product[:, 1:], axis=1), rtol=10 * tolerance
        )
    assert ledger.discrepancy == max(a.gradients.discrepancy for a in ledger.accounts)


def test_the_norm_of_numbers_whose_squares_leave_float64_is_right():
    values = torch.tensor([[3.0, 4.0]], dtype=torch.float64)
    for scale in (1e-200, 1e-310, 1.0, 1e200):
        assert norm(values * scale)[0] == pytest.approx(5 * scale, rel=1e-9)
    assert norm(torch.tensor([[0.0, 0.0]])) == 0
    assert norm(torch.tensor([[math.nan, 1.0]])) == math.inf
    assert norm(torch.tensor([[math.inf, 1.0]])) == math.inf


# Against the reference ----------------------------------------------------------------------------

# First over last weight-gradient norm, width 64, median of 5 draws: (activation, init, depth).
REFERENCE = {
    ("sigmoid", "torch", 5): 4.9e-5,
    ("sigmoid", "torch", 10): 2.6e-9,
    ("sigmoid", "torch", 20): 6.0e-18,
    ("relu", "torch", 20): 3.3e-8,
    ("relu", "he", 20): 0.10,
    ("tanh", "xavier", 20): 0.25,
}


@pytest.mark.parametrize(("case", "expected"), REFERENCE.items(), ids=str)
def test_the_first_layers_share_is_the_reference_number(case, expected):
    key, init, depth = case
    shares = [
        median(
            measure(LedgerConfig((key,), depth, init=init, seed=seed))[key].exact.share[:, 0]
        ).item()
        for seed in range(0, 50, 5)
    ]
    # Medians of 5 draws scatter widely; the reference, one of them, lies within ten others, give or
    # take half as much again at either end.
    assert min(shares) / 1.5 < expected < max(shares) * 1.5


# Draws --------------------------------------------------------------------------------------------


def test_quartiles_are_draws_and_leave_out_what_is_no_number():
    draws = np.array([[4.0, 0.0], [1.0, math.inf], [3.0, math.nan], [2.0, math.inf], [5.0, 0.0]])
    np.testing.assert_array_equal(quartiles(draws), [[2, 0], [3, math.inf], [4, math.inf]])
    assert np.isnan(quartiles(np.full((3, 1), math.nan))).all()


def test_draws_that_receive_nothing_count_as_0_and_not_as_missing():
    account = measure(PRESETS["born_dead"].config)["relu"]
    dead = account.exact.outputs[:, 0] == 0
    assert dead.mean() > 0.5
    for share in (account.exact.running, account.exact.share):
        assert (share[dead, 0] == 0).all()
        assert not np.isnan(share).any()
        assert quartiles(share)[1][0] == 0


def test_the_first_draws_stay_as_they_are_among_more():
    few = measure(small(activations=("tanh", "relu"), draws=2))
    ledger = measure(small(activations=("tanh", "relu"), draws=7))
    for key in ("tanh", "relu"):
        first, whole = few[key], ledger[key]
        assert whole.gradients.outputs.shape == (7, 6)
        np.testing.assert_array_equal(first.gradients.outputs, whole.gradients.outputs[:2])
        np.testing.assert_array_equal(first.signals.correlation, whole.signals.correlation[:2])


def test_an_activation_in_company_gives_the_numbers_it_gives_alone():
    together = measure(small(activations=("sigmoid", "relu", "gelu")))["relu"]
    alone = measure(small(activations=("relu",)))["relu"]
    np.testing.assert_allclose(together.gradients.outputs, alone.gradients.outputs, rtol=1e-12)
    np.testing.assert_allclose(together.signals.histogram, alone.signals.histogram, atol=1e-12)


def test_the_last_seed_there_is_can_be_drawn():
    ledger = measure(small(seed=MAX_SEED, draws=3))
    outputs = ledger["tanh"].gradients.outputs
    np.testing.assert_allclose(outputs[0], outputs[2], rtol=1e-12)


def test_an_activation_that_is_not_in_the_ledger_is_refused():
    with pytest.raises(ValueError, match="no account of 'gelu'; expected one of tanh"):
        measure(small(activations=("tanh",)))["gelu"]


# Signals ------------------------------------------------------------------------------------------


def test_signals_are_those_of_what_enters_the_activation():
    config = small(activations=("relu", "tanh"), init="he", draws=3)
    account = measure(config)["tanh"]
    networks, (x, _) = Stack(config, dtype=torch.float64), points(config)
    for layer, z in enumerate(networks.layers(x.double())[:-1]):
        z = z[3:].numpy()
        np.testing.assert_allclose(account.signals.mean[:, layer], z.mean(axis=(1, 2)), rtol=1e-9)
        np.testing.assert_allclose(account.signals.variance[:, layer], z.var(axis=(1, 2)))
        flat = 1 - np.tanh(z) ** 2 < 0.05
        np.testing.assert_allclose(account.signals.saturated[:, layer], flat.mean(axis=(1, 2)))
        counts, _ = np.histogram(z, EDGES)
        # Edges of bins are read in float32: a few values may fall on the other side.
        expected = counts / z.size
        assert np.abs(account.signals.histogram[layer, 1:-1] - expected).max() < 1e-3
        below = (z < EDGES[0]).mean()
        assert account.signals.histogram[layer, 0] == pytest.approx(below, abs=1e-3)
    np.testing.assert_allclose(account.signals.histogram.sum(axis=1), 1, rtol=1e-12)


def test_a_batch_norm_is_told_by_the_statistics_of_the_points_sent():
    signals = measure(small(activations=("tanh",), norm="batch"))["tanh"].signals
    np.testing.assert_allclose(signals.mean, 0, atol=1e-12)
    # A unit's variance v becomes v/(v + 1e-5).
    np.testing.assert_allclose(signals.variance, 1, rtol=1e-2)


def test_units_that_are_off_for_every_point_are_dead_and_steps_never_are():
    fields = {"init": "mean_field", "weight_variance": 1e-6, "bias_variance": 1.0, "width": 64}
    config = small(activations=("relu", "heaviside", "sigmoid"), **fields)
    ledger = measure(config)
    biases = torch.stack([bias[: config.draws, 0] for bias in stack(config).biases[:-1]], dim=1)
    expected = (biases < 0).double().mean(dim=2).numpy()  # weights this small move nothing
    np.testing.assert_allclose(ledger["relu"].signals.dead, expected, atol=0.02)
    assert (ledger["heaviside"].signals.dead == 0).all()
    assert (ledger["sigmoid"].signals.dead == 0).all()


def test_after_an_overflow_nothing_is_said_to_be_flat_or_dead_or_checked():
    ledger = measure(small(activations=("=exp(9*x)",), depth=10))
    signals = ledger["=exp(9*x)"].signals
    lost = ~np.isfinite(signals.mean)
    assert lost[:, -1].all()
    np.testing.assert_array_equal(np.isnan(signals.saturated), lost)
    np.testing.assert_array_equal(np.isnan(signals.dead), lost)
    assert np.isnan(ledger.discrepancy)


def test_two_inputs_grow_alike_in_order_and_part_in_chaos():
    fields = {"activations": ("tanh",), "depth": 20, "width": 64, "init": "mean_field"}
    ordered = measure(LedgerConfig(weight_variance=0.5, bias_variance=0.1, **fields))
    chaotic = measure(LedgerConfig(weight_variance=6.0, bias_variance=0.0, **fields))
    before = median(ordered["tanh"].signals.correlation)
    after = median(chaotic["tanh"].signals.correlation)
    assert before[0] == after[0]
    assert 0.35 < before[0] < 0.65  # the pairs nearest to 1/2 there are
    assert before[-1] > 0.99
    assert abs(after[-1]) < 0.2


# Number formats -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number_format", "depth"), [("float16", 13), ("bfloat16", 67), ("float32", 75)]
)
def test_a_product_of_sigmoid_slopes_is_exactly_0_from_the_reference_depth(number_format, depth):
    assert underflow_depth(number_format) == depth


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
@pytest.mark.parametrize("bound", [0.25, 0.2, 0.5, 0.9, 0.9997])
def test_a_power_rounds_to_0_from_the_depth_named_and_not_before(number_format, bound):
    depth = underflow_depth(number_format, bound)
    dtype = NUMBER_FORMATS[number_format].dtype

    def power(exponent):
        return torch.tensor(bound**exponent, dtype=torch.float64).to(dtype).item()

    assert power(depth) == 0
    assert power(depth - 1) > 0


def test_what_does_not_shrink_never_rounds_to_0():
    assert underflow_depth("float16", 1.0) is None
    assert underflow_depth("float16", 0.0) == 1
    with pytest.raises(ValueError, match="unknown number format 'float8'; expected one of"):
        underflow_depth("float8")
    with pytest.raises(ValueError, match="bound is -1"):
        underflow_depth("float16", -1)


@pytest.mark.parametrize("entry", NUMBER_FORMATS.values(), ids=lambda entry: entry.key)
def test_the_smallest_number_of_a_format_is_above_0_and_its_half_is_not(entry):
    smallest = torch.tensor(entry.smallest, dtype=torch.float64).to(entry.dtype)
    assert smallest > 0
    assert smallest / 2 == 0
    assert torch.tensor(entry.largest, dtype=torch.float64).to(entry.dtype).isfinite()


def test_layers_that_a_format_rounds_to_0_are_named_and_told_exactly():
    fields = {"activations": ("sigmoid",), "depth": 20, "width": 16}
    half = measure(LedgerConfig(number_format="float16", **fields))
    double = measure(LedgerConfig(number_format="float64", **fields))
    found, exact = half["sigmoid"].gradients, half["sigmoid"].exact
    outputs, weights = (int((n == 0).all(axis=0).sum()) for n in (found.outputs, found.weights))
    assert (found.outputs[:, :outputs] == 0).all()
    assert (found.weights[:, :weights] == 0).all()
    assert 10 < outputs < weights < 20
    where = f"at the outputs of layers 1–{outputs}, at the weights of layers 1–{weights}"
    assert f"float16 rounds it to exactly 0 {where}." in half.sentence("sigmoid")
    np.testing.assert_array_equal(exact.outputs, double["sigmoid"].gradients.outputs)
    assert "rounds" not in double.sentence("sigmoid")


@pytest.mark.parametrize(("zeros", "words"), [((5, 3, 1), "1–2 in most draws"), ((5, 5, 0), "1–2")])
def test_a_layer_rounded_to_0_in_few_draws_is_not_named_with_those_in_most(zeros, words):
    mask = np.array([[draw < count for count in zeros] for draw in range(5)])
    assert _where_most(mask) == f"layers {words}"


def test_a_layer_rounded_to_0_in_few_draws_is_named_where_there_is_none_in_most():
    mask = np.zeros((5, 3), dtype=bool)
    mask[4, 1] = True
    assert _where_most(mask) == "layer 2 in 1 of 5 draws"


@pytest.mark.parametrize("number_format", ["float16", "bfloat16"])
def test_a_coarse_format_gives_the_exact_norms_to_its_digits(number_format):
    fields = {"activations": ("tanh",), "depth": 5, "width": 16, "init": "xavier"}
    coarse = measure(LedgerConfig(number_format=number_format, **fields))["tanh"].gradients.outputs
    exact = measure(LedgerConfig(number_format="float64", **fields))["tanh"].gradients.outputs
    # About one rounding of 2⁻¹¹ or 2⁻⁸ for each of some ten operations on the way.
    bound = {"float16": 0.01, "bfloat16": 0.05}[number_format]
    assert 0 < np.abs(coarse / exact - 1).max() < bound


# Sentences ----------------------------------------------------------------------------------------


def test_the_sentence_of_ten_sigmoids_says_share_factors_and_the_larger_cause():
    sentence = measure(LedgerConfig(("sigmoid",))).sentence("sigmoid")
    pattern = (
        r"Sigmoid: layer 1 receives (.+) of what layer 10 receives, its weights (.+?); "
        r"a layer's slopes multiply it by (\S+), its weights by (\S+): both shrink it, the slopes "
        r"more\."
    )
    share, weights, slope, weight = map(read, re.fullmatch(pattern, sentence).groups())
    # Two digits of each factor, nine times over: to within a third.
    assert (slope * weight) ** 9 == pytest.approx(share, rel=0.33)
    assert 1e-9 < weights < 1e-8


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"activations": ("tanh",), "weight_variance": 6.0}, "the weights enlarge it more than"),
        ({"activations": ("tanh",), "weight_variance": 6.0}, " times what layer 20 receives"),
        ({"activations": ("relu",), "weight_variance": 0.3}, "both shrink it, the weights more."),
        ({"activations": ("elu",), "depth": 1}, "its one hidden layer receives a grad"),
        ({"activations": ("identity",), "weight_variance": 4.0}, ": the weights enlarge it."),
        ({"activations": ("heaviside",)}, "every slope it meets in layer 20 is 0."),
        ({"activations": ("heaviside",), "depth": 1}, "passes nothing on: every slope it meets"),
        ({"activations": ("sigmoid",), "residual": True}, "its way around by"),
        (
            {"activations": ("heaviside",), "residual": True, "depth": 1},
            "; through layer 1 nothing passes, only around.",
        ),
        (
            {"activations": ("heaviside",), "residual": True},
            "as much as layer 20 receives, its weights nothing; through layers 2–20 nothing passes",
        ),
        ({"activations": ("tanh",), "norm": "layer"}, "its norm by"),
    ],
    ids=str,
)
def test_the_sentence_names_what_happens(fields, words):
    config = LedgerConfig(**{"depth": 20, "width": 32, "init": "mean_field"} | fields)
    assert words in measure(config).sentence(config.activations[0])


def test_a_growing_gradient_is_told_with_its_factor():
    ledger = measure(LedgerConfig(("tanh",), 20, init="mean_field", weight_variance=6.0))
    times = re.search(r"receives (.+) times what", ledger.sentence("tanh")).group(1)
    expected = median(ledger["tanh"].exact.running)[0]
    assert read(times) == pytest.approx(expected, rel=0.05)
    assert expected > 10


def test_draws_that_receive_nothing_are_counted():
    ledger = measure(LedgerConfig(("relu",), 10, 2, draws=16))
    lost = int((ledger["relu"].exact.outputs[:, 0] == 0).sum())
    assert 8 < lost < 16
    assert f"layer 1 receives nothing in {lost} of 16 draws" in ledger.sentence("relu")


def test_an_overflow_is_told_with_its_layers():
    fields = {"init": "normal", "init_std": 2.0, "depth": 20}
    ledger = measure(LedgerConfig(("relu", "squared_relu"), **fields))
    found = ledger["relu"].gradients
    whole = np.isfinite(found.outputs).all(axis=0) & np.isfinite(found.weights).all(axis=0)
    assert not whole.any()
    assert "float32 overflows in layers 1–20." in ledger.sentence("relu")
    assert "receives" in ledger.sentence("relu")  # float64 holds it
    forward = ledger["squared_relu"].signals.mean
    first = int(np.flatnonzero(~np.isfinite(forward).all(axis=0))[0]) + 1
    words = f"Squared ReLU: on the way forward float32 overflows from layer {first} on."
    assert ledger.sentence("squared_relu") == words


def test_a_layer_that_only_the_way_around_passes_is_named():
    # With weights this small the sign of its bias alone turns a unit on or off.
    config = small(
        activations=("relu",),
        depth=12,
        width=1,
        residual=True,
        draws=8,
        init="mean_field",
        weight_variance=0.01,
        bias_variance=4.0,
    )
    ledger = measure(config)
    assert (ledger["relu"].exact.outputs > 0).all()
    assert "nothing passes, only around" in ledger.sentence("relu")


DEGENERATE = {
    "depth 1": {"depth": 1},
    "width 1": {"width": 1},
    "depth 1, width 1": {"depth": 1, "width": 1},
    "no weights": {"init": "mean_field", "weight_variance": 0.0, "bias_variance": 1.0},
    "no numbers": {"init": "normal", "init_std": 0.0},
    "exploding": {"init": "normal", "init_std": 100.0},
    "vanishing": {"init": "normal", "init_std": 1e-30},
    "one draw": {"draws": 1},
    "a data set": {"inputs": "circles", "loss": "bce"},
    "layer norm of one unit": {"width": 1, "norm": "layer"},
    "batch norm, residual": {"norm": "batch", "residual": True},
    "residual, no weights": {"init": "normal", "init_std": 0.0, "residual": True},
}


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
@pytest.mark.parametrize("fields", DEGENERATE.values(), ids=DEGENERATE)
def test_every_stack_gives_a_sentence(fields, number_format):
    keys = ("relu", "squared_relu", "sigmoid", "heaviside", "identity", "=x**3 - x")
    config = LedgerConfig(
        **{"activations": keys, "depth": 4, "width": 4, "number_format": number_format} | fields
    )
    ledger = measure(config)
    for key in keys:
        sentence = ledger.sentence(key)
        assert re.fullmatch(r".+: .*\d.*\.|.+: no gradient reaches any layer.+\.", sentence)
        assert "nan" not in sentence
        assert "inf" not in sentence.replace("infinite", "")


# Theory -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("init", [*INITIALISERS, "mean_field"])
def test_the_variances_named_are_those_drawn(init):
    config = LedgerConfig(
        ("tanh",), 50, init=init, init_std=0.3, weight_variance=1.7, bias_variance=0.3
    )
    networks = stack(config)
    weight = torch.stack([part.square().mean() for part in networks.weights[1:-1]]).mean().item()
    bias = torch.stack([part.square().mean() for part in networks.biases[1:-1]]).mean().item()
    assert variances(config) == pytest.approx((weight * config.width, bias), rel=0.03, abs=1e-12)


@pytest.mark.parametrize("key", ["sigmoid", "tanh", "gelu", "selu", "relu"])
def test_slopes_alone_leave_no_more_than_the_steepest_slope_allows(key):
    config = small(activations=(key,), depth=10, init="he")
    slopes = measure(config)[key].gradients.factors["slope"]
    left = np.column_stack([slopes[:, layer:].prod(axis=1) for layer in range(1, 10)])
    assert (left <= theory(config, key).steepest[:-1] * (1 + 1e-12)).all()


def test_the_sigmoids_bound_is_a_quarter_a_layer():
    found = theory(LedgerConfig(("sigmoid",), 10), "sigmoid")
    assert found.lipschitz == 0.25
    np.testing.assert_allclose(found.quarter, 0.25 ** np.arange(9.0, -1, -1), rtol=1e-15)
    np.testing.assert_allclose(found.steepest, found.quarter, rtol=1e-15)


@pytest.mark.parametrize("init", ["torch", "he", "mean_field"])
def test_deep_in_a_wide_network_a_layer_takes_what_mean_field_theory_says(init):
    config = LedgerConfig(("tanh",), 20, init=init, weight_variance=1.761, bias_variance=0.05)
    factors = measure(config)["tanh"].gradients.factors
    a_layer = median(np.exp(np.log(factors["slope"] * factors["weight"])[:, 5:].mean(axis=1)))
    # 64 units are not infinitely many.
    assert a_layer == pytest.approx(theory(config, "tanh").chi ** 0.5, rel=0.08)


def test_theory_says_where_it_has_no_number():
    cured = theory(LedgerConfig(("tanh",), residual=True), "tanh")
    assert cured.mean_field is None
    assert "plain layers" in cured.remark


def test_an_exploding_theory_is_infinite_and_not_an_error():
    config = LedgerConfig(("squared_relu",), 50, init="normal", init_std=100.0)
    found = theory(config, "squared_relu")
    assert found.mean_field is None or found.mean_field[-1] == 1


# Presets ------------------------------------------------------------------------------------------

_MEASURED = {}


def preset(key):
    """The ledger of a preset, its account, and its theory."""
    if key not in _MEASURED:
        _MEASURED[key] = measure(PRESETS[key].config)
    ledger = _MEASURED[key]
    account = ledger.accounts[0]
    return ledger, account, theory(ledger.config, account.activation)


@pytest.mark.parametrize("entry", PRESETS.values(), ids=lambda entry: entry.key)
def test_a_preset_is_two_sentences_and_a_config(entry):
    assert len(re.findall(r"\.(?= |$)", entry.remark)) == 2
    assert entry.config.activations
    hash(entry)


def test_ten_sigmoids_leave_less_than_a_millionth():
    _, account, found = preset("ten_sigmoids")
    assert found.lipschitz == 0.25
    assert median(account.gradients.factors["slope"]).max() <= 0.25
    assert median(account.gradients.factors["weight"]).mean() == pytest.approx(0.58, abs=0.03)
    assert account.exact.running[:, 0].max() < 1e-6
    assert account.exact.share[:, 0].max() < 1e-6


def test_relu_alone_does_not_save_the_gradient():
    _, account, _ = preset("relu_alone")
    assert median(account.gradients.factors["slope"]).mean() == pytest.approx(0.71, abs=0.03)
    assert median(account.gradients.factors["weight"]).mean() == pytest.approx(0.58, abs=0.03)
    assert account.exact.running[:, 0].max() < 1e-5


def test_he_saves_relu():
    _, account, _ = preset("he")
    assert median(account.gradients.factors["slope"]).mean() == pytest.approx(0.71, abs=0.03)
    assert median(account.gradients.factors["weight"]).mean() == pytest.approx(1.4, abs=0.05)
    assert account.exact.running[:, 0].min() > 1 / 3


def test_selu_keeps_its_variance_and_its_gradient():
    _, account, _ = preset("selu")
    assert account.signals.variance.min() > 0.5
    assert account.signals.variance.max() < 2
    assert ((account.exact.running > 0.1) & (account.exact.running < 10)).all()


def test_tanh_keeps_its_gradient_at_the_edge_of_chaos():
    _, account, found = preset("edge")
    assert found.chi == pytest.approx(1, abs=1e-4)
    assert ((account.exact.running > 0.1) & (account.exact.running < 10)).all()


def test_tanh_explodes_beyond_the_edge():
    _, account, found = preset("exploding")
    assert found.chi > 1.1
    assert account.exact.running[:, 0].min() > 100


def test_narrow_relu_networks_are_born_dead():
    ledger, account, _ = preset("born_dead")
    dead = (account.signals.dead == 1).any(axis=1)
    assert dead.sum() > len(dead) / 2
    assert (account.exact.outputs[dead, 0] == 0).all()
    assert "receives nothing" in ledger.sentence("relu")


def test_a_way_around_saves_the_sigmoid():
    _, account, _ = preset("residual")
    factors = account.gradients.factors
    assert (median(factors["slope"]) * median(factors["weight"])).max() < 1 / 6
    share = account.exact.running[:, 0]
    assert ((share > 0.8) & (share < 1.3)).all()
    without = measure(LedgerConfig(("sigmoid",), 20))["sigmoid"].exact.running[:, 0]
    assert without.max() < 1e-12


# The config ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"activations": ()},
        {"activations": ("relu",) * 2},
        {"activations": ("rulu",)},
        {
            "activations": (
                "relu",
                "tanh",
                "elu",
                "silu",
                "gelu",
                "mish",
                "selu",
                "sine",
                "softplus",
            )
        },
        {"depth": 0},
        {"depth": 51},
        {"width": 0},
        {"init": "zeros"},
        {"init_std": -1.0},
        {"weight_variance": math.nan},
        {"bias_variance": -0.1},
        {"inputs": "squares"},
        {"loss": "mse"},
        {"loss": "bce"},
        {"loss": "bce", "inputs": "blobs"},
        {"draws": 17},
        {"seed": -1},
        {"number_format": "float8"},
        {"residual": 1},
        {"norm": "group"},
    ],
    ids=str,
)
def test_a_wrong_config_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|needs labels|parts two classes"):
        LedgerConfig(**wrong)


def test_a_config_is_its_own_key():
    assert hash(LedgerConfig()) == hash(LedgerConfig())
    assert LedgerConfig(activations=["relu"]) == LedgerConfig(activations=("relu",))


def test_the_largest_stacks_have_fewer_points():
    assert LedgerConfig(depth=20, width=64, draws=5).points == 256
    assert LedgerConfig(depth=50, width=64, draws=16).points == 64


def test_every_factor_has_its_words():
    for entry in FACTORS.values():
        assert entry.label
        assert entry.name
        assert entry.remark
    assert get("relu").label  # the sentences' first word
