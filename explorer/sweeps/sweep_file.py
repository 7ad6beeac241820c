"""A sweep as JSON, and back: the file that `python -m explorer.sweeps` is given.

{"run": {"dataset": "xor", "hidden": [2], "members": [{"activation": "tanh"}], "steps": 500},
 "axes": {"activation": ["tanh", "relu"],
          "learning_rate": {"from": 0.001, "to": 1, "count": 64, "scale": "log"}},
 "seeds": 8, "target": 0.95, "looks": 20, "precise": false}

What is left out is at its default; `run` is what `explorer.config.file` reads. An axis is a list of
its values, or its ends and how many values there are from one to the other.
"""

import json
from dataclasses import asdict
from typing import Any, get_args, get_type_hints

import numpy as np

from explorer.config import Member, RunConfig, check_choice, check_range, check_whole
from explorer.config.file import parsed, short, value_of
from explorer.config.file import read as read_run
from explorer.sweeps.axes import PARAMETER, SHAPES, SHARED, Axis
from explorer.sweeps.sweep import Sweep

MOST_TEXT = 10_000_000  # characters
MOST_VALUES = 100_000  # of an axis that is given by its ends
SCALES = ("linear", "log")
OTHERS = {"seeds": int, "target": float, "looks": int, "precise": bool}
PARTS = ("run", "axes", *OTHERS)
ENDS = ("from", "to", "count", "scale")


def write(sweep: Sweep) -> str:
    """All of a sweep, each axis with its values; of the run's networks the one that it changes."""
    run = asdict(sweep.run) | {"members": [asdict(sweep.run.members[0])]}
    axes = {axis.field: axis.values for axis in sweep.axes}
    return json.dumps(asdict(sweep) | {"run": run, "axes": axes})


def read(text: str) -> Sweep:
    """The sweep of a text.

    Raises ValueError, with the value in the sentence, where it cannot be read or is wrong.
    """
    if len(text) > MOST_TEXT:
        raise ValueError(f"the sweep has {len(text):,} characters; at most {MOST_TEXT:,} are read")
    given = _object("the sweep", parsed(text))
    _check_names("part of a sweep", given, PARTS)
    run = read_run(json.dumps(given.get("run", {})))
    if len(run.members) > 1:
        raise ValueError(f"run has {len(run.members)} members; a sweep begins with one")
    axes = _object("axes", given.get("axes", {}))
    others: dict[str, Any] = {
        name: value_of(name, kind, given[name]) for name, kind in OTHERS.items() if name in given
    }
    return Sweep(run, tuple(_axis(*one) for one in axes.items()), **others)


def _object(what: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValueError(f"{what} is {short(given)}; expected an object of JSON")
    return given


def _check_names(what: str, given: dict[str, Any], names: tuple[str, ...]) -> None:
    for name in given:
        if name not in names:
            raise ValueError(f"unknown {what} {short(name)}; expected {', '.join(names)}")


def _axis(field: str, given: Any) -> Axis:
    """The axis of this field: its values as the field wants them."""
    hint = _hint(field)
    if isinstance(given, dict):
        return Axis(field, _between(field, hint, given))
    if not isinstance(given, list):
        raise ValueError(
            f"axis {short(field)} is {short(given)}; expected a list of values, or an object with "
            f"{', '.join(ENDS)}"
        )
    return Axis(field, tuple(value_of(field, hint, value) for value in given))


def _hint(field: str) -> Any:
    """What the values of an axis may be; anything where `Axis` refuses the field."""
    if field in SHAPES:
        return int
    if field.startswith(PARAMETER):
        return float
    return get_type_hints(Member if field in SHARED else RunConfig).get(field, Any)


def _between(field: str, hint: Any, given: dict[str, Any]) -> tuple[float, ...]:
    """So many values from one end to the other, evenly apart on their scale."""
    kinds = get_args(hint) or (hint,)
    if not {int, float, Any}.intersection(kinds):
        raise ValueError(f"axis {short(field)} takes no numbers; expected a list of its values")
    _check_names(f"part of axis {short(field)}", given, ENDS)
    if missing := [name for name in ENDS[:3] if name not in given]:
        raise ValueError(f"axis {short(field)} lacks {missing[0]!r}; expected {', '.join(ENDS)}")
    of = f"of axis {short(field)}"
    scale = given.get("scale", SCALES[0])
    check_choice(f"scale {of}", scale, SCALES)
    least = np.finfo(float).tiny if scale == "log" else -1e300
    for name in ENDS[:2]:
        check_range(f"{name} {of}", value_of(name, float, given[name]), least, 1e300)
    count = value_of("count", int, given["count"])
    check_whole(f"count {of}", count, 2, MOST_VALUES)
    spread = np.geomspace if scale == "log" else np.linspace
    values = spread(float(given["from"]), float(given["to"]), count).tolist()
    return tuple(values if float in kinds or Any in kinds else map(round, values))
