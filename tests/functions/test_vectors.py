"""Every vector function against torch's own, its Jacobian against autograd, and its limits.

Unless a test says otherwise, numbers are float64 and must agree to 1e-12, relative or absolute.
"""

import math
from functools import partial

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from explorer.functions.vectors import VECTORS
from tests.dense import dense

close = partial(torch.testing.assert_close, rtol=1e-12, atol=1e-12)

# torch's own module, or the definition written out where torch has none.
ORACLES = {
    "softmax": lambda x, temperature: nn.Softmax(dim=-1)(x / temperature),
    "softmin": lambda x, temperature: nn.Softmin(dim=-1)(x / temperature),
    "log_softmax": lambda x, temperature: nn.LogSoftmax(dim=-1)(x / temperature),
    "softmax2d": lambda x, temperature, channels: nn.Softmax2d()(
        x.reshape(-1, channels, 1, x.shape[-1] // channels) / temperature
    ).reshape(x.shape),
    "maxout": lambda x, pieces: torch.stack(
        [max_of.amax(dim=-1) for max_of in x.split(pieces, dim=-1)], dim=-1
    ),
    "glu": lambda x: F.glu(x, dim=-1),
    "geglu": lambda x: x.chunk(2, dim=-1)[0] * nn.GELU()(x.chunk(2, dim=-1)[1]),
    "swiglu": lambda x: x.chunk(2, dim=-1)[0] * nn.SiLU()(x.chunk(2, dim=-1)[1]),
}


def cases(keys=VECTORS):
    """(function, n, parameters) for every size offered and each parameter at each of its ends."""
    for key in keys:
        function = VECTORS[key]
        ends = [{p.name: end} for p in function.parameters for end in (p.low, p.high)]
        for size in function.inputs:
            for change in ({}, *ends):
                yield function, size, function.defaults | change


def each(keys=VECTORS):
    return dense("case", cases(keys))


def draws(size, count=200):
    generator = torch.Generator().manual_seed(size)
    return 3 * torch.randn(count, size, generator=generator, dtype=torch.float64)


every_function = pytest.mark.parametrize("function", VECTORS.values(), ids=VECTORS)
summing = [key for key, function in VECTORS.items() if function.total is not None]
tempered = [key for key, function in VECTORS.items() if "temperature" in function.defaults]


def test_every_function_has_an_oracle():
    assert set(ORACLES) == set(VECTORS)


@each()
def test_values_are_those_of_torch(case):
    function, size, parameters = case
    x = draws(size)
    close(function.f(x, **parameters), ORACLES[function.key](x, **parameters))
    close(function.f(x[0], **parameters), function.f(x, **parameters)[0])


@each()
def test_the_jacobian_is_that_of_autograd(case):
    function, size, parameters = case
    for x in draws(size, 10):
        mine = function.jacobian(x, **parameters)
        oracle = partial(ORACLES[function.key], **parameters)
        close(mine, torch.autograd.functional.jacobian(oracle, x).reshape(mine.shape))
        own = partial(function.f, **parameters)
        close(mine, torch.autograd.functional.jacobian(own, x))


@pytest.mark.parametrize("shape", [(3, 2, 2), (2, 3, 3), (5, 1, 4)], ids=str)
def test_softmax2d_is_that_of_torch_on_an_image(shape):
    image = draws(math.prod(shape), 4).reshape(4, *shape)
    mine = VECTORS["softmax2d"].f(image.flatten(1), channels=shape[0])
    close(mine, nn.Softmax2d()(image).flatten(1))


def test_places_of_softmax2d_do_not_see_one_another():
    jacobian = VECTORS["softmax2d"].jacobian(draws(12, 1)[0], channels=3)  # 3 channels, 2 × 2
    place = torch.arange(12) % 4
    between = place[:, None] != place
    assert between.sum() == 108
    assert (jacobian[between] == 0).all()
    assert (jacobian[~between] != 0).all()


@pytest.mark.parametrize(
    ("x", "pieces", "shares"),
    [
        ([1.0, 1.0, 0.0, 2.0], 2, [[0.5, 0.5, 0, 0], [0, 0, 0, 1]]),
        ([2.0, 2.0, 2.0], 3, [[1 / 3, 1 / 3, 1 / 3]]),
        ([-1.0, -3.0, -1.0], 3, [[0.5, 0, 0.5]]),
    ],
)
def test_pieces_of_maxout_that_tie_share_the_slope_as_in_amax(x, pieces, shares):
    function, at = VECTORS["maxout"], torch.tensor(x, dtype=torch.float64)
    jacobian = function.jacobian(at, pieces=pieces)
    close(jacobian, torch.tensor(shares, dtype=torch.float64))
    own = partial(function.f, pieces=pieces)
    close(jacobian, torch.autograd.functional.jacobian(own, at))


@each()
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64], ids=str)
def test_far_out_all_is_finite_and_keeps_its_type(case, dtype):
    function, size, parameters = case
    signs = draws(size, 50).sign().to(dtype)
    for x in [*(1e4 * signs), *(1e4 * draws(size, 20).to(dtype)), torch.zeros(size, dtype=dtype)]:
        y, jacobian = function.f(x, **parameters), function.jacobian(x, **parameters)
        assert y.dtype == jacobian.dtype == dtype
        assert y.isfinite().all()
        assert jacobian.isfinite().all()


