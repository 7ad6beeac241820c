"""The ledger's config refuses what is wrong, and is its own key."""

import math

import pytest

from explorer.activations import get
from explorer.gradients.ledger import (
    FACTORS,
    LedgerConfig,
)

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
    with pytest.raises(ValueError, match=r"expected|needs labels|separates two classes"):
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
