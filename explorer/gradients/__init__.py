"""Where the gradient of a deep stack goes: layer by layer, cures, chain rule, edge of chaos."""
