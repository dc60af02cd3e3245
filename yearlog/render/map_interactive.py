"""The year's travel as a map to move about in: one HTML file that asks nobody for anything.

folium writes the script; the page around it is ours, because folium's own asks ten addresses for
code it would not need here. Leaflet and the land are in the file, and the page is sealed: see
``docs/decisions/0004-maps.md``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from yearlog.geodesy import LatLon, great_circle, wrap
from yearlog.i18n import Lang, t
from yearlog.render.csp import seal
from yearlog.render.map_frame import choose_centre
from yearlog.render.map_land import ASSETS, Detail, land, land_json
from yearlog.render.map_static import COLOURS, SANS, describe
from yearlog.render.maps import MapLeg, MapStop, TravelMap

if TYPE_CHECKING:
    import folium
    from branca.element import Element

_REGION = 75
"""Degrees of longitude up to which a map is of one region, and coasts are seen close up."""

_STEP_KM = 300
"""Leaflet rounds every point to a whole pixel, so that points close together make a line tremble;
farther apart, a great circle shows its corners. At 300 km it does neither, up to zoom 6."""

_FIT = "{padding: [36, 36], maxZoom: 6, animate: false}"
_ANTARCTIC = -60
_WIDE = 150
"""Degrees of longitude from which a map on a phone is broad rather than high."""
_COPIES = (-360, 0, 360)
_RADIUS = {"home": 6, "visit": 4.5, "stay": 4.5, "talk": 4.5, "layover": 3.5}
_LEGEND = (
    ("home", '<circle class="stop stop-home" cx="9" cy="9" r="6"/>'),
    ("visit", '<circle class="stop" cx="9" cy="9" r="4.5"/>'),
    ("layover", '<circle class="stop stop-layover" cx="9" cy="9" r="3.5"/>'),
    (
        "first",
        '<circle class="stop" cx="9" cy="9" r="3.5"/><circle class="ring" cx="9" cy="9" r="8"/>',
    ),
    ("arc", '<path class="arc" stroke-width="1.6" d="M1 13Q9 1 17 13"/>'),
)
_LITERAL = str.maketrans({"\\": "&#92;", "`": "&#96;", "$": "&#36;", "{": "&#123;"})


def html(travel_map: TravelMap, *, lang: Lang) -> str:
    """Return the sealed page; the same map gives the same bytes."""
    routes = travel_map.routes()
    lines = [great_circle(*r.origin, *r.destination, step_km=_STEP_KM) for r in routes]
    stops = travel_map.by_importance()
    centre = choose_centre([*lines, *([(s.latitude, s.longitude)] for s in stops)], routes)
    corners = _corners(lines, stops, centre)
    m = _map(centre)
    _add_script(m, f"drawLand(MAP, {_land(lines, stops)});", [_asset("map_land.js")])
    names = {(s.latitude, s.longitude): s.label(lang) for s in reversed(stops)}
    for route, line in zip(routes, lines, strict=True):
        _add_route(m, route, _near(line, centre), names, lang)
    for stop in stops:
        _add_stop(m, stop, wrap(stop.longitude, centre), lang)
    _add_script(
        m, _controls(travel_map, corners, lang), [_asset("map_labels.js"), _asset("map_view.js")]
    )
    wide = corners[1][1] - corners[0][1] > _WIDE
    return seal(_page(travel_map, m, lang, wide=wide))


Corners = tuple[LatLon, LatLon]


def _corners(lines: Sequence[Sequence[LatLon]], stops: Sequence[MapStop], centre: float) -> Corners:
    """Return the south-west and north-east corners of all of the travel, or of the whole world."""
    points = [p for line in lines for p in _near(line, centre)]
    points += [(s.latitude, wrap(s.longitude, centre)) for s in stops]
    points = points or [(-50, -170), (70, 190)]
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return (min(lats), min(lons)), (max(lats), max(lons))


def _map(centre: float) -> folium.Map:
    """Return an empty map; ``keepInView`` shows the travel in it, without folium's animation."""
    import folium

    return folium.Map(
        location=[0, centre],
        zoom_start=2,
        tiles=None,
        zoom_control=False,
        min_zoom=0,
        max_zoom=8,
        zoom_snap=0.25,
        zoom_delta=0.5,
        world_copy_jump=False,
        max_bounds=True,
        min_lat=-85,
        max_lat=85,
        min_lon=-540,
        max_lon=540,
    )


