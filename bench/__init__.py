"""Large invented databases, to measure with."""
