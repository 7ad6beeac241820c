"""The page Outputs: its tabs, one module each, and the run that two of them look at."""
