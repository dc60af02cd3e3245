"""What is odd in a text as the Markdown parser reads it."""
