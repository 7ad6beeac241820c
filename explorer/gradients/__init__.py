"""Where the gradient of a deep stack goes: ledger, cures, edge of chaos, chain rule."""
