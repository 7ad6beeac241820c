"""The page Race: its form, the race that a session has under way, and the picture of it."""
