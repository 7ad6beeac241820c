"""How much larger words and lines are where a page is presented on a wall."""

WORDS = 1.5  # what sizes of words are multiplied by
LINES = 1.6  # and widths of lines
