"""What a function costs to compute, forward and backward, measured here against ReLU."""

import time
from functools import lru_cache

import torch

from explorer.activations import Activation, get
from explorer.properties.record import Property
from explorer.words import fixed

ELEMENTS = 1 << 14
BUDGET_S = 0.025


@lru_cache(maxsize=256)
def measured(activation: Activation) -> Property:
    """The row cost, measured once for each activation, at its default parameters."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(ELEMENTS, generator=generator)
    upstream = torch.ones_like(x)
    relu = get("relu")
    best = {relu: float("inf"), activation: float("inf")}
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # on a busy machine a second one multiplies the time
    try:
        end = time.perf_counter() + BUDGET_S
        while time.perf_counter() < end:
            for entry in (relu, activation):
                start = time.perf_counter()
                _pass(entry, x, upstream)
                best[entry] = min(best[entry], time.perf_counter() - start)
    finally:
        torch.set_num_threads(threads)
    own, base = (best[entry] * 1e9 / ELEMENTS for entry in (activation, relu))
    ratio = own / base
    text = f"{fixed(ratio, 1)} × ReLU: {fixed(own, 1)} against {fixed(base, 1)} ns per element"
    note = f"Value, slope and product with the gradient of {ELEMENTS:,} float32 numbers on the CPU."
    return Property(ratio, None, "measured", text, (), f"{note} The fastest pass counts.")


def _pass(activation: Activation, x: torch.Tensor, upstream: torch.Tensor) -> None:
    activation.f(x)
    upstream.mul(activation.df(x))
