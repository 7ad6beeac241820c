"""Where a function changes, and what it is on average: the numerical methods that all share."""
