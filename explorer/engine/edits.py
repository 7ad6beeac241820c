"""What a hand may write into a network, and which of its units it may hold."""

from collections.abc import Sequence

from explorer.config import check_range, check_whole
from explorer.engine.learners import Unit
from explorer.engine.stack import Stack

LARGEST = 1e9  # number that a parameter may be set to


def check_number(
    stack: Stack, member: int, index: int, value: float, diverged_at: Sequence[int | None]
) -> None:
    """Raise ValueError, with the value in the sentence, where it may not stand at this place.

    Nothing may be written into a member that has diverged.
    """
    check_whole("member", member, 0, len(stack.members) - 1)
    check_whole("parameter's index", index, 0, stack.parameters.shape[1] - 1)
    check_range("parameter", value, -LARGEST, LARGEST)
    if value < 0 and stack.is_variance(index):
        raise ValueError(f"running variance is {value!r}; expected a number of at least 0")
    if (when := diverged_at[member]) is not None:
        said = f"member {member} diverged at step {when:,}"
        raise ValueError(f"{said}: its numbers can no longer be changed")


def check_unit(stack: Stack, unit: Unit) -> None:
    """Raise ValueError, with the value in the sentence, where there is no such unit."""
    member, layer, place = unit
    check_whole("member", member, 0, len(stack.members) - 1)
    check_whole("layer", layer, 0, len(stack.weights) - 1)
    check_whole("unit", place, 0, stack.widths[layer + 1] - 1)
