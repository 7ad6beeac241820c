"""The registries a run is made of, and its devices, colours and randomness."""
