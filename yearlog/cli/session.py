"""A run of the program without its option parser: language, journal, output, failures."""

from __future__ import annotations

import codecs
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from yearlog import i18n
from yearlog.errors import YearlogError
from yearlog.i18n import Lang, t
from yearlog.text.controls import lines, one_line

if TYPE_CHECKING:
    from pathlib import Path

    from yearlog.actions.workspace import Workspace
    from yearlog.kinds.entry import Entry
    from yearlog.kinds.field import Json

INTERRUPTED = 130
"""The exit code of a command that was stopped from the keyboard: 128 and the signal's number."""
_HALVES = re.compile("[\ud800-\udfff]")


def put(text: str) -> None:
    """Write a line of data to stdout; a reader that has gone away is no failure."""
    if sys.stdout is not None:
        try:
            sys.stdout.write(text + "\n")
        except BrokenPipeError:
            closed_pipe()


def put_path(path: Path) -> None:
    """Write a path as data, byte for byte as the system knows it: ``$(yearlog backup)`` opens it.

    A terminal is shown the letters that it can hold.
    """
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None or sys.stdout.isatty():
        put(lines(str(path)))
        return
    try:
        sys.stdout.flush()
        raw.write(os.fsencode(path) + b"\n")
    except BrokenPipeError:
        closed_pipe()


def tell(text: str) -> None:
    """Tell the user something on stderr, after what stdout still holds back."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            closed_pipe()
    if sys.stderr is not None:
        sys.stderr.write(lines(text) + "\n")


def help_lang(arguments: Sequence[str] | None = None) -> Lang:
    """Return the language for help and for errors before a journal is open."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for at, word in enumerate(words):
        chosen = word.partition("=")[2] if word.startswith("--ui=") else ""
        if word == "--ui" and at + 1 < len(words):
            chosen = words[at + 1]
        if chosen in i18n.LANGS:
            return "zh" if chosen == "zh" else "en"
    return i18n.from_locale()


class State:
    """What the options before the command said."""

    def __init__(self, journal: str | None, ui: Lang | None, *, debug: bool) -> None:
        self._journal = journal
        self.ui = ui
        self.debug = debug
        self.space: Workspace | None = None
        self.done = False
        """Something was stored by other means than a step of ``space``."""
        self._spoken: Lang | None = None

    @property
    def lang(self) -> Lang:
        """The user's language: as asked for, else as the journal says, else as the locale.

        A journal whose settings are damaged says nothing.
        """
        if self.ui or self._spoken:
            return self.ui or self._spoken or help_lang()
        try:
            return self.space.lang if self.space else help_lang()
        except YearlogError:
            return help_lang()

    @property
    def path(self) -> Path | None:
        """The journal that was named, if any."""
        from pathlib import Path

        return Path(self._journal) if self._journal else None

    def open(self, *, create: bool = True) -> Workspace:
        """Open the journal once for the command that runs."""
        if self.space is None:
            from yearlog.actions.workspace import Workspace

            self.space = Workspace.open(self.path, lang=self.ui, create=create)
        return self.space

    @property
    def stored(self) -> bool:
        """Whether anything was stored so far, whatever becomes of the rest of the command."""
        return self.done or (self.space is not None and bool(self.space.journal.written))

    @contextmanager
    def noticing(self) -> Iterator[Callable[[], bool]]:
        """Give what tells, after the block, whether a step was stored that undo would take back."""
        assert self.space is not None
        before = self.space.journal.next_undo()
        yield lambda: self.space is not None and self.space.journal.next_undo() != before

    def close(self) -> None:
        """Close the journal if it was opened; its language is kept for what is still to be said."""
        if self.space is not None:
            journal = self.space.journal
            try:
                self._spoken = self.lang
            finally:
                self.space.close()
            if journal.written and journal.backups.failure is not None:
                tell(journal.backups.failure.get(self._spoken))

    def say(self, key: str, /, **values: object) -> None:
        """Tell the user something on stderr: stdout is for data. A bare key is of ``cli``."""
        tell(i18n.t(self.lang, key if "." in key else f"cli.{key}", **values))


def print_json(value: Json) -> None:
    """Print one JSON document; escaped where stdout cannot hold the letters themselves."""
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    text = json.dumps(value, ensure_ascii=encoding != "utf8", indent=2)
    # A path that is no UTF-8 has halves of pairs in it: JSON can say them, a stream cannot.
    put(_HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text))