def test_log_softmax_stays_exact_where_softmax_has_underflown():
    x = torch.tensor([0.0, -1e4], dtype=torch.float64)
    assert VECTORS["softmax"].f(x)[1] == 0
    close(VECTORS["log_softmax"].f(x), x)


def test_a_share_next_to_one_keeps_its_small_slope():
    x = torch.tensor([0.0, -50.0], dtype=torch.float64)
    for key, slope in (("softmax", math.exp(-50)), ("log_softmax", math.exp(-50))):
        jacobian = VECTORS[key].jacobian(x)
        torch.testing.assert_close(jacobian[0, 0].item(), slope, rtol=1e-12, atol=0)


@each(summing)
def test_outputs_sum_to_their_total(case):
    function, size, parameters = case
    for scale in (1, 1e4):
        sums = function.sums(function.f(scale * draws(size), **parameters), **parameters)
        assert ((sums - function.total).abs() < 1e-12).all()


@each([key for key in VECTORS if key not in summing])
def test_where_no_total_is_given_the_sum_differs(case):
    function, size, parameters = case
    sums = function.sums(function.f(draws(size), **parameters), **parameters)
    assert sums.std() > 1e-3


@each()
@pytest.mark.parametrize(("declared", "axis"), [("row_sum", 1), ("column_sum", 0)])
def test_rows_and_columns_of_the_jacobian_sum_to_what_is_declared(case, declared, axis):
    function, size, parameters = case
    expected = getattr(function, declared)
    sums = torch.stack([function.jacobian(x, **parameters).sum(axis) for x in draws(size, 20)])
    if expected is None:
        assert (sums - sums.mean()).abs().max() > 1e-3
    else:
        close(sums, torch.full_like(sums, expected))


@each([key for key, function in VECTORS.items() if function.row_sum is not None])
def test_raising_all_inputs_alike_raises_each_output_by_the_row_sum(case):
    function, size, parameters = case
    x = draws(size)
    for shift in (0.1, -7.5, 1000.0):
        moved = function.f(x + shift, **parameters) - function.f(x, **parameters)
        # x + 1000 itself is rounded to 1e-13, which a temperature of 0.1 makes ten times as much.
        expected = torch.full_like(moved, function.row_sum * shift)
        torch.testing.assert_close(moved, expected, rtol=1e-12, atol=1e-11)


@pytest.mark.parametrize(("key", "winner"), [("softmax", 1), ("softmin", 2)])
@pytest.mark.parametrize("temperature", [1e-2, 1e-9, 1e-300])
def test_towards_temperature_0_the_winner_takes_all(key, winner, temperature):
    x = torch.tensor([1.0, 2.0, -0.5], dtype=torch.float64)
    y = VECTORS[key].f(x, temperature=temperature)
    close(y, F.one_hot(torch.tensor(winner), 3).double())


@pytest.mark.parametrize("key", ["softmax", "softmin"])
def test_towards_an_endless_temperature_all_share_alike(key):
    x = torch.tensor([1.0, 2.0, -0.5, 3.0], dtype=torch.float64)
    for temperature in (1e4, 1e8, 1e13):
        distance = (VECTORS[key].f(x, temperature=temperature) - 0.25).abs().max()
        assert distance < 1 / temperature
    assert distance < 1e-12


@pytest.mark.parametrize("key", tempered)
@pytest.mark.parametrize("temperature", [0, -1.5, math.nan])
def test_a_temperature_that_is_not_above_0_is_refused_by_its_value(key, temperature):
    for call in (VECTORS[key].f, VECTORS[key].jacobian):
        with pytest.raises(ValueError, match=f"above 0, got {temperature}"):
            call(torch.zeros(6), temperature=temperature)


@pytest.mark.parametrize("key", ["softmax2d", "maxout", "glu", "geglu", "swiglu"])
def test_inputs_that_cannot_be_divided_are_refused_by_their_number(key):
    for call in (VECTORS[key].f, VECTORS[key].jacobian):
        with pytest.raises(ValueError, match="7 inputs cannot be divided into"):
            call(torch.zeros(7))


@each()
def test_the_pytorch_lines_give_the_values_of_the_registry(case):
    function, size, parameters = case
    x = draws(size, 1)[0]
    scope = {"torch": torch, "nn": nn, "F": F, "x": x}
    exec(function.code(**parameters), scope)
    close(scope["y"], function.f(x, **parameters))


@each()
def test_every_input_and_output_has_a_name_of_its_own(case):
    function, size, parameters = case
    rows, outputs = function.names(size, **parameters)
    inputs = [name for row in rows for name in row]
    assert len(set(inputs)) == len(inputs) == size
    assert len(set(outputs)) == len(outputs) == len(function.f(torch.zeros(size), **parameters))


@every_function
def test_every_record_is_filled_in(function):
    for field in ("label", "formula", "jacobian_formula", "remark", "source", "torch"):
        assert getattr(function, field).strip()
    assert function.inputs
    assert max(function.inputs) <= 6
