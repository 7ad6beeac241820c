"""The dial: straight at 0, the activation itself at 1, and a mixture of the two between.

Numbers are float64 and must agree to 1e-12, relative or absolute, unless a test says otherwise.
"""

from dataclasses import replace

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.activations import ACTIVATIONS, Activation, dialled, get
from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from tests.dense import dense

X = torch.arange(-8 * 16, 8 * 16 + 1, dtype=torch.float64) / 16
TENTHS = [tenth / 10 for tenth in range(11)]
RUN = RunConfig(samples=100, hidden=(6, 5))

every_activation = dense("activation", ACTIVATIONS.values())


def assert_equal(actual, expected, tolerance=1e-12):
    torch.testing.assert_close(actual, expected, rtol=tolerance, atol=tolerance)


def choices(activation: Activation):
    """The defaults, then each parameter alone at each end of its range."""
    ends = [{p.name: end} for p in activation.parameters for end in (p.low, p.high)]
    return [activation.defaults | change for change in ({}, *ends)]


@every_activation
def test_value_and_slope_are_the_mixture_s(activation):
    dial = dialled(activation)
    for choice in choices(activation):
        for t in TENTHS:
            expected = (1 - t) * X + t * activation.f(X, **choice)
            assert_equal(dial.f(X, dial=t, **choice), expected)
            slope = (1 - t) + t * activation.df(X, **choice)
            assert_equal(dial.df(X, dial=t, **choice), slope)


@every_activation
def test_the_slope_equals_autograd_even_at_kinks(activation):
    dial = dialled(activation)
    for t in (0.0, 0.3, 1.0):
        x = X.clone().requires_grad_()
        (slope,) = torch.autograd.grad(dial.f(x, dial=t).sum(), x)
        assert_equal(dial.df(X, dial=t), slope)


@every_activation
def test_the_ends_are_the_identity_bit_for_bit_and_the_activation_to_1e_14(activation):
    dial = dialled(activation)
    assert torch.equal(dial.f(X, dial=0.0), X)
    assert torch.equal(dial.df(X, dial=0.0), torch.ones_like(X))
    assert_equal(dial.f(X), activation.f(X), 1e-14)
    assert_equal(dial.df(X), activation.df(X), 1e-14)


@pytest.mark.parametrize("dial", [0.0, torch.zeros(())], ids=["number", "tensor"])
def test_at_zero_the_line_is_straight_where_the_function_has_no_value(dial):
    log = get("~=log(x)")
    assert torch.equal(log.f(X, dial=dial), X)
    assert torch.equal(log.df(X, dial=dial), torch.ones_like(X))
    assert log.f(X, dial=dial + 0.5)[:100].isnan().all()


@every_activation
def test_kinks_are_the_activation_s_unless_the_line_is_straight(activation):
    dial = dialled(activation)
    for choice in choices(activation):
        assert dial.kinks(dial=0.0, **choice) == ()
        for t in (0.1, 1.0):
            assert dial.kinks(dial=t, **choice) == activation.kinks(**choice)


@every_activation
def test_the_expression_computes_the_mixture(activation):
    """In float32, to 1e-5."""
    x = X.float()
    for choice in choices(activation):
        code = dialled(activation).code(dial=0.3, **choice)
        module = eval(code, {"nn": _Evaluating, "F": F, "torch": torch})
        expected = dialled(activation).f(x, dial=0.3, **choice)
        assert_equal(module(x).detach(), expected, 1e-5)


class _Evaluating:
    """torch.nn whose modules are made as they are after training."""

    def __getattr__(self, name):
        return lambda **options: getattr(nn, name)(**options).eval()


_Evaluating = _Evaluating()


@pytest.mark.parametrize("key", [key for key, one in ACTIVATIONS.items() if one.learnt])
def test_what_training_learns_stays_at_its_value_under_the_dial(key):
    assert ACTIVATIONS[key].learnt
    assert not get("~" + key).learnt
    assert get("~" + key).defaults == ACTIVATIONS[key].defaults | {"dial": 1.0}


