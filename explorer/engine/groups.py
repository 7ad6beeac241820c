"""Which members of a stack share a hidden layer's activation, so that one call serves them all."""

from dataclasses import dataclass

import torch
from torch import Tensor

from explorer import activations
from explorer.activations import Activation
from explorer.config import Member
from explorer.engine.layout import settings


@dataclass(frozen=True)
class Group:
    """The members that share a layer's activation; `index` picks them from the first axis."""

    activation: Activation
    index: slice | Tensor
    parameters: dict[str, float | Tensor]  # (p, 1, 1) where the members differ

    def numbers(self, members: int) -> list[int]:
        """The numbers of these among so many members."""
        everyone = list(range(members))
        return everyone[self.index] if isinstance(self.index, slice) else self.index.tolist()


def group_members(
    members: tuple[Member, ...], keys: tuple[str, ...], parameters: Tensor
) -> list[Group]:
    """The members by their keys at one layer, in order of first use."""
    by_key: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        by_key.setdefault(key, []).append(number)
    groups = []
    for key, numbers in by_key.items():
        each = [settings(members[i], key) for i in numbers]
        shared = {}
        for name in each[0]:
            values = [one[name] for one in each]
            column = torch.tensor(values, dtype=parameters.dtype, device=parameters.device)
            shared[name] = values[0] if len(set(values)) == 1 else column[:, None, None]
        first, last = numbers[0], numbers[-1]
        together = last - first + 1 == len(numbers)
        scattered = torch.tensor(numbers, device=parameters.device)
        index = slice(first, last + 1) if together else scattered
        groups.append(Group(activations.get(key), index, shared))
    return groups
