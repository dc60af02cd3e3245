"""Help on the terminal: columns that hold in Chinese too, and lines broken by the rules of both."""

from __future__ import annotations

from collections.abc import Sequence

import click

from yearlog.text.width import display_width, pad
from yearlog.text.wrap import wrap

_WIDEST = 30
"""Columns for names; a longer one has its description on the next line."""


def write_text(formatter: click.HelpFormatter, text: str) -> None:
    """Write a paragraph, indented, after an empty line."""
    formatter.write("\n")
    for line in wrap(text, formatter.width - 2):
        formatter.write(f"  {line}\n")


def write_rows(
    formatter: click.HelpFormatter, heading: str, rows: Sequence[tuple[str, str]]
) -> None:
    """Write names and what they are, in two columns under a heading."""
    formatter.write(f"\n{heading}\n")
    first = min(_WIDEST, max(display_width(name) for name, _ in rows))
    for name, about in rows:
        lines = wrap(about, max(20, formatter.width - first - 4))
        if display_width(name) > first:
            formatter.write(f"  {name}\n")
            name = ""  # noqa: PLW2901  it stands on the line before
        for line in lines:
            formatter.write(f"  {pad(name, first)}  {line}".rstrip() + "\n")
            name = ""  # noqa: PLW2901  only before the first line
