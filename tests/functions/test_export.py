"""What is taken away computes what was on screen."""

import csv
import io
import json
import math
from dataclasses import dataclass

import pytest
import torch

from explorer import activations
from explorer.activations import ACTIVATIONS, get
from explorer.functions import export
from tests.dense import dense

# Even steps that are in no grid of kinks, tails, and 0.
X = torch.cat(
    [
        torch.linspace(-9.97, 9.96, 1501, dtype=torch.float64),
        torch.tensor([-60.0, -0.0, 60.0], dtype=torch.float64),
    ]
)
FORMULAS = (
    "=x*sigmoid(b*x)",
    "=where(x > 0, x, b*(exp(x) - 1))",
    "=where(x > 0, log(x), 0)",
    "=max(-1, min(x, c))",
    "=b**x",
    "=0 < x < b",
    "=a + b",
    "=7",
    "=softplus(x)/(1 + abs(x))",
)
KEYS = (*ACTIVATIONS, *("~" + key for key in ACTIVATIONS), *FORMULAS, "~=b*x**2")


def choices(activation):
    """The defaults, then each parameter alone at each end of its range."""
    ends = [{p.name: end} for p in activation.parameters for end in (p.low, p.high)]
    return [activation.defaults | change for change in ({}, *ends)]


def made(source, name):
    """The module that a source defines, as a reader would make it."""
    space = {}
    exec(compile(source, "exported.py", "exec"), space)
    return space[name]()


@dense("key", KEYS)
def test_a_module_s_values_and_gradients_are_the_activation_s(key):
    """To 1e-7 in float64: torch's own softplus, CELU and hard sigmoid are that far away."""
    activation = get(key)
    for choice in choices(activation):
        source = export.module(activation, **choice)
        module = made(source, export.class_name(activation)).double().eval()
        x = X.clone().requires_grad_()
        y, expected = module(x), activation.f(X, **choice)
        known = expected.isfinite()
        torch.testing.assert_close(y.detach()[known], expected[known], rtol=1e-7, atol=1e-7)
        assert y.dtype == torch.float64
        slope = torch.zeros_like(X)
        if y.requires_grad:
            (slope,) = torch.autograd.grad(y.sum(), x, allow_unused=True)
        slope = torch.zeros_like(X) if slope is None else slope
        expected = activation.df(X, **choice)
        known &= expected.isfinite()
        torch.testing.assert_close(slope[known], expected[known], rtol=1e-7, atol=1e-7)


@dense("key", KEYS)
def test_a_module_s_source_is_short_and_needs_nothing_but_torch(key):
    source = export.module(get(key))
    imports = [line for line in source.splitlines() if "import" in line.split()]
    assert set(imports) <= {
        "import torch",
        "import torch.nn.functional as F",
        "from torch import nn",
    }
    assert ("import torch.nn.functional as F" in imports) == ("F." in source)
    assert source.startswith('"""')
    text = [line for line in source.splitlines() if not line.startswith("        return ")]
    assert max(map(len, text)) <= 100


def test_a_module_learns_inside_a_network():
    prelu = made(export.module(get("prelu"), negative_slope=0.3), "PReLU")
    network = torch.nn.Sequential(torch.nn.Linear(2, 3), prelu, torch.nn.Linear(3, 1))
    network(torch.tensor([[1.0, -2.0]])).sum().backward()
    (slope,) = network[1].parameters()
    assert slope.item() == pytest.approx(0.3)
    assert slope.grad is not None


def test_a_dialled_prelu_still_learns_its_slope():
    module = made(export.module(get("~prelu"), dial=0.5), "PReLUDialled")
    module(torch.tensor([-2.0])).sum().backward()
    (slope,) = module.parameters()
    assert slope.grad.item() == pytest.approx(-1.0)


def test_rrelu_says_that_it_is_random_in_training_and_is():
    source = export.module(get("rrelu"))
    assert "Random in training" in source
    module = made(source, "RReLU")
    x = torch.full((1000,), -1.0)
    assert module(x).unique().numel() > 100
    assert module.eval()(x).unique().numel() == 1
    assert "Random" not in export.module(get("relu"))


def test_a_class_is_named_after_its_label():
    assert export.class_name(get("leaky_relu")) == "LeakyReLU"
    assert export.class_name(get("heaviside")) == "UnitStepHeaviside"
    assert export.class_name(get("=x*2")) == "OwnFormula"
    assert export.class_name(get("~=x*2")) == "OwnFormulaDialled"
    names = [export.class_name(activation) for activation in ACTIVATIONS.values()]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"beta": 1.0}, "unknown parameter 'beta' of ELU; it has alpha"),
        ({"alpha": math.nan}, "alpha is nan; expected a finite number"),
    ],
)
def test_a_wrong_parameter_is_refused(parameters, message):
    with pytest.raises(ValueError, match=message):
        export.module(get("elu"), **parameters)
    with pytest.raises(ValueError, match=message):
        export.curve_csv(get("elu"), 2, 4, **parameters)
    with pytest.raises(ValueError, match=message):
        export.card_json(get("elu"), {}, parameters)


@dense("key", [*ACTIVATIONS, *FORMULAS])
def test_a_csv_holds_every_sample_with_its_value_and_slope(key):
    """Numbers read back exactly; what does not exist is empty."""
    activation = get(key)
    rows = list(csv.DictReader(io.StringIO(export.curve_csv(activation, 3, 4))))
    x = torch.arange(-12, 13, dtype=torch.float64) / 4
    assert [float(row["x"]) for row in rows] == x.tolist()
    for column, numbers in (("value", activation.f(x)), ("slope", activation.df(x))):
        read = [float(row[column]) if row[column] else math.nan for row in rows]
        torch.testing.assert_close(
            torch.tensor(read, dtype=torch.float64), numbers, rtol=0, atol=0, equal_nan=True
        )


def test_a_csv_is_of_the_parameters_given():
    rows = list(csv.DictReader(io.StringIO(export.curve_csv(get("elu"), 1, 1, alpha=2.0))))
    assert float(rows[0]["value"]) == pytest.approx(2 * math.expm1(-1), rel=1e-14)


@dataclass(frozen=True)
class Row:
    """A row of a card with all that JSON does not know."""

    value: object
    marks: tuple


def test_a_card_is_strict_json_with_infinities_as_words():
    card = {
        "range": Row((0.0, math.inf), ((-math.inf, 0.0),)),
        "mean": Row(math.nan, ()),
        "monotone": Row("increasing", ()),
        "identity_near_zero": Row(True, ()),
        "torch_gain": Row(None, ()),
    }
    text = export.card_json(get("elu"), card, {"alpha": 2.0})

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    read = json.loads(text, parse_constant=refuse)
    assert (read["key"], read["label"], read["parameters"]) == ("elu", "ELU", {"alpha": 2.0})
    assert read["properties"]["range"] == {"value": [0.0, "inf"], "marks": [["-inf", 0.0]]}
    assert [row["value"] for row in read["properties"].values()][1:] == [
        "nan",
        "increasing",
        True,
        None,
    ]


def test_every_activation_has_source_to_take_away():
    assert all(activation.torch for activation in ACTIVATIONS.values())
    assert all(activations.dialled(one).torch for one in ACTIVATIONS.values())
