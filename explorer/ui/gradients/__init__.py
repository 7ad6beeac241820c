"""The page Vanishing gradients: its tabs, and the stacks they look at."""
