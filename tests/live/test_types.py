"""The browser's types of the message are those of the dataclass that makes it."""

import json
import struct

import pytest

from explorer.live.message import Message, pack, types
from tests.live.test_message import fields


def test_the_browsers_types_are_written_from_the_message():
    assert types.path().read_text("utf-8") == types.render(), (
        "write them anew: python -m explorer.live.message.types"
    )


def test_every_field_that_travels_has_a_type():
    data = pack(Message(**fields()))
    (length,) = struct.unpack_from("<I", data)
    header = json.loads(data[4 : 4 + length])
    for name in (*header, *header["arrays"]):
        assert f"\n  {name}: " in types.render(), name


@pytest.mark.parametrize(
    ("hint", "wanted"),
    [
        (tuple[tuple[int, float], ...], "[number, number][]"),
        (float | None, "number | null"),
        (dict[str, int], None),
    ],
    ids=str,
)
def test_a_type_of_python_is_one_of_the_browsers_or_refused(hint, wanted):
    if wanted is None:
        with pytest.raises(KeyError):
            types.typescript(hint)
    else:
        assert types.typescript(hint) == wanted
