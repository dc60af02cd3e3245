"""A review in one language, composed: everything the page's template shows, in the page's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from yearlog.i18n import Both, Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.render import charts, timelines
from yearlog.render import format as fmt
from yearlog.render.markup import plain
from yearlog.render.page import digest, rows, submitted
from yearlog.render.page.digest import Digest
from yearlog.render.page.figures import says
from yearlog.render.page.glance import (
    Cite,
    Figure,
    Method,
    Methods,
    Topic,
    glance,
    same_day,
    topics,
)
from yearlog.render.page.model import (
    CountryRow,
    FlightRow,
    MomentRow,
    OtherRow,
    ProjectRow,
    Said,
    StayRow,
    TalkRow,
    TripRow,
)
from yearlog.render.page.tables import ReadDate
from yearlog.render.page.writer import Figure as Photo
from yearlog.render.page.writer import Writer, Written
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure

NARROW = 360
"""The width charts are drawn at for a phone, in pixels."""

_SECTION: Mapping[Topic, str] = {
    "home": "trips", "nights": "trips", "late": "flights", "first": "places",
    "projects": "projects",
}  # fmt: skip
"""Where a method is referred to if no figure at a glance does."""


@dataclass(frozen=True, slots=True)
class Assets:
    """What a page shows beside its words.

    ``photos`` maps the SHA-256 of a photo to its address, a relative path or a ``data:`` URI, and
    ``sizes`` to its width and height in pixels; a photo without an address is left out. ``map_svg``
    draws the map for inline use. ``embed_map`` opens ``map_href`` in a frame on a click, where it
    lies beside the page; a page to be mailed only links to it. ``inline`` holds ``data:`` URIs by
    SHA-256 that stand in the finished page in place of the addresses. ``read_date`` reads the
    dates of tables that are drawn as time lines; without it they stay tables.
    """

    photos: Mapping[str, str]
    sizes: Mapping[str, tuple[int, int]]
    map_svg: Callable[[Lang], str]
    map_svg_narrow: Callable[[Lang], str] | None = None
    map_href: str = "map.html"
    embed_map: bool = False
    inline: Mapping[str, str] = field(default_factory=dict)
    read_date: ReadDate | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; ``id`` is that of its heading."""

    id: str
    title: Said
    date: str
    iso: str
    written: Written


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, wide and for a phone, with the table behind it for those who cannot see it."""

    wide: str
    narrow: str
    head: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A review in one language. Bodies and photos are by entry id; HTML is in ``str`` fields."""

    review: YearReview
    lang: Lang
    title: Said
    epigraph: Said
    author: str
    date: str
    cover: Photo | None
    glance: tuple[tuple[Figure, Cite | None], ...]
    same_day: str
    calendar: Drawing | None
    map_wide: str
    map_narrow: str
    chapters: tuple[Chapter, ...]
    trips: tuple[TripRow, ...]
    flights: tuple[FlightRow, ...]
    not_flown: str
    months: Drawing | None
    talks: tuple[TalkRow, ...]
    projects: tuple[ProjectRow, ...]
    timeline: Drawing | None
    stays: tuple[StayRow, ...]
    moments: tuple[MomentRow, ...]
    moments_line: Drawing | None
    countries: tuple[CountryRow, ...]
    firsts: tuple[tuple[str, tuple[str, ...]], ...]
    layovers: str
    others: tuple[tuple[str, tuple[OtherRow, ...]], ...]
    bodies: Mapping[str, Written]
    leads: Mapping[str, str]
    digests: Mapping[str, Digest]
    cites: Mapping[str, tuple[Cite, ...]]
    notes: str
    methods: tuple[Method, ...]

    @property
    def tag(self) -> str:
        """The value of ``lang`` in HTML."""
        return fmt.TAGS[self.lang]

    def t(self, name: str, **values: object) -> str:
        """Return a message of the page in this language."""
        return t(self.lang, f"page.{name}", **values)


def said(texts: Both, lang: Lang) -> Said:
    """Return a text in ``lang``, else in the other language."""
    own = lang if texts.get(lang) or not texts.get(other(lang)) else other(lang)
    return Said(texts.get(own), own)


def page_title(review: YearReview, lang: Lang) -> Said:
    """Return the title the author gave, else the plain one."""
    found = said(review.title, lang)
    return found if found.text else Said(t(lang, "page.untitled", year=review.year), lang)