def _land(lines: Sequence[Sequence[LatLon]], stops: Sequence[MapStop]) -> str:
    """Return the land as JSON: finer for one region, and without Antarctica unless visited."""
    points = [p for line in lines for p in line] + [(s.latitude, s.longitude) for s in stops]
    lats, lons = [lat for lat, _ in points] or [0.0], [lon for _, lon in points] or [0.0, 360.0]
    detail: Detail = "50m" if max(lons) - min(lons) < _REGION else "110m"
    data = json.loads(land_json(detail))
    if min(lats) > _ANTARCTIC:
        shapes = zip(data["polygons"], land(detail), strict=True)
        data["polygons"] = [
            flat for flat, (ring, *_) in shapes if max(lat for _, lat in ring) > _ANTARCTIC
        ]
    return json.dumps(data, separators=(",", ":"))


def _near(line: Sequence[LatLon], centre: float) -> list[LatLon]:
    """Shift a continuous line by whole turns so that its middle is near ``centre``."""
    middle = (line[0][1] + line[-1][1]) / 2
    shift = wrap(middle, centre) - middle
    return [(lat, lon + shift) for lat, lon in line]


def _add_route(
    m: folium.Map, route: MapLeg, line: Sequence[LatLon], names: dict[LatLon, str], lang: Lang
) -> None:
    import folium

    ends = [names.get(route.origin), names.get(route.destination)]
    for shift in _COPIES:
        tooltip = None
        if all(ends):
            text = t(lang, "map.flown", a=ends[0], b=ends[1], n=route.count)
            tooltip = folium.Tooltip(for_template_literal(text), opacity=1, class_name="route")
        folium.PolyLine(  # type: ignore[no-untyped-call]  # folium is partly typed
            [(round(lat, 3), round(lon + shift, 3)) for lat, lon in line],
            weight=0.8 + 0.5 * min(route.count, 5),
            smooth_factor=0.5,
            class_name="arc",
            tooltip=tooltip,
        ).add_to(m)


def _add_stop(m: folium.Map, stop: MapStop, lon: float, lang: Lang) -> None:
    import folium

    for shift in sorted(_COPIES, key=abs):
        at = (round(stop.latitude, 4), round(lon + shift, 4))
        if stop.first_time:
            folium.CircleMarker(at, radius=9, class_name="ring", interactive=False).add_to(m)
        folium.CircleMarker(
            at,
            radius=_RADIUS[stop.role],
            class_name=" ".join(
                ["stop", f"stop-{stop.role}"]
                + ["stop-first"] * stop.first_time
                + ["here"] * (shift == 0)
            ),
            tooltip=folium.Tooltip(_stop_text(stop, lang), permanent=True, opacity=1, sticky=False),
        ).add_to(m)


def _stop_text(stop: MapStop, lang: Lang) -> str:
    """Return a stop's name, whether it is a first, and in small type its role and visits."""
    css = ' class="passing"' if stop.role == "layover" else ""
    text = f"<span{css}>{for_template_literal(stop.label(lang))}</span>"
    if stop.first_time:
        text += f' <span class="first">{t(lang, "map.first")}</span>'
    more = [t(lang, f"map.legend_{stop.role}")]
    if stop.role != "home":
        more.append(t(lang, "map.visits", n=stop.visits))
    return f'{text} <span class="more">{t(lang, "map.and").join(more)}</span>'


def for_template_literal(text: str) -> str:
    """Escape a text for HTML inside a JavaScript template literal, where folium puts tooltips.

    ``html.escape`` is not enough: folium 0.20 writes tooltips between backticks, so ``${…}`` in a
    place's name would run; and branca renders the result once more as a Jinja template, so
    ``{{…}}`` would be evaluated in Python. Character references mean nothing to either, and the
    sign itself to HTML.
    """
    return escape(text).translate(_LITERAL)


