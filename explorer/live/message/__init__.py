"""The message of a run: what it holds, its bytes, and its colours."""

from explorer.live.message.colour import palette_for
from explorer.live.message.packing import Message, pack, unpack
from explorer.live.message.views import VIEWS

__all__ = ["VIEWS", "Message", "pack", "palette_for", "unpack"]
