"""yearlog keeps a year in one SQLite journal and turns it into a bilingual year in review."""

__version__ = "0.1.0"
