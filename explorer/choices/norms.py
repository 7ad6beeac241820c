"""The constants of layer and batch normalisation, PyTorch's own."""

EPSILON = 1e-5  # added to a variance
MOMENTUM = 0.1  # share of a batch in the running statistics
