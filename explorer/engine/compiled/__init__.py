"""Training of small networks in code compiled for them: the same numbers as the stack, faster."""
