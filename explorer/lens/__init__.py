"""The lens: one function, and everything it does, moving with its sliders in the browser."""

from pathlib import Path

from explorer.lens.packing import SECTIONS, Lens, Row, pack
from explorer.lens.sampling import Tables, sample, window
from explorer.player.script import joined

_HERE = Path(__file__).parent
_WIRE = _HERE.parent / "player" / "wire.js"
_PARTS = ("table", "frame", "curve", "parameters", "card", "data", "plane", "lens")


SCRIPT = joined(_WIRE, *(_HERE / f"{name}.js" for name in _PARTS))
STYLE = (_HERE / "lens.css").read_text("utf-8")

__all__ = ["SCRIPT", "SECTIONS", "STYLE", "Lens", "Row", "Tables", "pack", "sample", "window"]
