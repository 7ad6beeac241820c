"""How sure a share is that was counted: Wilson's interval."""

from statistics import NormalDist

import numpy as np

SURE = 0.95  # of the intervals, this share holds the true one


def wilson(count: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Between which shares the true one lies where `count` of so many were found: (…, 2) float64.

    Both have one shape; where `of` is 0 nothing is known, and the bounds are 0 and 1. Wilson,
    Probable Inference, the Law of Succession, and Statistical Inference, 1927.
    """
    z = NormalDist().inv_cdf((1 + SURE) / 2)
    many = np.maximum(of, 1)
    middle = (count + z**2 / 2) / (many + z**2)
    half = z / (many + z**2) * np.sqrt(count * (many - count) / many + z**2 / 4)
    low = np.where(count > 0, middle - half, 0.0)  # exactly: rounding leaves a trace
    high = np.where(count < many, middle + half, 1.0)
    return np.stack([np.where(of > 0, low, 0.0), np.where(of > 0, high, 1.0)], axis=-1)
