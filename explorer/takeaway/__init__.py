"""What of a run is taken home: a PyTorch script that prints the run's own numbers."""

from explorer.takeaway.writing import script

__all__ = ["script"]
