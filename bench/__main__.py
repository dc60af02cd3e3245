"""``make bench``: the speed of yearlog as ratios to references measured in the same run."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from bench import places, reviewing, searching
from bench.journals import fill
from bench.timing import Pair, pair, process, screen

PYTHON = sys.executable
BIN = Path(PYTHON).parent
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))

CLICK_HELLO = """
import click
@click.command()
@click.argument("name", nargs=-1)
def hello(name):
    click.echo("hello")
hello()
"""
TEXTUAL_HELLO = """
import os
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
from textual.app import App
from textual.widgets import Static
class Hello(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Static("BENCHMARKER")
Hello().run()
"""
LINE = ["add", "flight", "ITH", "JFK", "2025-05-12", "DL4921", "07:00-08:15"]


def environment(folder: Path) -> dict[str, str]:
    """Return a clean environment with its own home."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(home),
        "LANG": "en_US.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def report(what: str, measured: Pair, aim: float | None) -> None:
    """Print one row: medians in ms, the ratio, the aim and whether it was met."""
    ours = sorted(measured.ours)[len(measured.ours) // 2] * 1000
    theirs = sorted(measured.theirs)[len(measured.theirs) // 2] * 1000
    verdict = "" if aim is None else ("met" if measured.ratio <= aim else "NOT MET")
    goal = "" if aim is None else f"aim {aim:.2f}"
    print(f"{what:<58}{ours:>8.0f}{theirs:>8.0f}{measured.ratio:>8.2f}  {goal:<10}{verdict}")


def jrnl(folder: Path, entries: int) -> tuple[list[str], dict[str, str]]:
    """Return a jrnl command that adds a line to a plain file of ``entries`` entries."""
    env = environment(folder)
    config = folder / f"jrnl-{entries}.yaml"
    journal = folder / f"jrnl-{entries}.txt"
    text = "Flew from Ithaca to New York. " + "The snow was good and the talk went well. " * 20
    with journal.open("w", encoding="utf-8") as file:
        for at in range(entries):
            file.write(f"[2024-{at % 12 + 1:02d}-{at % 28 + 1:02d} 09:00] {text}\n\n")
    config.write_text(
        f"version: v4.6\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\n"
        f"highlight: false\nindent_character: '|'\njournals:\n  default:\n    journal: {journal}\n"
        f"linewrap: 79\ntagsymbols: '#@'\ntemplate: false\ntimeformat: '%F %H:%M'\n",
        encoding="utf-8",
    )
    line = "2025-05-12 07:00: Flew from ITH to JFK with DL4921."
    return [str(BIN.parent / "jrnl" / "bin" / "jrnl"), "--config-file", str(config), line], env


def main() -> None:
    """Measure and print everything."""
    print(f"{'':<58}{'ms':>8}{'ref ms':>8}{'ratio':>8}   medians of {ROUNDS} pairs")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        journals = {n: fill(folder / f"journal-{n}.sqlite3", n) for n in (10, 10_000)}
        yearlog = str(BIN / "yearlog")
        adds = {
            n: process([yearlog, "--journal", str(path), *LINE], env)
            for n, path in journals.items()
        }
        bare = process([PYTHON, "-c", "pass"], env)
        hello = process([PYTHON, "-c", CLICK_HELLO], env)
        report("yearlog add flight / click hello-world", pair(adds[10], hello, ROUNDS), 1.6)
        for n, aim in ((10, 0.5), (10_000, 0.06)):
            words, jrnl_env = jrnl(folder, n)
            rounds = ROUNDS if n == 10 else max(3, ROUNDS // 3)
            measured = pair(adds[n], process(words, jrnl_env), rounds)
            report(f"yearlog add / jrnl add, {n:,} entries", measured, aim)
        report("yearlog add, 10,000 entries / 10", pair(adds[10_000], adds[10], ROUNDS), 1.15)
        report(
            "yearlog --help / python -c pass",
            pair(process([yearlog, "--help"], env), bare, ROUNDS),
            4.0,
        )
        textual = screen([PYTHON, "-c", TEXTUAL_HELLO], env, b"BENCHMARKER", b"q")
        screens = {
            n: screen([yearlog, "--journal", str(path)], env, b"MARKER", b"q")
            for n, path in journals.items()
        }
        report(
            "UI first content / Textual hello, 10 entries", pair(screens[10], textual, ROUNDS), 1.5
        )
        report(
            "UI first content / Textual hello, 10,000 entries",
            pair(screens[10_000], textual, ROUNDS),
            1.5,
        )
        report(
            "UI first content, 10,000 entries / 10",
            pair(screens[10_000], screens[10], ROUNDS),
            1.15,
        )
        sample = folder / "sample.sqlite3"
        process([yearlog, "--journal", str(sample), "load", "data/sample"], env)()
        out = folder / "export"
        export = process([yearlog, "--journal", str(sample), "export", "2025", "-o", str(out)], env)
        folium = process([PYTHON, "-c", "import folium"], env)
        report("export of the sample year / import folium", pair(export, folium, ROUNDS), 3.0)
        found = searching.measure(searching.fill(folder / "search.sqlite3"), max(3, ROUNDS // 3))
        report(f"search of 10,000 entries, {len(found.ours)} queries / LIKE", found, None)
        median, worst = (1000 * one for one in (statistics.median(found.ours), max(found.ours)))
        verdict = "met" if median <= 30 else "NOT MET"
        print(
            f"  in process, to 50 entries: median {median:.1f} ms (aim 30: {verdict}), worst {worst:.1f}"
        )
        reviewing.report(folder, env, ROUNDS)
        places.report(folder, env, bare, ROUNDS)


if __name__ == "__main__":
    main()
