"""The canvas that plays a run: what a message holds, its bytes, and the script that draws it."""

from pathlib import Path

from explorer.player.colour import palette_for
from explorer.player.packing import VIEWS, Message, pack, unpack

_HERE = Path(__file__).parent
_PARTS = ("net", "folds", "warp", "layers", "network", "maps", "chart", "player")


def _script(part: str) -> str:
    """One part without its comments and indents, since it travels with every message."""
    lines = (line.strip() for line in (_HERE / f"{part}.js").read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


# One module for the browser, in parts for the reader.
SCRIPT = "\n".join(_script(part) for part in _PARTS)
STYLE = "\n".join((_HERE / name).read_text("utf-8") for name in ("player.css", "network.css"))

__all__ = [
    "SCRIPT",
    "STYLE",
    "VIEWS",
    "Message",
    "pack",
    "palette_for",
    "unpack",
]
