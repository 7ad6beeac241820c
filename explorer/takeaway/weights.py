"""A run as a file of weights, and back: safetensors, with the config and the step inside."""

import json
from dataclasses import replace
from math import inf
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError, deserialize
from safetensors.torch import save as written
from torch import Tensor

from explorer.choices import device
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.points import Dataset
from explorer.config import RunConfig, check_whole, file
from explorer.engine import Trainer
from explorer.engine.early import SavedBest
from explorer.engine.layout import draw
from explorer.engine.standing import Standing
from explorer.takeaway import rows
from explorer.takeaway.numbers import OPTIMISER, least, named

MOST_BYTES = 32_000_000
MOST_STEPS = 10**9
LONGEST = 240  # characters of a reason
CONFIG, RUN, TABLE = "config", "run", "table"  # entries of the file's metadata
DTYPES = {torch.float32: ("F32", np.dtype("<f4")), torch.int64: ("I64", np.dtype("<i8"))}


class UnreadableFile(ValueError):
    """A file that gives no run; the sentence says why."""


def save(trainer: Trainer) -> bytes:
    """The run as it stands, as a safetensors file.

    The numbers of a network bear the names of its script's `network.state_dict()`; of several
    networks each stands under "networks.0.", "networks.1." and so on. What the optimiser remembers
    of each number stands under "optimiser.m.", to "optimiser.w.", and the best weights of a run
    that stops early under "best.". The metadata tell the config, and where each network stands. A
    table of somebody's own goes along under "data.x" and "data.y".
    """
    config, standing = trainer.config, trainer.standing
    tensors, table = rows.packed(config)
    tensors |= {name: one.cpu().contiguous().clone() for name, one in named(config, standing)}
    told = {"format": "pt", CONFIG: file.write(config), RUN: json.dumps(_told(config, standing))}
    return written(tensors, told if table is None else told | {TABLE: table})


def load(data: bytes) -> Trainer:
    """The run of a file, which stands where it was saved: it goes on exactly as it would have.

    Raises UnreadableFile, a ValueError of one sentence, for what is no such file.
    """
    config, standing = read(data)
    try:
        trainer = Trainer(config)
    except ValueError as error:
        raise UnreadableFile(f"This file's run cannot start: {_short(error)}.") from None
    trainer.restore(standing)
    return trainer


