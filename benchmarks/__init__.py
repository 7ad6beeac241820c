"""The engine beside its peers, timed in one run."""
