"""How much work a question about a formula may take, counted so that each machine tells the same.

A clock would say "too wild to tell" on a busy machine of what it tells on a quiet one.
"""

# Seconds that work takes on one core of a laptop, about: a step over an array, each number in it,
# and a function of mpmath, which takes as much again for each hundred digits.
STEP, NUMBER, EXACT_STEP = 5e-6, 4e-9, 4e-5
DERIVED = 2e-4  # a part of a derivative that is found by rule


class TooWild(ArithmeticError):
    """A question that would take too many digits, or too much work, to answer."""


class Budget:
    """Seconds of work that may be spent, in all and on each part of it."""

    def __init__(self, total: float) -> None:
        self._left, self._floor = total, 0.0

    def start(self, seconds: float) -> None:
        """Give the next part so much, within what is left in all."""
        self._floor = max(0.0, self._left - seconds)

    def spend(self, seconds: float) -> None:
        """Take it away; raises TooWild where nothing is left."""
        self._left -= seconds
        if self._left < self._floor:
            raise TooWild("it takes too much work")

    def on_arrays(self, steps: int, numbers: int) -> None:
        """Take away so many steps over so many numbers."""
        self.spend(steps * (STEP + NUMBER * numbers))

    def with_digits(self, steps: float, digits: int) -> None:
        """Take away so many functions with so many digits."""
        self.spend(steps * EXACT_STEP * (1 + digits / 100))
