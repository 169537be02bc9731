"""Case records, law and official statistics for community drug rehabilitation in Việt Nam."""
