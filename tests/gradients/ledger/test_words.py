"""The ledger's sentences say what its numbers are."""

import re

import numpy as np
import pytest

from explorer.gradients.ledger import (
    NUMBER_FORMATS,
    LedgerConfig,
    measure,
)
from tests.gradients.ledger.small import median, small
from tests.numbers import read

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
