"""The browser's values and slopes of every entry are those of PyTorch in float64."""

import json
import math

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.formula.browser import described, steps
from explorer.formula.evaluation import OnTensors
from explorer.formula.notation import tree_of
from tests import node
from tests.activations.grids import choices
from tests.formula.twins import distinct

NUMBERS = 1e-6  # relative error where numbers are shown
DRAWN = 1e-5  # error of a table, relative to the range of what is drawn
WANTED = """
    const told = (y) => [...y].map((v) => Number.isFinite(v) ? v : String(v));
"""


def places(
    key: str, parameters: dict[str, float], dtype: torch.dtype = torch.float64
) -> torch.Tensor:
    """[−8, 8], tails to ±1e4, and every kink with the numbers next to it."""
    kinks = torch.tensor(
        [0.0, *(kink.at for kink in ACTIVATIONS[key].kinks(**parameters))], dtype=dtype
    )
    sizes = torch.tensor([1e-30, 1e-8, 1e-3, 12.5, 20.5, 23.99, 30.0, 1e2, 1e3, 1e4], dtype=dtype)
    even = torch.linspace(-8, 8, 101, dtype=dtype)
    beside = [kinks.nextafter(kinks + side) for side in (-1, 1)]
    return torch.cat([even, sizes, -sizes, kinks, *beside])


CASES = [
    (key, parameters)
    for key, entry in ACTIVATIONS.items()
    for parameters in (
        *choices(entry),
        *({one.name: getattr(one, end) for one in entry.parameters} for end in ("low", "high")),
    )
]


@node.needs_node
def test_values_and_slopes_are_pytorchs_wherever_the_parameters_stand():
    given = [
        {**described(get(key), parameters), "x": places(key, parameters).tolist()}
        for key, parameters in CASES
    ]
    found = node.script(
        ("shared/formula.js",),
        WANTED
        + """return d.map(({ value, slope, parameters, x }) => [value, slope].map((steps) =>
               told(new Formula(steps, parameters).over(x, new Float64Array(x.length)))));""",
        given,
    )
    for (key, parameters), both in zip(CASES, found, strict=True):
        x = places(key, parameters)
        for tree, values in zip((get(key).tree, get(key).slope_tree), both, strict=True):
            # Not PyTorch's own function: its GELU has few digits far to the left.
            wanted = OnTensors(tree, parameters)(x).numpy()
            values = np.array(values, float)
            np.testing.assert_allclose(
                values, wanted, rtol=NUMBERS, atol=1e-300, err_msg=f"{key} {parameters}"
            )


@node.needs_node
def test_values_and_slopes_of_typed_formulas_are_pytorchs():
    pairs = [(key, twin) for key in ACTIVATIONS for twin in distinct(key)]
    given = [
        {**described(get(twin), get(twin).defaults), "x": places(key, get(key).defaults).tolist()}
        for key, twin in pairs
    ]
    found = node.script(
        ("shared/activation.js",),
        WANTED
        + """return d.map(({ x, ...described }) => {
               const { value, slope } = new Activation(described);
               return [value, slope].map((f) => told(f.over(x, new Float64Array(x.length))));
             });""",
        given,
    )
    for (key, twin), both in zip(pairs, found, strict=True):
        x = places(key, get(key).defaults)
        for f, values in zip((get(twin).f, get(twin).df), both, strict=True):
            np.testing.assert_allclose(
                np.array(values, float), f(x).numpy(), rtol=NUMBERS, atol=1e-300, err_msg=twin
            )


@node.needs_node
def test_what_maps_are_drawn_from_is_right_to_a_hundred_thousandth():
    """Values relative to 1 + |f|; slopes, which are only held against 0.05, to 3e-4."""
    rng = np.random.default_rng(0)
    random = torch.tensor(np.concatenate([rng.uniform(-8, 8, 400), rng.normal(0, 30, 100)]))
    single = torch.float32  # as networks are computed
    given = []
    for key, parameters in CASES:
        x = torch.cat([places(key, parameters, single), random.to(single)])
        given.append({**described(get(key), parameters), "learnt": "", "x": x.tolist()})
    found = node.script(
        ("shared/activation.js",),
        WANTED
        + """return d.map(({ x, ...described }) => {
               const activation = new Activation(described);
               const [y, slopes] = [Float32Array.from(x), Float32Array.from(x)];
               activation.values(y, y);
               activation.slopes(slopes, slopes);
               return [told(y), told(slopes)];
             });""",
        given,
    )
    for (key, parameters), (values, slopes), one in zip(CASES, found, given, strict=True):
        x = torch.tensor(one["x"], dtype=torch.float64)
        for g, ours, most in ((get(key).f, values, DRAWN), (get(key).df, slopes, 3e-4)):
            wanted = g(x, **parameters).numpy()
            off = np.abs(np.array(ours, float) - wanted) / (1 + np.abs(wanted))
            assert off.max() <= most, (key, parameters, x[int(off.argmax())])


def test_a_formula_travels_as_json_with_its_constants_worked_out():
    found = steps(tree_of("x * sqrt(2) / pi + a + exp(1000) * relu(x) - log(0 * e)"))
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    numbers = [value for op, value, *_ in found if op == "number"]
    assert numbers == [math.sqrt(2), math.pi, "Infinity", "-Infinity"]


@node.needs_node
@pytest.mark.parametrize("text", ["x + c", "3", "a * a"])
def test_a_formula_may_lack_x_or_a_parameter(text):
    body = (
        "const f = new Formula(d, { a: 3 }); return [f.at(2), f.over([2], new Float64Array(1))[0]];"
    )
    wanted = {"x + c": None, "3": 3, "a * a": 9}[text]
    assert node.script(("shared/formula.js",), body, steps(tree_of(text))) == [wanted, wanted]


@node.needs_node
@pytest.mark.parametrize("op", ["eval", "constructor", "__proto__"])
def test_an_operation_that_there_is_none_of_is_refused(op):
    body = "try { return new Formula(d).at(1); } catch (error) { return error.message; }"
    found = node.script(("shared/formula.js",), body, [["name", "x"], [op, 0]])
    assert found == f"there is no operation {op}"


@node.needs_node
@pytest.mark.parametrize(
    "text",
    [
        "x*exp(x)/(exp(x) + exp(-x))",
        "exp(x)*exp(-x)",
        "log((exp(x) + exp(-x))/2)",
        "(exp(x) - 1)/x",
        "sin(x)/x",
        "x**2*(exp(x) - exp(-2*x))/(exp(x) + exp(-x))",
        "sqrt(exp(x) + 1)*exp(-x/2)",
        "where(x > 0, x, exp(x**3))",
        "1/x",
        "log(x)",
    ],
)
def test_a_part_that_overflows_spoils_no_finite_value_of_a_typed_formula(text):
    activation = get(f"={text}")
    x = torch.tensor([-2000, -800.5, -30, -1, 0, 1, 30, 710.5, 2000], dtype=torch.float64)
    found = node.script(
        ("shared/activation.js",),
        WANTED
        + """const f = new Activation(d);
             return [told(d.x.map((v) => f.value.at(v))),
               told(f.value.over(d.x, new Float64Array(d.x.length)))];""",
        {**described(activation, {}), "x": x.tolist()},
    )
    for values in found:
        np.testing.assert_allclose(np.array(values, float), activation.f(x), rtol=1e-9, atol=1e-12)
