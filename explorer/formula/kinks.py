"""Where a formula is not smooth: found numerically, and told by which derivative jumps."""

import torch

from explorer.formula.functions import Lines
from explorer.formula.record import Kink
from explorer.formula.values import Part, Value, compiled

Tensor = torch.Tensor

REACH = 50.0  # kinks are looked for on [−REACH, REACH]
PER_UNIT = 64  # samples, each switch found at most once between two of them
HALVINGS = 60
HIGHEST = 3  # derivative that is looked at
# A derivative's two sides are compared this far from the place (times 1 + |place|): a difference
# that stays as the distance shrinks is a jump.
NEAR, FAR = 1e-7, 1e-5
SAME = 1e-6  # relative size of a difference that counts


def kinks(value: Value, lines: Lines, /, **parameters: float) -> tuple[Kink, ...]:
    """The places on [−50, 50] where f, f′, f″ or f‴ jumps or is not finite, in order."""
    places = _places([compiled(part) for part in lines.parts], parameters)
    if not len(places):
        return ()
    orders = _orders(value, parameters, places)
    return tuple(
        Kink(at, order)
        for at, order in zip(places.tolist(), orders.tolist(), strict=True)
        if order <= HIGHEST
    )


def _places(parts: list[Part], parameters: dict[str, float]) -> Tensor:
    """Where one of the parts changes its sign, or begins or stops being 0 or defined, (C,)."""
    steps = int(REACH * PER_UNIT)
    x = torch.arange(-steps, steps + 1, dtype=torch.float64) / PER_UNIT
    fixed = {name: torch.tensor(float(v), dtype=x.dtype) for name, v in parameters.items()}
    found = []
    for part in parts:

        def at(x: Tensor, part: Part = part) -> Tensor:
            return part(fixed | {"x": x}).to(x.dtype).expand_as(x)

        state = _state(at(x))
        changes = (state[1:] != state[:-1]).nonzero()[:, 0]
        if not len(changes):
            continue
        low, high, before = x[changes], x[changes + 1], state[changes]
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            same = _state(at(middle)) == before
            low, high = torch.where(same, middle, low), torch.where(same, high, middle)
        low_size, high_size = (at(end).abs().nan_to_num(nan=torch.inf) for end in (low, high))
        found.append(torch.where(low_size < high_size, low, high))
    places = torch.cat(found or [x[:0]])
    short = (places * 1e12).round() / 1e12  # 3 and not 2.9999999999999996, which rounding gives
    is_short = (places - short).abs() < 4 * torch.finfo(x.dtype).eps * (1 + places.abs())
    places = torch.where(is_short, short, places).sort().values
    apart = torch.ones_like(places, dtype=torch.bool)
    apart[1:] = places.diff() > 1e-9 * (1 + places[1:].abs())
    return places[apart] + 0.0  # no −0


def _state(y: Tensor) -> Tensor:
    """−1, 0 or 1 by the sign, 2 where there is no number."""
    return torch.where(y.isnan(), 2.0, torch.sign(y))


def _orders(value: Value, parameters: dict[str, float], places: Tensor) -> Tensor:
    """The lowest derivative that jumps at each place (C,); HIGHEST + 1 where none is seen to."""
    reach = 1 + places.abs()
    sides = torch.stack([places + side * reach for side in (-FAR, -NEAR, NEAR, FAR)])  # (4, C)
    derivatives = _derivatives(value, parameters, sides)
    orders = torch.full(places.shape, HIGHEST + 1)
    for order in reversed(range(HIGHEST + 1)):
        left_far, left, right, right_far = derivatives[order]
        near, far = (right - left).abs(), (right_far - left_far).abs()
        size = 1 + torch.minimum(left.abs(), right.abs())
        jumps = (near > SAME * size) & (near > far / 2)
        jumps |= ~(left.isfinite() & right.isfinite())
        orders[jumps] = order
    orders[~value.f(places, **parameters).isfinite()] = 0
    return orders


def _derivatives(value: Value, parameters: dict[str, float], x: Tensor) -> list[Tensor]:
    """f and its derivatives up to HIGHEST at x, by repeated differentiation."""
    with torch.enable_grad():
        x = x.clone().requires_grad_()
        found = [value.f(x, **parameters)]
        for _ in range(HIGHEST):
            y, last = found[-1], torch.zeros_like(x)
            if y.requires_grad:
                given = torch.autograd.grad(
                    y, x, torch.ones_like(y), create_graph=True, allow_unused=True
                )[0]
                last = last if given is None else given
            found.append(last)
    return [y.detach() for y in found]