def forgiving_streams() -> None:
    """Never fail on a letter that a Latin-1 terminal or pipe cannot hold."""
    codecs.register_error("yearlog", _readable)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="yearlog")


def _readable(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write what a stream cannot hold with a backslash: a byte of a path as the byte it is."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    one = ord(error.object[error.start])
    if 0xDC80 <= one <= 0xDCFF:
        return f"\\x{one - 0xDC00:02x}", error.start + 1
    single = UnicodeEncodeError(
        error.encoding, error.object, error.start, error.start + 1, error.reason
    )
    return codecs.backslashreplace_errors(single)


def closed_pipe() -> None:
    """Let the rest of the output go nowhere after ``| head`` has had enough."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def unexpected(error: BaseException, lang: Lang, *, stored: bool = False) -> str:
    """Return a sentence for what no class of the program foresees, ``stored`` or not before it."""
    if isinstance(error, UnicodeEncodeError) and not stored:
        return t(lang, "cli.not_unicode")
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        key = "cli.stored_but_refused" if stored else "cli.system_refused"
        return t(lang, key, detail=f"{where}{error.strerror or error}")
    key = "cli.stored_but_failed" if stored else "cli.unexpected"
    return t(lang, key, detail=f"{type(error).__name__}: {error}")


def failed(error: BaseException, lang: Lang, *, stored: bool) -> int:
    """Say in one sentence why a command ended, and whether it had stored something by then.

    Return the exit code. What failed may be stdout itself, or stderr: then nobody can be told.
    """
    if isinstance(error, YearlogError):
        sentence, code = error.get(lang), error.exit_code
    elif isinstance(error, KeyboardInterrupt):
        sentence, code = t(lang, "cli.stopped_stored" if stored else "cli.stopped"), INTERRUPTED
        if sys.stderr is not None and sys.stderr.isatty():
            sentence = "\n" + sentence  # the terminal has written ^C
    else:
        sentence, code = unexpected(error, lang, stored=stored), 1
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        closed_pipe()
    with suppress(OSError):
        tell(sentence)
    return code


def flushed(code: int, lang: Lang, *, stored: bool) -> int:
    """Write out what is still held back; return the exit code."""
    if sys.stdout is None:  # started with stdout closed
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        closed_pipe()
    except OSError as error:
        return failed(error, lang, stored=stored)
    return code


def narrate(current: State, key: str, stored: list[Entry]) -> None:
    """Say what was understood, one line an entry, and the way back."""
    lang = current.lang
    for entry in stored:
        put(describe(entry, current))
    label = stored[0].meta.label if len(stored) == 1 else stored[0].meta.plural
    current.say(key, n=len(stored), kind=label.get(lang))
    tell_doubts(stored, lang)


def tell_doubts(stored: Sequence[Entry], lang: Lang) -> None:
    """Say on stderr what was assumed of entries or looks wrong in them, a line each."""
    for entry in stored:
        for doubt in entry.details.doubts():
            tell(doubt.said.get(lang))


def describe(entry: Entry, current: State) -> str:
    """Return one line about an entry: id, date, sign and word of its kind, headline, figures."""
    from yearlog.kinds.entry import precise

    lang = current.lang
    km = getattr(entry.details, "distance_km", None)
    minutes = getattr(entry.details, "duration_minutes", None)
    figures = []
    if km is not None:
        figures.append(t(lang, "cli.km", km=f"{km:,.0f}"))
    if minutes is not None:
        figures.append(t(lang, "cli.duration", h=minutes // 60, m=f"{minutes % 60:02d}"))
    if entry.place is not None and entry.place.name(lang) not in entry.headline(lang):
        figures.append(f"@{one_line(entry.place.name(lang))}")
    status = getattr(entry.details, "status", "")
    if status in ("planned", "cancelled"):
        from yearlog.kinds.shown import shown

        figures.append(shown(entry, "status", lang))
    first, last = (precise(day, entry.date_precision) for day in (entry.starts_on, entry.last_day))
    end = f"..{last}" if last != first else ""
    head = f"{entry.id[-6:]}  {first}{end}  {entry.meta.sign} {entry.meta.label.get(lang)}"
    return "  ".join([head, one_line(entry.headline(lang)), *figures])
