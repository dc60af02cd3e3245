"""Capture: words and files become entries."""
