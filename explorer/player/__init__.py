"""The canvas that plays a run: what a message holds, its bytes, and the script that draws it."""

from pathlib import Path

from explorer.player.colour import encode_binary, encode_classes, levels_for, palette_for
from explorer.player.packing import Message, pack, unpack

_HERE = Path(__file__).parent
# One module for the browser, in parts for the reader.
SCRIPT = "\n".join(
    (_HERE / part).read_text(encoding="utf-8") for part in ("maps.js", "chart.js", "player.js")
)
STYLE = (_HERE / "player.css").read_text(encoding="utf-8")

__all__ = [
    "SCRIPT",
    "STYLE",
    "Message",
    "encode_binary",
    "encode_classes",
    "levels_for",
    "pack",
    "palette_for",
    "unpack",
]
