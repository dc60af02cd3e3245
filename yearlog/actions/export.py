"""The year in review as files: Markdown, HTML, maps, photos."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from yearlog.actions import files, photos
from yearlog.actions.reviews import map_sources, page_sources, year_review
from yearlog.actions.workspace import Workspace
from yearlog.capture.cells import read_cell
from yearlog.i18n import Lang
from yearlog.kinds.values import Attachment
from yearlog.render.maps import TravelMap
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING, PUBLIC

EMBEDDED = 960
"""The longest side, in pixels, of a photo inside the one file to mail."""

PHONE = 360
"""The width, in pixels, of the map drawn for phones: its labels keep their size."""


_Picture = tuple[bytes, str, tuple[int, int]]
"""Bytes, suffix and size in pixels."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, names relative to ``folder``; ``hidden`` counts what was left out."""

    folder: Path
    files: tuple[str, ...]
    hidden: int


@dataclass(slots=True)
class _Pictures:
    """The photos of a review: as files, as data for the mailed page, and their sizes."""

    urls: dict[str, str] = field(default_factory=dict)
    inline: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    data: dict[str, bytes] = field(default_factory=dict)


def export(
    space: Workspace,
    year: int,
    folder: Path,
    *,
    form: str = "all",
    lang: str | None = None,
    private: bool = False,
) -> Exported:
    """Write the review of ``year`` into ``folder/YEAR``; only public entries unless ``private``.

    What is private is written so that no other user of the machine may read it.

    ``form`` is markdown, html or all. Raises EmptyYear, FolderNotWritable.
    """
    review = year_review(space, year, EVERYTHING if private else PUBLIC)
    languages = _languages(lang or space.setting("languages"))
    target = folder / str(year)
    pictures = _pictures(space, review)
    written: dict[str, bytes | str] = {}
    sources = page_sources(review)
    if form in ("all", "markdown"):
        from yearlog.render import markdown

        for one in languages:
            written[f"{year}.{one}.md"] = markdown.document(
                review,
                lang=one,
                photos=pictures.urls,
                attributions=sources,
                map_file=_map_file(one, languages, "svg"),
            )
    travel = _travel_map(review)
    if form in ("all", "html"):
        written |= _pages(review, languages, pictures, sources, travel)
    written |= _maps(travel, languages, interactive=form != "markdown")
    written |= pictures.data
    for name, content in written.items():
        files.write(target / name, content, private=private)
    _sweep(target, written)
    files.sync_folder(target)
    return Exported(target, tuple(sorted(written)), 0 if private else review.hidden)


def _sweep(target: Path, written: Mapping[str, object]) -> None:
    """Remove the photos of an earlier export that may no longer be shown; touch nothing else."""
    for path in (target / "photos").glob("*"):
        ours = re.fullmatch(r"[0-9a-f]{12}\.(jpg|png)", path.name)
        if ours and f"photos/{path.name}" not in written:
            path.unlink()


def _languages(chosen: str) -> tuple[Lang, ...]:
    codes = ("zh,en" if chosen == "both" else chosen).split(",")
    return tuple("zh" if code == "zh" else "en" for code in codes)


def _pictures(space: Workspace, review: YearReview) -> _Pictures:
    """Prepare each photo once: turned upright, metadata gone, in two sizes."""
    found = _Pictures()
    shown: dict[str, Attachment] = {}
    for entry in review.entries:
        for photo in entry.photos:
            shown.setdefault(photo.sha256, photo)
    if review.cover and review.cover not in shown:
        shown[review.cover] = Attachment(review.cover, "", "", 0)
    if not shown:
        return found
    import base64
    from concurrent.futures import ThreadPoolExecutor

    from yearlog.render.photos import publishable

    raws = [photos.read(space.journal, photo) for photo in shown.values()]

    def prepare(at: int) -> tuple[_Picture, _Picture]:
        try:
            return publishable(raws[at]), publishable(raws[at], longest=EMBEDDED)
        except OSError:
            photo = list(shown.values())[at]
            raise photos.PhotoDamaged(photos.stored_at(space.journal, photo)) from None

    # Pillow lets go of the interpreter while it works, so the photos share the cores.
    with ThreadPoolExecutor() as pool:
        pairs = list(pool.map(prepare, range(len(raws))))
    for photo, ((data, suffix, size), (little, small_suffix, _)) in zip(
        shown.values(), pairs, strict=True
    ):
        name = f"photos/{photo.sha256[:12]}{suffix}"
        found.data[name] = data
        found.urls[photo.sha256] = name
        found.sizes[photo.sha256] = size
        kind = "png" if small_suffix == ".png" else "jpeg"
        found.inline[photo.sha256] = (
            f"data:image/{kind};base64,{base64.b64encode(little).decode('ascii')}"
        )
    return found


def _travel_map(review: YearReview) -> TravelMap:
    from yearlog.render import year_map

    return year_map.of(review, map_sources(review))


def _pages(
    review: YearReview,
    languages: tuple[Lang, ...],
    pictures: _Pictures,
    sources: Sequence[str],
    travel: TravelMap,
) -> dict[str, bytes | str]:
    from yearlog.render import html, map_static

    def inline_map(lang: Lang) -> str:
        return map_static.svg(travel, lang=lang, standalone=False)

    def narrow_map(lang: Lang) -> str:
        return map_static.svg(travel, lang=lang, width=PHONE, standalone=False)

    year = review.year
    twin = html.Assets(
        photos=pictures.urls,
        sizes=pictures.sizes,
        map_svg=inline_map,
        map_svg_narrow=narrow_map,
        embed_map=True,
        read_date=read_cell,
    )
    mailed = replace(twin, embed_map=False, inline=pictures.inline)
    editions = {lang: html.compose(review, lang, twin) for lang in languages}
    given: dict[str, Any] = {
        "languages": languages, "attributions": sources, "editions": editions,
    }  # fmt: skip
    pages: dict[str, bytes | str] = {
        f"{year}.html": html.page(review, mode="both", assets=mailed, **given)
    }
    for lang in languages:
        own = replace(twin, map_href=_map_file(lang, languages, "html"))
        pages[f"{year}.{lang}.html"] = html.page(review, mode=lang, assets=own, **given)
    return pages


def _maps(
    travel: TravelMap, languages: tuple[Lang, ...], *, interactive: bool
) -> dict[str, bytes | str]:
    from yearlog.render import map_static

    maps: dict[str, bytes | str] = {}
    for lang in languages:
        maps[_map_file(lang, languages, "svg")] = map_static.svg(travel, lang=lang)
        if interactive:
            from yearlog.render import map_interactive

            page = map_interactive.html(travel, lang=lang)
            maps[_map_file(lang, languages, "html")] = page
    return maps


def _map_file(lang: Lang, languages: tuple[Lang, ...], suffix: str) -> str:
    """Return ``map.html`` for the first language, ``map.en.html`` for another: maps have words."""
    return f"map.{suffix}" if lang == languages[0] else f"map.{lang}.{suffix}"
