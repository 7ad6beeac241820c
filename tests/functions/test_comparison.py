"""The comparison's message: the functions' own numbers, and what the browser is told it holds."""

import math
import re

import numpy as np
import torch

from explorer.activations import get
from explorer.functions.comparison import pack
from explorer.live.message.wire import decode
from tests import node

PAIR = [get("relu"), get("tanh")]


def test_values_and_slopes_are_those_of_the_functions() -> None:
    header, arrays = decode(pack(PAIR, 6, 20, -3, 4))
    assert header["labels"] == ["ReLU", "Tanh"]
    x = torch.arange(-120, 121, dtype=torch.float64) / 20
    np.testing.assert_allclose(arrays["x"], x, atol=1e-6)
    for place, activation in enumerate(PAIR):
        for row, function in enumerate((activation.f, activation.df)):
            np.testing.assert_allclose(arrays["values"][place, row], function(x), atol=1e-6)


def test_a_kink_is_told_of_the_function_that_has_it() -> None:
    _, arrays = decode(pack(PAIR, 6, 20, -3, 4))
    assert arrays["breaks_at"][:, 0].tolist() == [0]
    (kink,) = arrays["breaks"].tolist()
    assert math.isclose(kink[0], 0, abs_tol=1e-6)
    assert kink[3:] == [0, 1]


def test_the_axes_hold_every_curve_and_zero_and_stay_within_their_bounds() -> None:
    header, _ = decode(pack(PAIR, 6, 20, -3, 4))
    assert header["windows"]["value"] == [-1.5, 4]
    assert header["windows"]["slope"] == [-0.5, 1.5]


def test_second_derivatives_travel_only_where_they_are_wanted() -> None:
    _, without = decode(pack(PAIR, 2, 50, -3, 4))
    assert without["second"].shape == (0, 201)
    _, wanted = decode(pack(PAIR, 2, 50, -3, 4, second=np.ones((2, 201))))
    assert wanted["second"].shape == (2, 201)


def test_the_browser_s_type_of_the_message_names_what_is_in_it() -> None:
    header, arrays = decode(pack(PAIR, 6, 20, -3, 4))
    declared = (node.MODULES / "compare/message.d.ts").read_text("utf-8")
    assert set(re.findall(r"^  (\w+): ", declared, re.MULTILINE)) == {*header, *arrays, "arrays"}
