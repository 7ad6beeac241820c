"""A plane through points with many coordinates, and where the points fall on it."""

import numpy as np


def plane_of(x: np.ndarray, inputs: tuple[int, ...]) -> np.ndarray:
    """Origin and two directions (3, F) of a plane through points x (N, F).

    Along two inputs, with all others at their median, or along the first two principal directions
    through the mean; each of these points to where its largest entry is positive.
    """
    if inputs:
        origin, along = np.median(x, axis=0), np.eye(x.shape[1])[list(inputs)]
        origin[list(inputs)] = 0.0
    else:
        origin = x.mean(axis=0, dtype=np.float64)
        apart = x - origin
        along = np.linalg.eigh(apart.T @ apart)[1].T[:-3:-1].copy()
        along *= np.sign(np.take_along_axis(along, np.abs(along).argmax(axis=1)[:, None], axis=1))
    return np.vstack([origin, along]).astype(np.float32)


def projected(x: np.ndarray, plane: np.ndarray) -> np.ndarray:
    """Where points x (N, F) fall on the plane, (N, 2)."""
    return (x - plane[0]) @ plane[1:].T
