"""A function and its slope at every position of its sliders, small enough for one message.

Between two samples the browser draws the cubic that has the function's values and slopes at both
ends; where the function jumps or has a kink in between, a break gives both sides of that place.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch

from explorer.activations import Activation, Function, Parameter

REACH = 16.0  # the tables go at least as far as this to both sides of 0
ROOM = 42_000  # pairs of value and slope in all tables, about 340 kB
RATES = (2, 4, 8)  # samples a unit outside the range shown: the first that is dense enough
NEAR = 1e-2  # what a cubic may be off out there, relative to 1 + |f|
LEAP = 1e-6  # relative change across a gap of about 1e-12 that counts as a jump
PARTS = 32  # a gap is narrowed to the part of 1/32 over which a function changes most
POLE = 1e6  # a function is at a pole where it is so many times larger than at the samples beside
MOST_BREAKS = 1500  # of all rows together; those of the first rows are kept
TINY, HUGE = 1e-37, 3e38  # float32 would make these 0 and inf, which would say something else

Settings = Mapping[str, torch.Tensor]  # each parameter's value in each row, (R,)


@dataclass(frozen=True, eq=False)
class Tables:
    """R rows of samples: row 0 at the present parameters, then one parameter after another.

    A parameter with K slider positions owns ceil((K − 1) / stride) + 1 rows, in which the others
    keep their present values: positions 0, stride, 2 · stride, … and the last, K − 1.
    """

    x: np.ndarray  # (S,) float64, rising
    rows: np.ndarray  # (R, 2, S) float32: f, f′; NaN or inf where a value is not finite
    stride: int
    breaks_at: np.ndarray  # (J, 2) uint32: row, and the sample just left of the break; in order
    breaks: np.ndarray  # (J, 5) float32: x, f from the left and the right, f′ from both


def decimals(parameter: Parameter) -> int:
    """How many digits after the point tell the slider's positions apart."""
    return max(0, math.ceil(-math.log10(parameter.step) - 1e-9))


def positions(parameter: Parameter) -> np.ndarray:
    """Every position of the parameter's slider, (K,) float64, from its low to its high end."""
    count = math.floor((parameter.high - parameter.low) / parameter.step + 1e-6) + 1
    return np.round(parameter.low + parameter.step * np.arange(count), decimals(parameter) + 2)


def sample(
    activation: Activation, parameters: Mapping[str, float], limit: int, per_unit: int
) -> Tables:
    """The tables at these parameters, with `per_unit` samples a unit for x in [−limit, limit].

    Raises ValueError for a parameter that the activation does not have.
    """
    for name in parameters:
        if name not in activation.defaults:
            raise ValueError(f"{activation.label} has no parameter {name!r}")
    present = activation.defaults | dict(parameters)
    ends = _settings(activation, present, 10**9)
    for rate in RATES:
        x = _places(limit, per_unit, rate)
        if _dense_enough(activation, ends, x, limit):
            break
    stride = 1
    while _count(activation, stride) * len(x) > ROOM:
        stride += 1
    settings = _settings(activation, present, stride)
    f, df = (_at(g, x[None], settings) for g in (activation.f, activation.df))
    df = torch.where(f.isfinite(), df, torch.nan)  # autograd has a slope where log has no value
    breaks_at, breaks = _breaks(activation, x, settings, f, df)
    return Tables(x.numpy(), _narrow(torch.stack([f, df], 1)), stride, breaks_at, breaks)


def window(activation: Activation, limit: int, low: float, high: float) -> tuple[float, float]:
    """The y axis that fits f and f′ for every setting: whole halves, never beyond low and high.

    Each parameter is taken to both ends of its range while the others keep their defaults.
    """
    x = torch.arange(-20 * limit, 20 * limit + 1, dtype=torch.float64) / 20
    settings = _settings(activation, activation.defaults, 10**9)
    y = torch.stack([_at(g, x[None], settings) for g in (activation.f, activation.df)])
    y = y[y.isfinite()]
    if not len(y):
        return low, high
    bottom, top = min(0.0, float(y.min())) - 0.1, max(0.0, float(y.max())) + 0.1
    return max(low, math.floor(2 * bottom) / 2), min(high, math.ceil(2 * top) / 2)


def _places(limit: int, per_unit: int, rate: int) -> torch.Tensor:
    inner = torch.arange(-limit * per_unit, limit * per_unit + 1, dtype=torch.float64) / per_unit
    outer = torch.arange(1, max(0, int((REACH - limit) * rate)) + 1, dtype=torch.float64) / rate
    return torch.cat([-limit - outer.flip(0), inner, limit + outer])


def _stored(parameter: Parameter, stride: int) -> np.ndarray:
    every = positions(parameter)
    return np.append(every[:-1:stride], every[-1])


def _count(activation: Activation, stride: int) -> int:
    return 1 + sum(len(_stored(parameter, stride)) for parameter in activation.parameters)


def _settings(activation: Activation, present: Mapping[str, float], stride: int) -> Settings:
    """Every parameter's value in every row; a stride beyond the last leaves the two ends."""
    columns: dict[str, list[float]] = {name: [value] for name, value in present.items()}
    for parameter in activation.parameters:
        stored = _stored(parameter, stride).tolist()
        for name, column in columns.items():
            column += stored if name == parameter.name else [present[name]] * len(stored)
    return {name: torch.tensor(column, dtype=torch.float64) for name, column in columns.items()}


