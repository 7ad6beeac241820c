"""What a function costs to compute, forward and backward, measured here against ReLU."""

import time
from functools import lru_cache

import torch

from explorer.activations import Activation, get
from explorer.properties.record import Property
from explorer.words import fixed

ELEMENTS, FEW = 1 << 14, 1 << 10  # numbers in a pass; few of a formula whose parts overflow
BUDGET_S = 0.025


@lru_cache(maxsize=256)
def measured(activation: Activation) -> Property:
    """The row cost, measured once for each activation, at its default parameters."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(ELEMENTS, generator=generator)
    relu = get("relu")
    best = {relu: float("inf"), activation: float("inf")}
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # on a busy machine a second one multiplies the time
    try:
        if _seconds(activation, x[:FEW]) * ELEMENTS / FEW > BUDGET_S:
            x = x[:FEW]
        end = time.perf_counter() + BUDGET_S
        while time.perf_counter() < end:
            for entry in (relu, activation):
                best[entry] = min(best[entry], _seconds(entry, x))
    finally:
        torch.set_num_threads(threads)
    own, base = (best[entry] * 1e9 / len(x) for entry in (activation, relu))
    ratio = own / base
    text = f"{fixed(ratio, 1)} × ReLU: {fixed(own, 1)} against {fixed(base, 1)} ns per element"
    note = f"Value, slope and product with the gradient of {len(x):,} float32 numbers on the CPU."
    return Property(ratio, None, "measured", text, (), f"{note} The fastest pass counts.")


def _seconds(activation: Activation, x: torch.Tensor) -> float:
    """How long a pass takes: the value, the slope, and its product with what arrives."""
    upstream, start = torch.ones_like(x), time.perf_counter()
    activation.f(x)
    upstream.mul(activation.df(x))
    return time.perf_counter() - start
