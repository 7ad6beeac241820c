"""The one palette: charts, player and theme take their colours from here."""

NEGATIVE = "#e07b28"  # class 0, negative values
POSITIVE = "#1f6fb4"  # class 1, positive values
NEUTRAL = "#f7f5f2"  # the boundary between them

INK = "#757c88"  # words and lines that stay readable on a light and on a dark page
DARK = "#1e2430"  # words on light colours
WHITE = "#ffffff"  # words on dark colours, and what sets a mark off from a map
RULE = "#9aa1ab"  # grids and pointers
SHADED = ("#a8815f", "#adaeb1", "#51718f")  # negative, neutral and positive, mixed with grey

# Distinct for colour-blind readers; the first two are the two class colours.
CLASSES = (NEGATIVE, POSITIVE, "#11936f", "#c867a0", "#8a7a00")
LINES = (POSITIVE, NEGATIVE, "#11936f", "#c867a0", "#8a7a00", "#6b7280", "#56b4e9", "#8c4a1f")
