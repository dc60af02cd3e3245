"""The parts of the year's page, as data without markup where both HTML and Markdown show them."""
