"""A typed formula becomes an activation, read through a list of what is allowed and never run."""

from functools import lru_cache

from explorer.formula import keys, latex
from explorer.formula.faults import FormulaError
from explorer.formula.notation import tree
from explorer.formula.record import Activation, Parameter
from explorer.formula.syntax import read

__all__ = ["FAMILY", "FormulaError", "parse"]

FAMILY = "Your formulas"
KEPT = 256  # formulas that are remembered
LONGEST_LABEL = 48


@lru_cache(maxsize=KEPT)
def parse(text: str) -> Activation:
    """The activation that this text defines, such as "x*sigmoid(b*x)".

    A formula is made of x, numbers, pi, e, + - * / **, comparisons (1 where true, 0 where not;
    chains such as 0 < x < 1 too), the functions of `explorer.formula.functions`, and
    `where(condition, a, b)`. Up to four other names are its parameters. Numbers are floats.

    `key` holds the text in its normal form, which parses to the same activation. Raises
    FormulaError, whose `column` counts from 1, where the text is not a formula.
    """
    read_text = read(text)
    return Activation(
        key=keys.typed(read_text.text),
        label=_label(read_text.text),
        family=FAMILY,
        value=read_text.text,
        slope="",
        written=tree(read_text.body),
        remark="A formula of your own, whose slope is found by the rules of differentiation.",
        source="Your own formula",
        parameters=tuple(
            Parameter(name, latex.symbol(name), 1.0, -5.0, 5.0, 0.1)
            for name in read_text.parameters
        ),
        guarded=True,
    )


def _label(text: str) -> str:
    """The text, or its two ends where it is long."""
    if len(text) <= LONGEST_LABEL:
        return text
    half = LONGEST_LABEL // 2
    return f"{text[: half - 1]} … {text[-half + 2 :]}"
