"""Forms with parts in places of their own: TeX's fractions, roots and cases, and `if … else`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formula.faults import FormulaError
from explorer.formula.reading import calls
from explorer.formula.reading.parts import Part
from explorer.formula.reading.tokens import Token

if TYPE_CHECKING:
    from explorer.formula.reading.grammar import Grammar

_CHOICE, _OR, _NOT, _POWER = 1, 2, 4, 9
_IF = ("if", "for", "when", "where")
_ELSE = ("otherwise", "else", "elsewhere", "sonst")


def fraction(grammar: Grammar) -> Part:
    r"""\frac{u}{v}, also \frac12."""
    token = grammar.step()
    upper, lower = _piece(grammar), _piece(grammar)
    part = grammar.maker.joined("/", upper, lower)
    return part.at(token.start, lower.end)


def _piece(grammar: Grammar) -> Part:
    """What stands in braces, or one digit or name."""
    token = grammar.here
    if token.kind == "number" and token.text.isdigit() and len(token.text) > 1:
        digit = grammar.maker.number(int(token.text[0]), token.start, token.start + 1)
        grammar.put(Token("number", token.text[1:], token.start + 1, token.end))
        return digit
    return grammar.expression(_POWER + 1)


def root(grammar: Grammar) -> Part:
    r"""√u, \sqrt{u} and \sqrt[3]{u}."""
    token = grammar.step()
    if grammar.is_next("["):
        grammar.enter(grammar.step())
        degree = grammar.expression(_CHOICE)
        grammar.leave()
        part = grammar.expression(_POWER)
        place = (token.start, part.end)
        return grammar.maker.template("u**(1/v)", {"u": part, "v": degree}, *place)
    part = grammar.expression(_POWER)
    return grammar.names.called(token.text, [part], {}, (token.start, part.end))


def cases(grammar: Grammar) -> Part:
    r"""\begin{cases} u & x > 0 \\ v & \text{otherwise} \end{cases}."""
    opened = grammar.step()
    rows: list[tuple[Part, Part | None]] = []
    while grammar.here.kind != "end":
        value = grammar.expression(_NOT)  # looser, & is a sign of its own
        condition = _condition(grammar, opened)
        rows.append((value, condition))
        if grammar.here.kind == "row":
            grammar.step()
        elif grammar.here.kind != "end":
            raise _unreadable(opened)
    grammar.step()
    if len(rows) < 2 or any(condition is None for _, condition in rows[:-1]):
        raise _unreadable(opened)
    result = rows[-1][0]
    for value, condition in reversed(rows[:-1]):
        assert condition is not None
        result = grammar.maker.choice(condition, value, result)
    return result


def _condition(grammar: Grammar, opened: Token) -> Part | None:
    """When a row of cases counts; None for otherwise."""
    grammar.take(",")
    if not grammar.take("and"):  # & parts the columns
        return None
    while grammar.take(",") or grammar.word(*_IF):
        pass
    condition = None if grammar.word(*_ELSE) else grammar.expression(_OR)
    while grammar.take(",", ".", ";"):
        pass
    return condition


def _unreadable(opened: Token) -> FormulaError:
    reason = "these cases cannot be read; write where(condition, a, b)"
    return FormulaError(opened.start + 1, reason)


def if_then(grammar: Grammar) -> Part:
    """`if c: a else: b` of any language, and spreadsheets' `if(c, a, b)`."""
    opened = grammar.step()
    start, condition = grammar.place, None
    if grammar.is_next("("):
        parts, _ = calls.arguments(grammar, "where")
        if len(parts) > 1:
            return grammar.names.called("where", parts, {}, (opened.start, parts[-1].end))
        condition = parts[0] if parts and grammar.here.starts_operand else None
    if condition is None:
        grammar.place = start
        condition = grammar.expression(_OR)
    while grammar.take(":", "then", "{", ",") or grammar.word("return"):
        pass
    chosen = grammar.expression(_OR)
    while grammar.take(";", "}", ","):
        pass
    if grammar.is_next("elif"):
        other = if_then(grammar)
    else:
        if not (grammar.take("else") or grammar.here.text == "return"):
            reason = "`if` needs `else` after its value; write where(condition, a, b)"
            raise FormulaError(opened.start + 1, reason)
        while grammar.take(":", "{") or grammar.word("return"):
            pass
        other = grammar.expression(_CHOICE)
    while grammar.take("}", ";") or grammar.word("end"):
        pass
    return grammar.maker.choice(condition, chosen, other)
