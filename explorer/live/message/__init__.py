"""The message of a run: what it holds, its bytes, and its colours."""

from explorer.live.message.colour import palette_for
from explorer.live.message.packing import Message, pack, unpack
from explorer.live.message.setting import Setting
from explorer.live.message.tick import Tick
from explorer.live.message.views import VIEWS

__all__ = ["VIEWS", "Message", "Setting", "Tick", "pack", "palette_for", "unpack"]
