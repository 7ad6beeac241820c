"""What a ledger says in words: one sentence for an activation, every number in it computed."""

from collections.abc import Sequence

import numpy as np

from explorer.activations import get
from explorer.gradients.ledger.account import FACTORS, Account, Gradients
from explorer.gradients.ledger.config import LedgerConfig
from explorer.gradients.ledger.theory import variances
from explorer.words import UNCHANGED, factor, listed, ten

ROUNDED = 1e-250  # a float64 gradient below this can become 0 by rounding alone


def sentence(config: LedgerConfig, account: Account) -> str:
    """Where this activation's gradient goes, and what takes it or makes it grow.

    What layers receive is told of the exact gradient, then what the number format makes of it.
    Shares and factors are those of one draw, the one whose first layer's share is the median, so
    that a layer's factors, once for each layer between, multiply to the share.
    """
    weightless = variances(config)[0] == 0
    story = "no gradient reaches any layer: every weight is 0" if weightless else ""
    said = [story or _story(account.exact), *format_faults(config.number_format, account)]
    return f"{get(account.activation).label}: {'; '.join(part for part in said if part)}."


def _story(exact: Gradients) -> str:
    """What reaches the first layer; nothing where most draws leave the numbers of float64."""
    finite = np.flatnonzero(np.isfinite(exact.outputs).all(axis=1))
    draws, depth = exact.outputs.shape
    if 2 * len(finite) <= draws:
        return ""
    lost = finite[exact.outputs[finite, 0] == 0]
    if (exact.outputs[finite] == 0).all():
        return "no gradient reaches any layer: nothing comes back from the output layer"
    if 2 * len(lost) > len(finite):
        return _nothing(exact, lost)
    alive = np.setdiff1d(finite, lost)
    shares = exact.running[alive, 0] if depth > 1 else exact.outputs[alive, 0]
    text = _arrival(exact, alive[middle(shares)])
    return f"{text}; in {len(lost)} of {draws} draws it receives nothing" if len(lost) else text


def middle(values: np.ndarray) -> int:
    """The place of the median."""
    return int(np.argsort(values, kind="stable")[np.rint((len(values) - 1) / 2).astype(int)])


def _arrival(exact: Gradients, draw: int) -> str:
    """The share of the first layer in one draw, and the factors it is made of."""
    depth = exact.outputs.shape[1]
    if depth == 1:
        text = f"its one hidden layer receives a gradient of norm {factor(exact.outputs[draw, 0])}"
        if exact.inputs[draw] == 0:
            return f"{text} and passes nothing on: {cause(exact, draw, 0)}"
        return text + _passage(exact, draw, 0)
    share = _share(exact.running[draw, 0], f" what layer {depth} receives")
    by_weights = exact.share[draw, 0]
    text = f"layer 1 receives {share}"
    if np.isfinite(by_weights):
        text += f", its weights {_share(by_weights)}"
    return text + _passage(exact, draw, 1)


def _passage(exact: Gradients, draw: int, start: int) -> str:
    """The mean factors of the layers from `start` on, counted from 0, that let something pass."""
    values = np.stack([factor[draw] for factor in exact.factors.values()])  # (K, L)
    through = (np.isfinite(values) & (values > 0)).all(axis=0)
    asked = np.arange(values.shape[1]) >= start
    counted, closed = through & asked, ~through & asked
    text = ""
    if counted.any():
        means = np.exp(np.log(values[:, counted]).mean(axis=1))
        text += f"; {_way(dict(zip(exact.factors, means, strict=True)))}"
    if closed.any():
        text += f"; through {_layers(closed[None])} nothing passes, only around"
    return text


def _nothing(exact: Gradients, lost: np.ndarray) -> str:
    """How far the gradient comes where layer 1 receives nothing, and what stops it."""
    stops = (exact.outputs[lost] == 0).sum(axis=1)  # the layer where it ends, from 0
    place = middle(stops)
    reason = cause(exact, int(lost[place]), int(stops[place]))
    where = ": " if len(set(stops)) == 1 else "; in the median of these "
    draws = f"{len(lost)} of {len(exact.outputs)} draws"
    return f"layer 1 receives nothing in {draws}{where}{reason}"


def cause(exact: Gradients, draw: int, layer: int) -> str:
    """Why nothing passes a hidden layer, counted from 0; past the last it is the output layer."""
    depth = exact.outputs.shape[1]
    if layer == depth:
        return "nothing comes back from the output layer"
    if exact.outputs[draw, layer] < ROUNDED:
        return f"float64 rounds it to 0 in layer {layer + 1}"
    first = next(key for key, values in exact.factors.items() if values[draw, layer] == 0)
    if first == "slope":
        return f"every slope it meets in layer {layer + 1} is 0"
    name, s = _named([first])
    return f"{name} of layer {layer + 1} let{s} nothing through"