def for_script(text: str) -> str:
    """Return a text as a JavaScript string that cannot end the script or start a template.

    branca renders what folium wrote a second time as a Jinja template, so ``{{…}}`` in a source's
    name would be evaluated, in Python, while the page is made.
    """
    return json.dumps(text).replace("<", "\\u003c").replace("{", "\\u007b")


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _controls(travel_map: TravelMap, corners: Corners, lang: Lang) -> str:
    """Return the script for zoom buttons, attributions and labels."""
    titles = for_script(t(lang, "map.zoom_in")), for_script(t(lang, "map.zoom_out"))
    options = 'position: "topright", zoomInTitle: {}, zoomOutTitle: {}'.format(*titles)
    sources = (t(lang, "map.land_source"), *travel_map.attributions)
    lines = [f"L.control.zoom({{{options}}}).addTo(MAP);"]
    lines.append('MAP.attributionControl.setPrefix("Leaflet");')
    lines += [
        f"MAP.attributionControl.addAttribution({for_script(escape(source))});"
        for source in sources
    ]
    lines += [f"keepInView(MAP, {json.dumps(corners)}, {_FIT});", "tendLabels(MAP);"]
    return "\n".join(lines)


def _add_script(m: folium.Map, text: str, functions: Sequence[str]) -> None:
    """Add a script that runs after what was added before; ``MAP`` in it is the map's name."""
    from branca.element import MacroElement
    from folium.template import Template

    class Script(MacroElement):
        _template = Template(
            "{% macro script(this, kwargs) %}{{ this.text(this._parent.get_name()) }}{% endmacro %}"
        )

        def text(self, name: str) -> str:
            return "\n".join([*functions, text.replace("MAP", name)])

    m.add_child(Script())  # type: ignore[no-untyped-call]  # branca is partly typed


def _number(element: Element, counter: list[int]) -> None:
    """Give an element and all below it ids in order; branca's own are random."""
    element._id = f"{counter[0]}"
    counter[0] += 1
    for child in element._children.values():
        _number(child, counter)


def _page(travel_map: TravelMap, m: Any, lang: Lang, *, wide: bool) -> str:
    """Return the unsealed page: our frame around the script that folium writes."""
    _number(m, [0])
    figure = m.get_root()
    figure.render()
    script = figure.script.render()
    leaflet_css = re.sub(r"url\([^)]*\)", "none", _asset("leaflet.css"))
    leaflet = re.sub(r"\n//# sourceMappingURL=.*", "", _asset("leaflet.js")).strip()
    title = escape(travel_map.title.get(lang))
    roles = {s.role for s in travel_map.stops}
    shown: set[str] = {r if r in {"home", "layover"} else "visit" for r in roles}
    shown |= {"first" for s in travel_map.stops if s.first_time}
    shown |= {"arc" for _ in travel_map.routes()}
    legend = "".join(
        f'<li><svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">{sign}</svg>'
        f"{t(lang, f'map.legend_{name}')}</li>"
        for name, sign in _LEGEND
        if name in shown
    )
    return f"""<!doctype html>
<html lang="{"zh-Hans" if lang == "zh" else "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{leaflet_css}</style>
<style>{_tokens(lang)}{_asset("map.css")}</style>
</head>
<body>
<header><h1>{title}</h1><p class="describe">{escape(describe(travel_map, lang))}</p></header>
<main class="{"map wide" if wide else "map"}" id="{m.get_name()}" aria-label="{title}"></main>
<footer><ul aria-label="{t(lang, "map.legend")}">{legend}</ul>
<p class="keys">{t(lang, "map.keys")}</p></footer>
<script>{leaflet}</script>
<script>
{script}
</script>
</body>
</html>
"""


def _tokens(lang: Lang) -> str:
    light, dark = (
        "".join(f"{name}:{colour};" for name, colour in COLOURS[scheme].items())
        for scheme in ("light", "dark")
    )
    return (
        f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"body{{font-family:{SANS[lang]}}}\n"
    )
