"""The year's travel as one still picture: SVG without scripts, GeoJSON, and PNG where resvg is.

The SVG is drawn for the width at which it will be seen: type has a fixed size in it, so a page that
shows it at 390 px asks for ``width=400`` and gets a map with fewer, still legible labels.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import escape
from importlib import import_module
from typing import Literal

from yearlog.errors import YearlogError
from yearlog.geodesy import LatLon, great_circle, split_antimeridian
from yearlog.i18n import Lang, t
from yearlog.render.map_frame import Frame, choose_centre, fit
from yearlog.render.map_labels import Label, place
from yearlog.render.map_land import Point, clip, densify, land_in
from yearlog.render.maps import MapLeg, MapStop, TravelMap

Scheme = Literal["auto", "light", "dark"]

COLOURS: Mapping[str, Mapping[str, str]] = {
    "light": {
        "--paper": "#fbf9f4",
        "--ink": "#1e2227",
        "--quiet": "#6a6760",
        "--rule": "#ddd7ca",
        "--seal": "#a8321f",
        "--water": "#1f5f6b",
    },
    "dark": {
        "--paper": "#16181b",
        "--ink": "#e9e5dc",
        "--quiet": "#a09b90",
        "--rule": "#33363b",
        "--seal": "#f0806a",
        "--water": "#7fb9c4",
    },
}
SANS: Mapping[str, str] = {
    "zh": 'system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif',
    "en": 'system-ui,"Helvetica Neue","Noto Sans","Noto Sans CJK SC",sans-serif',
}
_SIZE = 14
_WEIGHTS = (1.0, 1.5, 2.0, 2.5, 3.0)
_MARK_REACH = {"home": 4.5, "visit": 3.5, "stay": 3.5, "talk": 5.0, "layover": 2.5}
_FIRST_REACH = 8.0
_ANTARCTIC = -60
_FOOTER = 20

STYLE = f"""\
.travel-map{{display:block;width:100%;height:auto;overflow:hidden}}
.travel-map .land{{fill:var(--rule);fill-opacity:.6;stroke:var(--water);stroke-opacity:.3;\
stroke-width:.5}}
.travel-map .edge{{fill:none;stroke:var(--rule);stroke-width:1}}
.travel-map .arc{{fill:none;stroke:var(--seal);stroke-opacity:.7;stroke-linecap:round}}
.travel-map .mark{{fill:var(--seal);stroke:var(--paper);stroke-width:1}}
.travel-map .home{{fill:var(--ink)}}
.travel-map .layover{{fill:var(--paper);stroke:var(--seal);stroke-width:1}}
.travel-map .ring{{fill:none;stroke:var(--seal);stroke-width:1.5}}
.travel-map text{{font-size:{_SIZE}px;fill:var(--ink);stroke:var(--paper);stroke-width:3.5px;\
stroke-linejoin:round;paint-order:stroke}}
.travel-map .passing{{fill:var(--quiet)}}
.travel-map .first{{fill:var(--seal);font-weight:600}}
.travel-map .source{{fill:var(--quiet);font-size:10px}}
"""
"""The rules an inline map needs; the colours are the page's custom properties."""


