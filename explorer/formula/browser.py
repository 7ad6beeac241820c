"""A tree → the steps that the browser's `shared/formula.js` computes, as JSON knows them."""

from collections.abc import Mapping
from typing import Any, TypedDict

from explorer.formula.breaks import switches as switches_of
from explorer.formula.exact import worked_out
from explorer.formula.record import Activation
from explorer.formula.tree import NAME, NUMBER, Node, walk

Step = list[Any]


class Described(TypedDict):
    """An activation as the browser's `shared/activation.js` reads it."""

    value: list[Step]
    slope: list[Step]
    parameters: dict[str, float]
    learnt: str  # the parameter that training learns, or ""
    guarded: bool  # a part of it may overflow or have a hole


def described(activation: Activation, parameters: Mapping[str, float]) -> Described:
    """An activation at these parameters; those left out take their defaults."""
    return {
        "value": steps(activation.tree),
        "slope": steps(activation.slope_tree),
        "parameters": activation.defaults | dict(parameters),
        "learnt": activation.learnt[0].name if activation.learnt else "",
        "guarded": activation.guarded,
    }


def switches(activation: Activation) -> list[list[Step]]:
    """What changes its sign where an activation or its slope breaks, whatever the parameters."""
    both = (*switches_of(activation.tree), *switches_of(activation.slope_tree))
    return [steps(one) for one in dict.fromkeys(both)]


def steps(root: Node) -> list[Step]:
    """The parts of a formula, operands first and the whole last.

    A step is ["name", "x" or a parameter], ["number", value], or an operation and the places of its
    operands among the steps. Parts without names are worked out; JSON has no ∞ and no NaN, so they
    travel as the words "Infinity", "-Infinity" and "NaN". Raises TooWild.
    """
    places: dict[Node, int] = {}
    found: list[Step] = []
    for part in walk(worked_out(root)):
        places[part] = len(found)
        if part.op == NAME:
            found.append([NAME, part.value])
        elif part.op == NUMBER:
            found.append([NUMBER, _plain(float(part.value))])
        else:
            found.append([part.op, *(places[below] for below in part.parts)])
    return found


def _plain(value: float) -> float | int | str:
    """A number in the fewest letters that read back as it."""
    if abs(value) < float("inf"):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
