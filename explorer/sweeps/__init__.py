"""Many networks trained by one call: races over seeds, trainability maps, and sweeps."""

from explorer.sweeps.axes import Axis
from explorer.sweeps.playing import Found, play
from explorer.sweeps.spreading import results
from explorer.sweeps.sweep import Sweep

__all__ = ["Axis", "Found", "Sweep", "play", "results"]