def test_random_slopes_are_drawn_as_without_the_dial():
    x = torch.linspace(-3, 3, 24).view(2, 4, 3)
    entry, dial = get("rrelu"), get("~rrelu")
    seeds = [torch.Generator().manual_seed(seed) for seed in (1, 2)]
    drawn = entry.training_parameters(x, seeds, **entry.defaults)
    seeds = [torch.Generator().manual_seed(seed) for seed in (1, 2)]
    again = dial.training_parameters(x, seeds, **dial.defaults | {"dial": 0.5})
    assert torch.equal(again["lower"], drawn["lower"])
    assert_equal(dial.f(x, **again), 0.5 * x + 0.5 * entry.f(x, **drawn), 1e-6)


def test_a_tensor_of_dials_gives_each_member_its_own():
    x = X.view(1, -1, 1).expand(11, -1, 2)
    dials = torch.tensor(TENTHS, dtype=torch.float64).view(11, 1, 1)
    together = get("~gelu").f(x, dial=dials)
    assert_equal(together, torch.stack([get("~gelu").f(x[0], dial=t) for t in TENTHS]))


def test_a_formula_can_be_dialled():
    dial = get("~=b*x**2")
    assert dial.key == "~=b * x ** 2"
    assert list(dial.defaults) == ["b", "dial"]
    assert_equal(dial.f(X, b=3.0, dial=0.5), X / 2 + 1.5 * X**2)
    assert_equal(dial.df(X, b=3.0, dial=0.5), 0.5 + 3 * X)


def test_a_second_dial_is_refused():
    with pytest.raises(ValueError, match="'=dial \\* x' has a parameter `dial` already"):
        get("~=dial*x")
    with pytest.raises(ValueError, match="'~relu' has a parameter `dial` already"):
        dialled(get("~relu"))


@pytest.mark.parametrize(
    ("key", "named"),
    [("~", ""), ("~no_such", "no_such"), ("no_such", "no_such"), ("~~relu", "~~relu")],
)
def test_a_key_that_names_nothing_is_refused_with_the_choices(key, named):
    with pytest.raises(ValueError, match=f"unknown activation '{named}'; expected one of relu, "):
        get(key)


def test_a_hostile_key_is_refused_like_any_other():
    with pytest.raises(ValueError, match="unknown activation"):
        get("~" * 100_000 + "relu")


@every_activation
def test_the_record_is_filled_in(activation):
    dial = get("~" + activation.key)
    assert dial is get("~" + activation.key)
    assert dial.label == f"{activation.label}, dialled"
    assert dial.remark.endswith(".")
    for parameter in dial.parameters:
        assert parameter.symbol in dial.formula
    for text in (dial.formula, dial.slope_formula):
        assert text.count("{") == text.count("}")


# ---- training ----


def losses(*members, steps=150):
    return Trainer(replace(RUN, members=members)).advance(steps).train_loss


@pytest.mark.parametrize("key", ["tanh", "relu", "leaky_relu", "rrelu"])
def test_at_one_training_is_that_of_the_activation_and_at_zero_that_of_the_identity(key):
    """To 1e-6 in the loss."""
    bent, straight = (Member("~" + key, parameters=(("dial", t),)) for t in (1.0, 0.0))
    assert losses(bent) == pytest.approx(losses(Member(key)), abs=1e-6)
    assert losses(straight) == pytest.approx(losses(Member("identity")), abs=1e-6)


def test_eleven_dials_train_together_and_only_the_bent_ones_learn_the_circles():
    """Straight, a network stays at a coin's loss, 0.69; from dial 0.6 on it gets below half."""
    members = tuple(Member("~tanh", parameters=(("dial", t),)) for t in TENTHS)
    trainer = Trainer(replace(RUN, samples=300, members=members, hidden=(8, 8)))
    start, seen = trainer.advance(0), trainer.advance(600)
    assert seen.diverged_at == (None,) * 11
    assert seen.train_loss[0] > 0.65
    assert (seen.train_loss[6:] < 0.35).all()
    assert (seen.train_loss < start.train_loss + 0.02).all()
    assert np.isfinite(seen.train_loss).all()
