"""Everything the player shows, as bytes, and back: the setting once a run, and ticks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.choices.sizes import plain_size
from explorer.live.message import tick as ticks
from explorer.live.message.setting import Setting, unpack_setting
from explorer.live.message.shapes import check_shapes
from explorer.live.message.tick import Tick
from explorer.live.message.wire import decode, encode


@dataclass(frozen=True, eq=False)
class Message:
    """A tick of P networks with n parameters in all, and the setting it belongs to."""

    setting: Setting
    tick: Tick

    def __post_init__(self) -> None:
        """Raise ValueError where the one does not fit the other."""
        setting = self.setting
        sizes = check_shapes(self.tick, ticks.ARRAYS, P=len(setting.titles))
        if sizes["n"] != sum(setting.sizes):
            raise ValueError(f"{sizes['n']} parameters; the networks have {setting.sizes}")
        for row in zip(
            setting.titles,
            setting.widths,
            setting.sizes,
            setting.norm,
            setting.scales,
            strict=True,
        ):
            _check_network(*row)


def _check_network(
    title: str, widths: tuple[int, ...], size: int, norm: str, scales: tuple[int, ...]
) -> None:
    """Raise ValueError where a network's numbers are too few, or its norms lie beyond them."""
    first = plain_size(widths)
    if size < first:
        raise ValueError(f"{size} parameters of {title}; widths {widths} need {first}")
    parts = {"": 0, "layer": 2, "batch": 4}[norm]
    ends = [at + parts * o for at, o in zip(scales, widths[1:-1], strict=True)]
    if parts and (min((first, *scales)) < first or max((0, *ends)) > size):
        raise ValueError(
            f"scales of {title} is {scales}; expected a place among {first} to {size} for each "
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
