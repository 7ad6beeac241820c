"""Compiled code kept on the disk, so that it is made once a machine and not once a start."""

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numba
from llvmlite import binding
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

FOLDER = "EXPLORER_CACHE"  # the variable that names another folder
UNREADABLE = (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, ValueError)


def folder() -> Path:
    """Where compiled code is kept: this user's own folder, unless the variable names another."""
    if FOLDER in os.environ:
        return Path(os.environ[FOLDER])
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "activation-explorer"


@cache
def _sources() -> str:
    """What the code is made by: it is made anew where any of it changes."""
    here = Path(__file__).parent
    files = sorted([*here.glob("*.py"), *(here.parents[1] / "formula").glob("*.py")])
    texts = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(texts).hexdigest() + numba.__version__ + sys.version


def is_filled() -> bool:
    """Whether all code that the form offers was made for this machine, as it is made today."""
    return _mark().exists()


def can_write() -> bool:
    """Whether code can be kept at all."""
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.access(folder(), os.W_OK)


def note_filled() -> None:
    """Note that it was; raises OSError where nothing can be written."""
    _mark().touch()


def _mark() -> Path:
    words = _sources() + binding.get_host_cpu_name()
    return folder() / f"{hashlib.sha256(words.encode()).hexdigest()[:32]}.filled"


class OnDisk:
    """What Numba asks for a function's code before it compiles, and tells it afterwards.

    Where the folder cannot be read or written, the function is compiled, and nothing is said.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def _path(self, signature: Any, machine: Any) -> Path:
        words = repr((self._name, str(signature), machine.magic_tuple(), _sources()))
        return folder() / f"{hashlib.sha256(words.encode()).hexdigest()[:32]}.code"

    def load_overload(self, signature: Any, target: Any) -> CompileResult | None:
        """The function's code, or None."""
        target.refresh()
        try:
            data = pickle.loads(self._path(signature, target.codegen()).read_bytes())
        except UNREADABLE:
            return None
        return CompileResult._rebuild(target, *data)

    def save_overload(self, signature: Any, result: CompileResult) -> None:
        """Keep the function's code."""
        path = self._path(signature, result.codegen)
        own = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            own.write_bytes(dumps(result._reduce()))
            own.replace(path)
        except OSError:
            with suppress(OSError):
                own.unlink()
