"""Page: all lessons, how far one is, and what one has done to take along."""

from explorer.ui.lessons import overview
from explorer.ui.shared.shell import story

story("Lessons", "Predict what a network does, run it, and see why.")
overview.show()
