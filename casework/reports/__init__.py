"""Floor 6, reports: official forms filled with numbers that open to their lists."""
