"""What one function does: the dial, identities, the lens, vector functions, files to keep."""
