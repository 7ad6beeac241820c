"""A typed call of an entry that training changes: `prelu(x, 0.5)` is learnt from 0.5 on."""

import ast
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from explorer.formula import KEPT, parse
from explorer.formula.record import Activation


@lru_cache(maxsize=KEPT)
def typed(text: str, entries: tuple[Activation, ...]) -> Activation:
    """The activation of a typed text; one of these entries where the text calls it with numbers.

    Raises FormulaError.
    """
    formula = parse(text)
    call = ast.parse(formula.value, mode="eval").body
    by_key: Mapping[str, Activation] = {entry.key: entry for entry in entries}
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
        return formula
    entry, (x, *given) = by_key.get(call.func.id), call.args
    if entry is None or ast.unparse(x) != "x":
        return formula
    try:
        values = [float(ast.literal_eval(one)) for one in given]
    except ValueError:
        return formula
    parameters = tuple(
        replace(one, default=value, low=min(one.low, value), high=max(one.high, value))
        for one, value in zip(entry.parameters, values, strict=False)
    )
    return replace(
        entry,
        key=formula.key,
        label=formula.label,
        family=formula.family,
        notes=formula.notes,
        parameters=(*parameters, *entry.parameters[len(values) :]),
    )
