"""How long random texts take to read: `python -m benchmarks.reading [texts] [seed]`.

Mutations of formulas as people write them, and random pieces; each is read and, if it is a
formula, read again from its normal form. Prints the figures, and the slowest texts.
"""

import random
import sys
import time

from explorer.formula.faults import FormulaError
from explorer.formula.reading import from_link, read
from tests.formula.pieces import texts

SLOWEST = 5  # that are shown
LIMIT = 0.1  # seconds


def main(many: int = 10_000, seed: int = 0) -> None:
    """Read so many texts."""
    read("x")  # imports the registry
    took: list[tuple[float, str]] = []
    formulas, broken = 0, []
    for text in texts(random.Random(seed), many):
        try:
            seconds, is_formula = _timed(text)
            if seconds > LIMIT:  # or did something else take the time?
                seconds = min(seconds, *(_timed(text)[0] for _ in range(3)))
            took.append((seconds, text))
            formulas += is_formula
            from_link(text)
        except Exception as error:
            broken.append((text, error))
    took.sort(reverse=True)
    over = sum(seconds > LIMIT for seconds, _ in took)
    print(f"{many:,} texts, {formulas:,} formulas, {len(broken)} tracebacks")
    print(f"mean {1e3 * sum(t for t, _ in took) / many:.2f} ms, over {LIMIT} s: {over}")
    for seconds, text in took[:SLOWEST]:
        print(f"{1e3 * seconds:8.1f} ms  {text[:90]!a}")
    for text, error in broken[:SLOWEST]:
        print(f"{error!r}  {text!a}")


def _timed(text: str) -> tuple[float, bool]:
    """Seconds that a text takes, and whether it is a formula."""
    start, is_formula = time.process_time(), True
    try:
        read(text)
    except FormulaError:
        is_formula = False
    return time.process_time() - start, is_formula


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
