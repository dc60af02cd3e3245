"""Unsaved writing as one YAML file of a dump, and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

from yearlog.actions import plain_files
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import schema
from yearlog.journal.drafts import content_hash
from yearlog.journal.front import BadFile, from_yaml, line_of, to_yaml
from yearlog.kinds.field import Front

NAME = "drafts.yaml"


def to_text(rows: list[dict[str, Any]]) -> str:
    """Return the file that holds the rows of ``drafts``."""
    return to_yaml({row["id"]: _front(row) for row in rows}, blocks=True)


def _front(row: dict[str, Any]) -> Front:
    """Return a row; its fields one by one where that gives back their JSON to the letter."""
    front: dict[str, Front] = {}
    for name in schema.DRAFTS:
        if name not in ("id", "fields", "content_hash") and row[name] not in (None, ""):
            front[name] = str(row[name])
    fields = _of_strings(row["fields"])
    if fields is not None:
        front["fields"] = cast("Front", fields)
    else:
        front["fields_json"] = row["fields"]
    if row["content_hash"] != content_hash(row["fields"]):
        front["content_hash"] = row["content_hash"]
    return front


def _stored(fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def _of_strings(text: str) -> object:
    """Return what JSON text holds if it is a mapping with strings at its leaves, else None."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    plain = isinstance(value, dict) and _strings(value) and _stored(value) == text
    return value if plain else None


def _strings(value: object, depth: int = 0) -> bool:
    if isinstance(value, dict):
        return depth < 20 and all(_strings(part, depth + 1) for part in value.values())
    if isinstance(value, list):
        return depth < 20 and all(_strings(part, depth + 1) for part in value)
    return isinstance(value, str)


def read(folder: Path, problems: list[YearlogError]) -> list[dict[str, Any]]:
    """Return the rows that the drafts file of a folder holds; faults are added to ``problems``."""
    path = folder / NAME
    rows: list[dict[str, Any]] = []
    if not path.exists() and not path.is_symlink():
        return rows
    try:
        text = plain_files.read_text(path, NAME, folder)
        front = from_yaml(text, NAME)
    except YearlogError as error:
        problems.append(error)
        return rows
    for draft_id, value in front.items():
        row = _row(draft_id, value)
        if row is None:
            reason = Both("这份草稿读不出来", "this draft cannot be read")
            problems.append(BadFile(NAME, line_of(text, draft_id), reason))
        else:
            rows.append(row)
    return rows


_KEYS = frozenset(schema.DRAFTS) - {"id"} | {"fields_json"}


def _row(draft_id: str, value: Front) -> dict[str, Any] | None:
    if not isinstance(value, dict) or not set(value) <= _KEYS:
        return None
    fields = value.get("fields", {})
    stored = value.get("fields_json") or _stored(fields)
    texts = {name: value.get(name, "") for name in schema.DRAFTS if name not in ("id", "fields")}
    if not isinstance(fields, dict) or not all(isinstance(one, str) for one in texts.values()):
        return None
    base = str(texts["base"] or 0)
    if not isinstance(stored, str) or not (base.isascii() and base.isdigit() and len(base) < 16):
        return None
    return {
        **texts,
        "id": draft_id,
        "fields": stored,
        "entry_id": texts["entry_id"] or None,
        "base": int(base),
        "content_hash": texts["content_hash"] or content_hash(stored),
    }
