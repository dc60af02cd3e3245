"""Read the distilled tables and the overlay."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path


class Row(dict[str, str]):
    """One row of a table, which knows where it stands, for the message when it is wrong."""

    where: str = ""

    def parts(self, column: str) -> list[str]:
        """Return the values of a column that holds several, separated by semicolons."""
        return [part.strip() for part in self.get(column, "").split(";") if part.strip()]


def distilled(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a distilled table."""
    text = lzma.decompress((folder / "distilled" / f"{name}.tsv.xz").read_bytes()).decode()
    lines = text.splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(columns, line.split("\t"), strict=True))


def overlay(folder: Path, name: str) -> list[Row]:
    """Return the rows of an overlay table; a line starting with ``#`` is a heading for people."""
    path = folder / "overlay" / f"{name}.tsv"
    columns: list[str] = []
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        where = f"{path.name}:{number}"
        if not columns:
            columns = fields
            continue
        if len(fields) != len(columns):
            raise ValueError(f"{where}: {len(fields)} columns, expected {len(columns)}")
        row = Row(zip(columns, fields, strict=True))
        row.where = where
        rows.append(row)
    return rows
