"""What is odd in a year's entries: pure functions from entries to findings, without I/O."""