def compose(review: YearReview, lang: Lang, assets: Assets) -> Edition:
    """Compose the edition of ``review`` in ``lang``."""
    order = {entry.id: n for n, entry in enumerate(review.entries, 1)}
    writer = Writer(
        lang, order, assets.photos, assets.sizes,
        lambda written: says(review, written, page=lang), assets.read_date,
    )  # fmt: skip
    methods = Methods(review, lang)
    figures = glance(review, lang)
    cited = tuple((one, methods.cite(one.topic) if one.topic else None) for one in figures)
    seen = {one.topic for one in figures}
    chapters = tuple(_chapter(entry, order[entry.id], writer) for entry in review.chapters)
    late: dict[str, tuple[Cite, ...]] = {}
    for topic in topics(review):
        if topic not in seen and topic in _SECTION:
            section = _SECTION[topic]
            late[section] = (*late.get(section, ()), methods.cite(topic))
    flown = rows.flights(review, lang)
    bodies = _bodies(review, writer)
    narrow = assets.map_svg_narrow
    dates = [entry.last_day for entry in review.chapters]
    travelled = bool(review.flights.count or review.places.cities)
    return Edition(
        review=review,
        lang=lang,
        title=page_title(review, lang),
        epigraph=said(review.epigraph, lang),
        author=said(review.author, lang).text,
        date=fmt.day(max(dates), lang, year=True) if dates else "",
        cover=_cover(review, writer),
        glance=cited,
        same_day=same_day(review, lang),
        calendar=_calendar(review, lang),
        map_wide=assets.map_svg(lang) if travelled else "",
        map_narrow=narrow(lang) if narrow and travelled else "",
        chapters=chapters,
        trips=rows.trips(review, lang),
        flights=flown,
        not_flown=_not_flown(review, lang),
        months=_months(review, lang),
        talks=rows.talks(review, lang),
        projects=rows.projects(review, lang),
        timeline=_timeline(review, lang),
        stays=rows.stays(review, lang),
        moments=rows.moments(review, lang),
        moments_line=_moments(review, lang),
        countries=rows.countries(review, lang),
        firsts=rows.first_times(review, lang),
        layovers=fmt.listing([one.label(lang) for one in review.places.layovers], lang),
        others=rows.others(review, lang),
        bodies=bodies,
        leads=leads(review, lang),
        digests=digest.digests(review, lang),
        cites=late,
        notes=writer.notes_list(),
        methods=methods.all(),
    )


def _chapter(entry: Entry, number: int, writer: Writer) -> Chapter:
    written = writer.write(entry, heading_shift=1)
    lang = writer.lang
    title = rows.headline(entry, lang)
    if not any(entry.titles):
        body = plain(entry.text(lang)[0].body, figure=writer.figure_in(written.lang))
        title = Said(body.split("\n", 1)[0][:60], written.lang)
    return Chapter(
        id=f"e{number}{lang}",
        title=title,
        date=fmt.span(
            entry.starts_on,
            entry.ends_on,
            lang,
            in_year=entry.starts_on.year,
            precision=entry.date_precision,
        ),
        iso=entry.starts_on.isoformat(),
        written=written,
    )


def _bodies(review: YearReview, writer: Writer) -> Mapping[str, Written]:
    """Render what stands under the rows of lists, in the order in which the page shows them."""
    listed = {entry.id for entry in review.chapters}
    order = [
        *review.flights.entries,
        *review.talks.entries,
        *review.projects.entries,
        *review.stays,
        *(entry for entry in review.entries if entry.kind == "moment"),
        *(
            entry
            for entry in review.entries
            if entry.kind not in {"flight", "talk", "project", "stay", "moment"}
            and entry.id not in listed
        ),
    ]
    found = {}
    for entry in order:
        if entry.photos or any(text.body for text in entry.texts.values()):
            found[entry.id] = writer.write(entry, heading_shift=2)
    return found


def _cover(review: YearReview, writer: Writer) -> Photo | None:
    """Return the cover, with the words of the entry it is from, if it is from one."""
    if review.cover not in writer.photos:
        return None
    for entry in review.entries:
        for photo in entry.photos:
            if photo.sha256 == review.cover:
                return writer.figure(photo)
    nothing = Said("", writer.lang)
    return Photo(writer.photos[review.cover], writer.sizes.get(review.cover), nothing, nothing)


def _not_flown(review: YearReview, lang: Lang) -> str:
    found = [
        t(
            lang, "page.not_flown_row", date=row.date, a=row.origin, b=row.destination,
            status=status,
        )
        for row, status in rows.not_flown(review, lang)
    ]  # fmt: skip
    joint = "；" if lang == "zh" else "; "
    return t(lang, "page.not_flown", rows=joint.join(found)) if found else ""


