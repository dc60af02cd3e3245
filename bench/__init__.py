"""Benchmarks: whole processes against a reference measured in the same run, as ratios."""
