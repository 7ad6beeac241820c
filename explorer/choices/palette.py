"""The one palette: charts, player and theme take their colours from here.

No colour means two things in one picture: orange and blue are the classes', violet, teal and their
like are networks and curves, pink and green are weights.
"""

import numpy as np

NEGATIVE = "#e07b28"  # class 0, and what a map shows below 0
POSITIVE = "#1f6fb4"  # class 1, and what a map shows above 0
NEUTRAL = "#f7f5f2"  # the boundary between them

# Networks and functions; every one is seen on a light and on a dark page, and the first four are
# told apart by colour-blind readers.
LINES = (
    *("#7f59ab", "#237261", "#9a8f14", "#7d8ea5"),
    *("#8f5f5a", "#1f95a0", "#6f7a35", "#66707d"),
)
VALUE, SLOPE = LINES[0], LINES[2]  # a function and its slope, in one picture
SATURATED = SLOPE  # where a slope is next to nothing
WEIGHT_NEGATIVE = "#c46ab0"
WEIGHT_POSITIVE = "#3f7d14"

INK = "#757c88"  # words and lines that stay readable on a light and on a dark page
DARK = "#1e2430"  # words on light colours, and the light page's
WHITE = "#ffffff"  # words on dark colours, and what sets a mark off from a map
RULE = "#9aa1ab"  # grids and pointers
SHADED = ("#a8815f", "#adaeb1", "#51718f")  # negative, neutral and positive, mixed with grey

NIGHT = "#14171c"  # the dark page
# What a widget stands at: of no hue, for the hues are the data's.
ACCENT, ACCENT_NIGHT = "#44546a", "#8295b2"

# Distinct for colour-blind readers; the first two are the two class colours.
CLASSES = (
    *(NEGATIVE, POSITIVE, "#11936f", "#c867a0", "#8a7a00"),
    *("#56b4e9", "#6b4a2f", "#c0392b", "#9fb52e", "#4b5563"),
)
NO_LABEL = "#9aa1ab"  # a point that has none of several labels


def rgb(colour: str) -> np.ndarray:
    """(3,) float, 0 … 255, of "#rrggbb"."""
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], float)


# What the training of a network comes to, on a map of many: blue where it succeeds, orange where it
# is lost, and two tones between them that no eye takes for either.
CONVERGED, SLOW, STUCK, DIVERGED = POSITIVE, "#237261", "#b9bec7", NEGATIVE
