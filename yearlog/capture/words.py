"""The words of a typed line, and which of them are a date, tags, a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from yearlog.capture.errors import NotADate, UnknownPlace
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError

_QUOTES = {'"': '"', "“": "”", "「": "」", "《": "》"}
_BETWEEN_DATES = frozenset({"to", "-", "到", "至"})

# How sure a date is, the surest first. A date that does not exist outdoes a bare month or year: it
# was meant, and is refused rather than passed over.
_DAY, _TWO_NUMBERS, _NO_SUCH, _MONTH, _YEAR = range(5)


class Token(str):
    """A word as it was typed: its text without quotes, and where in its line it stood.

    ``quoted`` words are never read as a date, a tag or a code.
    """

    __slots__ = ("end", "line", "quoted", "start")
    line: str
    start: int
    end: int
    quoted: bool

    @classmethod
    def at(cls, line: str, start: int, end: int, text: str, *, quoted: bool) -> Token:
        """Return the word between two positions of a line."""
        made = cls(text)
        made.line, made.start, made.end, made.quoted = line, start, end, quoted
        return made


def tokens(line: str) -> list[str]:
    """Split a typed line at spaces, except inside quotes of either language.

    A quote that does not end at the end of a word is a letter like any other.
    """
    found: list[str] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        mark = at + (line[at] in "@＠")
        closing = _QUOTES.get(line[mark : mark + 1])
        end = line.find(closing, mark + 1) + 1 if closing else 0
        if end and (end == len(line) or line[end].isspace()):
            text = line[at:mark] + line[mark + 1 : end - 1]
            found.append(Token.at(line, at, end, text, quoted=mark == at))
        else:
            end = at
            while end < len(line) and not line[end].isspace():
                end += 1
            found.append(Token.at(line, at, end, line[at:end], quoted=False))
        at = end
    return [word for word in found if word.strip()]


def quoted(word: str) -> bool:
    """Return whether a word stood in quotes, which only a typed line knows, not a shell."""
    return isinstance(word, Token) and word.quoted


def as_title(words: Sequence[str]) -> str:
    """Return words as a title: without the quotes around the whole, with those inside it."""
    if len(words) == 1:
        return str(words[0])
    return " ".join(w.line[w.start : w.end] if isinstance(w, Token) else w for w in words)


def as_prose(words: Sequence[str]) -> str:
    """Return neighbouring words as they were typed, with their spaces and quotes."""
    if not words:
        return ""
    first, last = words[0], words[-1]
    if isinstance(first, Token) and isinstance(last, Token):
        return first.line[first.start : last.end]
    return " ".join(words)


class Sorted:
    """The words of a line, sorted by what they are."""

    def __init__(self) -> None:
        self.when: list[str] = []
        self.tags: list[str] = []
        self.place = ""
        self.rest: list[str] = []

    def spine(self) -> dict[str, str]:
        """Return the raw words of the spine fields."""
        raw: dict[str, str] = {}
        if self.when:
            raw["starts_on"] = self.when[0]
        if self.place:
            raw["place"] = self.place
        if self.tags:
            raw["tags"] = " ".join(self.tags)
        return raw


def is_tag(word: str) -> bool:
    """Return whether a word is ``#tag``; ``#12`` is the number of something."""
    return word[0] in "#＃" and not quoted(word) and not word[1:].isdecimal() and len(word) > 1


def is_place(word: str) -> bool:
    """Return whether a word is ``@place``."""
    return word[0] in "@＠" and not quoted(word) and len(word) > 1


def known_place(text: str, context: Resolver) -> bool:
    """Return whether a text names a place, or several that are to be told apart."""
    try:
        context.place(text)
    except UnknownPlace:
        return False
    except YearlogError:
        return True
    return True


def name_length(words: Sequence[str], context: Resolver) -> int:
    """Return how many words from the first on name one place: Lake Tahoe, New York; at least 1."""
    names = 1
    letters = r"[a-z]{3}" if words[0].lstrip("@").islower() else r"[A-Z][a-z]"
    while names < min(4, len(words)) and re.match(letters, words[names]):
        names += 1
    if quoted(words[0]) or not words[0].isascii() or " " in words[0]:
        return 1
    for length in range(names, 1, -1):
        if known_place(" ".join(words[:length]).lstrip("@"), context):
            return length
    return 1


