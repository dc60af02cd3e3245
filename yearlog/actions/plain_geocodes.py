"""Remembered answers of geocoders as lines of JSON in a dump, the newest at the end, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn

from yearlog.actions import plain_files
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import geocodes
from yearlog.journal.front import BadFile
from yearlog.journal.journal import Journal
from yearlog.journal.writer import Writer

NAME = "geocodes.jsonl"

_COLUMNS = ("provider", "query", "at")


def to_text(journal: Journal) -> str:
    """Return the file that holds the rows of ``geocodes``; empty if there are none."""
    return "".join(_line(row) for row in geocodes.rows(journal))


def _line(row: Mapping[str, str]) -> str:
    """Return one row; its answer as JSON if that gives its text back to the letter."""
    line: dict[str, object] = {name: row[name] for name in _COLUMNS}
    try:
        value = json.loads(row["answer"])
        as_json = isinstance(value, dict | list) and _stored(value) == row["answer"]
    except (ValueError, RecursionError):
        value, as_json = None, False
    line |= {"answer": value} if as_json else {"answer_text": row["answer"]}
    return json.dumps(line, ensure_ascii=False) + "\n"


def _stored(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def read(folder: Path, problems: list[YearlogError]) -> list[dict[str, str]]:
    """Return the rows that the file of a folder holds; faults are added to ``problems``."""
    path = folder / NAME
    rows: list[dict[str, str]] = []
    if not path.exists() and not path.is_symlink():
        return rows
    try:
        text = plain_files.read_text(path, NAME, folder)
    except YearlogError as error:
        problems.append(error)
        return rows
    for at, line in enumerate(text.split("\n"), 1):
        row = _row(line) if line.strip() else {}
        if row is None:
            reason = Both("这一行读不出来", "this line cannot be read")
            problems.append(BadFile(NAME, at, reason))
        elif row:
            rows.append(row)
    return rows


def _row(line: str) -> dict[str, str] | None:
    try:
        told = json.loads(line, parse_constant=_no_number)
        if not isinstance(told, dict) or set(told) - {"answer", "answer_text"} != set(_COLUMNS):
            return None
        answer = _stored(told["answer"]) if "answer" in told else told.get("answer_text")
        row = {name: told[name] for name in _COLUMNS} | {"answer": answer}
        if not all(isinstance(value, str) for value in row.values()):
            return None
        "".join(row.values()).encode()
    except (ValueError, RecursionError):
        return None
    return row


def _no_number(constant: str) -> NoReturn:
    """Refuse NaN and the infinities, which are no JSON."""
    raise ValueError(constant)


def merge(writer: Writer, rows: Iterable[Mapping[str, str]]) -> int:
    """Store rows that the journal has not, or has older; return how many that were."""
    return sum(geocodes.merge(writer, row) for row in rows)
