"""Chinese messages, written by and for native readers."""
