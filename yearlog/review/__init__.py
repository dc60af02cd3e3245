"""The year in review: pure functions from entries to figures, no I/O."""
