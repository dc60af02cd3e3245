"""The year's page as one portable Markdown document: GitHub, Hugo, Jekyll, any CommonMark parser.

No raw HTML: a pipe table, footnotes and images are all it asks of a parser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from yearlog import __version__
from yearlog.i18n import Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.render import format as fmt
from yearlog.render.markup import to_portable
from yearlog.render.page import rows
from yearlog.render.page.digest import digests
from yearlog.render.page.edition import leads, page_title, said
from yearlog.render.page.figures import says
from yearlog.render.page.glance import explain, glance, same_day, topics
from yearlog.render.page.model import City, Said, TripRow
from yearlog.render.page.writer import Writer, figures_of
from yearlog.review.model import YearReview

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(\s*)([#+>=-]|\d+[.)])", re.MULTILINE)


def document(
    review: YearReview,
    *,
    lang: Lang,
    photos: Mapping[str, str],
    attributions: Sequence[str],
    map_file: str = "map.svg",
) -> str:
    """Return the review of a year in ``lang`` as Markdown, to lie beside ``map_file``.

    ``photos`` maps the SHA-256 of a photo to its relative path. Footnotes are numbered over the
    whole document; a text that is only in the other language stands in its place, and says so.
    """
    pen = _Pen(review, lang, photos)
    parts = [
        *pen.head(),
        *pen.glance(),
        *pen.map(map_file),
        *(part for entry in review.chapters for part in pen.chapter(entry)),
        *pen.trips(),
        *pen.flights(),
        *pen.talks(),
        *pen.projects(),
        *pen.stays(),
        *pen.moments(),
        *pen.places(),
        *pen.others(),
        *pen.methods(),
        *pen.colophon(attributions),
    ]
    return "\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def text(words: str) -> str:
    """Return ``words`` on one line, such that Markdown reads nothing into them."""
    one_line = " ".join(words.split())
    escaped = _SPECIAL.sub(r"\\\1", one_line)
    escaped = re.sub(r"&(?=#?\w+;)", r"\\&", escaped)
    escaped = re.sub(r"(?i)(https?|ftp)(:)(?=//)|\b(www)(\.)", _without_autolink, escaped)
    return _AT_START.sub(lambda found: _escaped_start(found[1], found[2]), escaped)


def _without_autolink(found: re.Match[str]) -> str:
    return f"{found[1] or found[3]}\\{found[2] or found[4]}"


def _escaped_start(space: str, mark: str) -> str:
    return f"{space}{mark[:-1]}\\{mark[-1]}"


def table(head: Sequence[str], lines: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return a pipe table; the columns in ``right`` are set to the right."""
    rule = ["---:" if k in right else "---" for k in range(len(head))]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


