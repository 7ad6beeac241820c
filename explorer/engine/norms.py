"""Layer and batch normalisation between a layer's linear part and its activation, by hand."""

from dataclasses import dataclass

import torch
from torch import Tensor

from explorer.choices.norms import EPSILON, MOMENTUM
from explorer.config import Member

AXES = {"layer": 2, "batch": 1}  # what is averaged over: a point's units, or a batch's points
START = {"scale": 1.0, "shift": 0.0, "mean": 0.0, "variance": 1.0}

Index = Tensor | None  # which members, on the first axis; None for all


@dataclass(frozen=True)
class Cache:
    """What the way back through a normalisation needs of the way forth."""

    standard: Tensor  # (p, N, H), before scale and shift
    inverse: Tensor  # one over the standard deviation, (p, N, 1) or (p, 1, H)
    of_points: bool  # whether mean and variance were those of these points


class Norms:
    """The normalisations of one hidden layer: y = γ·(z − mean)/√(variance + EPSILON) + β.

    As nn.LayerNorm and nn.BatchNorm1d, each member by its own; a member without one is left as it
    is. `numbers` are γ, β, and with a batch norm the running mean and variance, (P, 1, H) each, as
    "scale", "shift", "mean", "variance"; `slopes`, of the same shapes, take their gradients.
    """

    def __init__(
        self, members: tuple[Member, ...], numbers: dict[str, Tensor], slopes: dict[str, Tensor]
    ) -> None:
        self._numbers, self._slopes = numbers, slopes
        self._groups: list[tuple[int, Index]] = []
        for key, axis in AXES.items():
            mine = [number for number, member in enumerate(members) if member.norm == key]
            if mine:
                index = torch.tensor(mine, device=numbers["scale"].device)
                self._groups.append((axis, None if len(mine) == len(members) else index))

    def __call__(self, z: Tensor, training: bool, move: bool = False) -> tuple[Tensor, list[Cache]]:
        """What enters the activation, for pre-activations z (P, N, H), and what `backward` needs.

        In training a batch norm takes mean and variance of these points, else its running ones;
        of a single point, which has no variance, always those. `move` moves the running ones.
        """
        out, caches = z, []
        for axis, index in self._groups:
            part = _of(z, index)
            of_points = axis == AXES["layer"] or (training and z.shape[1] > 1)
            if of_points:
                variance, mean = torch.var_mean(part, axis, correction=0, keepdim=True)
                if move and axis == AXES["batch"]:
                    self._move_running(index, mean, variance, z.shape[1])
            else:
                mean, variance = (_of(self._numbers[name], index) for name in ("mean", "variance"))
            inverse = (variance + EPSILON).rsqrt_()
            standard = (part - mean).mul_(inverse)
            caches.append(Cache(standard, inverse, of_points))
            scale, shift = (_of(self._numbers[name], index) for name in ("scale", "shift"))
            out = _put(out, index, torch.addcmul(shift, standard, scale), fresh=out is not z)
        return out, caches

    def _move_running(self, index: Index, mean: Tensor, variance: Tensor, points: int) -> None:
        """Move the running statistics towards a batch's; the variance is the unbiased one."""
        for name, found in (("mean", mean), ("variance", variance * (points / (points - 1)))):
            running = self._numbers[name]
            moved = torch.lerp(_of(running, index), found, MOMENTUM)
            running[... if index is None else index] = moved

    def backward(self, delta: Tensor, caches: list[Cache]) -> Tensor:
        """The gradient by z, from `delta` (P, N, H) by what entered the activation.

        Writes the gradients of γ and β. For standardised s and g = γ·delta it is
        (g − mean(g) − s·mean(g·s)) / √(variance + EPSILON) (Ioffe and Szegedy, 2015).
        """
        out = delta
        for (axis, index), one in zip(self._groups, caches, strict=True):
            part, everyone = _of(delta, index), ... if index is None else index
            self._slopes["scale"][everyone] = (part * one.standard).sum(dim=1, keepdim=True)
            self._slopes["shift"][everyone] = part.sum(dim=1, keepdim=True)
            part = part * _of(self._numbers["scale"], index)
            if one.of_points:
                along = (part * one.standard).mean(dim=axis, keepdim=True)
                part = (part - part.mean(dim=axis, keepdim=True)).addcmul_(
                    one.standard, along, value=-1
                )
            out = _put(out, index, part.mul_(one.inverse), fresh=out is not delta)
        return out

    def clear_bias_slopes(self, bias_slopes: Tensor, caches: list[Cache]) -> None:
        """Clear the gradient (P, 1, H) of biases that a batch norm takes away with the mean.

        It is 0 but for rounding, of which Adam would make whole steps, each time others.
        """
        for (axis, index), one in zip(self._groups, caches, strict=True):
            if one.of_points and axis == AXES["batch"]:
                bias_slopes.zero_() if index is None else bias_slopes.index_fill_(0, index, 0)


def _of(whole: Tensor, index: Index) -> Tensor:
    """The part of these members."""
    return whole if index is None else whole[index]


def _put(whole: Tensor, index: Index, part: Tensor, fresh: bool) -> Tensor:
    """`whole` (P, N, H) with these members' part in place; copied unless it is `fresh`."""
    if index is None:
        return part
    out = whole if fresh else whole.clone()
    out[index] = part
    return out
