"""What of a run is taken home: a script that prints its numbers, and weights that come back."""

from explorer.takeaway.losses import losses
from explorer.takeaway.notebook import notebook
from explorer.takeaway.weights import UnreadableFile, load, save
from explorer.takeaway.writing import script

__all__ = ["UnreadableFile", "load", "losses", "notebook", "save", "script"]