@dataclass(slots=True)
class _Pen:
    """Writes the parts of one document; ``next_note`` numbers the author's notes on."""

    review: YearReview
    lang: Lang
    photos: Mapping[str, str]
    next_note: int = 1
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.writer = Writer(self.lang, {}, self.photos, {})

    def t(self, name: str, **values: object) -> str:
        """Return a message of the page."""
        return t(self.lang, f"page.{name}", **values)

    def head(self) -> list[str]:
        """Return title, epigraph and by-line."""
        title = page_title(self.review, self.lang).text
        if title != self.t("untitled", year=self.review.year):
            title = f"{self.review.year} · {title}"
        epigraph = said(self.review.epigraph, self.lang).text
        author = said(self.review.author, self.lang).text
        days = [entry.last_day for entry in self.review.chapters]
        date = fmt.day(max(days), self.lang, year=True) if days else ""
        byline = " · ".join(text(part) for part in (author, date) if part)
        quote = f"> {text(epigraph)}" if epigraph else ""
        cover = self.photos.get(self.review.cover, "")
        return [f"# {text(title)}", quote, byline, f"![]({cover})" if cover else ""]

    def glance(self) -> list[str]:
        """Return the year at a glance as a table."""
        figures = glance(self.review, self.lang)
        if not figures:
            return []
        lines = [
            [
                text(" ".join(filter(None, (one.lead, one.value)))),
                text(one.unit) + self._aside(one.more),
                text(one.before),
            ]
            for one in figures
        ]
        compared = self.review.compare is not None
        head = [str(self.review.year), "", ""]
        if not compared:
            lines, head = [line[:2] for line in lines], head[:2]
        until = same_day(self.review, self.lang)
        found = [f"## {self.t('glance')}", table(head, lines, right=(0,))]
        return [*found, text(until)] if until else found

    def map(self, map_file: str) -> list[str]:
        """Return the still map."""
        if not (self.review.flights.count or self.review.places.cities):
            return []
        return [f"## {self.t('map')}", f"![{self.t('map')}]({map_file})"]

    def chapter(self, entry: Entry) -> list[str]:
        """Return a chapter with its notes after it, as other parsers then count like ours."""
        head = rows.headline(entry, self.lang)
        date = fmt.day(entry.starts_on, self.lang, precision=entry.date_precision)
        return [f"## {text(head.text)}", text(date), *self.body(entry, shift=1)]

    def body(self, entry: Entry, *, shift: int) -> list[str]:
        """Return the text of an entry, its photos that the text does not place, and its notes."""
        found, lang = entry.text(self.lang)
        placed = set()

        def image_url(address: str) -> str | None:
            photo = self.writer.photo_named(entry, address)
            if photo is None:
                return None
            placed.add(photo.sha256)
            return self.photos[photo.sha256]

        with figures_of(entry):
            portable = to_portable(
                found.body,
                lang=lang,
                first_note=self.next_note,
                heading_shift=shift,
                image_url=image_url,
                figure=says(self.review, lang),
            )
        self.next_note = portable.next_note
        missing = ""
        if found.body.strip() and lang == other(self.lang):
            missing = f"*{self.t(f'only_in_{lang}')}*"
        return [missing, portable.body, *self._figures(entry, frozenset(placed)), portable.notes]

    def _figures(self, entry: Entry, placed: frozenset[str]) -> list[str]:
        shown = []
        for figure in self.writer.figures(entry, without=placed):
            shown.append(f"![{text(figure.alt.text)}]({figure.url})")
            if figure.caption.text:
                shown.append(f"*{text(figure.caption.text)}*")
        return shown

    def _list(self, name: str, *parts: str, bodies: Sequence[tuple[Said, Entry]] = ()) -> list[str]:
        """Return a section; what entries have to say follows its table, under their titles."""
        lead = leads(self.review, self.lang)[name]
        found = [f"## {self.t(name)}", text(lead), *parts]
        for title, entry in bodies:
            body = [part for part in self.body(entry, shift=3) if part.strip()]
            if body:
                found += [f"### {text(title.text)}", *body]
        return found

    def _digest(self, name: str) -> list[str]:
        """Return what a list adds up to, under a heading where it has one."""
        found = digests(self.review, self.lang).get(name)
        if found is None:
            return []
        colon = "：" if self.lang == "zh" else ": "
        lines = "\n".join(f"- {text(word)}{colon}{text(said)}" for word, said in found.facts)
        return [f"### {found.heading}" if found.heading else "", lines]

    def _cities(self, found: Sequence[City]) -> str:
        joint = "、" if self.lang == "zh" else ", "
        return joint.join(text(one.name) + self._first(yes=one.first) for one in found)

    def _first(self, *, yes: bool) -> str:
        return self._aside(self.t("first")) if yes else ""

    def _aside(self, words: str) -> str:
        if not words:
            return ""
        return f"（{text(words)}）" if self.lang == "zh" else f" ({text(words)})"

    def trips(self) -> list[str]:
        """Return the trips."""
        found = rows.trips(self.review, self.lang)
        if not found:
            return []
        head = [self.t(f"col_{name}") for name in ("date", "trip", "route", "km")]
        lines = [[row.dates, self._trip(row), row.route, row.km] for row in found]
        return self._list("trips", table(head, lines, right=(3,)), *self._digest("trips"))

    def _trip(self, row: TripRow) -> str:
        name = self._cities(row.places)
        if row.title is not None:
            joint = "：" if self.lang == "zh" else ": "
            name = text(row.title.text) + (joint + name if name else "")
        return (name + self._aside(row.rest)).strip() if name else row.rest

    def flights(self) -> list[str]:
        """Return the flights, those that did not take place, and what was written of them."""
        found = rows.flights(self.review, self.lang)
        lost = [
            self.t("not_flown_row", date=row.date, a=row.origin, b=row.destination, status=status)
            for row, status in rows.not_flown(self.review, self.lang)
        ]
        if not found and not lost:
            return []
        head = [self.t(f"col_{name}") for name in ("date", "route", "km", "time")]
        lines = []
        for row in found:
            ends = (f"{row.origin} {row.origin_code}", f"{row.destination} {row.destination_code}")
            route = text(" → ".join(ends)) + self._first(yes=row.first)
            route += f" {text(row.number)}" if row.number else ""
            lines.append([row.date, route, row.km or "–", row.time or "–"])
        joint = "；" if self.lang == "zh" else "; "
        after = text(self.t("not_flown", rows=joint.join(lost))) if lost else ""
        bodies = [
            (Said(f"{row.date} {row.origin} → {row.destination}", self.lang), row.entry)
            for row in found
        ]
        shown = table(head, lines, right=(2, 3)) if found else ""
        listed = self._list("flights", shown, after, bodies=bodies)
        return [*listed, *self._digest("flights")]

    def talks(self) -> list[str]:
        """Return the talks."""
        found = rows.talks(self.review, self.lang)
        if not found:
            return []
        joint = "，" if self.lang == "zh" else ", "
        lines = []
        for row in found:
            about = [text(fact) for fact in row.facts]
            about += [f"[{word}](<{url}>)" for word, url in row.links]
            lines.append([row.date, text(row.title.text), joint.join(about), text(row.place)])
        head = [self.t("col_date"), self.t("col_talk"), self.t("col_event"), self.t("col_place")]
        bodies = [(row.title, row.entry) for row in found]
        parts = (table(head, lines), *self._digest("talks"))
        return self._list("talks", *parts, bodies=bodies)

    def projects(self) -> list[str]:
        """Return the projects with their milestones."""
        found = rows.projects(self.review, self.lang)
        if not found and not self.review.projects.others:
            return []
        parts = self._list("projects")
        joint = "，" if self.lang == "zh" else ", "
        for row in found:
            facts = joint.join(text(one) for one in (row.dates, *row.facts))
            title = text(row.title.text)
            parts += [f"### {f'[{title}](<{row.url}>)' if row.url else title}", facts]
            parts += self.body(row.entry, shift=3)
            steps = []
            for step in row.steps:
                words = (step.word, step.title.text, step.venue)
                steps.append(f"- {step.date} {text(' '.join(filter(None, words)))}")
            parts.append("\n".join(steps))
        return parts

    def stays(self) -> list[str]:
        """Return the stays."""
        found = rows.stays(self.review, self.lang)
        if not found:
            return []
        head = [
            self.t("col_date"),
            self.t("col_place"),
            self.t("col_purpose"),
            self.t("col_nights"),
        ]
        lines = []
        titles = []
        for row in found:
            name = row.title.text if row.title else row.place or row.purpose.capitalize()
            where = f"{name}, {row.place}" if row.title and row.place else name
            purpose = row.purpose if row.title or row.place else ""
            titles.append(Said(f"{row.dates} {name}", self.lang))
            shown = text(where) + self._first(yes=row.first)
            lines.append([row.dates, shown, purpose, str(row.nights)])
        bodies = [(title, row.entry) for title, row in zip(titles, found, strict=True)]
        return self._list("stays", table(head, lines, right=(3,)), bodies=bodies)

    def moments(self) -> list[str]:
        """Return the moments."""
        found = rows.moments(self.review, self.lang)
        if not found:
            return []
        head = [self.t(f"col_{name}") for name in ("date", "moment", "category", "place")]
        lines = [[row.date, text(row.title.text), row.category, text(row.place)] for row in found]
        bodies = [(row.title, row.entry) for row in found]
        return self._list("moments", table(head, lines), bodies=bodies)

    def places(self) -> list[str]:
        """Return countries and cities, first times and layovers."""
        found = rows.countries(self.review, self.lang)
        firsts = rows.first_times(self.review, self.lang)
        if not found and not firsts:
            return []
        lines = [
            [text(row.name) + self._first(yes=row.first), self._cities(row.cities) or "–"]
            for row in found
        ]
        parts = [table([self.t("country"), self.t("cities")], lines)] if lines else []
        joint = "、" if self.lang == "zh" else ", "
        colon = "：" if self.lang == "zh" else ": "
        if firsts:
            parts.append(f"### {self.t('firsts')}")
            parts.append("\n".join(f"- {word}{colon}{text(joint.join(n))}" for word, n in firsts))
        through = [one.label(self.lang) for one in self.review.places.layovers]
        if through:
            names = fmt.listing(through, self.lang)
            parts.append(text(self.t("layovers", names=names)))
        return self._list("places", *parts, *self._digest("places"))

    def others(self) -> list[str]:
        """Return reflections that are no chapter and kinds without a list of their own."""
        parts = []
        for heading, found in rows.others(self.review, self.lang):
            parts.append(f"## {text(heading)}")
            for row in found:
                parts += [f"### {text(row.title.text)}", row.date, *self.body(row.entry, shift=3)]
        return parts

    def methods(self) -> list[str]:
        """Return how the figures were counted."""
        found = [explain(topic, self.review, self.lang) for topic in topics(self.review)]
        return (
            [f"## {self.t('how')}", "\n".join(f"- {text(one)}" for one in found)] if found else []
        )

    def colophon(self, attributions: Sequence[str]) -> list[str]:
        """Return licence, sources and what made the page."""
        author = said(self.review.author, self.lang).text
        own = ""
        if author and self.review.licence:
            own = self.t("licence", author=author, licence=self.review.licence)
        elif author:
            own = self.t("author_only", author=author)
        made = self.t("made_with", version=__version__)
        sources = "\n".join(f"- {text(one)}" for one in attributions)
        head = f"## {self.t('colophon')}"
        return [head, text(own), text(made), text(self.t("sources")) if sources else "", sources]
