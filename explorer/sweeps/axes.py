"""What the networks of a sweep differ in: one field of a run, and its values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from explorer.config import MAX_HIDDEN, MAX_WIDTH, Member, RunConfig, check_whole
from explorer.config.run import OWN

PARAMETER = "parameter."  # before the name of an activation's parameter
SHAPES = ("width", "depth")  # of the hidden layers: all equally wide, or as many of the first
SHARED = tuple(  # what differs inside one stack
    one.name for one in fields(Member) if one.name not in ("seed", "parameters", "changes")
)
FIELDS = (*SHARED, *SHAPES, *(name for name in OWN if name not in SHARED))


@dataclass(frozen=True)
class Axis:
    """A field of a run and the values that it takes in a sweep, each once.

    `field` is one of FIELDS, or PARAMETER and the name of an activation's parameter. Raises
    ValueError, with the value in the sentence, where the field is unknown or the values are none or
    not all different; what a value may be is told by `set_field`.
    """

    field: str
    values: tuple[Any, ...]

    def __post_init__(self) -> None:
        """Check both."""
        object.__setattr__(self, "values", tuple(_hashable(value) for value in self.values))
        if self.field not in FIELDS and not self.field.startswith(PARAMETER):
            raise ValueError(
                f"axis {self.field!r} is no setting of a network; expected one of "
                f"{', '.join(FIELDS)}, or {PARAMETER} and the name of an activation's parameter"
            )
        if not self.values:
            raise ValueError(f"axis {self.field!r} has no value; give it one at least")
        twice, times = Counter(self.values).most_common(1)[0]
        if times > 1:
            raise ValueError(f"axis {self.field!r} has {twice!r} more than once")

    @property
    def is_apart(self) -> bool:
        """Whether networks that differ in it need stacks of their own."""
        return self.field not in SHARED and not self.field.startswith(PARAMETER)

    @property
    def shapes(self) -> bool:
        """Whether networks that differ in it may have other widths."""
        return self.field in (*SHAPES, "hidden", "loss")


def _hashable(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def set_field(run: RunConfig, member: Member, field: str, value: Any) -> Member:
    """The network with another value of a field of FIELDS; the run's stays with the others.

    Raises ValueError, with the value in the sentence, for one that the field cannot have.
    """
    if field.startswith(PARAMETER):
        name = field.removeprefix(PARAMETER)
        return replace(member, parameters=(*_without(member.parameters, name), (name, value)))
    if field in SHARED:
        return replace(member, **{field: value})
    hidden = dict(member.changes).get("hidden", run.hidden)
    if field in SHAPES:
        field, value = "hidden", _of_shape(hidden, field, value)
    if field == "hidden" and not isinstance(value, tuple):
        raise ValueError(f"hidden is {value!r}; expected the width of each hidden layer")
    return replace(member, changes=(*_without(member.changes, field), (field, value)))


def _of_shape(hidden: tuple[int, ...], field: str, value: Any) -> tuple[int, ...]:
    """The hidden layers so wide, or so many."""
    check_whole(field, value, 1, MAX_WIDTH if field == "width" else MAX_HIDDEN)
    return (value,) * len(hidden) if field == "width" else (hidden[:1] or (8,)) * value


def _without(pairs: Iterable[tuple[str, Any]], name: str) -> list[tuple[str, Any]]:
    return [pair for pair in pairs if pair[0] != name]
