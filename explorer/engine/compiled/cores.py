"""Work spread over the cores, by one small pool of threads a process."""

import threading
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from explorer.limits import CORES

WORTH_SHARING = 1_000_000  # products, about 50 µs

_own = threading.local()
_pool = ThreadPoolExecutor(max(1, CORES - 1), "compiled") if CORES > 1 else None


@contextmanager
def on_one_core() -> Generator[None]:
    """This thread does its work alone: the other cores are busy with their own."""
    _own.alone = True
    try:
        yield
    finally:
        _own.alone = False


def over_cores(
    part: Callable[[int, int, np.ndarray], None], count: int, size: int, work: int
) -> None:
    """Do `part(first, stop, scratch)` for all of `count`, each core a share of it.

    `scratch` are `size` float32 of the thread that does it, with any content. The caller does the
    first share itself. `work`, in products, is that of one of them: little work is not shared.
    """
    most = 1 if getattr(_own, "alone", False) else CORES
    shares = max(1, min(most, count, count * work // WORTH_SHARING))
    borders = [count * k // shares for k in range(shares + 1)]

    def share(k: int) -> None:
        part(borders[k], borders[k + 1], _scratch(size))

    others = [_pool.submit(share, k) for k in range(1, shares)] if _pool else []
    share(0)
    for k in range(1, shares) if _pool is None else ():
        share(k)
    for other in others:
        other.result()


def _scratch(size: int) -> np.ndarray:
    """This thread's own numbers, on a border of 64 bytes."""
    held = getattr(_own, "numbers", None)
    if held is None or len(held) < size:
        whole = np.zeros(size + 16, dtype=np.float32)
        start = -whole.ctypes.data % 64 // 4
        held = _own.numbers = whole[start : start + size]
    return held
