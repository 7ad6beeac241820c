"""A formula's text, sign by sign: what is allowed in it, and what may stand next to what."""

import keyword
import re
from dataclasses import dataclass

from explorer.formula.faults import FormulaError
from explorer.formula.functions import FUNCTIONS

LONGEST = 200  # characters, spaces not counted
LONGEST_WITH_SPACES = 1000

# Signs that mean the same as Python's; one for one, so that columns stay.
_SAME = str.maketrans("−–‒﹣－·×⋅∗÷", "-----****/")
GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambd",  # Python keeps the full word for itself
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
_LETTER = "A-Za-z_" + "".join(GREEK)
_TOKEN = re.compile(
    r" *(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>[{_LETTER}][{_LETTER}0-9]*)"
    r"|(?P<sign>\*\*|//|<=|>=|==|!=|<<|>>|[-+*/<>(),])"
    r"|(?P<other>[^ ]))"
)
_INSTEAD = {
    "^": "write ** for a power",
    "²": "write **2 for a square",
    "³": "write **3 for a cube",
    "√": "write sqrt(…)",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "∞": "write a large number such as 1e30",
    "=": "write only what stands to its right, or == to compare",
    "|": "write abs(…)",
    "[": "write round brackets",
    "]": "write round brackets",
    "{": "write round brackets",
    "}": "write round brackets",
    "//": "write / for a quotient",
    "<<": "write < to compare",
    ">>": "write > to compare",
    "lambda": "write lambd for a parameter of that name",
    "and": "multiply the two comparisons",
    "or": "write max(…) of the two comparisons",
    "not": "write the opposite comparison",
    "if": "write where(condition, a, b)",
    "else": "write where(condition, a, b)",
}


@dataclass(frozen=True)
class Token:
    """A number, a name or a sign, and the column (from 1) where it starts."""

    kind: str
    text: str
    column: int

    @property
    def ends_operand(self) -> bool:
        """Whether a value stops here, so that an operator must follow."""
        return self.kind != "sign" or self.text == ")"

    @property
    def starts_operand(self) -> bool:
        """Whether a value starts here."""
        return self.kind != "sign" or self.text == "("


def checked(text: str) -> str:
    """The text in Python's own signs, column for column.

    Raises FormulaError where it is too long or empty, where it holds anything that has no place in
    a formula, and where two neighbours do not fit.
    """
    plain = re.sub(r"\s", " ", text).translate(_SAME)
    if len(plain) > LONGEST_WITH_SPACES:
        raise too_long(len(plain))
    check_length(plain)
    tokens = [_token(match) for match in _TOKEN.finditer(plain)]
    if not tokens:
        raise FormulaError(1, "the formula is empty; write one such as x*sigmoid(b*x)")
    _check_order(tokens, len(plain.rstrip()) + 1)
    return plain


def check_length(text: str) -> None:
    """Raise FormulaError where a text has more than LONGEST characters that are not spaces."""
    length = len(text) - text.count(" ")
    if length > LONGEST:
        raise too_long(length)


def too_long(length: int) -> FormulaError:
    """The fault of a text with so many characters."""
    return FormulaError(
        LONGEST + 1, f"the formula has {length:,} characters; at most {LONGEST} are possible"
    )


def _token(match: re.Match[str]) -> Token:
    """The token that was found, if it may stand in a formula."""
    kind = str(match.lastgroup)
    token = Token(kind, match[kind], match.start(kind) + 1)
    if kind == "other" or token.text in _INSTEAD or keyword.iskeyword(token.text):
        shown = token.text if token.text.isprintable() else f"\\u{ord(token.text):04x}"
        shown = "a backtick" if shown == "`" else f"`{shown}`"  # which would end the quotation
        advice = _INSTEAD.get(token.text, "take it out")
        raise FormulaError(token.column, f"{shown} has no place in a formula; {advice}")
    if re.fullmatch("0+[1-9][0-9]*", token.text):
        number = token.text.lstrip("0")
        raise FormulaError(token.column, f"`{token.text}` starts with a zero; write {number}")
    return token


def _check_order(tokens: list[Token], end: int) -> None:
    """Raise FormulaError where a token does not fit the one before it."""
    previous: Token | None = None
    brackets: list[tuple[Token, bool]] = []  # those open, and whether each is a function's
    for token in tokens:
        if token.starts_operand:
            call = token.text == "(" and previous is not None and previous.kind == "name"
            if previous and previous.ends_operand and not call:
                _refuse_neighbours(previous, token)
            if token.text == "(":
                brackets.append((token, call))
        elif not (previous and previous.ends_operand) and token.text not in ("+", "-"):
            raise FormulaError(token.column, f"a value is missing before `{token.text}`")
        elif token.text == ")" and not brackets:
            raise FormulaError(token.column, "this bracket was never opened")
        elif token.text == ")":
            brackets.pop()
        elif token.text == "," and not (brackets and brackets[-1][1]):
            raise FormulaError(token.column, "a comma only parts the values given to a function")
        previous = token
    if previous and not previous.ends_operand:
        raise FormulaError(end, f"a value is missing after `{previous.text}`")
    if brackets:
        raise FormulaError(brackets[-1][0].column, "this bracket is never closed")


def _refuse_neighbours(previous: Token, token: Token) -> None:
    if previous.text in FUNCTIONS:
        called = f"{previous.text}({token.text.strip('(') or '…'})"
        raise FormulaError(
            token.column,
            f"`{previous.text}` takes its value in brackets; write {called}",
        )
    ends = previous.text + token.text
    example = f"write {previous.text}*{token.text}" if not set("()") & set(ends) else "write *"
    raise FormulaError(
        token.column, f"an operator is missing before `{token.text}`; {example} for a product"
    )
