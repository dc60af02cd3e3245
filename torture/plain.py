"""Whole journals of hostile texts, written as plain text and read back, as the tests draw them."""

from __future__ import annotations

from torture.harness import Arena, Control, Finding, Skip

PROMISE = "a journal written as plain text and read into an empty one is the same, row for row"


def run(arena: Arena) -> Finding:
    """Draw journals, take each there and back; then with careless writers and readers."""
    try:
        from tests.plain_strategies import BROKEN, check
    except ModuleNotFoundError as missing:
        raise Skip(f"{missing.name} is not installed") from None
    found = Finding("plain", PROMISE)
    try:
        counts = check(arena.many(400, 10), chance=arena.random.randrange(2**32))
        found.counts = f"{counts}; 0 differ"
    except Exception as error:
        found.broken.append(f"{type(error).__name__}: {error}"[:1_000])
    few = arena.many(60, 25)
    for name in BROKEN if not arena.quick else list(BROKEN)[:1]:
        noticed = False
        try:
            check(few, broken=name)
        except Exception:
            noticed = True
        found.controls.append(Control(name, int(noticed), 1, "noticed"))
    return found
