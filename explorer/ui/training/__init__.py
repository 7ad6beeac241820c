"""The page Training: its form, when a run stops, and the runs before it."""
