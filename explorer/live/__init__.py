"""A run that is watched: the run, when it stops, what is true of it, and its messages."""
