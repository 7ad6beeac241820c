"""A small sweep, and its file."""

from explorer.config import Member, RunConfig
from explorer.sweeps import Axis, Sweep

XOR = RunConfig(dataset="xor", hidden=(2,), members=(Member("tanh", seed=7),), steps=60)
BOTH = Sweep(
    XOR, (Axis("activation", ("tanh", "relu")), Axis("learning_rate", (0.01, 0.1, 1.0))), 3
)
