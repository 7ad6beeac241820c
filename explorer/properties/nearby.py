"""Where a function goes as one comes nearer and nearer to a place."""

from collections.abc import Callable, Sequence

import numpy as np

NOTHING = 1e-200  # values next to a break at 0 are read at ±1e-300: this small is 0
HUGE = 1e100  # and this large is infinite

Array = np.ndarray
Curve = Callable[[Array], Array]


def approach(place: float) -> Array:
    """Samples on both sides of a place, nearer and nearer."""
    size = max(1.0, abs(place))
    distance = size * 10.0 ** -np.arange(2, 13)
    nearest = [1e-300, -1e-300] if place == 0 else np.nextafter(place, [np.inf, -np.inf])
    return np.concatenate([place + distance, place - distance, nearest])


def infinite(ends: tuple[float, ...]) -> bool:
    """Whether a function is infinite on one side of a place at least."""
    return any(np.isinf(end) for end in ends)


def approached(nearer: Array) -> float:
    """Where values go that are read nearer and nearer to a place, the last next to it.

    0 where the last is tiny, ±∞ where it is huge or where each step is about as large as the one
    before (a tenth of the distance: those of |x|^0.05 shrink by 0.89); NaN where there is none.
    """
    value = float(nearer[-1])
    steps = np.abs(np.diff(nearer[:-1]))
    if (steps[1:] >= 0.9 * steps[:-1]).all() and steps[-1] > 1e-9 * (1 + abs(nearer[0])):
        # Not the last one's sign: the place is known to rounding, which may be beyond a pole.
        return float(np.copysign(np.inf, nearer[-2]))
    if abs(value) < NOTHING:
        return 0.0
    return float(np.copysign(np.inf, value)) if abs(value) > HUGE else value


def limits(g: Curve, places: Sequence[float]) -> list[tuple[float, float]]:
    """g just left and just right of each place; ±∞ where it grows without end."""
    if not places:
        return []
    samples = np.stack([_on_both_sides(place) for place in places])  # (places, 2, 9)
    values = g(samples.ravel()).reshape(samples.shape)
    return [(approached(left), approached(right)) for left, right in values]


def _on_both_sides(place: float) -> Array:
    """Samples nearer and nearer from the left and from the right, (2, 9)."""
    samples = approach(place)
    right, left = samples[3:11], samples[14:22]
    after, before = samples[22:]
    return np.stack([np.append(left, before), np.append(right, after)])