def _way(factors: dict[str, float]) -> str:
    """The factors of a layer, and which of them matters more."""
    (first, value), *others = factors.items()
    told = [f"a layer's {FACTORS[first].name} multiply it by {factor(value)}"]
    told += [f"its {FACTORS[key].name} by {factor(value)}" for key, value in others]
    logs = {key: float(np.log(value)) for key, value in factors.items()}
    return f"{', '.join(told)}: {_verdict(logs)}"


def _verdict(logs: dict[str, float]) -> str:
    """Which factors shrink a gradient and which make it grow, from their logarithms."""
    shrink = [key for key, log in logs.items() if log < -UNCHANGED]
    grow = [key for key, log in logs.items() if log > UNCHANGED]
    if not shrink and not grow:
        return "nothing changes it"
    if not shrink or not grow:
        return _alone(shrink or grow, logs, "shrink" if shrink else "enlarge")
    smaller, s = _named(shrink)
    larger, z = _named(grow)
    total = sum(logs.values())
    if abs(total) <= UNCHANGED:
        return f"{smaller} shrink{s} it as much as {larger} enlarge{z} it"
    if total < 0:
        return f"{smaller} shrink{s} it more than {larger} enlarge{z} it"
    return f"{larger} enlarge{z} it more than {smaller} shrink{s} it"


def _alone(keys: list[str], logs: dict[str, float], verb: str) -> str:
    """Factors that all work the same way, and the one that does most."""
    names, s = _named(keys)
    if len(keys) == 1:
        return f"{names} {verb}{s} it"
    names = "both" if len(logs) == 2 else names
    ordered = sorted(keys, key=lambda key: -abs(logs[key]))
    if abs(logs[ordered[0]] - logs[ordered[1]]) <= UNCHANGED:
        return f"{names} {verb} it alike"
    return f"{names} {verb} it, {_named(ordered[:1])[0]} {'more' if len(keys) == 2 else 'most'}"


def _named(keys: Sequence[str]) -> tuple[str, str]:
    """The factors' names, joined, and the ending of a verb that follows."""
    names = [f"the {FACTORS[key].name}" for key in keys]
    return listed(names), "" if len(keys) > 1 or names[0].endswith("s") else "s"


def format_faults(number_format: str, account: Account) -> list[str]:
    """Where the format leaves its range: too large on either way, or rounded to 0."""
    said = []
    found, exact = account.gradients, account.exact
    forward = ~np.isfinite(account.signals.mean)
    back = ~(np.isfinite(found.outputs) & np.isfinite(found.weights))
    if forward.any():
        first = int(np.flatnonzero(forward.any(axis=0))[0]) + 1
        text = f"on the way forward {number_format} overflows from layer {first} on"
        said.append(text + _in_draws(forward))
    elif back.any():
        said.append(f"{number_format} overflows in {_layers(back)}{_in_draws(back)}")
    rounded = [
        f"at {place} of {_where_most(mask)}"
        for place, mask in (
            ("the outputs", (found.outputs == 0) & (exact.outputs > 0)),
            ("the weights", (found.weights == 0) & (exact.weights > 0)),
        )
        if mask.any()
    ]
    if rounded:
        said.append(f"{number_format} rounds it to exactly 0 {', '.join(rounded)}")
    return said


def _where_most(mask: np.ndarray) -> str:
    """The layers where something happens in most draws of (D, L); if none, where in any."""
    often = mask.mean(axis=0) > 0.5
    if not often.any():
        return _layers(mask) + _in_draws(mask)
    return _layers(mask & often) + ("" if mask[:, often].all() else " in most draws")


def _in_draws(mask: np.ndarray) -> str:
    """In how many draws of (D, L) something happens; nothing where it does in all."""
    count = int(mask.any(axis=1).sum())
    return "" if count == len(mask) else f" in {count} of {len(mask)} draws"


def _layers(mask: np.ndarray) -> str:
    """The layers, numbered from 1, where something happens in some draw of (D, L)."""
    numbers = np.flatnonzero(mask.any(axis=0)) + 1
    runs = np.split(numbers, np.flatnonzero(np.diff(numbers) > 1) + 1)
    named = [f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return f"{'layer' if len(numbers) == 1 else 'layers'} {listed(named)}"


def _share(ratio: float, of_what: str = "") -> str:
    """A share as people say it: "2.6 × 10⁻⁹ of what …", "3.2 times what …", "as much as …"."""
    if ratio == 0:
        return "nothing"
    if abs(ratio - 1) <= UNCHANGED:
        return f"as much as{of_what.removeprefix(' what')}" if of_what else "as much"
    if ratio > 1:
        return f"{_times(ratio)} times{of_what}"
    return f"{factor(ratio)} of{of_what}" if of_what else factor(ratio)


def _times(ratio: float) -> str:
    """How many times; beyond float64 a bound, for the ratio is not infinite."""
    return factor(ratio) if np.isfinite(ratio) else f"over {ten(308)}"
