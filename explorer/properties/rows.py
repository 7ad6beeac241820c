"""Rows about zero, smoothness and standard normal input."""

import math

import numpy as np
import torch

from explorer.activations import Activation
from explorer.meanfield import MeanFieldError, critical_points
from explorer.numerics.roots import roots
from explorer.properties import moments as gauss
from explorer.properties.nearby import Array, infinite
from explorer.properties.record import Interval, Property, interval, number
from explorer.properties.study import Study, sides
from explorer.words import CENTRED, FLAT, listed, percent, raised

NEAR_IDENTITY = 0.01
SHOWN_PLACES = 4
WHAT_BREAKS = {0: "f jumps", 1: "f′ jumps", 2: "f″ jumps", 3: "f‴ jumps"}
# The names that torch.nn.init.calculate_gain knows, and the parameter it takes.
TORCH_GAINS = {
    "identity": ("linear", None),
    "sigmoid": ("sigmoid", None),
    "tanh": ("tanh", None),
    "relu": ("relu", None),
    "leaky_relu": ("leaky_relu", "negative_slope"),
    "selu": ("selu", None),
}


def at_zero(study: Study) -> dict[str, Property]:
    """The rows value_at_zero, slope_at_zero and identity_near_zero."""
    zero = np.zeros(1)
    value, slope = float(study.f(zero)[0]), float(study.df(zero)[0])
    here: tuple[Interval, ...] = ((0.0, 0.0),)
    how, note = "computed", ""
    if not math.isfinite(value):
        before, after = sides(study, 0.0)
        if math.isfinite(before) and abs(after - before) <= 1e-9 * (1 + abs(before)):
            value, slope = before, sides(study, 0.0, slope=True)[0]
            how, note = "limit", "The formula has no value there: a hole, which its limit fills."
    rows = {"value_at_zero": Property(value + 0.0, 0.0, how, number(value), here, note)}
    if not math.isfinite(value):
        why = "f gives no finite number at 0."
        nothing = Property(None, None, "computed", "no number at x = 0", here, why)
        off = Property(False, None, "computed", "no", (), why)
        return {"value_at_zero": nothing, "slope_at_zero": nothing, "identity_near_zero": off}
    left, right = sides(study, 0.0, slope=True)
    order = next((kink.order for kink in study.breaks if kink.at == 0), None)
    text = number(slope) if math.isfinite(slope) else "none"
    if order == 0:
        text += " by autograd; f jumps there, so it has no slope"
    elif not abs(left - right) <= 1e-9 * (1 + abs(left)):
        text += f" by autograd; a kink: {_both(left, right)}"
    elif not abs(slope - left) <= 1e-9 * (1 + abs(left)):
        text += f" by autograd; on both sides of 0 the slope is {number(left)}"
    note = "What torch.autograd gives, in float64."
    shown = slope + 0.0 if math.isfinite(slope) else None
    rows["slope_at_zero"] = Property(shown, 0.0, "computed", text, here, note)
    same = order != 0 and value == 0 and max(abs(left - 1), abs(right - 1)) < 1e-12
    rows["identity_near_zero"] = _identity(study, same, value, left, right)
    return rows


def _both(left: float, right: float) -> str:
    return f"{number(left)} from the left, {number(right)} from the right"


def _identity(study: Study, same: bool, value: float, left: float, right: float) -> Property:
    note = "Yes where f(0) = 0 and f′(0) = 1 from both sides; marked is |f(x) − x| < |x|/100."
    if not same:
        why = f"f(0) = {number(value)}"
        if value == 0:
            why = f"f′(0) = {number(left) if left == right else _both(left, right)}"
        return Property(False, 0.0, "computed", f"no: {why}", ((0.0, 0.0),), note)

    def excess(x: Array) -> Array:
        return np.abs(study.f.quick(x) - x) - NEAR_IDENTITY * np.abs(x)

    ends = []
    for side in (-1.0, 1.0):
        x = side * np.concatenate([np.geomspace(1e-6, 1e-2, 41), np.arange(2, 6401) / 100])
        off = np.flatnonzero(excess(x) > 0)
        if not len(off):
            ends.append(side * np.inf)
        elif off[0] == 0:
            ends.append(0.0)
        else:
            ends.append(float(roots(excess, x[off[:1] - 1], x[off[:1]])[0]))
    low, high = ends
    text = f"yes: within 1 % of x for {interval(low, high)}"
    return Property(True, 0.0, "computed", text, ((low, high),), note)