def _never_a_date(text: str) -> bool:
    """Return whether numbers are a ratio or an academic year: 50/50, 24/7, 2024-25."""
    plain = unicodedata.normalize("NFKC", text)
    if two := re.fullmatch(r"([0-9]{1,2})[-/]([0-9]{1,2})", plain):
        one, other = sorted((int(two[1]), int(two[2])))
        return plain == "24/7" or one == 0 or one > 12 or other > 31
    years = re.fullmatch(r"([0-9]{4})[-/]([0-9]{2})", plain)
    return bool(years) and (int(years[1]) + 1) % 100 == int(years[2])  # type: ignore[index]


def date_at(
    words: Sequence[str], at: int, context: Resolver
) -> tuple[int, int, YearlogError | None]:
    """Return how many words from ``at`` on make a date (the most that do, or 0) and how sure it is.

    The third is what is wrong with a date that was meant and does not exist.
    """
    for length in range(min(5, len(words) - at), 0, -1):
        some = words[at : at + length]
        if any(map(quoted, some)):
            continue
        text = " ".join(some)
        try:
            precision = context.read_date(text)[2]
        except NotADate:
            continue
        except YearlogError as error:
            if _never_a_date(text) or not _BETWEEN_DATES.isdisjoint(some):
                continue
            return length, _NO_SUCH, error
        if precision == "day":
            sure = _TWO_NUMBERS if re.fullmatch(r"[0-9]{1,2}-[0-9]{1,2}", text) else _DAY
            return length, sure, None
        return length, _MONTH if precision == "month" else _YEAR, None
    return 0, 0, None


def sort(words: Sequence[str], context: Resolver, *, all_dates: bool = False) -> Sorted:
    """Put the date, ``#tags`` and ``@place`` aside.

    Of several dates the surest counts and the others stay where they are, so that a talk may be
    called 1984; with ``all_dates`` each of them counts.
    """
    found = Sorted()
    spans: list[tuple[int, int, int, YearlogError | None]] = []
    kept: list[int] = []
    at = 0
    while at < len(words):
        word, taken = words[at], 1
        if is_tag(word):
            found.tags.append(word[1:])
        elif is_place(word) and not found.place:
            taken = name_length(words[at:], context)
            found.place = " ".join(words[at : at + taken])[1:].replace("_", " ")
        else:
            length, sure, error = date_at(words, at, context)
            if length:
                spans.append((sure, at, length, error))
                taken = length
            else:
                kept.append(at)
        at += taken
    spans.sort(key=lambda span: (span[0] if not all_dates else span[1], span[1]))
    chosen = spans if all_dates else spans[:1]
    for _, start, length, error in chosen:
        if error is not None:
            raise error
        found.when.append(" ".join(words[start : start + length]))
    for _, start, length, _ in spans[len(chosen) :]:
        kept.extend(range(start, start + length))
    found.rest = [words[at] for at in sorted(kept)]
    return found


def sort_prose(words: Sequence[str], context: Resolver, *, named: bool) -> Sorted:
    """Sort the words of prose: a date only counts at the start, tags and place only at the end.

    Without a kind word (``named``) the text may just begin like a date: what reads on as a sentence
    keeps its first words, and ``Mon`` or ``Sun`` is no date at all.
    """
    found = Sorted()
    taken, sure, error = date_at(words, 0, context)
    if error is not None:
        raise error
    first = " ".join(words[:taken])
    if not named and re.fullmatch(r"[A-Za-z]{3}", first):
        taken = 0
    rest = list(words)
    if taken:
        found.when = [first]
        if sure != _YEAR and (named or not _reads_on(first)):
            rest = rest[taken:]
    while rest and (is_tag(rest[-1]) or is_place(rest[-1])):
        word = rest.pop()
        if is_tag(word):
            found.tags.insert(0, word[1:])
        elif not found.place:
            found.place = word[1:].replace("_", " ")
    found.rest = rest
    return found


def _reads_on(when: str) -> bool:
    """Return whether a date may be the first word of a sentence: Sunday was, 3/4 of them were."""
    plain = unicodedata.normalize("NFKC", when)
    return bool(re.search(r"[A-Za-z]", plain) or re.fullmatch(r"[0-9]{1,2}[/-][0-9]{1,2}", plain))


def words_of(line: str | Iterable[str]) -> list[str]:
    """Return the words of a line given as one text, or as the shell has split it.

    A shell passes a line in quotes as one word.
    """
    words = [line] if isinstance(line, str) else [word for word in line if word.strip()]
    if len(words) == 1 and not isinstance(words[0], Token):
        return tokens(words[0])
    return words
