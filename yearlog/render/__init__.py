"""A YearReview as text: Markdown, HTML, maps, charts."""
