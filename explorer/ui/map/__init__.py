"""The page Map: what its axes are, a map that fills in, and its pixels opened on Training."""
