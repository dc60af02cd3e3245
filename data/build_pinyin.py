"""Distil how Chinese names sound into data/gazetteer/distilled/pinyin.tsv.

Run by ``make gazetteer``, after the other tables. Needs pypinyin, of ``yearlog[gazetteer]``; a
checkout does not, because the result is committed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent / "gazetteer"


def syllables(text: str) -> list[str]:
    """Return the sounds of a text without tones, ü written v; empty if one is unknown."""
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(text, style=Style.NORMAL, errors="ignore", v_to_u=False)
    return found if len(found) == len(text) else []


def names(folder: Path) -> list[str]:
    """Return every Chinese name of the gazetteer that is short enough to be typed in pinyin."""
    sys.path.insert(0, str(folder))
    model = import_module("compiler.model")
    pinyin = import_module("compiler.pinyin")
    is_han = import_module("compiler.folding").is_han
    found = set()
    for item in model.collect(folder).items:
        for name in (item.name_zh, *(name for name, _ in item.names)):
            text = "".join(c for c in name if c.isalnum())
            if 2 <= len(text) <= pinyin.LONGEST and is_han(text):
                found.add(text)
    return sorted(found)


def common() -> list[str]:
    """Return the characters of the national standard GB 2312, for names yet to be written."""
    found = []
    for code in range(0x4E00, 0xA000):
        try:
            chr(code).encode("gb2312")
        except UnicodeEncodeError:
            continue
        found.append(chr(code))
    return found


def main() -> None:
    """Write the table: single characters first, then the names that sound otherwise."""
    from pypinyin import load_single_dict

    every = names(HERE)
    overlay = import_module("compiler.tables").overlay
    ours = {row["text"]: row.parts("readings")[0] for row in overlay(HERE, "pinyin")}
    single = {text: sound for text, sound in ours.items() if len(text) == 1}
    load_single_dict({ord(text): sound for text, sound in single.items()})
    characters = sorted({c for name in every for c in name} | set(common()))
    table = {c: found for c in characters if (found := syllables(c))}
    rows = [(c, " ".join(found)) for c, found in table.items()]
    for name in every:
        found = syllables(name)
        plain = [s for c in name for s in table.get(c, [])]
        if found and found != plain and name not in ours:
            rows.append((name, " ".join(found)))
    lines = ["text\treading", *("\t".join(row) for row in rows)]
    path = HERE / "distilled" / "pinyin.tsv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"pinyin: {len(rows)} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