def read(data: bytes) -> tuple[RunConfig, list[Standing]]:
    """The config of a file, and where each stack of its run stands; raises as `load` does."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile(f"This file has {len(data):,} bytes; at most {MOST_BYTES:,} are read.")
    try:
        given = dict(deserialize(data))
    except SafetensorError:
        raise UnreadableFile("This is no safetensors file, or only a part of one.") from None
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    about = header.get("__metadata__") or {}
    if not {CONFIG, RUN} <= about.keys():
        raise UnreadableFile("This file was not saved here: it does not say what run it is of.")
    try:
        text, table = about[CONFIG], None
        if TABLE in about:  # found by its key as long as the config, once made, holds it
            text, table = _with_table(text, file.parsed(about[TABLE]), given)
        config = file.read(text)
        assert table is None or config.data is table
        if config.device not in device.available():
            config = replace(config, device="cpu")
        if 4 * least(config) > len(data):
            raise ValueError("it has fewer numbers than its networks")
        standing = _stood(config, file.parsed(about[RUN]))
        _fill(dict(named(config, standing)), given)
    except ValueError as error:
        raise UnreadableFile(f"This file gives no run: {_short(error)}.") from None
    return config, standing


def _with_table(text: str, words: Any, given: dict[str, Any]) -> tuple[str, Dataset]:
    """A config's text with the key of the file's table, and that table; raises ValueError."""
    if not {rows.X, rows.Y} <= given.keys():
        raise ValueError("its table has no rows")
    x, y = (_array(given.pop(name)) for name in (rows.X, rows.Y))
    table = rows.unpacked(words, x, y)
    settings = file.parsed(text)
    if not isinstance(settings, dict):
        raise ValueError("what it says of its run are no settings")
    return json.dumps(settings | {"dataset": table.key}), table


def _array(one: dict[str, Any]) -> np.ndarray:
    """A tensor of a file; raises ValueError where it is of another kind than what is saved."""
    dtype = dict(DTYPES.values()).get(one["dtype"])
    if dtype is None:
        raise ValueError(f"its table is of {one['dtype']}")
    return np.frombuffer(one["data"], dtype).reshape(one["shape"]).astype(dtype.newbyteorder("="))


def _short(error: ValueError) -> str:
    """What is wrong in one line; what a file says may be long."""
    text = str(error).encode("utf-8", "replace").decode()  # half of a pair is no text
    said = " ".join(text.split()).removesuffix(".")
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def _told(config: RunConfig, standing: list[Standing]) -> dict[str, Any]:
    """The step, and of each network what is no tensor."""
    networks: dict[int, dict[str, Any]] = {}
    for (_, members), one in zip(config.stacks, standing, strict=True):
        for place, member in enumerate(members):
            best = None
            if one.best:
                loss = float(one.best.loss[place])
                best = [int(one.best.step[place]), loss if loss < inf else None]
            networks[member] = {
                "diverged_at": one.diverged_at[place],
                "best_step": one.best_step[place],
                "frozen": sorted(unit for who, *unit in one.frozen if who == place),
                "best": best,
            }
    return {"step": standing[0].step, "networks": [networks[place] for place in sorted(networks)]}


def _stood(config: RunConfig, told: Any) -> list[Standing]:
    """What is told, with numbers as they are before the first step; raises ValueError."""
    if not isinstance(told, dict) or not {"step", "networks"} <= told.keys():
        raise ValueError("it does not say at which step it stands")
    step, known = told["step"], told["networks"]
    if not isinstance(known, list) or len(known) != len(config.members):
        raise ValueError("it does not say where each of its networks stands")
    check_whole("its step", step, 0, MOST_STEPS)
    return [
        _stack(run, step, [known[member] for member in members]) for run, members in config.stacks
    ]


def _stack(run: RunConfig, step: int, known: list[Any]) -> Standing:
    """Where one stack stands, of what is told of each of its members."""
    for one in known:
        if not isinstance(one, dict) or not isinstance(one.get("frozen"), list):
            raise ValueError("it does not say how one of its networks stands")
        for name in ("diverged_at", "best_step"):
            if one.get(name) is not None:
                check_whole(name.replace("_", " "), one[name], 0, step)
    numbers, slots = draw(run), OPTIMISERS[run.optimizer].slots
    return Standing(
        step,
        numbers,
        numbers.new_zeros(slots, *numbers.shape),
        tuple(one.get("diverged_at") for one in known),
        tuple(one.get("best_step") for one in known),
        frozenset(
            (who, *_unit(run, unit)) for who, one in enumerate(known) for unit in one["frozen"]
        ),
        None if run.patience is None else _best(numbers, step, [one.get("best") for one in known]),
    )


def _unit(run: RunConfig, given: Any) -> tuple[int, int]:
    """A unit that is held: its layer and its place there."""
    if not isinstance(given, list) or len(given) != 2:
        raise ValueError("a unit that it holds has no layer and place")
    layer, unit = given
    check_whole("the layer of a held unit", layer, 0, len(run.widths) - 2)
    check_whole("a held unit", unit, 0, run.widths[layer + 1] - 1)
    return layer, unit


def _best(numbers: Tensor, step: int, known: list[Any]) -> SavedBest:
    """What is remembered of each member's best."""
    for pair in known:
        if not isinstance(pair, list) or len(pair) != 2:
            raise ValueError("it does not say which step was the best")
        check_whole("the best step", pair[0], 0, step)
        if pair[1] is not None and (isinstance(pair[1], bool) or not isinstance(pair[1], float)):
            raise ValueError(f"the best loss is {str(pair[1])[:40]!r}, which is no number")
    losses = [inf if loss is None else loss for _, loss in known]
    return SavedBest(numbers.clone(), np.array([at for at, _ in known]), np.array(losses))


def _fill(wanted: dict[str, Tensor], given: dict[str, Any]) -> None:
    """Write the numbers of a file to where they belong; raises ValueError."""
    if different := sorted(wanted.keys() ^ given.keys()):
        said = "has none" if different[0] in wanted else "has one"
        raise ValueError(f"its networks want other numbers: it {said} called {different[0][:60]!r}")
    for name, view in wanted.items():
        one, (kind, dtype) = given[name], DTYPES[view.dtype]
        if one["dtype"] != kind or list(one["shape"]) != list(view.shape):
            raise ValueError(
                f"{name} is {one['dtype']} {one['shape']}; expected {kind} {list(view.shape)}"
            )
        numbers = np.frombuffer(one["data"], dtype).reshape(view.shape)
        if np.isnan(numbers).any() or not (
            name.startswith(OPTIMISER) or np.isfinite(numbers).all()
        ):
            raise ValueError(f"{name} holds what is no number")
        if name.endswith("running_var") and (numbers < 0).any():
            raise ValueError(f"{name} is below 0, which no variance is")
        view.copy_(torch.tensor(numbers))
