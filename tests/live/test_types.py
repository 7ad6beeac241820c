"""The browser's types of the message are those of the dataclasses that make it."""

import pytest

from explorer.live.message import pack, types
from explorer.live.message.wire import decode
from tests.live.test_message import made


def test_the_browsers_types_are_written_from_the_message():
    assert types.path().read_text("utf-8") == types.render(), (
        "write them anew: python -m explorer.live.message.types"
    )


def test_every_field_that_travels_has_a_type():
    message = made()
    for data, of in ((pack(message), "Tick"), (message.setting.packed, "Setting")):
        declared = types.render().split(f"export interface {of} {{")[1].split("\n}")[0]
        header, arrays = decode(data)
        for name in {*header, *arrays} - {"arrays"}:
            assert f"\n  {name}: " in declared or f"\n  {name}?: " in declared, name


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
