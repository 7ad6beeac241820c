"""The lens: one function, and everything it does, moving with its sliders in the browser."""

from pathlib import Path

from explorer.lens.packing import SECTIONS, Lens, Row, pack
from explorer.lens.sampling import Tables, sample, window

_HERE = Path(__file__).parent
_WIRE = _HERE.parent / "player" / "wire.js"
_PARTS = ("table", "frame", "curve", "parameters", "card", "data", "plane", "lens")


def _script(part: Path) -> str:
    """One part without its comments and indents, since it travels with every message."""
    lines = (line.strip() for line in part.read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


# One module for the browser, in parts for the reader.
SCRIPT = "\n".join(_script(part) for part in (_WIRE, *(_HERE / f"{name}.js" for name in _PARTS)))
STYLE = (_HERE / "lens.css").read_text("utf-8")

__all__ = ["SCRIPT", "SECTIONS", "STYLE", "Lens", "Row", "Tables", "pack", "sample", "window"]
