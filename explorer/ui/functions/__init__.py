"""The page Functions: its tabs, and the function chosen above them."""
