"""What enters each layer's activation on the way forward: size, flatness, likeness."""

from functools import lru_cache
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from explorer import activations
from explorer.activations import Activation
from explorer.engine import Stack
from explorer.gradients.ledger.account import EDGES, Signals
from explorer.gradients.ledger.config import LedgerConfig
from explorer.words import FLAT

PAIRS = 16
LIKENESS = 0.5  # the cosine of the inputs of the pairs that are followed, as nearly as may be


def signals(config: LedgerConfig, networks: Stack, x: Tensor) -> list[Signals]:
    """The signals of each activation of the config, at points x (N, F)."""
    pairs = _pairs(x)
    chosen = [activations.get(key) for key in config.activations]
    found: list[list[dict[str, np.ndarray]]] = [[] for _ in chosen]
    passes = networks.forward(x.to(networks.parameters.dtype), training=True)
    for z, _ in islice(passes, config.depth):
        for place, activation in enumerate(chosen):
            mine = z[place * config.draws : (place + 1) * config.draws]
            found[place].append(_layer(activation, mine, pairs))
    start = _cosine(x[None], pairs).repeat(config.draws)
    return [_stacked(layers, start) for layers in found]


def _stacked(layers: list[dict[str, np.ndarray]], start: np.ndarray) -> Signals:
    by_name = {name: [layer[name] for layer in layers] for name in layers[0]}
    histogram = np.stack(by_name.pop("histogram"))
    correlation = np.stack([start, *by_name.pop("correlation")], axis=1)
    rest = {name: np.stack(values, axis=1) for name, values in by_name.items()}
    return Signals(correlation=correlation, histogram=histogram, **rest)


def _layer(
    activation: Activation, z: Tensor, pairs: tuple[Tensor, Tensor]
) -> dict[str, np.ndarray]:
    """What is measured of one activation's members at one layer, z (D, N, H)."""
    slope = activation.df(z).abs()
    variance, mean = torch.var_mean(z.double(), dim=(1, 2), correction=0)
    flat = (slope < FLAT).float().mean(dim=(1, 2)).double()
    idle = (slope == 0).all(dim=1).double().mean(dim=1) * _can_die(activation.key)
    # A slope where the values have overflowed says nothing.
    lost = ~z.isfinite().flatten(1).all(dim=1)
    return {
        "mean": mean.numpy(),
        "variance": variance.numpy(),
        "saturated": flat.masked_fill(lost, torch.nan).numpy(),
        "dead": idle.masked_fill(lost, torch.nan).numpy(),
        "correlation": _cosine(z, pairs),
        "histogram": _histogram(z),
    }


def _histogram(z: Tensor) -> np.ndarray:
    """Share of all values in each bin of EDGES, and first and last of those beyond, (B + 2,)."""
    bins = len(EDGES) - 1
    place = ((z.float() - EDGES[0]) * (bins / (EDGES[-1] - EDGES[0]))).clamp_(-1, bins)
    counts = torch.bincount(
        place.nan_to_num_(bins).floor_().long().flatten() + 1, minlength=bins + 2
    )
    return (counts.double() / z.numel()).numpy()


def _pairs(x: Tensor) -> tuple[Tensor, Tensor]:
    """The points of x (N, F) in the pairs whose cosine is nearest to LIKENESS, (PAIRS,) each."""
    direction = torch.nn.functional.normalize(x, dim=1)
    first, second = torch.triu_indices(len(x), len(x), 1)
    cosine = (direction @ direction.T)[first, second]
    nearest = (cosine - LIKENESS).abs().argsort(stable=True)[:PAIRS]
    return first[nearest], second[nearest]


def _cosine(z: Tensor, pairs: tuple[Tensor, Tensor]) -> np.ndarray:
    """The mean cosine of the pairs in each member's z (D, N, H), (D,); NaN where z is 0."""
    one, other = (z[:, place].double() for place in pairs)
    lengths = one.norm(dim=2) * other.norm(dim=2)
    return ((one * other).sum(dim=2) / lengths).mean(dim=1).numpy()


@lru_cache(maxsize=256)
def _can_die(key: str) -> bool:
    """Whether the function has an interval of slope 0 and slope elsewhere, as a step has not."""
    flat = activations.get(key).df(torch.linspace(-4, 4, 801, dtype=torch.float64)) == 0
    return bool((flat[1:] & flat[:-1]).any() and not flat.all())
