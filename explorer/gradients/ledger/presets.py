"""Ledgers worth opening: each a setting, and the reason for what one sees there."""

from dataclasses import dataclass
from typing import Any

from explorer.gradients.ledger.config import LedgerConfig


@dataclass(frozen=True)
class Preset:
    """A name for some fields of a `LedgerConfig`; the others keep their defaults."""

    key: str
    label: str
    remark: str
    settings: tuple[tuple[str, Any], ...]

    @property
    def config(self) -> LedgerConfig:
        """The config with these settings."""
        return LedgerConfig(**dict(self.settings))


_ENTRIES = (
    Preset(
        "ten_sigmoids",
        "Ten sigmoids",
        "Every slope of the sigmoid is at most ¼, and PyTorch's weights multiply by another 0.58 "
        "per layer. Less than a millionth of the gradient at layer 10 is left at layer 1.",
        (("activations", ("sigmoid",)), ("depth", 10)),
    ),
    Preset(
        "relu_alone",
        "ReLU is not enough",
        "Half of ReLU's slopes are 1, so they multiply by 0.71 per layer, but PyTorch's weights "
        "multiply by 0.58 whatever the activation. After 20 layers less than a hundred-thousandth "
        "is left.",
        (("activations", ("relu",)), ("depth", 20)),
    ),
    Preset(
        "he",
        "He saves ReLU",
        "He's weights multiply by 1.4 per layer and ReLU's slopes by 0.71, which together is 1. "
        "After 20 layers more than a third of the gradient is left.",
        (("activations", ("relu",)), ("depth", 20), ("init", "he")),
    ),
    Preset(
        "residual",
        "Residual to the rescue",
        "Through a layer of sigmoids still less than a sixth passes, but around it the gradient "
        "passes whole. After 20 layers layer 1 gets about as much as layer 20.",
        (("activations", ("sigmoid",)), ("depth", 20), ("residual", True)),
    ),
    Preset(
        "selu",
        "SELU normalises itself",
        "SELU's scale is chosen so that N(0, 1) stays N(0, 1) through weights of variance "
        "1/fan-in. Through 50 layers the signal's variance stays between one half and two, and "
        "the gradient changes less than tenfold.",
        (("activations", ("selu",)), ("depth", 50), ("init", "lecun")),
    ),
    Preset(
        "edge",
        "Tanh at the edge of chaos",
        "At σ_b² = 0.05 and σ_w² = 1.761 tanh's slopes shrink the gradient as much as the weights "
        "enlarge it: χ₁ = 1. Over 50 layers it changes less than tenfold.",
        (
            ("activations", ("tanh",)),
            ("depth", 50),
            ("init", "mean_field"),
            ("weight_variance", 1.761),
            ("bias_variance", 0.05),
        ),
    ),
    Preset(
        "exploding",
        "Exploding: tanh at σ_w² = 4",
        "Weights twice as large as at the edge enlarge the gradient more than tanh's slopes shrink "
        "it: χ₁ is above 1. It grows on its way back, more than a hundredfold over 50 layers.",
        (
            ("activations", ("tanh",)),
            ("depth", 50),
            ("init", "mean_field"),
            ("weight_variance", 4.0),
        ),
    ),
    Preset(
        "born_dead",
        "Born dead: ReLU, width 2, depth 10",
        "Where both units of a layer are off for every input, nothing passes, forward or back. "
        "With ten layers of two units most networks are dead before training begins.",
        (
            ("activations", ("relu",)),
            ("depth", 10),
            ("width", 2),
            ("init", "he"),
            ("inputs", "circles"),
            ("loss", "bce"),
            ("draws", 16),
        ),
    ),
)

PRESETS: dict[str, Preset] = {entry.key: entry for entry in _ENTRIES}
