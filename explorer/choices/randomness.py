"""Every random draw has an owner: a generator made from the numbers that name its use."""

import numpy as np
import torch


def generator(*names: int) -> torch.Generator:
    """A CPU generator for these non-negative integers; equal names, equal draws.

    The names are mixed by NumPy's SeedSequence, because torch's generator reads only the lower
    32 bits of a seed.
    """
    seed = int(np.random.SeedSequence(names).generate_state(1)[0])
    return torch.Generator().manual_seed(seed)
