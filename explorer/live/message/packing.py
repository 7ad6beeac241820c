"""Everything the player shows, as bytes, and back: the setting once a run, and ticks."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from explorer.live.message import tick as ticks
from explorer.live.message.setting import Setting, unpack_setting
from explorer.live.message.shapes import check_shapes
from explorer.live.message.tick import Tick
from explorer.live.message.wire import decode, encode


@dataclass(frozen=True, eq=False)
class Message:
    """A tick of P networks with n parameters each, and the setting it belongs to."""

    setting: Setting
    tick: Tick

    def __post_init__(self) -> None:
        """Raise ValueError where the one does not fit the other."""
        widths = self.setting.widths
        sizes = check_shapes(self.tick, ticks.ARRAYS, P=len(self.setting.titles))
        needed = sum((i + 1) * o for i, o in pairwise(widths))
        if sizes["n"] < needed:
            raise ValueError(f"{sizes['n']} parameters; widths {widths} need {needed}")
        if any(self.setting.norm):
            self._check_scales(needed, sizes["n"])

    def _check_scales(self, first: int, numbers: int) -> None:
        widths, scales = self.setting.widths[1:-1], self.setting.scales
        parts = 4 if "batch" in self.setting.norm else 2
        ends = [at + parts * o for at, o in zip(scales, widths, strict=False)]
        if len(ends) != len(widths) or min((first, *scales)) < first or max((0, *ends)) > numbers:
            raise ValueError(
                f"scales is {scales}; expected a place among {first} to {numbers} for each "
                "hidden layer"
            )


def pack(message: Message, whole: bool = True) -> bytes:
    """The message as bytes, laid out as `explorer.live.message.wire` says.

    Only a whole one holds its setting, as bytes laid out likewise; the others name it by its key.
    """
    tick, setting = message.tick, message.setting
    header = {name: getattr(tick, name) for name in ticks.PLAIN} | {"setting": setting.key}
    arrays = {name: getattr(tick, name) for name in ticks.ARRAYS}
    if whole:
        arrays["setting_bytes"] = np.frombuffer(setting.packed, np.uint8)
    return encode(header, arrays)


def unpack(data: bytes, settings: Mapping[str, Setting] | None = None) -> Message:
    """The message of these bytes, whose setting may be known by its key.

    Raises ValueError where they are not one, or their setting is neither in them nor known.
    """
    header, arrays = decode(data)
    try:
        known = (settings or {}).get(header["setting"])
        setting = known or unpack_setting(arrays["setting_bytes"].tobytes())
        values: dict[str, Any] = {name: header[name] for name in ticks.PLAIN}
        values |= {name: arrays[name] for name in ticks.ARRAYS}
        return Message(setting, Tick(**values))
    except (KeyError, TypeError) as error:
        raise ValueError(f"the header of the message is incomplete: {error}") from error