class NoPngError(YearlogError):
    """PNG was asked for and the drawing library is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "要生成 PNG 地图，请先安装 resvg-py（pip install resvg-py）；SVG 格式不需要它。",
            "To write a map as PNG, install resvg-py first (pip install resvg-py); "
            "SVG works without it.",
        )


def svg(
    travel_map: TravelMap,
    *,
    lang: Lang,
    width: int = 1200,
    standalone: bool = True,
    scheme: Scheme = "auto",
) -> str:
    """Return the map as SVG text, ``width`` pixels wide at its natural size.

    ``standalone`` carries its own colours, light and dark, and the attributions; the inline variant
    has classes only and needs ``STYLE`` and the custom properties of the page. ``scheme`` fixes the
    colours of a standalone file.
    """
    routes = travel_map.routes()
    lines = [great_circle(*r.origin, *r.destination, step_km=80) for r in routes]
    stops = [[(s.latitude, s.longitude)] for s in travel_map.stops]
    centre = choose_centre([*lines, *stops], routes)
    aspect = (0.36, 0.62) if width >= 700 else (0.6, 1.15)
    frame = fit((p for line in [*lines, *stops] for p in line), centre, width, aspect)
    drawn = [_cut_line(line, frame) for line in lines]
    footer = _FOOTER if standalone else 0
    frame = replace(frame, height=frame.height + footer)
    southernmost = min((p[0] for line in [*lines, *stops] for p in line), default=0.0)
    parts = list(_opening(travel_map, frame, lang, standalone=standalone))
    if standalone:
        parts.append(f"<style>{_standalone_style(lang, scheme)}</style>")
        parts.append('<rect class="paper" width="100%" height="100%"/>')
    parts.append(f'<path class="land" fill-rule="evenodd" d="{_land_path(frame, southernmost)}"/>')
    if any(len(pieces) > 1 for pieces in drawn):
        parts += _edges(frame)
    parts += _arcs(routes, drawn)
    parts += _stops(travel_map.by_importance(), frame, drawn, lang, frame.height - footer)
    if standalone:
        sources = escape(" · ".join((t(lang, "map.land_source"), *travel_map.attributions)))
        parts.append(f'<text class="source" x="8" y="{frame.height - 7}">{sources}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _opening(
    travel_map: TravelMap, frame: Frame, lang: Lang, *, standalone: bool
) -> tuple[str, str, str]:
    """Return the opening tag, and the title and description that say what is drawn."""
    name = f"travel-map-{lang}-{frame.width}"
    size = f' width="{frame.width}" height="{frame.height}"' if standalone else ""
    tag = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="travel-map" role="img" lang="{lang}"'
        f' viewBox="0 0 {frame.width} {frame.height}"{size}'
        f' aria-labelledby="{name}-title {name}-desc">'
    )
    return (
        tag,
        f'<title id="{name}-title">{escape(travel_map.title.get(lang))}</title>',
        f'<desc id="{name}-desc">{escape(describe(travel_map, lang))}</desc>',
    )


def describe(travel_map: TravelMap, lang: Lang) -> str:
    """Return what the map shows, in words."""
    places = t(lang, "map.places", n=len(travel_map.stops))
    n = len(travel_map.routes())
    routes = t(lang, "map.routes", n=n) if n else t(lang, "map.no_routes")
    text = t(lang, "map.describe", places=places, routes=routes)
    firsts = [stop.label(lang) for stop in travel_map.by_importance() if stop.first_time]
    if firsts:
        gap = "" if lang == "zh" else " "
        text += gap + t(lang, "map.firsts", names=t(lang, "map.and").join(firsts))
    return text


def _cut_line(line: Sequence[LatLon], frame: Frame) -> list[list[Point]]:
    parts = split_antimeridian(line, centre=frame.centre)
    return [[frame.point(lat, lon) for lat, lon in part] for part in parts]


@lru_cache(maxsize=4)
def _land_path(frame: Frame, southernmost: float) -> str:
    """Return the path data of the land in the window, without shapes too small to be seen.

    Kept, because an export draws the same window in both languages.

    Antarctica is drawn only where the travel goes there: else it is a sliver along the foot.
    """
    detail: Literal["110m", "50m"] = "50m" if frame.pixels_per_degree > 6 else "110m"
    window = (-4.0, -4.0, frame.width + 4.0, frame.height + 4.0)
    out = []
    for polygon in land_in(detail, frame.degrees()):
        if max(lat for _, lat in polygon[0]) < _ANTARCTIC < southernmost:
            continue
        for ring in polygon:
            projected = [frame.point(lat, lon) for lon, lat in densify(ring)]
            cut = clip(projected, window)
            if len(cut) > 2 and _span(cut) > 1.2:
                out.append(_path(cut, closed=True))
    return "".join(out)


def _edges(frame: Frame) -> list[str]:
    """Return the two ends of the world, so that a route cut there is seen to go on."""
    out = []
    for side in (-180, 180):
        line = [frame.point(lat, frame.centre + side) for lat in range(-90, 91, 3)]
        out.append(f'<path class="edge" d="{_path(line)}"/>')
    return out


def _span(ring: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _path(points: Sequence[Point], *, closed: bool = False) -> str:
    """Return path data in tenths of a pixel, without points that fall together."""
    out: list[str] = []
    last = (0, 0)
    for x, y in points:
        here = (round(x * 10), round(y * 10))
        if not out:
            out.append(f"M{_tenths(here[0])} {_tenths(here[1])}l")
        elif here != last:
            dx, dy = _tenths(here[0] - last[0]), _tenths(here[1] - last[1])
            out.append(
                f"{'' if dx.startswith('-') else ' '}{dx}{'' if dy.startswith('-') else ' '}{dy}"
            )
        last = here
    return "".join(out).replace("l ", "l") + ("z" if closed else "")


def _tenths(value: int) -> str:
    sign, value = "-" if value < 0 else "", abs(value)
    return sign + (f"{value // 10}" if value % 10 == 0 else f"{value / 10:.1f}".lstrip("0"))


def _arcs(routes: Sequence[MapLeg], drawn: Sequence[list[list[Point]]]) -> list[str]:
    out = []
    for route, parts in zip(routes, drawn, strict=True):
        weight = _WEIGHTS[min(route.count, len(_WEIGHTS)) - 1]
        data = "".join(_path(part) for part in parts if len(part) > 1)
        out.append(f'<path class="arc" stroke-width="{weight:g}" d="{data}"/>')
    return out


def _stops(
    stops: Sequence[MapStop],
    frame: Frame,
    drawn: Sequence[list[list[Point]]],
    lang: Lang,
    foot: int,
) -> list[str]:
    marks, texts = [], []
    first = t(lang, "map.first")
    labels = []
    for stop in stops:
        x, y = frame.stop(stop.latitude, stop.longitude)
        text = stop.label(lang) + (f" {first}" if stop.first_time else "")
        reach = _FIRST_REACH if stop.first_time else _MARK_REACH[stop.role]
        labels.append(Label(x, y, text, reach))
        marks.append(_mark(stop, x, y))
    bounds = (2.0, 2.0, frame.width - 2.0, foot - 2.0)
    routes = [[point for part in parts for point in part] for parts in drawn]
    for stop, placed in zip(stops, place(labels, _SIZE, bounds, routes), strict=True):
        if placed is None:
            continue
        tag = f' <tspan class="first">{first}</tspan>' if stop.first_time else ""
        css = ' class="passing"' if stop.role == "layover" else ""
        texts.append(
            f'<text{css} x="{placed.x:.1f}" y="{placed.y:.1f}" text-anchor="{placed.anchor}">'
            f"{escape(stop.label(lang))}{tag}</text>"
        )
    return [*reversed(marks), *texts]


def _mark(stop: MapStop, x: float, y: float) -> str:
    """Return a stop's sign: a square for home, a diamond for a talk, a dot else."""
    reach = _MARK_REACH[stop.role]
    if stop.role == "home":
        side = 2 * reach
        sign = f'<rect class="mark home" x="{x - reach:.1f}" y="{y - reach:.1f}"'
        sign += f' width="{side:g}" height="{side:g}"/>'
    elif stop.role == "talk":
        sign = f'<path class="mark" d="M{x:.1f} {y - reach:.1f}l{reach:g} {reach:g}'
        sign += f'l{-reach:g} {reach:g}l{-reach:g} {-reach:g}z"/>'
    else:
        css = "mark layover" if stop.role == "layover" else "mark"
        sign = f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{reach:g}"/>'
    if stop.first_time:
        sign += f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{_FIRST_REACH:g}"/>'
    return sign


