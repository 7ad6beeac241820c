"""Tokens → the parts of a formula: signs by how tightly they bind, in one pass, nothing run."""

from explorer.formula.faults import FormulaError
from explorer.formula.reading import calls, forms
from explorer.formula.reading.cursor import CLOSING, END, Cursor
from explorer.formula.reading.functions import function, may_be_parameter
from explorer.formula.reading.names import Names
from explorer.formula.reading.parts import Part
from explorer.formula.reading.signs import FRACTIONS
from explorer.formula.reading.tokens import Token
from explorer.formula.tree import ONE

# How tightly a sign binds: what binds tighter is done first.
CHOICE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN, POWER = range(1, 10)
_BINDS = (
    {"if": CHOICE, "?": CHOICE, "or": OR, "and": AND, "+": SUM, "-": SUM, "**": POWER}
    | dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), COMPARISON)
    | dict.fromkeys(("*", "/"), PRODUCT)
)
_LONGEST_SHOWN = 32
_PLAIN = 10**6  # whole numbers up to this are written without a point


class Grammar(Cursor):
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[Token], source: str, end: int, is_sheet: bool = False) -> None:
        super().__init__(tokens, source, end)
        self.names = Names(self.maker, is_sheet)
        self.added: list[str] = []  # signs and brackets that were left out

    def whole(self) -> Part:
        """The whole text, which is one formula."""
        if self.here is END:
            raise FormulaError(1, "the formula is empty; write one such as x*sigmoid(b*x)")
        part = self.expression(CHOICE)
        if self.here is not END:
            raise self.unfit(self.here)
        return part

    def expression(self, least: int) -> Part:
        """What comes next, as far as signs bind at least so tightly."""
        left = self._first()
        while True:
            token = self.here
            binds, implied = self._binds(token, left)
            if not binds or binds < least:
                return left
            self.count(token)
            left = self._product(left) if implied else self._joined(self.step(), left, binds)

    def _binds(self, token: Token, left: Part) -> tuple[int, bool]:
        """How tightly the next token binds what is left of it; whether it starts a factor."""
        if token.kind == "sign" and token.text in _BINDS:
            return _BINDS[token.text], False
        if token.kind == "sign" and token.text == "|":
            if self.is_in_size:
                return 0, False
            return (OR, False) if left.holds or self.ahead(1).text == "|" else (PRODUCT, True)
        after_value = self.last.text.endswith((")", "}", "]"))
        if token.kind == "number" and not after_value:
            return 0, False
        if token.kind == "sign" and token.text in "[{" and self.last.kind != "number":
            return 0, False
        return (PRODUCT, True) if token.starts_operand else (0, False)

    def _joined(self, token: Token, left: Part, binds: int) -> Part:
        maker = self.maker
        match token.text:
            case "**":
                right = self.expression(SIGN)
                self._refuse_power(left)
                return maker.joined("**", left, right)
            case "/":
                right = self.expression(SIGN)
                self._refuse_divisor(left, right)
                if left.tree.op == "pow" and left.tree.parts[1] is ONE and right.tree.is_constant:
                    base, typed = maker.typed(*left.ends), maker.typed(left.start, right.end)
                    self.added.append(f"`{typed}` is `({base})/…`; write ^(1/2) for a root.")
                return maker.joined("/", left, right)
            case "-" if self.ahead(-2).text == "e" and self.ahead(-2).end == token.start:
                self.added.append("`e-` is a difference; write e^- for a power.")
                return maker.joined("-", left, self.expression(binds + 1))
            case "+" | "-" | "*":
                return maker.joined(token.text, left, self.expression(binds + 1))
            case "and":
                return maker.both(left, self.expression(NOT))
            case "or" | "|":
                self.take("|")
                return maker.either(left, self.expression(AND))
            case "if":
                condition = self.expression(OR)
                self.expect("else", token)
                return maker.choice(condition, left, self.expression(CHOICE))
            case "?":
                chosen = self.expression(CHOICE)
                self.expect(":", token)
                return maker.choice(left, chosen, self.expression(CHOICE))
        signs, parts = [token.text], [left, self.expression(SUM)]
        while self.here.kind == "sign" and _BINDS.get(self.here.text) == COMPARISON:
            signs.append(self.step().text)
            parts.append(self.expression(SUM))
        return maker.compared(signs, parts)

    def _product(self, left: Part) -> Part:
        """A product whose sign was left out."""
        right = self.expression(SIGN)
        typed, first, second = (
            self.maker.typed(*ends)
            for ends in ((left.start, right.end), (left.start, left.end), (right.start, right.end))
        )
        whole = first.count("(") == first.count(")") and len(typed) <= _LONGEST_SHOWN
        self.added.append(
            f"`{typed}` is read as `{first}*{second}`."
            if whole
            else "Where a sign between two values is missing, they are multiplied."
        )
        return self.maker.joined("*", left, right)

    def _refuse_power(self, base: Part) -> None:
        """e^2x and e^ax are e^2·x to some and e^(2x) to others."""
        last, token = self.last, self.here
        if last.kind not in ("number", "name") or token.kind != "name" or token.start != last.end:
            return
        is_name = may_be_parameter(token.text) and not self.brackets_follow(1)
        if function(token.text) and not is_name:
            return
        u, v, w = (self.maker.typed(p.start, p.end) for p in (base, last, token))
        reason = f"this can be read in two ways; write {u}^({v}*{w}) or {u}^{v}*{w}"
        raise FormulaError(token.start + 1, reason)

    def _refuse_divisor(self, upper: Part, lower: Part) -> None:
        """1/2x is x/2 to some and 1/(2x) to others."""
        token = self.here
        if self._binds(token, lower)[1]:
            u, v = (self.maker.typed(p.start, p.end) for p in (upper, lower))
            w = "(…)" if token.text in ("(", "|") else self.typed(token)
            reason = f"this can be read in two ways; write {u}/({v}*{w}) or {u}/{v}*{w}"
            raise FormulaError(token.start + 1, reason)

    def _first(self) -> Part:
        """One value, with the signs before it and the methods after it."""
        token = self.here
        self.count(token)
        if token.kind == "sign":
            match token.text:
                case "-" | "+":
                    self.step()
                    return self._signed(token)
                case "not":
                    self.step()
                    tight = SIGN if self.typed(token) in "!~" else NOT
                    return self.maker.opposite(self.expression(tight), token.start)
                case "if":
                    return forms.if_then(self)
        return calls.methods(self, self._value())

    def _signed(self, token: Token) -> Part:
        """What follows a sign; in a spreadsheet it binds tighter than a power."""
        is_sheet = self.names.is_sheet
        part = self.expression(POWER + 1 if is_sheet else SIGN)
        if token.text == "+":
            return part
        if is_sheet and self.is_next("**"):
            typed = self.maker.typed(token.start, part.end)
            self.added.append(f"A spreadsheet reads `{typed}^…` as `({typed})^…`.")
        return self.maker.negative(part, token.start)

    def _value(self) -> Part:
        token = self.here
        match token.kind:
            case "number":
                return self._number(self.step())
            case "fraction":
                upper, lower = FRACTIONS[self.step().text]
                first = self.maker.number(upper, token.start, token.end)
                return self.maker.joined("/", first, self.maker.number(lower, *first.ends))
            case "name":
                return calls.named(self)
            case "root":
                return forms.root(self)
            case "frac":
                return forms.fraction(self)
            case "begin":
                return forms.cases(self)
            case "sign" if token.text in CLOSING:
                part = self._inside()
                return part.at(token.start, self.last.end)
            case "sign" if token.text == "|":
                part = self._inside()
                return self.maker.called("abs", [part], token.start, self.last.end)
            case "sign" if token.text in ("and", "or") and self.brackets_follow(1):
                return calls.called(self, self.step(), "", token.start)
        raise self.missing()

    def _number(self, token: Token) -> Part:
        """A number; 2., 2.0 and 2e0 are written as 2."""
        value = float(token.text)
        if value < _PLAIN and value.is_integer():
            value = int(value)
        elif token.text.isdigit():
            value = int(token.text)
        return self.maker.number(value, token.start, token.end)

    def _inside(self) -> Part:
        """What stands in brackets of any kind, or between | and |."""
        self.enter(self.step())
        part = self.expression(CHOICE)
        self.leave()
        return part
