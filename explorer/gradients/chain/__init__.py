"""The chain rule by hand: graphs of numbers, forward and back, and what they say in words."""

from explorer.gradients.chain.graph import MAX_UNITS, Graph, Node, chain, polynomial
from explorer.gradients.chain.presets import PRESETS, Preset
from explorer.gradients.chain.targets import TARGETS, Target
from explorer.gradients.chain.words import headline, told

__all__ = [
    "MAX_UNITS",
    "PRESETS",
    "TARGETS",
    "Graph",
    "Node",
    "Preset",
    "Target",
    "chain",
    "headline",
    "polynomial",
    "told",
]
