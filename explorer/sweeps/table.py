"""What a sweep found as a table, one row a network, and as a Parquet file that knows its sweep."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from explorer.sweeps import sweep_file
from explorer.sweeps.axes import Axis
from explorer.sweeps.playing import NEVER, Found
from explorer.sweeps.sweep import Sweep

SWEEP = b"sweep"  # in a file's metadata: the sweep's JSON
NEW = ".new"  # behind the name of a file that is not yet whole
JUDGED = (
    "train_loss",
    "validation_loss",
    "test_loss",
    "train_accuracy",
    "validation_accuracy",
    "test_accuracy",
)


def rows(sweep: Sweep, found: Found) -> pa.Table:
    """One row for each network that was trained, in the order of `found`.

    place: its number in the sweep, int64. Then a column for each axis, with the axis' field as its
    name: int64 or float64 where all values are numbers, bool where they are true or false, else
    text, with a list as JSON; null where the value is None. seed: of the first weights, int64.
    steps: that it was trained for, int64. train_loss, validation_loss, test_loss, train_accuracy,
    validation_accuracy, test_accuracy: after all steps, or before those that were not finite,
    float32. reached_at: the first step looked at with the sweep's target reached, diverged_at: the
    step at which it stopped being finite, both int64 and null where there is none.
    """
    places = found.places
    cells = places // sweep.seeds
    at = np.unravel_index(cells, sweep.shape) if sweep.axes else ()
    columns = {
        "place": places,
        **{
            axis.field: _values(axis).take(pa.array(index))
            for axis, index in zip(sweep.axes, at, strict=True)
        },
        "seed": sweep.run.members[0].seed + places % sweep.seeds,
        "steps": np.full(len(places), sweep.run.steps),
        **{name: getattr(found.judged, name)[-1] for name in JUDGED},
        "reached_at": _step(found.reached(sweep)),
        "diverged_at": _step(found.diverged_at),
    }
    return pa.table(columns, schema(sweep))


@lru_cache(1)
def schema(sweep: Sweep) -> pa.Schema:
    """The columns that `rows` has, with the sweep's JSON in the metadata."""
    whole, real = pa.int64(), pa.float32()
    return pa.schema(
        {
            "place": whole,
            **{axis.field: _type(axis) for axis in sweep.axes},
            "seed": whole,
            "steps": whole,
            **dict.fromkeys(JUDGED, real),
            "reached_at": whole,
            "diverged_at": whole,
        },
        metadata={SWEEP: sweep_file.write(sweep)},
    )


@lru_cache(16)
def _values(axis: Axis) -> pa.Array:
    return pa.array(map(_plain, axis.values), _type(axis))


def _type(axis: Axis) -> pa.DataType:
    """Numbers stay numbers; what is neither a number nor true or false is text."""
    kinds = {type(value) for value in axis.values if value is not None}
    for some, made in (({bool}, pa.bool_()), ({int}, pa.int64()), ({int, float}, pa.float64())):
        if kinds <= some:
            return made
    return pa.string()


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _step(steps: np.ndarray) -> pa.Array:
    return pa.array(steps, pa.int64(), mask=steps == NEVER)


def write(path: Path, table: pa.Table) -> None:
    """Put a table in the file's place, whole or not at all; raises OSError."""
    new = path.with_name(path.name + NEW)
    with new.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def read(path: Path | str) -> tuple[Sweep, pa.Table]:
    """The sweep that a file is of, and its rows by their places, each once.

    Raises OSError, and ValueError where the file holds no results of a sweep.
    """
    with Path(path).open("rb") as file:
        try:
            table = pq.read_table(file)
        except (pa.ArrowException, OSError):
            raise ValueError(f"{path} is no Parquet file") from None
    told = (table.schema.metadata or {}).get(SWEEP)
    if told is None:
        raise ValueError(f"{path} is no file of a sweep's results")
    try:
        sweep = sweep_file.read(told.decode())
    except ValueError as error:
        raise ValueError(f"{path} is of a sweep that cannot be read: {error}") from None
    places = table["place"].to_numpy() if table.schema.equals(schema(sweep)) else np.array([-1])
    if len(places) and (places[0] < 0 or places[-1] >= sweep.count or (np.diff(places) < 1).any()):
        raise ValueError(f"{path} has other rows than its sweep's")
    return sweep, table


def joined(tables: list[pa.Table]) -> pa.Table:
    """All rows of some tables of one sweep, by their places."""
    whole = pa.concat_tables(tables).combine_chunks()
    return whole.take(np.argsort(whole["place"].to_numpy(), kind="stable"))
