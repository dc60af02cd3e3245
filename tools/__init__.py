"""Scripts for those who work on yearlog."""
