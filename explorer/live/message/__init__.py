"""The canvas that plays a run: what a message holds, its bytes, and the script that draws it."""

from pathlib import Path

from explorer.live.message.colour import palette_for
from explorer.live.message.packing import VIEWS, Message, pack, unpack
from explorer.live.message.script import joined

_HERE = Path(__file__).parent
_PARTS = ("wire", "net", "folds", "warp", "layers", "network", "maps", "chart", "player")
_DEEP_PARTS = ("wire", "net", "folds", "ledger", "network", "maps", "chart", "player")
_DIAL_PARTS = ("wire", "net", "folds", "warp", "maps", "dial")


def _style(*names: str) -> str:
    return "\n".join((_HERE / f"{name}.css").read_text("utf-8") for name in names)


SCRIPT = joined(*(_HERE / f"{part}.js" for part in _PARTS))
STYLE = _style("player", "network")
DEEP_SCRIPT = joined(*(_HERE / f"{part}.js" for part in _DEEP_PARTS))
DIAL_SCRIPT = joined(*(_HERE / f"{part}.js" for part in _DIAL_PARTS))
DIAL_STYLE = _style("player", "dial")

__all__ = [
    "DEEP_SCRIPT",
    "DIAL_SCRIPT",
    "DIAL_STYLE",
    "SCRIPT",
    "STYLE",
    "VIEWS",
    "Message",
    "pack",
    "palette_for",
    "unpack",
]
