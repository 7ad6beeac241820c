"""What one server allows its visitors: by the size of its host, or as its environment says.

EXPLORER_HOST is the size: "laptop", the default, or "small", for a host of one or two cores and a
gigabyte. EXPLORER_SESSIONS, EXPLORER_STACK and EXPLORER_MEMORY each set one limit beside it.
"""

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache

# Those that this process may use: in a container often fewer than the machine has.
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """The limits of one server; over them a visitor waits, or is told why not."""

    sessions: int  # runs that train at once; the others stand in line
    stack: int  # parameters of all networks of a run that is watched
    memory: float  # MB that a run's frames take, and a visitor's maps not shown, to go back


HOSTS = {
    "laptop": Limits(sessions=60, stack=2_000_000, memory=4.0),
    "small": Limits(sessions=30, stack=250_000, memory=2.0),
}


def read(environment: Mapping[str, str]) -> Limits:
    """The limits of a server with this environment.

    Raises ValueError, with the value in the sentence, for a host that is not known and for a limit
    that is no number above 0.
    """
    host = environment.get("EXPLORER_HOST", "laptop")
    if host not in HOSTS:
        raise ValueError(f"EXPLORER_HOST is {host!r}; expected one of {', '.join(HOSTS)}")
    given = {
        field.name: _number(name, environment[name], field.type is int)
        for field in fields(Limits)
        if (name := f"EXPLORER_{field.name.upper()}") in environment
    }
    return replace(HOSTS[host], **given)


def _number(name: str, text: str, whole: bool) -> float:
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        kind = "a whole number" if whole else "a number"
        raise ValueError(f"{name} is {text!r}; expected {kind} above 0")
    return value


@cache
def limits() -> Limits:
    """The limits of this server."""
    return read(os.environ)