def _standalone_style(lang: Lang, scheme: Scheme) -> str:
    """Return the rules with colours filled in: not every viewer of SVG knows custom properties."""
    rules = STYLE.split("\n", 1)[1] + ".travel-map .paper{fill:var(--paper)}\n"
    font = f".travel-map{{font-family:{SANS[lang]}}}\n"
    if scheme != "auto":
        return font + _fill(rules, scheme)
    dark = _fill(rules, "dark")
    return f"{font}{_fill(rules, 'light')}@media(prefers-color-scheme:dark){{\n{dark}}}"


def _fill(rules: str, scheme: str) -> str:
    for name, colour in COLOURS[scheme].items():
        rules = rules.replace(f"var({name})", colour)
    return rules


def geojson(travel_map: TravelMap) -> str:
    """Return the stops and routes as GeoJSON (RFC 7946), routes cut at the antimeridian.

    Whom the places ask to be named is in ``attribution``, a foreign member as its section 6.1
    allows; there is none where nobody does.
    """
    features: list[tuple[dict[str, object], dict[str, object]]] = []
    for route in travel_map.routes():
        line = great_circle(*route.origin, *route.destination, step_km=100)
        parts = [
            [[round(lon, 3), round(lat, 3)] for lat, lon in part]
            for part in split_antimeridian(line)
        ]
        geometry: dict[str, object] = (
            {"type": "LineString", "coordinates": parts[0]}
            if len(parts) == 1
            else {"type": "MultiLineString", "coordinates": parts}
        )
        features.append((geometry, {"kind": "route", "count": route.count}))
    for stop in travel_map.by_importance():
        geometry = {
            "type": "Point",
            "coordinates": [round(stop.longitude, 5), round(stop.latitude, 5)],
        }
        properties: dict[str, object] = {
            "kind": "stop",
            "name_zh": stop.name.zh,
            "name_en": stop.name.en,
            "role": stop.role,
            "visits": stop.visits,
            "first_time": stop.first_time,
        }
        features.append((geometry, properties))
    rows = ",\n".join(
        json.dumps({"type": "Feature", "properties": p, "geometry": g}, ensure_ascii=False)
        for g, p in features
    )
    named = json.dumps("; ".join(travel_map.attributions), ensure_ascii=False)
    attribution = f'"attribution": {named}, ' if travel_map.attributions else ""
    return f'{{"type": "FeatureCollection", {attribution}"features": [\n{rows}\n]}}\n'


def png(
    travel_map: TravelMap,
    *,
    lang: Lang,
    width: int = 1200,
    scheme: Literal["light", "dark"] = "light",
    scale: int = 2,
) -> bytes:
    """Return the map as PNG, ``scale`` dots to a pixel.

    Raises:
        NoPngError: if resvg-py is not installed.
    """
    try:
        resvg = import_module("resvg_py")
    except ImportError:
        raise NoPngError from None
    text = svg(travel_map, lang=lang, width=width, scheme=scheme)
    return bytes(resvg.svg_to_bytes(svg_string=text, width=width * scale))
