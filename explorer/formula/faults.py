"""What is wrong with a formula, and where."""


class FormulaError(ValueError):
    """A text that is no formula: one sentence, which starts with the column of the fault."""

    def __init__(self, column: int, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column  # from 1; one past the end where something is missing there
        self.reason = reason

    def __str__(self) -> str:
        return f"Column {self.column}: {self.reason}"
