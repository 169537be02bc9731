"""Floor 1, pure mechanism: procedures, terms and working days, with no law in it."""
