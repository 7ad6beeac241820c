"""The activation-function explorer: what a nonlinearity does, computed and shown."""
