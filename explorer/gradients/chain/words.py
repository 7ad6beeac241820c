"""What a graph of numbers says in words: its product beside autograd's, the smallest factor."""

import math

from explorer.activations import get
from explorer.gradients.chain.graph import Graph, Node
from explorer.gradients.chain.presets import Preset
from explorer.words import FLAT, UNCHANGED, count, fraction, number


def headline(graph: Graph) -> str:
    """What reaches x of the gradient of the result, in one sentence."""
    if fault := overflow(graph):
        return fault
    size = abs(graph.nodes[0].gradient)
    if size == 0:
        return "No gradient reaches x."
    if abs(size - 1) <= UNCHANGED:
        return "The gradient reaches x unchanged."
    if size < 1:
        return f"{fraction(size)} of the gradient reaches x."
    return f"The gradient at x is {count(size)} times that of the result."


def told(graph: Graph, settings: Preset) -> str:
    """The product along each way, autograd's number beside it, and what the factors say."""
    if fault := overflow(graph):
        return fault
    by_hand, by_autograd = graph.nodes[0].gradient, settings.slope
    ways = [" × ".join(factor(node, slope) for node, slope in way) for way in graph.ways]
    line = " + ".join(f"({way})" for way in ways) if len(ways) > 1 else ways[0]
    return (
        f"By hand: {line} = **{number(by_hand)}**  \n"
        f"torch.autograd: **{number(by_autograd)}**, {difference(by_hand, by_autograd)}  \n"
        f"{share(graph) if len(ways) > 1 else loss(graph, settings)}"
    )


def factor(node: Node, slope: float) -> str:
    """One factor of a product; the slope of an activation is in bold, and a weight is not."""
    text = number(slope) if slope >= 0 else f"({number(slope)})"
    return f"**{text}**" if node.operation not in ("w·a + b", "−", "×") else text


def difference(by_hand: float, by_autograd: float) -> str:
    """How far two numbers that should be one lie apart."""
    apart = abs(by_hand - by_autograd)
    return "exactly the same." if apart == 0 else f"equal to within {number(apart, 1)}."


def overflow(graph: Graph) -> str:
    """The first number of the graph that cannot be computed with, or ""."""
    for node in graph.nodes:
        if not math.isfinite(node.value):
            return f"{node.label} is {_not_finite(node.value)}, so there is nothing to multiply."
    for node in graph.nodes:
        for i, slope in zip(node.inputs, node.slopes, strict=True):
            if not math.isfinite(slope):
                name = graph.nodes[i].label
                return (
                    f"The slope of {node.label} by {name} is {_not_finite(slope)}, "
                    "so there is no product."
                )
    for node in reversed(graph.nodes):
        if not math.isfinite(node.gradient):
            return f"The gradient at {node.label} is {_not_finite(node.gradient)}."
    return ""


def _not_finite(value: float) -> str:
    return "not a number" if math.isnan(value) else f"{number(value)}, too large for 64 bits"


def share(graph: Graph) -> str:
    """Which way through a polynomial carries most of the slope."""
    shares = {way[0][0].label: math.prod(slope for _, slope in way) for way in graph.ways}
    most = max(shares, key=lambda label: abs(shares[label]))
    if shares[most] == 0:
        return "No path carries anything: two factors of the result are 0 here."
    carried = ", ".join(f"{number(part)} through {label}" for label, part in shares.items())
    return f"x reaches the result along {len(shares)} paths: {carried}."


def loss(graph: Graph, settings: Preset) -> str:
    """Which factor of a chain is the smallest, or makes the gradient grow the most."""
    (way,) = graph.ways
    sizes = [abs(slope) for _, slope in way]
    least = min(sizes)
    if least >= 1:
        most = max(sizes)
        if most == 1:
            return "Every factor has size 1: the gradient passes unchanged."
        return f"No factor is below 1: {_name(*way[sizes.index(most)])} makes it grow the most."
    # The gradient comes from the result, so the last of equals is the first to shrink it.
    place = len(sizes) - 1 - sizes[::-1].index(least)
    node, slope = way[place]
    name = _name(node, slope)
    if least == 0:
        verb = "lets nothing through" + _unlearnt(node)
    elif sizes.count(least) > 1:
        verb = "is as small as any"
    else:
        verb = "is the smallest factor"
    if node.operation == "w·a + b":
        return f"{_capital(name)} {verb}."
    label = get(settings.activations[0]).label
    where = graph.nodes[node.inputs[0]]
    kind = f"it works where {label} is flat," if least < FLAT else f"that of {label}"
    return f"{_capital(name)} {verb}: {kind} at {where.label} = {number(where.value)}."


def _unlearnt(node: Node) -> str:
    """The units that get no gradient where the slope into this node is 0."""
    last = int(node.label[1:]) - (node.operation == "w·a + b")
    if last < 2:
        return ", and unit 1 learns nothing" if last else ""
    return f", and units 1 to {last} learn nothing"


def _name(node: Node, slope: float) -> str:
    unit = node.label[1:]
    if node.operation == "w·a + b":
        return f"the weight of unit {unit}, {number(slope)},"
    return f"unit {unit}'s slope, {number(slope)},"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
