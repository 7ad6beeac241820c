"""A place in a row of tokens: what comes next, what is open, and what does not fit there."""

from explorer.formula.faults import FormulaError
from explorer.formula.reading.parts import MOST_PARTS, Maker
from explorer.formula.reading.signs import INSTEAD
from explorer.formula.reading.tokens import Token, no_place

CLOSING = {"(": ")", "[": "]", "{": "}"}
MOST_BRACKETS = 100  # inside each other
END = Token("end of text", "", 0, 0)


class Cursor:
    """Steps over tokens from left to right."""

    def __init__(self, tokens: list[Token], source: str, end: int) -> None:
        self._tokens, self._end, self.place = tokens, end, 0
        self._open: list[Token] = []
        self._parts = 0
        self.maker = Maker(source)

    @property
    def here(self) -> Token:
        """The next token."""
        return self.ahead(0)

    @property
    def last(self) -> Token:
        """The token stepped over last."""
        return self._tokens[self.place - 1]

    def ahead(self, steps: int) -> Token:
        """A token further on."""
        place = self.place + steps
        return self._tokens[place] if place < len(self._tokens) else END

    def is_next(self, *texts: str) -> bool:
        """Whether the next token is one of these signs."""
        return self.here.kind == "sign" and self.here.text in texts

    def brackets_follow(self, steps: int = 0) -> bool:
        """Whether a bracket is opened by the next token, or by one further on."""
        token = self.ahead(steps)
        return token.kind == "sign" and token.text in CLOSING

    def take(self, *texts: str) -> bool:
        """Step over the next token if it is one of these signs."""
        if self.is_next(*texts):
            self.place += 1
            return True
        return False

    def word(self, *words: str) -> bool:
        """Step over the next token if it is one of these words."""
        if self.here.text in words:
            self.place += 1
            return True
        return False

    def step(self) -> Token:
        """The next token, stepped over."""
        token = self.here
        self.place += 1
        return token

    def put(self, token: Token) -> None:
        """Put a token in the place of the next one."""
        self._tokens[self.place] = token

    def typed(self, token: Token) -> str:
        """A token as it was typed."""
        return self.maker.typed(token.start, token.end)

    def is_alone(self, start: int) -> bool:
        """Whether what was read from a column on is the whole text."""
        return self.here is END and self._tokens[0].start == start

    def enter(self, opened: Token) -> None:
        """Step into brackets that were opened."""
        self._open.append(opened)
        if len(self._open) > MOST_BRACKETS:
            reason = f"more than {MOST_BRACKETS} brackets stand inside each other"
            raise FormulaError(opened.start + 1, reason)

    def leave(self) -> None:
        """Step over what closes the brackets entered last."""
        opened = self._open[-1]
        if self.is_next(CLOSING.get(opened.text, opened.text)):
            self.place += 1
            self._open.pop()
        elif self.here is END:
            raise FormulaError(opened.start + 1, "this bracket is never closed")
        else:
            raise self.unfit(self.here)

    @property
    def is_in_size(self) -> bool:
        """Whether | was opened last."""
        return bool(self._open) and self._open[-1].text == "|"

    def count(self, token: Token) -> None:
        """Refuse a formula of too many parts where it becomes one."""
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise FormulaError(token.start + 1, f"the formula has more than {MOST_PARTS} parts")

    def expect(self, text: str, opened: Token) -> None:
        """Step over the second sign of a choice, which the first needs."""
        if not self.take(text):
            reason = f"`{opened.text}` needs `{text}` after its value"
            raise FormulaError(opened.start + 1, f"{reason}; write where(condition, a, b)")

    def missing(self) -> FormulaError:
        """The fault of a place where a value should be."""
        token = self.here
        if token is END:
            last = self.typed(self.last) if self.place else ""
            return FormulaError(self._end + 1, f"a value is missing after `{last}`")
        if token.kind == "string":
            return no_place(self.typed(token)[0], token.start)
        if token.text in INSTEAD and token.text not in ("]", "}"):
            return no_place(self.typed(token), token.start)
        return FormulaError(token.start + 1, f"a value is missing before `{self.typed(token)}`")

    def unfit(self, token: Token) -> FormulaError:
        """The fault of a token that does not fit what stands before it."""
        shown, column = self.typed(token), token.start + 1
        if token.kind == "sign" and token.text in CLOSING.values():
            if not self._open:
                return FormulaError(column, "this bracket was never opened")
            closing = CLOSING.get(self._open[-1].text, "|")
            return FormulaError(column, f"`{shown}` closes another bracket; write {closing}")
        after = self.ahead(1)
        if token.text == "," and self.last.kind == after.kind == "number":
            reason = f"write {self.last.text}.{after.text}, with a point"
            return FormulaError(column, f"a comma parts values here; {reason}")
        if token.text == ",":
            return FormulaError(column, "a comma only parts the values given to a function")
        if token.kind in ("number", "name") and token.text not in INSTEAD:
            before = self.last
            both = f"{before.text}*{shown}" if before.kind in ("number", "name") else "*"
            reason = f"an operator is missing before `{shown}`; write {both} for a product"
            return FormulaError(column, reason)
        return no_place(shown, token.start)
