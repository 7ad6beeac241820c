"""A formula's text, cut into numbers, names and signs; each keeps the columns where it stands."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from explorer.formula.faults import FormulaError
from explorer.formula.reading.signs import (
    FRACTIONS,
    GREEK,
    INSTEAD,
    LOWERED,
    RAISED,
    ROOTS,
    SAME,
    SIGNS,
    TEX_INSTEAD,
    TEX_NAMES,
    TEX_SIGNS,
    TEX_SILENT,
    TEX_WORDS,
    WORDS,
)

LONGEST = 200  # characters, spaces not counted
LONGEST_WITH_SPACES = 1000

_GREEK, _LOWERED = "".join(GREEK), "".join(LOWERED)
_KINDS = (
    ("space", r"\s+|\$(?![A-Z]{1,2}\$?[0-9])|\\[()\[\]](?!\w)"),
    ("row", r"\\\\(?:\[[^\]]*\])?"),
    ("begin", r"(?:\\\{\s*)?\\begin\{(?:cases|dcases|rcases|array)\*?\}(?:\{[lcr|@{} ]*\})?"),
    ("end", r"\\end\{(?:cases|dcases|rcases|array)\*?\}"),
    ("indicator", r"(?:\\(?:math|text)\w+?\s*\{?[1I]\}?|\\chi|𝟙|\b[1I](?=_))_?(?=\s*\\?[\[({])"),
    ("words", rf"\\(?:{TEX_WORDS})\*?\s*\{{[^{{}}]*\}}"),
    ("command", r"\\[A-Za-z]+(?:_\{\w+\}|_[0-9A-Za-z])?"),
    ("bracket", r"\\[{}|]"),
    ("thin", r"\\[,;:! ]"),
    ("number", r"(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF](?![\w(])"),
    ("number", r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"),
    ("name", r"NORM\.S\.DIST"),
    ("name", r"\$[A-Z]{1,2}\$?[0-9]{1,4}|[A-Z]{1,2}\$[0-9]{1,4}"),
    ("name", rf"[{_GREEK}](?:[0-9{_LOWERED}]|_(?=[A-Za-z0-9])[A-Za-z0-9]+)*(?:_\{{\w+\}})?"),
    ("name", rf"[A-Za-z_][A-Za-z_0-9{_LOWERED}]*(?:(?<=_)\{{\w+\}})?"),
    ("raised", f"[{''.join(RAISED)}]+"),
    ("fraction", f"[{''.join(FRACTIONS)}]"),
    ("string", r"'[^']*'|\"[^\"]*\""),
    ("dot", r"\.(?=[-+<>=(])"),  # Julia's, for a whole array
    (
        "sign",
        r"\*\*|\.\*\*|\.[*/^]|===|!==|==|<=|>=|!=|~=|<>|/=|=<|=>|->|<-|:=|&&|::|//|<<|>>"
        r"|[-+*/^<>(),;:.|&!~=\[\]{}?]",
    ),
    ("other", r"(?s:.)"),
)
_TOKEN = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_KINDS)))


@dataclass(frozen=True)
class Token:
    """A number, name, string, sign or TeX command, and the place where it starts and ends.

    Places count from 0. `spaced` says that a space stands before it.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool = False

    @property
    def ends_operand(self) -> bool:
        """Whether a value stops here."""
        return self.kind in ("number", "name", "fraction", "raised", "end") or (
            self.kind == "sign" and self.text in (")", "]", "}")
        )

    @property
    def starts_operand(self) -> bool:
        """Whether a value starts here."""
        return self.kind in ("number", "name", "fraction", "begin", "root", "frac") or (
            self.kind == "sign" and self.text in ("(", "[", "{")
        )


def too_long(text: str) -> FormulaError | None:
    """The fault of a text with too many characters."""
    length = len(text) if len(text) > LONGEST_WITH_SPACES else len(re.sub(r"\s", "", text))
    if length <= LONGEST:
        return None
    reason = f"the formula has {length:,} characters; at most {LONGEST} are possible"
    return FormulaError(LONGEST + 1, reason)