def _at(g: Function, x: torch.Tensor, settings: Settings) -> torch.Tensor:
    """g at x (R or 1, S) with each row's own parameters: (R, S)."""
    rows = max([len(x), *(len(values) for values in settings.values())])
    y = g(x, **{name: values[:, None] for name, values in settings.items()})
    return y.detach().expand(rows, x.shape[1])


def _dense_enough(activation: Activation, ends: Settings, x: torch.Tensor, limit: int) -> bool:
    """Whether between nearly all samples outside the range shown the cubic is the function."""
    left, right = x[:-1], x[1:]
    outside = (right <= -limit) | (left >= limit)
    left, right = left[outside], right[outside]
    if not len(left):
        return True
    a, middle, b = (_at(activation.f, at[None], ends) for at in (left, (left + right) / 2, right))
    da, db = (_at(activation.df, at[None], ends) for at in (left, right))
    off = ((a + b) / 2 + (right - left) * (da - db) / 8 - middle).abs()
    return bool((off > NEAR * (1 + middle.abs())).double().mean() < 0.02)


def _narrow(values: torch.Tensor) -> np.ndarray:
    """As float32, in which what is not 0 stays not 0 and what is finite stays finite."""
    sign, size = values.sign(), values.abs()
    kept = torch.where(values.isfinite() & (size > 0), sign * size.clamp(TINY, HUGE), values)
    return kept.float().numpy()


def _breaks(
    activation: Activation, x: torch.Tensor, settings: Settings, f: torch.Tensor, df: torch.Tensor
) -> tuple[np.ndarray, np.ndarray]:
    """Every place between two samples where f or f′ jumps, one for each function and interval."""
    middle = (x[:-1] + x[1:]) / 2
    half_f, half_df = (_at(g, middle[None], settings) for g in (activation.f, activation.df))
    simpson = (x[1:] - x[:-1]) * (df[:, :-1] + 4 * half_df + df[:, 1:]) / 6
    off = (f[:, 1:] - f[:, :-1] - simpson).abs() > 1e-3 * (1 + f[:, :-1].abs())
    found = [
        _narrowed(activation.f, x, settings, _sudden(f, half_f) | off),
        _narrowed(activation.df, x, settings, _sudden(df, half_df)),
    ]
    row, at, left, right = (torch.cat(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((left.numpy(), row.numpy()))
    row, at, left, right = (part[order.copy()] for part in (row, at, left, right))
    # f and f′ often break at the same place: it is told once.
    new = torch.ones(len(row), dtype=torch.bool)
    new[1:] = (row[1:] != row[:-1]) | (left[1:] - left[:-1] > 1e-9) | (at[1:] != at[:-1])
    row, at, left, right = (part[new][:MOST_BREAKS] for part in (row, at, left, right))
    here = {name: values[row] for name, values in settings.items()}
    sides = [
        _at(g, side[:, None], here)[:, 0]
        for g in (activation.f, activation.df)
        for side in (left, right)
    ]
    # So near to a pole the numbers say only how near; the function has no value there.
    beside = torch.maximum(f[row, at].abs(), f[row, at + 1].abs())
    for n in range(2):
        pole = sides[n].abs() > POLE * (1 + beside)
        sides[n], sides[n + 2] = (s.masked_fill(pole, torch.inf) for s in (sides[n], sides[n + 2]))
    values = _narrow(torch.stack([(left + right) / 2, *sides], 1))
    return torch.stack([row, at], 1).numpy().astype("<u4"), values


def _sudden(y: torch.Tensor, middle: torch.Tensor) -> torch.Tensor:
    """Where nearly the whole change between two samples lies in one half: (R, S − 1)."""
    first, second = (middle - y[:, :-1]).abs(), (y[:, 1:] - middle).abs()
    change = first + second
    return (torch.maximum(first, second) > 0.75 * change) & (change > 1e-4 * (1 + middle.abs()))


def _narrowed(
    g: Function, x: torch.Tensor, settings: Settings, suspect: torch.Tensor
) -> tuple[torch.Tensor, ...]:
    """Of the suspect intervals (R, S − 1) those with a jump: row, interval, its two sides.

    Where a continuous function is narrowed, its change shrinks with the interval; across a jump
    it stays.
    """
    row, at = (part[: 2 * MOST_BREAKS] for part in torch.nonzero(suspect, as_tuple=True))
    left, right = x[at], x[at + 1]
    before = torch.full_like(left, torch.inf)
    shares = torch.linspace(0, 1, PARTS + 1, dtype=x.dtype)
    for turn in range(7):
        here = {name: values[row] for name, values in settings.items()}
        places = torch.lerp(left[:, None], right[:, None], shares)  # (J, PARTS + 1)
        change = _at(g, places, here).diff(dim=1).abs().nan_to_num(nan=-1, posinf=-1)
        size, most = change.max(dim=1)
        left, right = (
            part.gather(1, most[:, None])[:, 0] for part in (places[:, :-1], places[:, 1:])
        )
        kept = size > before / 2 if turn else size > 0
        row, at, left, right, before = (part[kept] for part in (row, at, left, right, size))
    here = {name: values[row] for name, values in settings.items()}
    one, other = (_at(g, side[:, None], here)[:, 0] for side in (left, right))
    leaps = (other - one).abs() > LEAP * (1 + one.abs())
    return row[leaps], at[leaps], left[leaps], right[leaps]
