"""A typed formula becomes an activation, read through a list of what is allowed and never run."""

from functools import lru_cache

from explorer.formula import keys, latex
from explorer.formula.faults import FormulaError
from explorer.formula.reading import read
from explorer.formula.record import Activation, Parameter

__all__ = ["FAMILY", "FormulaError", "parse"]

FAMILY = "Your formulas"
KEPT = 256  # formulas that are remembered
LONGEST_LABEL = 48


@lru_cache(maxsize=KEPT)
def parse(text: str) -> Activation:
    """The activation that this text defines, such as "x*sigmoid(b*x)".

    The language is Python's arithmetic with the functions of `explorer.formula.operations`, `max`,
    `min`, `where(condition, a, b)` and every entry's key; `explorer.formula.reading` knows how
    else people write it, and `notes` say what was understood otherwise than typed. Up to four
    other names are parameters.

    `key` holds the text in its normal form, which parses to the same activation. Raises
    FormulaError, whose `column` counts from 1, where the text is not a formula.
    """
    reading = read(text)
    return Activation(
        key=keys.typed(reading.text),
        label=_label(reading.text),
        family=FAMILY,
        value=reading.text,
        slope="",
        written=reading.tree,
        remark="A formula of your own, whose slope is found by the rules of differentiation.",
        source="Your own formula",
        parameters=tuple(
            Parameter(name, latex.symbol(name), 1.0, -5.0, 5.0, 0.1) for name in reading.parameters
        ),
        notes=reading.notes,
        guarded=True,
    )


def _label(text: str) -> str:
    """The text, or its two ends where it is long."""
    if len(text) <= LONGEST_LABEL:
        return text
    half = LONGEST_LABEL // 2
    return f"{text[: half - 1]} … {text[-half + 2 :]}"
