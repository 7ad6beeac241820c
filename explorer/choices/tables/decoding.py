"""The bytes of a file → its text, or a sentence that says what the file is instead."""

import codecs
import re

from explorer.choices.tables.faults import TableError
from explorer.words import number

MOST_BYTES = 20 * 2**20
_BEGINNING = 4096  # bytes that tell how a text without a mark is written

_EXPORT = "export the table as CSV, and take that file"
_OTHER_FILES = (
    (b"PK\x03\x04", f"This is a workbook or an archive, not a text; {_EXPORT}."),
    (b"\xd0\xcf\x11\xe0", f"This is an old Excel workbook, not a text; {_EXPORT}."),
    (b"%PDF", f"This is a PDF, not a table; {_EXPORT}."),
    (b"\x89PNG", f"This is a picture, not a table; {_EXPORT}."),
    (b"\xff\xd8\xff", f"This is a picture, not a table; {_EXPORT}."),
    (b"GIF8", f"This is a picture, not a table; {_EXPORT}."),
    (b"\x1f\x8b", "This file is compressed; unpack it, and take the CSV inside."),
    (b"PAR1", f"This is a Parquet file, not a text; {_EXPORT}."),
)
_OTHER_TEXTS = (
    (
        re.compile(r"\s*<(!doctype|html|\?xml)", re.I),
        f"This is a web page, not a table; {_EXPORT}.",
    ),
    (re.compile(r"\s*(\{|\[\s*[\[{])"), f"This is JSON, not a table; {_EXPORT}."),
)
_NO_TEXT = f"This is no text; {_EXPORT}."
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Characters that no text has: controls but for tab, line ends, form feed and the old end of file.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def text_of(data: bytes | str) -> str:
    """The text, with \\n as its only line end and without a byte order mark.

    UTF-8, UTF-16 and UTF-32 are told by their mark or their bytes; what is none of them is read as
    Windows-1252, which holds Latin-1. Raises TableError for more than `MOST_BYTES`, and for what is
    no text.
    """
    size = len(data) if isinstance(data, bytes) else _encoded_length(data)
    if size > MOST_BYTES:
        raise TableError(
            f"The file has {number(size / 2**20)} MB; at most {MOST_BYTES // 2**20} MB are read."
        )
    text = data if isinstance(data, str) else _decoded(data)
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    for pattern, sentence in _OTHER_TEXTS:
        if pattern.match(text):
            raise TableError(sentence)
    if _CONTROL.search(text):
        raise TableError(_NO_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _encoded_length(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise TableError(_NO_TEXT) from None


def _decoded(data: bytes) -> str:
    for start, sentence in _OTHER_FILES:
        if data.startswith(start):
            raise TableError(sentence)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _in(encoding, data[len(mark) :])
    beginning = data[:_BEGINNING]
    if b"\x00" in beginning:
        return _in(_wide(beginning), data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _in(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise TableError(_NO_TEXT) from None


def _wide(beginning: bytes) -> str:
    """UTF-16 in the order that its zeros tell: of Western text, every other byte is zero."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"
