"""Small pure helpers for text in two scripts: width, length, folding, wrapping, private spans."""
