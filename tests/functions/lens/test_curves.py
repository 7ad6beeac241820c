"""What the browser computes of a function is what PyTorch computes, wherever the sliders stand."""

import base64
import math
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
import torch

from explorer.activations import ACTIVATIONS, Activation
from explorer.functions.lens.sliders import positions
from tests.dense import dense
from tests.functions.lens.browser import RANGES, X, message, script
from tests.node import needs_node

pytestmark = needs_node
every_activation = pytest.mark.parametrize("key", ACTIVATIONS)
every_range = dense(("limit", "per_unit"), RANGES)
PLANE = {"angle": -35, "scale": 1.3, "shift": 0.4}
NEAR = {"rtol": 1e-9, "atol": 1e-12}


def settings(activation: Activation) -> list[dict[str, float]]:
    """The defaults, then both ends and the middle of every slider."""
    moved = [
        {parameter.name: float(positions(parameter)[k])}
        for parameter in activation.parameters
        for last in [len(positions(parameter)) - 1]
        for k in (0, last // 2, last)
    ]
    return [{}, *moved]


@lru_cache
def seen(limit: int, per_unit: int) -> dict[str, list[dict[str, Any]]]:
    """What the browser makes of every activation in each of its `settings`; one run of node."""
    cases = {
        key: {
            "message": base64.b64encode(message(activation, limit, per_unit)).decode(),
            "settings": settings(activation),
        }
        for key, activation in ACTIVATIONS.items()
    }
    return script(
        """return Object.fromEntries(Object.entries(d.cases).map(([key, { message, settings }]) => {
             const m = read(new Uint8Array(Buffer.from(message, 'base64')));
             const curves = settings.map((moved) => of(m, moved));
             const cuts = (c, starts, ends) => [...Array(c.pieces).keys()].filter((k) =>
               Math.abs(c.x0[k]) < m.limit - 1e-6 && c.cut(k, ends, starts)).map((k) => c.x0[k]);
             return [key, curves.map((c) => ({
               f: d.x.map((v) => c.value(v)), df: d.x.map((v) => c.slope(v)),
               value: [...c.f], slope: [...c.df],
               cuts: { value: cuts(c, c.f0, c.f1), slope: cuts(c, c.d0, c.d1) },
               plane: d.plane.map(([a, b]) => layer(c, a, b, d.map)),
             }))];
           }));""",
        cases=cases,
        x=(limit * X).tolist(),
        plane=(2.4 * X.reshape(-1, 2)).tolist(),
        map=PLANE,
    )


@every_range
@every_activation
def test_the_browsers_curve_is_pytorchs(key: str, limit: int, per_unit: int) -> None:
    activation = ACTIVATIONS[key]
    samples = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit
    for setting, found in zip(settings(activation), seen(limit, per_unit)[key], strict=True):
        for x, names in ((torch.tensor(limit * X), ("f", "df")), (samples, ("value", "slope"))):
            for g, name in zip((activation.f, activation.df), names, strict=True):
                wanted = g(x, **setting).numpy()
                np.testing.assert_allclose(found[name], wanted, **NEAR, err_msg=f"{name} {setting}")


@every_activation
def test_the_line_is_cut_where_the_function_jumps_and_nowhere_else(key: str) -> None:
    """To 1e-12; the slope's line where the slopes beside a kink differ."""
    activation = ACTIVATIONS[key]
    for setting, found in zip(settings(activation), seen(6, 20)[key], strict=True):
        kinks = [kink for kink in activation.kinks(**setting) if abs(kink.at) < 6]
        at = torch.tensor([kink.at for kink in kinks], dtype=torch.float64)
        rise = activation.df(at + 1e-9, **setting) - activation.df(at - 1e-9, **setting)
        wanted = {
            "value": [kink.at for kink in kinks if kink.order == 0],
            "slope": at[rise.abs() > 1e-6].tolist(),
        }
        for line, places in wanted.items():
            assert found["cuts"][line] == pytest.approx(places, abs=1e-12), (line, setting)


@every_activation
def test_the_plane_is_carried_through_the_layer_as_pytorch_carries_it(key: str) -> None:
    activation = ACTIVATIONS[key]
    x = torch.tensor(2.4 * X.reshape(-1, 2))
    turn = math.radians(PLANE["angle"])
    weights = PLANE["scale"] * torch.tensor(
        [[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]], dtype=x.dtype
    )
    for setting, found in zip(settings(activation), seen(6, 20)[key], strict=True):
        wanted = activation.f(x @ weights.T + PLANE["shift"], **setting).numpy()
        np.testing.assert_allclose(found["plane"], wanted, **NEAR, err_msg=str(setting))