def smoothness(study: Study) -> Property:
    """The row smoothness: the class C⁻¹ (jumps), C⁰ (corners), C¹, …, C∞."""
    how = "computed"
    note = "From the switches of the formula, and the derivatives on both sides of each."
    breaks = study.breaks
    gaps = "".join(f"; no number for {interval(*gap)}" for gap in study.gaps)
    if not breaks:
        text = "smooth: every derivative exists" + (" where f does" if gaps else "")
        return Property("C∞", None, how, text + gaps, tuple(study.gaps), note)
    lowest = min(kink.order for kink in breaks)
    value = f"C{raised(lowest - 1)}"
    worst = [kink.at for kink in breaks if kink.order == lowest]
    nearest = sorted(worst, key=abs)[:SHOWN_PLACES]
    more = ["elsewhere"] if len(worst) > SHOWN_PLACES else []
    places = listed([*(f"x = {number(at)}" for at in sorted(nearest)), *more])
    what = WHAT_BREAKS.get(lowest, f"derivative {lowest} jumps")
    if lowest == 1 and all(at in {end for gap in study.gaps for end in gap} for at in worst):
        what = "f ends"
    if lowest == 0 and all(infinite(sides(study, at)) for at in worst):
        what = "f goes to ±∞"
    elif not np.isfinite(study.f(np.array(worst))).all():
        what = "f gives no finite number"
    text = f"{value}: {what} at {places}{gaps}"
    at = worst[0] if len(worst) == 1 else tuple(worst)
    return Property(value, at, how, text, tuple((k.at, k.at) for k in breaks), note)


def normal_input(
    study: Study, activation: Activation, parameters: dict[str, float]
) -> dict[str, Property]:
    """The rows that average over z ~ N(0, 1)."""
    found = gauss.moments(study)
    mean, second, slope = found.mean, found.second, found.slope
    rows = {
        "mean": _average(mean, found.reason),
        "second_moment": _average(second, found.reason),
        "slope_second_moment": _average(slope, found.reason),
    }
    if mean is not None:
        centred = abs(mean) < CENTRED
        text = "0: zero-centred" if centred else f"{number(mean)}: not zero-centred"
        rows["mean"] = Property(0.0 if centred else mean, None, "computed", text, (), gauss.NOTE)
    jumps = any(kink.order == 0 for kink in study.breaks)
    if slope is not None and jumps:
        note = "Of the slope where there is one; the jumps have none. " + gauss.NOTE
        rows["slope_second_moment"] = Property(slope, None, "computed", number(slope), (), note)
    if second:
        gain = second**-0.5
        rows["gaussian_gain"] = Property(gain, None, "computed", number(gain), (), gauss.NOTE)
    else:
        reason = found.reason or "E f(z)² is 0, so no gain brings it to 1."
        rows["gaussian_gain"] = _none(reason)
    value, q, reason = None, None, found.reason
    if not found.reason:
        value, q, reason = _critical(study, activation, parameters)
    if value is None:
        rows["critical_weight_variance"] = _none(reason)
    else:
        how = "limit" if q in (0, math.inf) else "computed"
        text = f"{number(value)}, {reason[0].lower()}{reason[1:-1]}"
        note = "σ_w² at which χ₁ = 1 with no bias: Poole et al., 2016. " + gauss.NOTE
        rows["critical_weight_variance"] = Property(value, None, how, text, (), note)
    share, reason = gauss.small_slope_share(study, FLAT)
    if share is None:
        rows["small_slope_share"] = _none(reason)
    else:
        text = f"{percent(share, 5)} of standard normal input"
        note = f"P(|f′(z)| < {FLAT}): the crossings are located to 1e-12, the rest is Φ."
        rows["small_slope_share"] = Property(share, None, "computed", text, (), note)
    return rows


def _critical(
    study: Study, activation: Activation, parameters: dict[str, float]
) -> tuple[float | None, float | None, str]:
    """σ_w² with χ₁ = 1 at σ_b = 0, its q*, and the case or why there is none."""
    if any(kink.order == 0 for kink in study.breaks):
        return None, None, "f jumps, so its mean squared slope says nothing of χ₁."
    try:
        (point,) = critical_points(activation, np.zeros(1), **parameters)
    except MeanFieldError as error:
        return None, None, f"{error}."
    if not math.isfinite(point.weight_variance):
        return None, None, "No σ_w² has χ₁ = 1 without a bias."
    case = f"At the fixed point q* = {number(point.variance)}."
    if point.variance == 0:
        case = "In the limit of small signals, q* → 0."
    elif math.isinf(point.variance):
        case = "In the limit of large signals, q* → ∞."
    return point.weight_variance, point.variance, case


def _average(value: float | None, reason: str) -> Property:
    if value is None:
        return _none(reason)
    return Property(value, None, "computed", number(value), (), gauss.NOTE)


def _none(reason: str) -> Property:
    return Property(None, None, "computed", "none", (), reason)


def torch_gain(activation: Activation, parameters: dict[str, float]) -> Property:
    """The row torch_gain: torch.nn.init.calculate_gain, where torch has one."""
    if activation.key not in TORCH_GAINS:
        return Property(None, None, "declared", "none", (), "PyTorch has no gain for it.")
    name, parameter = TORCH_GAINS[activation.key]
    gain = float(torch.nn.init.calculate_gain(name, parameters[parameter] if parameter else None))
    note = "torch.nn.init.calculate_gain, which is PyTorch's convention."
    return Property(gain, None, "declared", number(gain), (), note)
