"""How functions are compiled: one set of options for all of them."""

from collections.abc import Callable
from typing import Any

import numba
from numba import extending

# No branch where a divisor is 0; a product and a sum may be one instruction; nothing is allocated.
OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "fastmath": {"contract"},
    "nogil": True,
    "_nrt": False,
}
_INNER = OPTIONS | {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

intrinsic: Any = extending.intrinsic  # called without its first parameter
_njit: Any = numba.njit


def outer(function: Callable[..., Any]) -> Any:
    """A function that Python calls."""
    return _njit(function, **OPTIONS)


def inner(function: Callable[..., Any]) -> Any:
    """A function that compiled functions call."""
    return _njit(function, **_INNER)


def inlined(function: Callable[..., Any]) -> Any:
    """A function that is made part of each compiled function that calls it."""
    return _njit(function, forceinline=True, **_INNER)
