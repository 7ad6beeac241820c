"""The registry's records are whole, and their PyTorch lines compute them."""

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.activations import ACTIVATIONS, FAMILIES, Activation, get
from tests.activations.grids import assert_equal, choices, every_activation, slope_by_autograd

# ---- the PyTorch expression ----


def evaluated(expression: str) -> Callable[[torch.Tensor], torch.Tensor]:
    made = eval(expression, {"nn": nn, "F": F, "torch": torch})
    return made.eval() if isinstance(made, nn.Module) else made


@every_activation
def test_code_computes_the_function(activation: Activation) -> None:
    """In float32, as a reader would run it; to 1e-5, for |x| ≤ 8."""
    x = torch.arange(-8 * 128, 8 * 128 + 1, dtype=torch.float32) / 128
    for choice in choices(activation):
        expression = activation.code(**choice)
        assert expression
        assert_equal(evaluated(expression)(x).detach(), activation.f(x, **choice), tolerance=1e-5)


@every_activation
def test_code_can_be_trained_through_with_the_registry_s_slope(activation: Activation) -> None:
    """In float32, to 1e-5, for |x| ≤ 8."""
    x = torch.arange(-8 * 128, 8 * 128 + 1, dtype=torch.float32) / 128
    slope = slope_by_autograd(evaluated(activation.code()), x)
    assert_equal(slope, activation.df(x), tolerance=1e-5)


def test_code_writes_each_number_in_full() -> None:
    assert get("leaky_relu").code() == "nn.LeakyReLU(negative_slope=0.01)"
    assert get("elu").code(alpha=2.0) == "nn.ELU(alpha=2)"
    assert evaluated(get("rrelu").code()).upper == 1 / 3


# ---- the registry ----


@every_activation
def test_record_is_filled_in(activation: Activation) -> None:
    for text in (activation.key, activation.label, activation.formula, activation.slope_formula):
        assert text.strip() == text != ""
    assert activation.family in FAMILIES
    assert activation.remark.endswith(".")
    assert not any(stop in activation.remark for stop in (". ", "! ", "? ", "\n"))
    year = activation.source.rpartition(", ")[2]
    assert activation.source.startswith("Classical; ") or 1900 < int(year) < 2100
    for parameter in activation.parameters:
        assert parameter.low <= parameter.default <= parameter.high
        assert 0 < parameter.step < parameter.high - parameter.low
        assert parameter.symbol
        assert parameter.symbol in activation.formula


@every_activation
def test_braces_of_the_formulas_balance(activation: Activation) -> None:
    for formula in (activation.formula, activation.slope_formula):
        assert formula.count("{") == formula.count("}")
        assert formula.count(r"\left") == formula.count(r"\right")
        assert formula.count(r"\begin") == formula.count(r"\end")


def test_keys_and_labels_are_unique_and_keys_name_their_entries() -> None:
    assert [activation.key for activation in ACTIVATIONS.values()] == list(ACTIVATIONS)
    assert len({activation.label for activation in ACTIVATIONS.values()}) == len(ACTIVATIONS)


def test_menu_order_keeps_each_family_together() -> None:
    places = [FAMILIES.index(activation.family) for activation in ACTIVATIONS.values()]
    assert places == sorted(places)


def test_get_finds_each_entry_and_names_the_choices_when_it_cannot() -> None:
    assert all(get(key) is activation for key, activation in ACTIVATIONS.items())
    with pytest.raises(
        ValueError, match="unknown activation 'no_such'; expected one of relu, "
    ) as e:
        get("no_such")
    assert str(e.value).endswith(", ".join(ACTIVATIONS))
