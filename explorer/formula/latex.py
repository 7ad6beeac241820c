"""A tree → LaTeX."""

import re
from collections.abc import Mapping

from explorer.formula.operations import COMPARISONS, OPERATIONS, OPPOSITES
from explorer.formula.reading.signs import GREEK
from explorer.formula.tree import NAME, NUMBER, ONE, ZERO, Node, node

# How tightly a piece of LaTeX holds together; a part that is looser than its place needs brackets.
_CASES, _SUM, _SIGNED, _PRODUCT, _POWER, _ATOM = range(6)
_SIGNS = {"lt": "<", "le": r"\le", "gt": ">", "ge": r"\ge", "eq": "=", "ne": r"\ne"}
_GREEK = {name: "\\" + name for name in GREEK.values()} | {"lambd": r"\lambda"}
_SQUARED = ("cos", "cosh", "sin", "sinh", "tan", "tanh")
MOST_DIGITS = 9  # of a number that are written
_SMALL_FRACTION = 99  # numerator and denominator up to this are set small: ½

Written = tuple[str, int]


def symbol(name: str) -> str:
    """The LaTeX of a parameter's name: b, b_{2}, \\beta, \\mathrm{slope}_{l}."""
    match = re.fullmatch(r"([A-Za-z]+)_?([A-Za-z0-9]*)", name)
    if not match:
        return rf"\mathrm{{{name.replace('_', chr(92) + '_')}}}"
    stem, index = match.groups()
    stem = _GREEK.get(stem, stem if len(stem) == 1 else rf"\mathrm{{{stem}}}")
    return f"{stem}_{{{index}}}" if index else stem


def formula(root: Node, symbols: Mapping[str, str] | None = None) -> str:
    """The LaTeX of a formula; `symbols` has that of parameters whose names do not say it."""
    if root.op in _SIGNS:
        root = node("where", root, ONE, ZERO)
    return _Writer(symbols or {}).at(root, _CASES)


class _Writer:
    def __init__(self, symbols: Mapping[str, str]) -> None:
        self._symbols = symbols

    def at(self, part: Node, needed: int) -> str:
        """A part's LaTeX, in brackets where it is looser than its place needs."""
        text, tight = self._set(part)
        return text if tight >= needed else rf"\left( {text} \right)"

    def _set(self, part: Node) -> Written:
        match part.op:
            case "number":
                return _number(part.value)
            case "name":
                return self._symbols.get(part.value) or symbol(part.value), _ATOM
            case "pi":
                return r"\pi", _ATOM
            case "e":
                return "e", _ATOM
            case "neg":
                return "-" + self.at(part.parts[0], _PRODUCT), _SIGNED
            case "where":
                return self._cases(part), _CASES
            case "max" | "min":
                inside = ", ".join(self.at(side, _CASES) for side in _flat(part))
                return rf"\{part.op}({inside})", _ATOM
            case op if op in _SIGNS:
                return rf"\left[ {self._comparison(part)} \right]", _ATOM
            case "add" | "sub" | "mul" | "div" | "pow":
                return self._binary(part)
        (operand,) = part.parts
        tight = _ATOM if part.op in ("abs", "sqrt", "expm1") else _POWER
        inside = self.at(operand, _SIGNED if part.op == "log1p" else _CASES)
        template = OPERATIONS[part.op].latex
        if (
            operand.op == NAME
            and r"\left( {u} \right)" in template
            and part.op not in ("Phi", "phi", "sigmoid")
        ):
            template = template.replace(r"\left( {u} \right)", "{u}")
        elif operand.op in (NAME, NUMBER):
            template = template.replace(r"\left( {u} \right)", "({u})")
        return template.format(u=inside), tight

    def _binary(self, part: Node) -> Written:
        left, right = part.parts
        match part.op:
            case "add" | "sub":
                sign = "+" if part.op == "add" else "-"
                needed = _PRODUCT if part.op == "sub" or right.op == "neg" else _SUM
                return f"{self.at(left, _SUM)} {sign} {self.at(right, needed)}", _SUM
            case "div":
                small = all(
                    side.op == NUMBER and abs(side.value) <= _SMALL_FRACTION for side in part.parts
                )
                fraction = rf"\{'tfrac' if small else 'frac'}"
                return (
                    rf"{fraction}{{{self.at(left, _CASES)}}}{{{self.at(right, _CASES)}}}",
                    _PRODUCT,
                )
            case "pow" if left.op in _SQUARED and right.op == NUMBER:  # tanh² x
                text = self.at(left, _POWER)
                return text.replace(rf"\{left.op}", rf"\{left.op}^{{{right.value}}}", 1), _POWER
            case "pow":
                return f"{self.at(left, _ATOM)}^{{{self.at(right, _CASES)}}}", _POWER
        first, second = self.at(left, _SIGNED), self.at(right, _PRODUCT)
        sign = r"\cdot" if second[0].isdigit() else r"\,"
        return f"{first} {sign} {second}", _PRODUCT

    def _comparison(self, part: Node) -> str:
        first, second = (self.at(side, _SUM) for side in part.parts)
        return f"{first} {_SIGNS[part.op]} {second}"

    def _cases(self, part: Node) -> str:
        """The rows of a choice; a choice that is the last of another continues its rows."""
        rows = []
        while part.op == "where":
            condition, chosen, rest = part.parts
            rows.append(f"{self.at(chosen, _SUM)} & {self._condition(condition)}")
            last, part = condition, rest
        opposite = self._opposite(last) if len(rows) == 1 else r"\text{otherwise}"
        rows.append(f"{self.at(part, _SUM)} & {opposite}")
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"

    def _condition(self, part: Node) -> str:
        if part.op in _SIGNS:
            return self._comparison(part)
        if part.op == "mul" and all(side.op in COMPARISONS.values() for side in part.parts):
            first, second = part.parts
            if first.parts[1] is second.parts[0]:  # 0 < x < 1
                end = self.at(second.parts[1], _SUM)
                return f"{self._comparison(first)} {_SIGNS[second.op]} {end}"
            return f"{self._comparison(first)}, {self._comparison(second)}"
        return rf"{self.at(part, _SUM)} \ne 0"

    def _opposite(self, part: Node) -> str:
        """When a condition does not hold; in words where there is no short sign for it."""
        if part.op in _SIGNS:
            return self._comparison(node(OPPOSITES[part.op], *part.parts))
        return r"\text{otherwise}"


def _flat(part: Node) -> list[Node]:
    """The operands of max(max(u, v), w)."""
    left, right = part.parts
    return [*(_flat(left) if left.op == part.op else [left]), right]


def _number(value: float) -> Written:
    digits, _, exponent = repr(value).partition("e")
    tight = _ATOM if value >= 0 else _SIGNED
    if len(digits) > MOST_DIGITS:
        digits = digits[: MOST_DIGITS - 1] + r"\ldots"
    if not exponent:
        return digits, tight
    power = f"10^{{{int(exponent)}}}"
    return (power, _POWER) if digits == "1" else (rf"{digits} \cdot {power}", _PRODUCT)
