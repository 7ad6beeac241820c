"""Whatever the bytes, they are a table or one sentence, in little memory."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.choices.tables import TableError, prepare, read
from explorer.choices.tables.decoding import MOST_BYTES
from tests.choices.tables.files import GOOD

EXAMPLES = 100
SEEDS = [file.data if isinstance(file.data, bytes) else file.data.encode() for file in GOOD]
PIECES = st.sampled_from(
    (
        *(sign.encode() for sign in ",;.|#-\"'?%€−٣=()<{"),
        *(b"--", b"---"),
        *(
            b" ",
            b"\t",
            b"\n",
            b"\n",
            b"\r",
            b"\r\n",
            b"\x00",
            b"\xff",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
        ),
        *(b"1", b"2.5", b"1,5", b"1.234", b"1e999", b"nan", b"inf", b"1_0", b"0x1", b"9" * 400),
        *(b"=cmd()", b"2024-01-01", b"true", b"false", b"word", b"sep=;"),
    )
)


def taken(data):
    """These bytes are a table, made ready in every way, or are answered in one sentence."""
    try:
        table = read(data)
        for standardise in (False, True):
            for fill in (False, True):
                made = prepare(
                    table, table.label, table.features(table.label), standardise, fill=fill
                )
                assert made.x.shape == (len(made.y), len(made.inputs))
                assert abs(made.x).max() < 1e19
        told = ""
    except TableError as error:
        told = str(error)
    assert "\n" not in told
    assert len(told) < 5000


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_sentence(data):
    taken(data)


@settings(max_examples=EXAMPLES)
@given(st.text(max_size=300))
def test_any_text_is_a_table_or_a_sentence(text):
    taken(text)


@settings(max_examples=EXAMPLES)
@given(st.lists(PIECES, max_size=60).map(b"".join))
def test_any_pieces_of_tables_are_a_table_or_a_sentence(data):
    taken(data)


@settings(max_examples=EXAMPLES)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 4), PIECES)))
def test_a_file_with_bytes_changed_is_a_table_or_a_sentence(data, changes):
    for place, removed, piece in changes:
        place %= len(data) + 1
        data = data[:place] + piece + data[place + removed :]
    taken(data)


def filled(piece, size=MOST_BYTES):
    return (piece * (size // len(piece) + 1))[:size]


LARGE = {
    "commas": filled(b","),
    "rows of commas": filled(b"," * 90_000 + b"\n"),
    "one cell": filled(b"a"),
    "digits": filled(b"1"),
    "blanks": filled(b" "),
    "line ends": filled(b"\n"),
    "old line ends": filled(b"\r"),
    "quotation marks": filled(b'"'),
    "a mark that is not closed": b'x,y\n1,"' + filled(b"1,2" * 60 + b"\n", MOST_BYTES - 10),
    "breaks within a cell": filled(b'"' + b"\n" * 900 + b'",1\n'),
    "zeros": filled(b"\x00"),
    "comments": filled(b"#" + b" " * 300 + b"\n"),
    "numbers": b"1.25,2.5,3.75,-4.125,5.5e3,10,11.5,1\n6,7,8,9,1,2,3,0\n" * 31_000,
    "words": b"".join(b"w%d,v%d,%d\n" % (i, i * 7, i % 3) for i in range(99_000)),
    "decimal commas and gaps": b"".join(
        b"%d,5;1.%03d,5;-;%d\n" % (i, i % 1000, i % 3) for i in range(99_000)
    ),
}


@pytest.mark.parametrize("key", LARGE)
def test_a_large_file_takes_little_memory(key):
    taken(LARGE[key])
    tracemalloc.start()
    try:
        read(LARGE[key])
    except TableError:
        pass
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 15 * MOST_BYTES
