"""The indicators, one file a family."""
