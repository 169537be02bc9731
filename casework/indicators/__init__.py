"""Floor 5, numbers: each is defined once, as the rows it counts."""
