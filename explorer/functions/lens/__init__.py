"""The lens: one function, and everything it does, moving with its sliders in the browser."""

from explorer.functions.lens.packing import SECTIONS, Lens, Row, pack
from explorer.functions.lens.sliders import window

__all__ = ["SECTIONS", "Lens", "Row", "pack", "window"]
