"""The chain rule of any one weight: ∂L/∂w = δ·a, with every factor on the way from the loss.

δ = ∂L/∂z of the unit that the weight leads to: at the output the slope of the loss, in a hidden
layer f′(z) times the sum of what comes back along the unit's weights. All in float64.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from explorer.outputs.networks import Network, Place, PointLoss
from explorer.words import FLAT, number, percent

NUDGE = 1e-5  # by which a weight is moved for the finite difference, of 1 or its size
WRONG = 0.1  # a loss above which a flat slope is worth a word
MOST_TERMS = 4  # of a sum that are written out


@dataclass(frozen=True)
class Term:
    """What comes back along one weight of the unit: its number times the δ it leads to."""

    weight: float
    delta: float

    @property
    def product(self) -> float:
        """What it adds to the sum."""
        return self.weight * self.delta


@dataclass(frozen=True)
class Rule:
    """∂L/∂w at one point: the factors, their product, and the finite difference beside it.

    At the output `terms` is empty, `slope` None, and `upstream` the slope of the loss.
    """

    place: Place
    weight: float
    label: str  # of the unit's activation, "" at the output
    z: float  # what the unit sums up to
    a: float  # what comes in along the weight; 1 for a bias
    slope: float | None  # f′(z)
    terms: tuple[Term, ...]
    upstream: float  # ∂L/∂h of the unit: the sum of the terms
    loss: float
    difference: float  # (L(w + h) − L(w − h)) / 2h

    @property
    def delta(self) -> float:
        """δ = ∂L/∂z of the unit."""
        return self.upstream * (1.0 if self.slope is None else self.slope)

    @property
    def gradient(self) -> float:
        """∂L/∂w = δ·a."""
        return self.delta * self.a

    @property
    def factors(self) -> tuple[tuple[str, float], ...]:
        """The names and numbers whose product the gradient is, from the loss back."""
        if self.slope is None:
            return (("∂L/∂z", self.upstream), ("a", self.a))
        return (("Σ w·δ", self.upstream), ("f′(z)", self.slope), ("a", self.a))

    @property
    def lines(self) -> tuple[str, ...]:
        """The rule with its numbers: the sum, δ and the gradient."""
        product = " · ".join(_bracketed(value) for _, value in self.factors)
        names = " · ".join(name for name, _ in self.factors)
        if self.slope is None:
            return (f"∂L/∂w = {names} = {product} = {number(self.gradient)}",)
        shown = [f"{_bracketed(t.weight)} · {_bracketed(t.delta)}" for t in self.terms[:MOST_TERMS]]
        more = ["…"] if len(self.terms) > MOST_TERMS else []
        return (
            f"Σ w·δ = {' + '.join(shown + more)} = {number(self.upstream)}",
            f"δ = Σ w·δ · f′(z) = {number(self.delta)}",
            f"∂L/∂w = {names} = {product} = {number(self.gradient)}",
        )

    @property
    def sentence(self) -> str:
        """Which factor makes the gradient what it is, f′(z) where it kills it."""
        if self.slope is not None and abs(self.slope) < FLAT:
            flat = f"f′(z) = {number(self.slope)}, for {self.label} is flat at z = {number(self.z)}"
            if self.slope == 0:
                return f"{flat}: this point teaches the weight nothing."
            return f"{flat}: of what comes back, {percent(abs(self.slope), 2)} passes."
        if self.upstream == 0:
            what = "The loss is flat here" if self.slope is None else "Nothing comes back"
            return f"{what}: δ is 0, and this point teaches the weight nothing."
        if self.a == 0:
            return "a is 0: nothing came in along this weight, so it has no part in the error."
        if self.slope is None and abs(self.upstream) < FLAT:
            return self._almost_flat()
        size = "falls" if self.gradient > 0 else "rises"
        return f"The weight {size} in a step: ∂L/∂w is {number(self.gradient)} at this point."

    def _almost_flat(self) -> str:
        slope = f"the slope of the loss is {number(self.upstream)}"
        if self.loss > WRONG:
            return (
                f"The loss is {number(self.loss)}, yet {slope}: it is flat where the answer is "
                "wrong, and the weight hardly moves."
            )
        return f"This point is right, and {slope}: it hardly moves the weight."


@dataclass(frozen=True)
class Batch:
    """The same over all points: the mean gradient, its finite difference, and how f′(z) fares."""

    points: int
    gradient: float
    difference: float
    flat: int  # points with |f′(z)| < FLAT; 0 at the output
    zero: int  # points with f′(z) = 0
    silent: int  # points with ∂L/∂w = 0, for whatever reason

    @property
    def sentence(self) -> str:
        """How many points the weight learns from."""
        whole = f"of {self.points:,} points"
        if self.zero == self.points:
            return (
                f"f′(z) is 0 at all {self.points:,} points: the unit is dead, and learns nothing."
            )
        if self.flat > self.points / 2:
            return f"f′(z) is next to 0 at {self.flat:,} {whole}: only the others move the weight."
        if self.silent:
            return f"{self.silent:,} {whole} teach the weight nothing; the others move it."
        return f"All {self.points:,} points move the weight, some of them against each other."


def rule(
    network: Network, x: Tensor, y: Tensor, loss: PointLoss, place: Place, point: int = 0
) -> tuple[Rule, Batch]:
    """The chain rule of one weight, at one of the points x (N, F) with targets y, and over all.

    Raises ValueError, with the value in the sentence, where there is no such weight or point.
    """
    network.check(place)
    if not 0 <= point < len(x):
        raise ValueError(f"point {point} is asked for; there are {len(x)}")
    exact, x = network.to(torch.float64), x.double()
    y = y.double() if y.is_floating_point() else y
    inputs, sums = exact.forward(x)
    deltas = _deltas(exact, sums, y, loss)
    last = place.layer == len(exact.weights) - 1
    a = torch.ones(len(x)) if place.source is None else inputs[place.layer][:, place.source]
    gradients = deltas[place.layer][:, place.target] * a  # (N,)
    slopes = None if last else _slopes(exact, sums, place.layer)[:, place.target]
    differences = _differences(exact, x, y, loss, place)
    found = Rule(
        place,
        exact.at(place),
        "" if last else exact.activation(place.layer)[0].label,
        sums[place.layer][point, place.target].item(),
        a[point].item(),
        None if slopes is None else slopes[point].item(),
        *_upstream(exact, deltas, place, point),
        loss(sums[-1], y)[point].item(),
        differences[point].item(),
    )
    return found, Batch(
        len(x),
        gradients.mean().item(),
        differences.mean().item(),
        0 if slopes is None else int((slopes.abs() < FLAT).sum()),
        0 if slopes is None else int((slopes == 0).sum()),
        int((gradients == 0).sum()),
    )


def gradients(network: Network, x: Tensor, y: Tensor, loss: PointLoss) -> tuple[Tensor, float]:
    """∂L/∂w of every number, (n,) layer by layer, weights then biases; and the mean loss L."""
    inputs, sums = network.forward(x)
    deltas = _deltas(network, sums, y, loss)
    parts = []
    for entering, delta in zip(inputs, deltas, strict=True):
        parts += [(entering.T @ delta).reshape(-1) / len(x), delta.mean(dim=0)]
    return torch.cat(parts), loss(sums[-1], y).mean().item()


def _upstream(
    network: Network, deltas: list[Tensor], place: Place, point: int
) -> tuple[tuple[Term, ...], float]:
    """What comes back to a unit along each of its weights, and the sum."""
    if place.layer == len(deltas) - 1:
        return (), deltas[-1][point, place.target].item()
    back = network.weights[place.layer + 1][place.target].tolist()
    after = deltas[place.layer + 1][point].tolist()
    terms = tuple(Term(weight, delta) for weight, delta in zip(back, after, strict=True))
    return terms, sum(term.product for term in terms)


def _deltas(network: Network, sums: list[Tensor], y: Tensor, loss: PointLoss) -> list[Tensor]:
    """∂L/∂z of every unit at every point, (N, width) a layer; the loss's own slope by autograd."""
    logits = sums[-1].detach().requires_grad_()
    (slope,) = torch.autograd.grad(loss(logits, y).sum(), logits)
    deltas = [slope]
    for layer in reversed(range(len(sums) - 1)):
        back = deltas[0] @ network.weights[layer + 1].T
        deltas.insert(0, back * _slopes(network, sums, layer))
    return deltas


def _slopes(network: Network, sums: list[Tensor], layer: int) -> Tensor:
    activation, given = network.activation(layer)
    return activation.df(sums[layer], **given)


def _differences(network: Network, x: Tensor, y: Tensor, loss: PointLoss, place: Place) -> Tensor:
    """The central finite difference of each point's loss by the weight, (N,)."""
    weight = network.at(place)
    step = NUDGE * max(1.0, abs(weight))
    more, less = (
        loss(network.changed(place, weight + side * step).forward(x)[1][-1], y) for side in (1, -1)
    )
    return (more - less) / (2 * step)


def _bracketed(value: float) -> str:
    """A number inside a product."""
    text = number(value)
    return f"({text})" if value < 0 or " " in text else text
