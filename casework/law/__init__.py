"""Floor 2, pure content: what the law says, dated and cited."""
