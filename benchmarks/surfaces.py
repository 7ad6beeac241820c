"""`python -m benchmarks.surfaces`: the loss over two weights of a run, against a plain loop.

The loop writes two weights of the same network made of `nn.Linear` and asks for its loss, place
by place. One thread; they take turns, and only the ratios mean anything on a busy machine.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from statistics import median
from time import perf_counter

import numpy as np
import torch
from torch import Tensor, nn

from explorer.config import Member, RunConfig
from explorer.engine import Trainer
from explorer.outputs.networks import Place
from explorer.outputs.surfaces import GRID
from explorer.outputs.watched import Watched, watched

RUN = RunConfig("moons", 625, validation_fraction=0.1, test_fraction=0.1)  # 500 to train on
FIRST = Place(0, 0, 0)
CASES = {  # name → the network, and the weight that is seen against the first one
    "first and last layer": (Member("tanh"), Place(2, 0, 0)),
    "first and second layer": (Member("tanh"), Place(1, 0, 0)),
    "two of the first layer": (Member("tanh"), Place(0, 1, 3)),
    "residual, first and last layer": (Member("tanh", residual=True), Place(2, 0, 0)),
}
ROUNDS = 7


class Plain:
    """The same network as PyTorch's tutorials write it, residual connections and all."""

    def __init__(self, one: Watched) -> None:
        stack = one.at(-1)
        (member,) = stack.members
        self.residual = member.residual
        self.layers = [nn.Linear(i, o) for i, o in pairwise(one.widths)]
        with torch.no_grad():
            for layer, weight, bias in zip(self.layers, stack.weights, stack.biases, strict=True):
                layer.weight.copy_(weight[0].T)
                layer.bias.copy_(bias[0, 0])

    def __call__(self, x: Tensor) -> Tensor:
        """The logits (N, K or 1)."""
        *hidden, last = self.layers
        for layer in hidden:
            made = torch.tanh(layer(x))
            x = made + x if self.residual and made.shape == x.shape else made
        return last(x)


def plain(one: Watched, second: Place) -> np.ndarray:
    """The loss (GRID, GRID), place by place."""
    model, (x, target, _) = Plain(one), one.points
    u, v = (torch.linspace(low, high, GRID) for low, high in one.window(FIRST, second))
    found = np.empty((GRID, GRID), np.float32)
    ask = nn.BCEWithLogitsLoss()
    with torch.no_grad():
        for i, first_value in enumerate(u):
            model.layers[FIRST.layer].weight[FIRST.target, FIRST.source] = first_value
            for j, second_value in enumerate(v):
                model.layers[second.layer].weight[second.target, second.source] = second_value
                found[i, j] = ask(model(x), target)
    return found


def ours(one: Watched, second: Place) -> np.ndarray:
    """The same, as the page has it."""
    last = len(one.steps) - 1
    return one.surface(last, FIRST, second, one.window(FIRST, second)).loss


def run(member: Member) -> Watched:
    """A network after a hundred steps."""
    trainer = Trainer(replace(RUN, members=(member,)))
    seen = trainer.advance(100)
    numbers = trainer.stack.parameters.numpy().copy()
    return watched(trainer, 0, np.array([seen.step]), numbers, seen.train_loss[None])


def timed(work: Callable[[Watched, Place], np.ndarray], one: Watched, second: Place) -> float:
    """Seconds that it takes."""
    start = perf_counter()
    work(one, second)
    return perf_counter() - start


def main() -> None:
    """Print the medians and their ratios, once both have given the same."""
    torch.set_num_threads(1)
    print(f"{GRID} × {GRID} places; ratio = time of the loop ÷ time of the page\n")
    print("| network | points | two weights | ms | ms of the loop | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, (member, second) in CASES.items():
        one = run(member)
        np.testing.assert_allclose(ours(one, second), plain(one, second), rtol=1e-4, atol=1e-5)
        turns = [(timed(ours, one, second), timed(plain, one, second)) for _ in range(ROUNDS)]
        mine, other = (1000 * median(times) for times in zip(*turns, strict=True))
        ratio = median(b / a for a, b in turns)
        shape = "-".join(map(str, one.widths))
        points = len(one.points.x)
        print(f"| {shape} | {points} | {name} | {mine:.0f} | {other:.0f} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
