"""Plain fields and arrays as the bytes that a canvas reads, and back.

Layout: uint32 little-endian length of the header; the header, UTF-8 JSON; zeros up to a multiple
of 8; then the body, arrays back to back, little-endian, each starting at a multiple of 8 of the
body. header["arrays"][name] = {"dtype", "shape", "offset" from the start of the body}.
"""

import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np


def encode(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """The fields and arrays as bytes; raises ValueError where a field is not finite."""
    entries, body = {}, bytearray()
    for name, array in arrays.items():
        dtype = array.dtype.kind + str(array.dtype.itemsize)
        entries[name] = {"dtype": dtype, "shape": list(array.shape), "offset": len(body)}
        body += np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()
        body += bytes(-len(body) % 8)
    whole = {**header, "arrays": entries}
    text = json.dumps(whole, ensure_ascii=False, allow_nan=False, default=_plain).encode()
    return struct.pack("<I", len(text)) + text + bytes(-(4 + len(text)) % 8) + bytes(body)


def decode(data: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """The fields and arrays of these bytes. Raises ValueError where they are no message."""
    length = struct.unpack_from("<I", data)[0] if len(data) >= 4 else 0
    if not 0 < length <= len(data) - 4:
        raise ValueError(f"a message of {len(data)} bytes does not hold its header")
    try:
        header = json.loads(data[4 : 4 + length].decode())
        start = 4 + length
        body = data[start + -start % 8 :]
        arrays = {name: _array(body, **entry) for name, entry in header["arrays"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the header of the message cannot be read: {error}") from error
    return header, arrays


def _array(body: bytes, dtype: str, shape: list[int], offset: int) -> np.ndarray:
    return np.frombuffer(body, f"<{dtype}", math.prod(shape), offset).reshape(shape)


def _plain(value: object) -> object:
    """Return a NumPy scalar as the Python value JSON knows."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{value!r} does not go into a message")
