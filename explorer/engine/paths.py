"""Which arithmetic trains a run: code compiled for small networks where it is ready, or PyTorch.

Compiled code was the faster one at every size that was measured on a CPU (see the README), up to
the widest layers and the largest batches, so it is taken wherever it is ready when the run starts.
A run never changes its arithmetic: what is not ready then is made in a thread, for later runs.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import torch

from explorer.activations import ACTIVATIONS
from explorer.choices.losses import LOSSES
from explorer.choices.optimisers import OPTIMISERS
from explorer.choices.regularisers import REGULARISERS
from explorer.config import Member, RunConfig
from explorer.engine.evaluation import Points
from explorer.engine.learners import Learners
from explorer.engine.stack import Stack
from explorer.engine.update import Update

if TYPE_CHECKING:
    from explorer.engine.compiled.path import CompiledPath

CHOICE = "EXPLORER_ENGINE"  # the variable: "torch" for PyTorch alone, "compiled" to wait for code
ROOT = Path(__file__).parents[2]  # from where `explorer` is imported
Part = tuple[str, str]  # what code is made for, and its key
JOIN = " with "  # between the keys of an optimiser and a regulariser

_workshop = ThreadPoolExecutor(1, "compiling")
_orders: dict[Part, Future[None]] = {}
_lock = threading.Lock()
_ending = threading.Event()
ENDS = "the process ends"
# Set before the workshop is waited for, which would make all that was ordered.
getattr(threading, "_register_atexit", lambda function: None)(_ending.set)


def path_for(config: RunConfig, stack: Stack, points: Sequence[Points]) -> "CompiledPath | None":
    """The compiled path for these points, if all of its code is ready; else None."""
    choice = os.environ.get(CHOICE, "")
    if choice == "torch" or not _has_numba():
        return None
    orders = [_ordered(part) for part in _parts(config)]
    if choice != "compiled" and not all(order.done() for order in orders):
        return None
    if any(order.exception() for order in orders):
        return None
    from explorer.engine.compiled.path import CompiledPath

    return CompiledPath(config, stack, points)


def wait_for(config: RunConfig) -> None:
    """Wait until the code that this run asks for is ready, or has failed."""
    if os.environ.get(CHOICE) != "torch" and _has_numba():
        for order in [_ordered(part) for one, _ in config.stacks for part in _parts(one)]:
            order.exception()


def warm() -> None:
    """Begin to make ready the code of everything that the form offers, unless runs wait for it."""
    if not os.environ.get(CHOICE) and _has_numba():
        order_all()


def order_all() -> None:
    """Order the code of everything that the form offers."""
    _ordered(("kernel", ""))
    updates = (update_key(*pair) for pair in product(OPTIMISERS, (None, *REGULARISERS)))
    for kind, keys in (("loss", LOSSES), ("update", updates), ("activation", ACTIVATIONS)):
        for key in keys:
            _ordered((kind, key))


def _fill_disk() -> None:
    """Let another process make what is not on the disk: it leaves Python's lock here alone."""
    from explorer.engine.compiled import disk

    if disk.is_filled() or not disk.can_write():
        return
    nice = ["nice"] if which("nice") else []
    command = [*nice, sys.executable, "-m", "explorer.engine.compiled"]
    maker = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while maker.poll() is None:  # it goes on where this process ends
        if _ending.wait(0.1):
            raise RuntimeError(ENDS)


def finish() -> None:
    """Wait until all that was ordered is made; what failed raises its error."""
    for order in list(_orders.values()):
        order.result()


@cache
def _has_numba() -> bool:
    if find_spec("numba") is None:
        logging.getLogger(__name__).warning("Numba is not installed: PyTorch trains all networks.")
        return False
    return True


def update_key(optimiser: str, regulariser: str | None) -> str:
    """The key of an update's code."""
    return JOIN.join(filter(None, (optimiser, regulariser)))


def _parts(config: RunConfig) -> list[Part]:
    depth = len(config.hidden)
    keys = dict.fromkeys(key for member in config.members for key in member.keys(depth))
    update = update_key(config.optimizer, config.regulariser)
    losses = [("loss", key) for key in dict.fromkeys(map(config.loss_of, config.members))]
    run = [*losses, ("update", update)]
    return [("kernel", ""), *run, *(("activation", key) for key in keys)]


def _ordered(part: Part) -> Future[None]:
    with _lock:
        if part not in _orders:
            _orders[part] = _workshop.submit(_make, part)
        return _orders[part]


def _make(part: Part) -> None:
    """Make one piece of code, or read it from the disk."""
    if _ending.is_set():
        raise RuntimeError(ENDS)
    from explorer.engine.compiled import functions

    kind, key = part
    try:
        if kind == "kernel":
            if not os.environ.get(CHOICE):
                _fill_disk()
            _take_a_step()
        elif kind == "loss":
            for formula in (LOSSES[key].value, LOSSES[key].slope, LOSSES[key].answer):
                functions.loss_code(formula)
        elif kind == "update":
            optimiser, _, regulariser = key.partition(JOIN)
            config = RunConfig(optimizer=optimiser, regulariser=regulariser or None)
            functions.update_code(Update(config))
        else:
            functions.activation_code(key)
            functions.drawn_code(key)
    except Exception:
        if _ending.is_set():
            raise
        logging.getLogger(__name__).exception("No code for %s %s: PyTorch trains it.", kind, key)
        raise


def _take_a_step() -> None:
    """Train and look once: Numba compiles a loop when it is first called."""
    from explorer.engine.compiled.path import CompiledPath

    config = RunConfig(hidden=(2,), members=(Member("identity"),), optimizer="sgd")
    stack, x = Stack(config), torch.zeros(4, 2)
    points = Points(x, x[:, :1], torch.zeros(4, dtype=torch.int64))
    path = CompiledPath(config, stack, [points] * 3)
    path.take(Learners.of(config, stack), torch.ones(1, dtype=torch.bool), 0, 1)
    path.judge(stack)
    path.gradient(stack)