def leads(review: YearReview, lang: Lang) -> dict[str, str]:
    """Return the sentence that stands under the heading of each list."""
    projects, places = review.projects, review.places
    gap = "" if lang == "zh" else " "
    counts = {
        name: round(measure(review, name).value)
        for name in ("trips", "flights", "talks", "projects", "stays", "moments")
    }
    km, minutes = measure(review, "distance"), measure(review, "air_time")
    sums = [fmt.number(km.value, lang), fmt.duration(minutes.value, lang)]
    for k, total in enumerate((km, minutes)):
        if total.at_least:
            sums[k] = t(lang, "page.at_least_n", n=sums[k])
    parts = {name: [t(lang, f"page.{name}_lead", n=n, km=sums[0], time=sums[1])]
             for name, n in counts.items()}  # fmt: skip
    if not counts["flights"]:
        parts["flights"] = [t(lang, "page.flights_none")]
    elif not minutes.value:
        parts["flights"] = [t(lang, "page.flights_lead_untimed", n=counts["flights"], km=sums[0])]
    parts["places"] = [
        t(
            lang, "page.places_lead", countries=round(measure(review, "countries").value),
            cities=round(measure(review, "cities").value),
        ),
    ]  # fmt: skip
    parts["trips"] += digest.nights(review, lang)
    parts["flights"] += digest.travelled(review, lang)
    parts["talks"] += digest.modes(review, lang)
    if projects.max_concurrent > 1 and projects.most_from is not None:
        dates = fmt.span(projects.most_from, projects.most_until, lang, in_year=review.year)
        again = _busy_again(review)
        message = "page.projects_most_first" if again else "page.projects_most"
        parts["projects"].append(t(lang, message, n=projects.max_concurrent, dates=dates))
    if not projects.entries:
        parts["projects"] = []
    parts["projects"] += submitted.outcome_sentences(review, lang)
    parts["projects"] += submitted.steps_elsewhere(review, lang)
    if places.first_cities or places.first_countries:
        parts["places"].append(t(lang, "page.places_lead_first"))
    return {name: gap.join(sentences) for name, sentences in parts.items()}


def _calendar(review: YearReview, lang: Lang) -> Drawing | None:
    marks = rows.marks(review)
    if not marks:
        return None
    kinds = [kind for kind in charts.KINDS if any(kind in found for found in marks.values())]
    names = (t(lang, "page.col_month"), *(t(lang, f"map.kind_{kind}") for kind in kinds))
    counts = rows.per_month(review, kinds)
    return Drawing(
        charts.calendar_strip(review.year, marks, lang=lang),
        charts.calendar_strip(review.year, marks, lang=lang, width=NARROW, rows=2),
        names,
        tuple((fmt.month(k, lang), *map(str, line)) for k, line in enumerate(counts, 1)),
    )


def _months(review: YearReview, lang: Lang) -> Drawing | None:
    if review.flights.count < 2:
        return None
    counts = [len(ids) for ids in review.flights.by_month]
    before = review.compare
    last = None
    if before is not None and before.year == review.year - 1 and before.flights.count:
        last = [len(ids) for ids in before.flights.by_month]
    head = [t(lang, "page.col_month"), t(lang, "page.this_year", year=review.year)]
    table = [[fmt.month(k, lang), str(n)] for k, n in enumerate(counts, 1)]
    if last is not None:
        head.append(t(lang, "page.this_year", year=review.year - 1))
        for line, n in zip(table, last, strict=True):
            line.append(str(n))
    return Drawing(
        charts.by_month(counts, last, lang=lang),
        charts.by_month(counts, last, lang=lang, width=NARROW),
        tuple(head),
        tuple(map(tuple, table)),
    )


def _bars(found: Iterable[ProjectRow]) -> list[charts.Bar]:
    return [
        charts.Bar(
            row.title.text,
            row.entry.starts_on,
            row.end,
            tuple((step.on, step.short, step.kind) for step in row.steps),
        )
        for row in found
    ]


def _busy_again(review: YearReview) -> bool:
    """Return whether as many projects ran at once in another month as in the first such days."""
    first, last = review.projects.most_from, review.projects.most_until
    if first is None:
        return False
    until = last.month if last is not None and last.year == review.year else 12
    _, months = charts.busiest(_bars(rows.projects(review, "en")), review.year)
    return any(not first.month <= month <= until for month in months)


def _timeline(review: YearReview, lang: Lang) -> Drawing | None:
    found = rows.projects(review, lang)
    if not found:
        return None
    bars = _bars(found)
    wide, narrow = (
        charts.project_timeline(bars, year=review.year, lang=lang, width=width)
        for width in (760, NARROW)
    )
    return Drawing(wide, narrow, (), ())


def _moments(review: YearReview, lang: Lang) -> Drawing | None:
    """Return the moments on a line for each category; the list below it is its table."""
    found = rows.moments(review, lang)
    known = [row for row in found if row.entry.date_precision != "year"]
    if len(known) < 2:
        return None
    lanes: dict[str, list[timelines.Dated]] = {}
    for row in known:
        entry = row.entry
        dated = timelines.Dated(
            entry.starts_on, entry.ends_on, entry.date_precision, row.date, (row.title.text,)
        )
        lanes.setdefault(row.category or t(lang, "page.moments_plain"), []).append(dated)
    wide, narrow = (
        timelines.by_category(list(lanes.items()), year=review.year, lang=lang, width=width)
        for width in (760, NARROW)
    )
    return Drawing(wide, narrow, (), ())
