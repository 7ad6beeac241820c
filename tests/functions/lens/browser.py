"""The lens's script under node, and functions that are not in the registry."""

import base64
from typing import Any

import numpy as np

from explorer.activations import Activation
from explorer.functions import lens
from tests import node

PARTS = ("marks", "tangent", "parameters", "distribution", "plane")
MODULES = ("shared/wire.js", "shared/curve.js", *(f"lens/{part}.js" for part in PARTS))
RANGES = [(2, 50), (6, 20), (20, 10)]


def message(activation: Activation, limit: int = 6, per_unit: int = 20, **changes: Any) -> bytes:
    parameters = activation.defaults | changes.pop("parameters", {})
    low, high = lens.window(activation, limit, -4, 8)
    fields = {
        "activation": activation,
        "parameters": parameters,
        "limit": limit,
        "per_unit": per_unit,
        "low": low,
        "high": high,
        "points": np.array([[1, -1], [0.5, 0.25]], np.float32),
        "labels": np.array([0, 1], np.uint8),
    }
    return lens.pack(lens.Lens(**fields | changes))


def script(body: str, data: bytes = b"", **values: Any) -> Any:
    """What the body returns under node: the message is `m`, the values `d`.

    `curve()` is the message's curve, `curve(moved)` with some of its parameters moved.
    """
    given = values | {"message": base64.b64encode(data).decode()}
    source = f"""
        const of = (m, moved) => Curve.of(m.function, m.switches,
          {{ ...m.function.parameters, ...moved }}, m.limit, m.per_unit);
        const m = d.message && read(new Uint8Array(Buffer.from(d.message, 'base64')));
        const curve = (moved = {{}}) => of(m, moved);
        const told = (key, v) => typeof v === 'number' && !Number.isFinite(v) ? String(v) : v;
        return JSON.parse(JSON.stringify((() => {{ {body} }})(), told));"""
    return node.script(MODULES, source, given)


X = np.sort(np.random.default_rng(0).uniform(-1, 1, 300))  # in units of the range shown
