"""Floor 6, the exchange format: what other systems and communes' workbooks send, and what this system hands back."""
