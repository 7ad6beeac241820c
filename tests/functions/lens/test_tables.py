"""What the browser looks up of a function is what PyTorch computes."""

import base64
import math
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
import torch

from explorer import tables
from explorer.activations import ACTIVATIONS, Activation
from explorer.functions.lens.sampling import positions
from tests.dense import dense
from tests.functions.lens.browser import RANGES, X, message, script
from tests.node import needs_node

every_activation = pytest.mark.parametrize("key", ACTIVATIONS)


every_range = dense(("limit", "per_unit"), RANGES)


PLANE = {"angle": -35, "scale": 1.3, "shift": 0.4}


ABOUT = {"rrelu", "srelu"}  # have too many slider positions for all to be sent


# What the tables may be off between samples: f at most, f′ at most, f′ in most places.
OFF = {"snake": (5e-3, 0.15, 0.05), "swish": (1e-3, 0.05, 1e-3), "softplus": (1e-3, 0.05, 1e-3)}


def moves(activation: Activation) -> list[tuple[int, int]]:
    """Both ends and the middle of every slider: number of the parameter, and position."""
    return [
        (p, k)
        for p, parameter in enumerate(activation.parameters)
        for last in [len(positions(parameter)) - 1]
        for k in (0, last // 2, last)
    ]


def settings(activation: Activation) -> list[dict[str, float]]:
    """The defaults, then each of `moves`."""
    moved = [(activation.parameters[p], k) for p, k in moves(activation)]
    return [{}, *({p.name: float(positions(p)[k])} for p, k in moved)]


@lru_cache
def seen(limit: int, per_unit: int) -> dict[str, list[dict[str, Any]]]:
    """What the browser makes of every activation in each of its `settings`; one run of node."""
    cases = {
        key: {
            "message": base64.b64encode(message(activation, limit, per_unit)).decode(),
            "moves": moves(activation),
        }
        for key, activation in ACTIVATIONS.items()
    }
    return script(
        """return Object.fromEntries(Object.entries(d.cases).map(([key, { message, moves }]) => {
             const m = read(new Uint8Array(Buffer.from(message, 'base64')));
             const t = new Tables(m);
             const curves = [t.present(), ...moves.map(([p, k]) => t.moved(p, k))];
             const inner = (c, y) => [...y].filter((_, i) => Math.abs(c.x[i]) <= m.limit + 1e-9);
             const cuts = (c, starts, ends) => [...Array(c.pieces).keys()].filter((k) =>
               Math.abs(c.x0[k]) < m.limit - 1e-6 && c.cut(k, ends, starts)).map((k) => c.x0[k]);
             return [key, curves.map((c) => ({
               f: d.x.map((v) => c.value(v)), df: d.x.map((v) => c.slope(v)),
               value: inner(c, c.f), slope: inner(c, c.df), about: c.about ?? false,
               cuts: { value: cuts(c, c.f0, c.f1), slope: cuts(c, c.d0, c.d1) },
               plane: d.plane.map(([a, b]) => layer(c, a, b, d.map)),
             }))];
           }));""",
        cases=cases,
        x=(limit * X).tolist(),
        plane=(2.4 * X.reshape(-1, 2)).tolist(),
        map=PLANE,
    )


@needs_node
@every_range
@every_activation
def test_the_browser_looks_up_a_function_at_every_slider_position_as_pytorch_computes_it(
    key: str, limit: int, per_unit: int
) -> None:
    activation = ACTIVATIONS[key]
    most, slope_most, slope_mostly = OFF.get(key, (2e-4, 0.02, 2e-4))
    x = torch.tensor(limit * X)
    for setting, found in zip(settings(activation), seen(limit, per_unit)[key], strict=True):
        if found["about"]:
            assert key in ABOUT
            continue
        off = np.abs(np.array(found["f"], float) - activation.f(x, **setting).numpy())
        assert off.max() <= most, setting
        off = np.abs(np.array(found["df"], float) - activation.df(x, **setting).numpy())
        assert off.max() <= slope_most, setting
        assert np.quantile(off, 0.9) <= slope_mostly, setting


@needs_node
@every_range
@every_activation
def test_the_read_out_has_the_functions_own_numbers(key: str, limit: int, per_unit: int) -> None:
    activation = ACTIVATIONS[key]
    x = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit
    for setting, found in zip(settings(activation), seen(limit, per_unit)[key], strict=True):
        if found["about"]:
            assert key in ABOUT
            continue
        for g, values in ((activation.f, found["value"]), (activation.df, found["slope"])):
            wanted = g(x, **setting).numpy()
            np.testing.assert_allclose(values, wanted, rtol=2e-7, atol=1e-30, err_msg=str(setting))


@needs_node
@every_activation
def test_the_line_is_cut_where_the_function_jumps_and_nowhere_else(key: str) -> None:
    activation = ACTIVATIONS[key]
    for setting, found in zip(settings(activation), seen(6, 20)[key], strict=True):
        table = tables.curve(activation, setting, 6, 20)
        for column, places in found["cuts"].items():
            x, y = table["x"].to_numpy(dtype=float), table[column].to_numpy(dtype=float)
            wanted = x[np.isnan(y) & (np.abs(x) < 6 - 1e-6)]
            assert len(places) == len(wanted), (column, setting)
            np.testing.assert_allclose(places, wanted, atol=1e-6, err_msg=f"{column} {setting}")


@needs_node
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
        np.testing.assert_allclose(found["plane"], wanted, atol=5e-4, err_msg=str(setting))
