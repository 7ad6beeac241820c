"""A formula as machine code: a loop over many numbers, called through its address."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numba import types
from numba.core.ccallback import CFunc

from explorer import activations
from explorer.activations import Activation
from explorer.choices.losses import READ
from explorer.engine.compiled.disk import OnDisk
from explorer.engine.compiled.making import OPTIONS, inlined, intrinsic
from explorer.engine.compiled.operations import OPERATIONS
from explorer.engine.update import Update
from explorer.formula.compiling import compiled
from explorer.formula.derivative import derivative
from explorer.formula.exact import worked_out
from explorer.formula.notation import tree_of
from explorer.formula.stable import stable
from explorer.formula.tree import Node, walk

_NUMBERS = types.CPointer(types.float32)
SIGNATURE = types.void(_NUMBERS, _NUMBERS, _NUMBERS, types.intp)
MOST_STEPS = 600  # of a formula and its slope: longer ones are compiled for many seconds
MOST_MADE = 2000
_made: dict[str, Any] = {}  # code lives as long as the process


def over_numbers(roots: Sequence[Node], shared: Sequence[str], each: Sequence[str]) -> int:
    """The address of code of (given, numbers, results, count): the value of each formula.

    `given` are the numbers named by `shared`, the same at every place; `numbers` hold, for each
    name of `each`, `count` numbers, one behind the other; so do `results`, for each formula.
    """
    names, steps = [*each, *shared], _steps(roots)
    words = repr((steps, names, len(each)))
    if words in _made:
        return _made[words].address
    if len(steps) > MOST_STEPS or len(_made) > MOST_MADE:
        raise ValueError(f"no code for {len(steps)} steps beside {len(_made)} formulas")
    plain = compiled([worked_out(root) for root in roots], names, OPERATIONS, _constant)
    loop = _loop(inlined(plain), len(shared), len(each), len(roots))
    code: Any = CFunc(loop, (SIGNATURE.args, SIGNATURE.return_type), {}, dict(OPTIONS))
    code._cache = OnDisk(words)
    code.compile()
    _made[words] = code
    return code.address


def _constant(value: float) -> np.float32:
    with np.errstate(over="ignore"):  # ∞, as arithmetic on float32 has it
        return np.float32(value)


def _steps(roots: Sequence[Node]) -> list[tuple]:
    """The formulas as steps, each told by the places of its parts; where each ends is the last."""
    places: dict[Node, int] = {}
    steps: list[tuple] = []
    for root in roots:
        for part in walk(root):
            if part not in places:
                places[part] = len(places)
                steps.append((part.op, part.value, *(places[below] for below in part.parts)))
    return [*steps, tuple(places[root] for root in roots)]


@lru_cache(1000)
def activation_code(key: str) -> int:
    """The address of an activation's code: of its value, slope and derivatives by what it learns.

    It is given the parameters once a call, in the activation's order, and x at every place.
    """
    activation = activations.get(key)
    return over_numbers(_roots(activation), list(activation.defaults), ["x"])


@lru_cache(1000)
def drawn_code(key: str) -> int:
    """The same with all parameters given at every place; 0 where training draws none anew."""
    activation = activations.get(key)
    if activation.training_parameters is None:
        return 0
    return over_numbers(_roots(activation), [], ["x", *activation.defaults])


def _roots(activation: Activation) -> list[Node]:
    by = [stable(derivative(activation.tree, one.name)) for one in activation.learnt]
    return [activation.tree, activation.slope_tree, *by]


@lru_cache(100)
def loss_code(formula: str) -> tuple[int, int]:
    """The address of code of a loss's value or slope, and how many of READ it reads, in order."""
    tree = tree_of(formula)
    reads = 1 + max(READ.index(name) for name in ("y", *tree.names))
    return over_numbers([tree], [], READ[:reads]), reads


def update_code(update: Update) -> int:
    """The address of an update: from a number, its gradient and its state to new ones.

    It is given the learning rate and the step's other numbers once a call.
    """
    each, shared = update.names
    return _update_code(tuple(update.trees), tuple(shared), tuple(each))


@lru_cache(256)
def _update_code(trees: tuple[Node, ...], shared: tuple[str, ...], each: tuple[str, ...]) -> int:
    return over_numbers(trees, shared, each)


def _loop(value: Any, shared: int, each: int, results: int) -> Callable[..., None]:
    """The loop around a function of so many numbers."""
    fixed_at, read_at, write_at = _reader(shared), _reader(each), _writer(results)

    def loop(given, numbers, found, count):
        fixed = fixed_at(given, 0, 1)
        for place in range(count):
            write_at(found, place, count, value(*read_at(numbers, place, count), *fixed))

    return loop


def _reader(rows: int) -> Any:
    """Reads a number of each of so many rows, as a tuple: numbers[place + row·stride]."""
    kind = types.UniTuple(types.float32, rows)

    @intrinsic
    def read(typing: Any, numbers: Any, place: Any, stride: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            places = _rows(builder, given[0], given[1], given[2], rows)
            return context.make_tuple(builder, kind, [builder.load(one) for one in places])

        return kind(numbers, types.intp, types.intp), code

    return read


def _writer(rows: int) -> Any:
    """Writes a tuple, one number to each of so many rows."""
    kind = types.UniTuple(types.float32, rows)

    @intrinsic
    def write(typing: Any, numbers: Any, place: Any, stride: Any, values: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            places = _rows(builder, given[0], given[1], given[2], rows)
            for row, one in enumerate(places):
                builder.store(builder.extract_value(given[3], row), one)
            return context.get_dummy_value()

        return types.void(numbers, types.intp, types.intp, kind), code

    return write


def _rows(builder: Any, numbers: Any, place: Any, stride: Any, rows: int) -> list[Any]:
    """The address of one number in each row."""
    starts = (builder.mul(stride, stride.type(row)) for row in range(rows))
    return [builder.gep(numbers, [builder.add(place, start)]) for start in starts]
