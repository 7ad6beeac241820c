"""The comparison's message, and the lines and axes that the browser makes of it."""

import base64
import re
from typing import Any

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, get
from explorer.functions.comparison import pack
from explorer.live.message.wire import decode
from tests import node

PAIR = [get("relu"), get("tanh")]
MODULES = ("shared/wire.js", "compare/view.js")


def script(body: str, message: bytes, **values: Any) -> Any:
    """What the body returns under node: the message is `m`, its lines `lines`."""
    source = f"""
        const m = read(new Uint8Array(Buffer.from(d.message, 'base64')));
        const lines = linesOf(m);
        {body}"""
    return node.script(MODULES, source, {"message": base64.b64encode(message).decode(), **values})


@node.needs_node
def test_every_line_is_that_of_its_function() -> None:
    x = [-5.5, -1.25, 0.0, 0.3, 4.0]
    body = """return lines.map((all) => all.map(({ curve, slope }) =>
      d.x.map((v) => slope ? curve.slope(v) : curve.value(v))));"""
    values, slopes, seconds = script(body, pack(PAIR, 6, 20, -3, 4, second=True), x=x)
    at = torch.tensor(x, dtype=torch.float64)
    for n, activation in enumerate(PAIR):
        np.testing.assert_allclose(values[n], activation.f(at), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(slopes[n], activation.df(at), rtol=1e-9, atol=1e-12)
    assert seconds[0] == [0, 0, None, 0, 0]  # none at the corner
    t = torch.tanh(at)
    np.testing.assert_allclose(seconds[1], -2 * t * (1 - t**2), rtol=1e-9, atol=1e-12)


@node.needs_node
def test_second_derivatives_equal_autograd_away_from_kinks() -> None:
    entries = list(ACTIVATIONS.values())
    x = torch.arange(-120, 121, dtype=torch.float64) / 20 + 0.013
    found = script(
        "return lines[2].map(({ curve }) => d.x.map((v) => curve.slope(v)));",
        pack(entries, 6, 20, -3, 4, second=True),
        x=x.tolist(),
    )
    for activation, seconds in zip(entries, found, strict=True):
        at = x.clone().requires_grad_()
        (slope,) = torch.autograd.grad(activation.f(at).sum(), at, create_graph=True)
        wanted = torch.zeros_like(at)
        if slope.requires_grad:
            wanted = torch.autograd.grad(slope.sum(), at)[0]
        np.testing.assert_allclose(
            seconds, wanted.numpy(force=True), rtol=1e-7, atol=1e-9, err_msg=activation.key
        )


@node.needs_node
def test_the_axes_hold_every_curve_and_zero_and_stay_within_their_bounds() -> None:
    body = "return lines.slice(0, 2).map((all) => windowOf(all, m));"
    assert script(body, pack(PAIR, 6, 20, -3, 4)) == [[-1.5, 4], [-0.5, 1.5]]


@pytest.mark.parametrize("second", [False, True])
def test_second_derivatives_travel_only_where_they_are_wanted(second: bool) -> None:
    header, _ = decode(pack(PAIR, 2, 50, -3, 4, second))
    assert len(header["second"]) == 2 * second


def test_the_browser_s_type_of_the_message_names_what_is_in_it() -> None:
    header, _ = decode(pack(PAIR, 6, 20, -3, 4))
    declared = (node.MODULES / "compare/message.d.ts").read_text("utf-8")
    assert {*re.findall(r"^  (\w+): ", declared, re.MULTILINE), "arrays"} == {*header}
