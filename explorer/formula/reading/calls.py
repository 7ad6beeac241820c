"""What a name begins: a function with its arguments, a factor before brackets, or a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formula.faults import FormulaError
from explorer.formula.library import known
from explorer.formula.operations import FUNCTIONS
from explorer.formula.reading.aliases import ELSEWHERE, FACTORS, MODULES, WHOLE_VECTOR
from explorer.formula.reading.cursor import CLOSING
from explorer.formula.reading.functions import function, is_constant, may_be_parameter
from explorer.formula.reading.names import Named
from explorer.formula.reading.parts import Part
from explorer.formula.reading.tokens import Token

if TYPE_CHECKING:
    from explorer.formula.reading.grammar import Grammar

CHOICE, SIGN, POWER = 1, 8, 9
_ALL = ("and", "AND", "And", "logical_and")
_ANY = ("or", "OR", "Or", "logical_or")
_OFF = ("False", "None", "false", "none")


def named(grammar: Grammar) -> Part:
    """A name, what is called by it, or a factor before brackets."""
    first = token = grammar.step()
    library = ""  # the first module, for its own ways; the last is where norm.cdf stands
    while token.text in MODULES and grammar.is_next(".") and grammar.ahead(1).kind == "name":
        library = token.text if not library or token.text == "norm" else library
        grammar.step()
        token = grammar.step()
    if token is not first:
        grammar.names.notes.append(
            f"`{grammar.maker.typed(first.start, token.start).strip()}` was dropped."
        )
    name = "lambd" if token.text == "lambda" else token.text
    if is_constant(name) and grammar.is_next("(") and grammar.ahead(1).text == ")":
        grammar.place += 2  # a spreadsheet's PI()
    if grammar.brackets_follow() and not _multiplies(grammar, token):
        return called(grammar, token, library, first.start)
    is_whole = grammar.is_alone(first.start) and len(name) > 1
    if function(name) and (is_whole or not may_be_parameter(name)):
        return _bare(grammar, token, library, first.start)
    if ELSEWHERE.get(name.lower()) == WHOLE_VECTOR:
        raise _whole_vector(grammar, token)
    return grammar.names.alone(name, first.start, token.end)


def _multiplies(grammar: Grammar, token: Token) -> bool:
    """Whether a letter before brackets is a factor: α(eˣ − 1), but not f(x) or gamma(x)."""
    name = token.text
    if name == "x" or (is_constant(name) and name != "e"):
        return True
    if function(name) or (name in ELSEWHERE and grammar.typed(token) == name):
        return False
    return name in grammar.names.parameters or name in FACTORS


def called(grammar: Grammar, token: Token, library: str, start: int) -> Part:
    """A function and its arguments in brackets; layers such as nn.LeakyReLU(0.1)(x) too."""
    if ELSEWHERE.get(token.text.lower()) == WHOLE_VECTOR:
        raise _whole_vector(grammar, token)
    parts, keywords = arguments(grammar, token.text)
    if _is_layer(token.text, parts, library):
        inner = [grammar.maker.name("x", start, grammar.last.end)]
        if grammar.brackets_follow():
            inner, _ = arguments(grammar, token.text)
        else:
            grammar.names.notes.append("The layer is applied to x.")
        parts = [*inner, *parts]
    if token.text in (*_ALL, *_ANY) and len(parts) > 1 and not keywords:
        join = grammar.maker.both if token.text in _ALL else grammar.maker.either
        result = parts[0]
        for part in parts[1:]:
            result = join(result, part)
        return result
    place = (start, grammar.last.end)
    return grammar.names.called(token.text, parts, keywords, place, library)


def _whole_vector(grammar: Grammar, token: Token) -> FormulaError:
    reason = f"`{grammar.typed(token)}` is not known here; {WHOLE_VECTOR}"
    return FormulaError(token.start + 1, reason)


def _is_layer(name: str, parts: list[Part], library: str) -> bool:
    """Whether a call makes a layer: nn.Hardtanh(-2, 2), and also LeakyReLU(0.3) and ReLU()."""
    if not name[:1].isupper() or len(name) == 1:
        return False
    entry = known().get(function(name))
    alone = entry and (entry.parameters or not parts) and all(p.tree.is_constant for p in parts)
    return bool(alone) or library in ("nn", "torch", "layers", "tf", "keras")


def arguments(grammar: Grammar, name: str) -> tuple[list[Part], Named]:
    """The values given in brackets, and those given by name."""
    opened = grammar.step()
    grammar.enter(opened)
    parts: list[Part] = []
    keywords: Named = {}
    if not grammar.is_next(CLOSING[opened.text]):
        while True:
            token = grammar.here
            if token.kind == "name" and grammar.ahead(1).text == "=":
                grammar.place += 2
                keywords[token.text] = (_given(grammar), token.start)
            elif name in ("max", "min", "maximum", "minimum") and grammar.is_next("["):
                grammar.enter(grammar.step())
                parts.append(grammar.expression(CHOICE))
                while grammar.take(","):
                    parts.append(grammar.expression(CHOICE))
                grammar.leave()
            else:
                parts.append(grammar.expression(CHOICE))
            if not grammar.take(",", ";"):
                break
    grammar.leave()
    return parts, keywords


def _given(grammar: Grammar) -> Part:
    """The value of an argument with a name; words count as 1, and as 0 where they switch off."""
    token = grammar.here
    if token.kind == "string" or token.text in (*_OFF, "True", "true"):
        grammar.step()
        is_on = token.text.strip("'\"") not in _OFF
        return grammar.maker.number(int(is_on), token.start, token.end)
    return grammar.expression(CHOICE)


def _bare(grammar: Grammar, token: Token, library: str, start: int) -> Part:
    """A function without brackets: sin x, sin² x, or its name alone."""
    name, power = token.text, None
    if grammar.is_next("**") and name != "exp":
        sign = grammar.step()
        power = grammar.expression(POWER)
        if not (isinstance(power.tree.value, int) and power.tree.value > 0):
            inverse = f"a{name}(x)" if f"a{name}" in FUNCTIONS else "the inverse function"
            reason = f"this can be read in two ways; write 1/{name}(x) or {inverse}"
            raise FormulaError(sign.start + 1, reason)
    if grammar.brackets_follow():
        part = called(grammar, token, library, start)
    elif grammar.here.starts_operand or (grammar.is_next("|") and not grammar.is_in_size):
        part = _argument(grammar, token, library, start)
    elif power is None and grammar.is_alone(start):
        grammar.added.append(f"`{name}` is read as `{function(name)}(x)`.")
        x = grammar.maker.name("x", token.end, token.end)
        part = grammar.names.called(name, [x], {}, (start, token.end), library)
    else:
        raise FormulaError(token.start + 1, f"`{name}` is a function; write {name}(…)")
    return part if power is None else grammar.maker.joined("**", part, power)


def _argument(grammar: Grammar, token: Token, library: str, start: int) -> Part:
    """What a function without brackets is applied to: sin 2πx + 1 is sin(2πx) + 1."""
    part = grammar.expression(SIGN)
    while part.tree.is_constant and grammar.here.kind == "name":
        if function(grammar.here.text) and not may_be_parameter(grammar.here.text):
            break
        part = grammar.maker.joined("*", part, grammar.expression(SIGN))
    typed = grammar.maker.typed(part.start, part.end)
    grammar.added.append(f"`{token.text} {typed}` is read as `{token.text}({typed})`.")
    return grammar.names.called(token.text, [part], {}, (start, part.end), library)


def methods(grammar: Grammar, part: Part) -> Part:
    """x.clamp(min=0).tanh()."""
    while grammar.is_next(".") and grammar.ahead(1).kind == "name" and grammar.brackets_follow(2):
        grammar.step()
        token = grammar.step()
        name = token.text.rstrip("_")
        more, keywords = arguments(grammar, name)
        ends = (token.start, grammar.last.end)
        part = grammar.names.called(name, [part, *more], keywords, ends).at(part.start, ends[1])
    return part