def plain(text: str) -> str:
    """The text with letters of other alphabets' styles as plain ones, place for place."""
    return "".join(
        letter if letter in RAISED or letter in LOWERED or letter == "𝟙" else _plain(letter)
        for letter in text
    )


def _plain(letter: str) -> str:
    same = unicodedata.normalize("NFKC", letter) if ord(letter) > 127 else letter
    return same if len(same) == 1 else letter


def tokens(text: str, start: int = 0) -> list[Token]:
    """The tokens of a plain text from a place on.

    Raises FormulaError at the first that has no place in a formula.
    """
    found: list[Token] = []
    spaced = False
    for match in _TOKEN.finditer(text, start):
        kind = _KINDS[int(str(match.lastgroup)[1:])][0]
        made = list(_made(kind, match[0], match.start(), match.end(), spaced))
        found += made
        spaced = kind in ("space", "thin") or (spaced and not made)
    return found


def _made(kind: str, text: str, start: int, end: int, spaced: bool) -> Iterator[Token]:
    """The tokens that one piece of text is."""
    here = (start, end, spaced)
    match kind:
        case "space" | "dot" | "thin":
            return
        case "words":
            inner = text.index("{") + 1
            for part in tokens(text[inner:-1]):
                yield Token(
                    part.kind, part.text, start + inner + part.start, start + inner + part.end
                )
        case "indicator":
            yield Token("name", "indicator", *here)
        case "command":
            yield from _command(text[1:], *here)
        case "bracket":
            yield Token("sign", text[1:], *here)
        case "name":
            yield _name(text, *here)
        case "raised":
            inner = "".join(RAISED[letter] for letter in text)
            yield Token("sign", "**", *here)
            yield Token("sign", "(", *here)
            for part in tokens(inner):
                yield Token(part.kind, part.text, start + part.start, start + part.end)
            yield Token("sign", ")", end - 1, end)
        case "sign":
            yield Token("sign", SIGNS.get(text, text), *here)
        case "other":
            yield _other(text, *here)
        case "number":
            if re.fullmatch("0+[1-9][0-9]*", text):
                number = text.lstrip("0")
                raise FormulaError(start + 1, f"`{text}` starts with a zero; write {number}")
            yield Token("number", text.rstrip("fF"), *here)
        case _:
            yield Token(kind, text, *here)


def _name(text: str, start: int, end: int, spaced: bool) -> Token:
    text = "".join(GREEK.get(letter, LOWERED.get(letter, letter)) for letter in text)
    text = re.sub(r"[{}$]", "", text)
    return Token("sign" if text in WORDS else "name", text, start, end, spaced)


def _other(text: str, start: int, end: int, spaced: bool) -> Token:
    if text in SAME:
        sign = SAME[text]
        return Token("sign", sign, start, end, spaced)
    if text in ROOTS:
        return Token("root", ROOTS[text], start, end, spaced)
    raise no_place(text, start)


def _command(text: str, start: int, end: int, spaced: bool) -> Iterator[Token]:
    """The tokens of a TeX command."""
    here = (start, end, spaced)
    name, _, index = text.partition("_")
    if name in TEX_SILENT:
        return
    if name in ("frac", "dfrac", "tfrac", "cfrac"):
        yield Token("frac", name, *here)
    elif name == "sqrt":
        yield Token("root", name, *here)
    elif name in TEX_SIGNS:
        yield Token("sign", TEX_SIGNS[name], *here)
    elif name in TEX_INSTEAD:
        raise no_place(TEX_INSTEAD[name], start)
    else:
        name = TEX_NAMES.get(name, name)
        yield _name(f"{name}_{index}" if index else name, *here)


def no_place(text: str, start: int) -> FormulaError:
    """The fault of a sign that no formula has."""
    shown = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    shown = "a backtick" if shown == "`" else f"`{shown}`"  # which would end the quotation
    advice = INSTEAD.get(text, "take it out")
    return FormulaError(start + 1, f"{shown} has no place in a formula; {advice}")
