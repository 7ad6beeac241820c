"""The lens: one function, and everything it does, moving with its sliders in the browser."""

from pathlib import Path

from explorer.functions.lens.packing import SECTIONS, Lens, Row, pack
from explorer.functions.lens.sampling import Tables, sample, window
from explorer.live.message.script import joined

_HERE = Path(__file__).parent
_WIRE = _HERE.parents[1] / "live" / "message" / "wire.js"
_PARTS = ("table", "frame", "curve", "parameters", "card", "data", "plane", "lens")


SCRIPT = joined(_WIRE, *(_HERE / f"{name}.js" for name in _PARTS))
STYLE = (_HERE / "lens.css").read_text("utf-8")

__all__ = ["SCRIPT", "SECTIONS", "STYLE", "Lens", "Row", "Tables", "pack", "sample", "window"]
