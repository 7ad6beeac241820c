"""A typed formula becomes an activation, read through a list of what is allowed and never run."""

from functools import lru_cache, partial

from explorer.formula import keys, latex
from explorer.formula.faults import FormulaError
from explorer.formula.functions import Lines
from explorer.formula.kinks import kinks
from explorer.formula.record import Activation, Parameter
from explorer.formula.source import expression
from explorer.formula.syntax import read
from explorer.formula.values import Value

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

    `f` and `df` take tensors of any shape; f of a constant formula fills the shape of x, and df is
    the derivative that `torch.autograd` gives, detached. `where` takes each value and each slope
    from the branch that is chosen there: the other branch may be undefined at that x. `kinks` are
    found numerically on [−50, 50], at most one of each switch within 1/64.

    `key` holds the text in its normal form, which parses to the same activation. Raises
    FormulaError, whose `column` counts from 1, where the text is not a formula.
    """
    tree = read(text)
    value = Value(tree.body)
    return Activation(
        key=keys.typed(tree.text),
        label=_label(tree.text),
        family=FAMILY,
        formula=latex.formula(tree.body),
        slope_formula=rf"\frac{{d}}{{dx}} \left[ {latex.formula(tree.body)} \right]",
        f=value.f,
        df=value.df,
        remark="A formula of your own, whose slope is found by automatic differentiation.",
        source="Your own formula",
        parameters=tuple(
            Parameter(name, latex.symbol(name), 1.0, -5.0, 5.0, 0.1) for name in tree.parameters
        ),
        torch=expression(tree.body),
        kinks=partial(kinks, value, Lines.of(tree.body)),
    )


def _label(text: str) -> str:
    """The text, or its two ends where it is long."""
    if len(text) <= LONGEST_LABEL:
        return text
    half = LONGEST_LABEL // 2
    return f"{text[: half - 1]} … {text[-half + 2 :]}"
