"""``make torture``: one line a promise, with its counts, its time and its control."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from torture.harness import Arena, Finding, Skip, surround

LINES = ("kill", "power", "race", "bits", "refusals", "writers", "plain", "undo", "search")
SHOWN = 6
"""How many failures of one line are printed."""


def read_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    names = ", ".join(LINES)
    parser.add_argument("--only", choices=LINES, action="append", metavar="NAME", help=names)
    parser.add_argument("--quick", action="store_true", help="small counts, for every submission")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of a report")
    parser.add_argument("--seed", type=int, help="of the chance; printed")
    return parser.parse_args(words)


def run(name: str, folder: Path, seed: int, *, quick: bool) -> Finding:
    """Run one line in a folder of its own; what it cannot run on this machine it skips."""
    arena = Arena(folder / name, random.Random(f"{seed}-{name}"), quick)
    arena.folder.mkdir()
    began = time.perf_counter()
    found = Finding(name, name)
    try:
        module = import_module(f"torture.{name}")
        found.promise = module.PROMISE
        found = module.run(arena)
    except Skip as reason:
        found.skipped = str(reason)
    except Exception:
        found.broken.append(f"the harness failed: {traceback.format_exc()}")
    found.seconds = time.perf_counter() - began
    return found


def verdict(found: Finding) -> str:
    """Return the word at the head of a line."""
    if found.skipped:
        return "skipped"
    if found.broken:
        return "BROKEN"
    return "held" if found.holds else "NO CONTROL"


def show(found: Finding) -> None:
    """Print what one line found."""
    print(f"{found.name:<10}{verdict(found):<11}{found.promise}  [{found.seconds:.1f} s]")
    indent = " " * 21
    if found.skipped:
        print(f"{indent}skipped: {found.skipped}", flush=True)
        return
    print(f"{indent}{found.counts}")
    for control in found.controls:
        print(f"{indent}control: {control}")
    for remark in found.remarks:
        print(f"{indent}{remark}")
    for failure in found.broken[:SHOWN]:
        print(f"{indent}BROKEN: {failure}")
    if len(found.broken) > SHOWN:
        print(f"{indent}… and {len(found.broken) - SHOWN} more")
    sys.stdout.flush()


def main(words: Sequence[str] | None = None) -> int:
    """Run the lines and return 0 if every promise held and every control failed."""
    options = read_arguments(words)
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    chosen = options.only or LINES
    findings = []
    with tempfile.TemporaryDirectory(prefix="yearlog-torture-") as name:
        folder = Path(name)
        surround(folder / "home")
        if not options.json:
            print(f"torture, seed {seed}{', small counts' if options.quick else ''}", flush=True)
        for line in chosen:
            found = run(line, folder, seed, quick=options.quick)
            findings.append(found)
            if not options.json:
                show(found)
    whole = all(one.holds for one in findings)
    if options.json:
        lines = [asdict(one) | {"verdict": verdict(one)} for one in findings]
        print(json.dumps({"seed": seed, "holds": whole, "lines": lines}, ensure_ascii=False))
    else:
        held = sum(one.holds and not one.skipped for one in findings)
        skipped = sum(bool(one.skipped) for one in findings)
        took = sum(one.seconds for one in findings)
        print(f"{held} of {len(findings)} promises held, {skipped} skipped [{took:.0f} s]")
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
