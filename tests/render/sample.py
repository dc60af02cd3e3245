"""A small fictional year, made by hand: what the tests of the page know to be true of it.

Twelve flights flown and one cancelled, one of them over the date line; five talks, five projects,
three stays; an essay in both languages with seven notes, the fifth cited twice; a note in Chinese
only, one in English only that is no chapter; one private entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO

from yearlog.i18n import Both, Lang
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.project import Project
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.stay import Stay
from yearlog.kinds.talk import Talk
from yearlog.kinds.types import Milestone
from yearlog.kinds.values import Airport, Attachment, Place, Text
from yearlog.render import html, map_static
from yearlog.render.maps import MapLeg, MapStop, TravelMap
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile
from yearlog.review.year import Frame, review

PRIVATE_WORDS = "谁也没告诉的那句话"

ESSAY_ZH = """雪下了一夜[^1]。飞机落地时**全是“新雪。”**后文照旧[^2]。

![](photos/ridge.png "山脊。[^x]")

> We were told, very politely, that nothing could be done about the weather.

## 数字

今年飞了十二趟[^3]。*重点*是 _firn_ 这个词[^4]。

一段只有中文才有的话。

再说一遍[^5]，又说一遍[^5]。

## 之后

- 一[^6]
- 二[^7]，见 [链接](https://example.org/zh?a=1&b=2)

[^1]: 第一条。
[^2]: 第二条。
[^3]: 第三条，见[别处](https://example.org/note)。
[^4]: 第四条。
[^5]: 第五条。
[^6]: 第六条。
[^7]: 第七条。
"""

PIT = """挖了一天坑[^a]。

```
第一行

第二行
```

[^a]: 冷。
"""

ESSAY_EN = """It snowed all night.[^1] When the plane landed it was **new snow**, all of it.[^2]

![A ridge](photos/ridge.png "The ridge.")

> We were told, very politely, that nothing could be done about the weather.

## Figures

Twelve flights this year.[^3] The word is _firn_.[^4]

Said once[^5] and said again.[^5]

## Afterwards

- one[^6]
- two,[^7] see [a link](https://example.org/en)

[^1]: Note one.
[^2]: Note two.
[^3]: Note three, see [elsewhere](https://example.org/note).
[^4]: Note four.
[^5]: Note five.
[^6]: Note six.
[^7]: Note seven.
"""

AIRPORTS = {
    "YUL": ("Montréal–Trudeau", "蒙特利尔特鲁多机场", "Montréal", "蒙特利尔", "CA", 45.47, -73.74),
    "YVR": ("Vancouver", "温哥华机场", "Vancouver", "温哥华", "CA", 49.19, -123.18),
    "HND": ("Haneda", "羽田机场", "Tokyo", "东京", "JP", 35.55, 139.78),
    "HNL": ("Honolulu", "檀香山机场", "Honolulu", "檀香山", "US", 21.32, -157.92),
    "ZRH": ("Zürich", "苏黎世机场", "Zürich", "苏黎世", "CH", 47.46, 8.55),
    "GVA": ("Geneva", "日内瓦机场", "Geneva", "日内瓦", "CH", 46.24, 6.11),
}
HOME = Place("Montréal", "蒙特利尔", country_code="CA", latitude=45.5, longitude=-73.57)
COUNTRIES = {
    "CA": Both("加拿大", "Canada"),
    "JP": Both("日本", "Japan"),
    "US": Both("美国", "United States"),
    "CH": Both("瑞士", "Switzerland"),
}

# Date, from, to, departure, arrival, kilometres, minutes. The fifth lands the day before it left.
LEGS = (
    ("02-05", "YUL", "YVR", "02-05T08:00", "02-05T10:30", 3692.8, 330),
    ("02-09", "YVR", "YUL", "02-09T11:00", "02-09T18:40", 3692.8, 280),
    ("04-25", "YUL", "YVR", "04-25T08:00", "04-25T10:30", 3692.8, 330),
    ("04-25", "YVR", "HND", "04-25T13:00", "04-26T15:10", 7561.9, 610),
    ("05-03", "HND", "HNL", "05-03T00:05", "05-02T12:25", 6201.8, 440),
    ("05-05", "HNL", "YVR", "05-05T13:00", "05-05T21:40", 4353.5, 340),
    ("05-06", "YVR", "YUL", "05-06T11:00", "05-06T18:40", 3692.8, 280),
    ("06-09", "YUL", "GVA", "06-09T19:00", "06-10T08:10", 5921.8, 430),
    ("06-14", "ZRH", "YUL", "06-14T17:00", "06-14T19:15", 6012.9, 495),
    ("10-31", "YUL", "ZRH", "10-31T18:00", "11-01T07:15", 6012.9, 435),
    ("11-08", "ZRH", "YUL", "11-08T13:00", "11-08T15:15", 6012.9, 495),
    ("12-28", "YUL", "YVR", "12-28T09:00", "12-28T11:40", 3692.8, None),
)


def airport(code: str) -> Airport:
    """Return an airport of the sample."""
    en, zh, city_en, city_zh, country, lat, lon = AIRPORTS[code]
    return Airport(code, "", en, zh, city_en, city_zh, country, lat, lon, "UTC", "test")


def picture(colour: tuple[int, int, int], size: tuple[int, int] = (64, 40)) -> bytes:
    """Return a PNG of one colour."""
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


RIDGE, WINDOW, HALL = picture((40, 60, 90)), picture((168, 50, 31)), picture((31, 95, 107))


def photo(data: bytes, name: str, zh: str, en: str) -> Attachment:
    """Return what an entry keeps of a photo."""
    sha = hashlib.sha256(data).hexdigest()
    return Attachment(
        sha, name, "image/png", len(data), Both(zh, en), Both(f"{zh}图", f"{en} seen")
    )


def flight(at: int, leg: tuple[str, str, str, str, str, float, int | None], year: int) -> Entry:
    """Return one flight; its id sorts against the order flown, as ids of an import may."""
    day, origin, destination, departure, arrival, km, minutes = leg
    return Entry(
        id=f"f{year}{99 - at}",
        starts_on=date.fromisoformat(f"{year}-{day}"),
        details=Flight(
            origin=airport(origin),
            destination=airport(destination),
            flight_number=f"AC{at + 1}",
            scheduled_departure=f"{year}-{departure}",
            scheduled_arrival=f"{year}-{arrival}",
            seat="12A",
            distance_km=km,
            duration_minutes=minutes,
        ),
        visibility="public",
    )


def both(zh: str, en: str, body_zh: str = "", body_en: str = "") -> dict[Lang, Text]:
    """Return texts in the languages that are given."""
    pairs: Mapping[Lang, Text] = {"zh": Text(zh, body_zh), "en": Text(en, body_en)}
    return {lang: text for lang, text in pairs.items() if text.title or text.body}


def entries() -> list[Entry]:
    """Return the entries of 2025."""
    found = [flight(at, leg, 2025) for at, leg in enumerate(LEGS)]
    cancelled = Flight(airport("YUL"), airport("YVR"), status="cancelled", distance_km=3692.8)
    found.append(Entry("f202500", date(2025, 8, 17), cancelled, visibility="public"))
    cities = {"HND": "Tokyo", "GVA": "Geneva", "ZRH": "Zürich", "YUL": "Montréal"}
    for at, (day, code) in enumerate(
        (("02-20", "YUL"), ("04-29", "HND"), ("06-11", "GVA"), ("08-19", ""), ("11-04", "ZRH"))
    ):
        near = airport(code) if code else Airport()
        place = Place(
            cities.get(code, ""), near.city_zh, country_code=near.country_code,
            latitude=near.latitude, longitude=near.longitude,
        )  # fmt: skip
        found.append(
            Entry(
                f"t{at}",
                date.fromisoformat(f"2025-{day}"),
                Talk(
                    event=f"Snow & Maps <{at}>",
                    host="Névé",
                    mode="in_person" if code else "online",
                    audience=40,
                    slides_url="https://example.org/slides" if at == 1 else "",
                ),
                visibility="public",
                place=place if code else None,
                texts=both(f"演讲{at}", f"Talk {at}", "只有一句。" if at == 2 else ""),
                photos=(photo(HALL, "hall.png", "讲堂", "The hall"),) if at == 1 else (),
            )
        )
    spans = ((1, 6), (3, 12), (4, 11), (9, 11), (10, 10))
    for at, (first, last) in enumerate(spans):
        steps = (
            Milestone(date(2025, first, 2), "started", Both("开工", "started")),
            Milestone(date(2025, last, 20), "accepted", Both("", ""), "CHI"),
        )
        found.append(
            Entry(
                f"p{at}",
                date(2025, first, 2),
                Project(role="lead", status="finished", milestones=steps),
                ends_on=date(2025, last, 28),
                visibility="public",
                texts=both(f"项目{at}", f"Project {at}" if at else ""),
            )
        )
    lake = Place("Tahoe", "太浩湖", kind="lake", country_code="US", latitude=39.1, longitude=-120.0)
    found += [
        Entry("s0", date(2025, 2, 14), Stay("ski"), date(2025, 2, 16), visibility="public",
              place=lake),
        Entry("s1", date(2025, 7, 1), Stay("home"), date(2025, 7, 9), visibility="public",
              place=HOME),
        Entry("s2", date(2025, 6, 12), Stay("visit"), date(2025, 6, 14), visibility="public",
              place=Place("Zürich", "苏黎世", country_code="CH", latitude=47.4, longitude=8.5)),
    ]  # fmt: skip
    found += [
        Entry(
            "r-essay", date(2025, 12, 31), Reflection(), visibility="public",
            texts=both("去年的雪", "Last Year's Snow", ESSAY_ZH, ESSAY_EN),
            photos=(
                photo(RIDGE, "Ridge.png", "山脊", "A ridge"),
                photo(WINDOW, "window.png", "舷窗", "A window"),
            ),
        ),
        Entry(
            "r-pit", date(2025, 4, 12), Reflection(), visibility="public",
            texts=both("坑底", "", PIT),
        ),
        Entry(
            "r-loose", date(2025, 10, 5), Reflection(), visibility="public", language="en",
            texts=both("", "Before Breakfast", "", "The letter came early."),
        ),
        Entry(
            "r-secret", date(2025, 2, 24), Reflection(), visibility="private",
            texts=both("回信", "", PRIVATE_WORDS),
        ),
    ]  # fmt: skip
    return found


def earlier() -> list[Entry]:
    """Return the flights of the year before: all but those that went to Tokyo and Honolulu."""
    known = [leg for leg in LEGS if not {"HND", "HNL"} & {leg[1], leg[2]}]
    return [flight(at, leg, 2024) for at, leg in enumerate(known)]


def country(code: str) -> Both:
    """Return the name of a country of the sample."""
    return COUNTRIES[code]


def year(profile: Profile = PUBLIC, **changes: object) -> YearReview:
    """Return the review of 2025, compared with 2024."""
    frame = Frame(
        title=Both("去年的雪，还在", "Last Year's Snow, Still Here"),
        epigraph=Both("雪会换名字。", "Snow is given another name."),
        author=Both("岑见微", "Jianwei Cen"),
        licence="CC BY 4.0",
        chapters=("r-pit", "r-essay"),
    )
    homes = ((date(2023, 1, 1), HOME),)
    before = review(2024, earlier(), [], profile=profile, country_name=country, homes=homes)
    options: dict[str, object] = {
        "profile": profile,
        "country_name": country,
        "homes": homes,
        "frame": frame,
        "compare": before,
    }
    return review(2025, entries(), earlier(), **(options | changes))  # type: ignore[arg-type]


def private() -> YearReview:
    """Return the review as its author sees it."""
    return year(EVERYTHING)


def travel_map() -> TravelMap:
    """Return a map of two stops."""
    a, b = airport("YUL"), airport("HNL")
    ends = ((a.latitude or 0, a.longitude or 0), (b.latitude or 0, b.longitude or 0))
    stops = (
        MapStop(Both(a.city_zh, a.city_en), *ends[0], role="home"),
        MapStop(Both(b.city_zh, b.city_en), *ends[1], first_time=True),
    )
    return TravelMap(Both("2025 年", "2025"), stops, (MapLeg(*ends),))


def assets(*, inline: bool = False, embed_map: bool = False) -> html.Assets:
    """Return addresses of the photos, relative or inside the page, and a small map."""
    import base64

    data = {hashlib.sha256(one).hexdigest(): one for one in (RIDGE, WINDOW, HALL)}
    urls = {sha: f"photos/{sha[:12]}.png" for sha in data}
    if inline:
        urls = {
            sha: f"data:image/png;base64,{base64.b64encode(one).decode()}"
            for sha, one in data.items()
        }
    drawn = travel_map()
    return html.Assets(
        photos=urls,
        sizes=dict.fromkeys(data, (64, 40)),
        map_svg=lambda lang: map_static.svg(drawn, lang=lang, standalone=False),
        map_svg_narrow=lambda lang: map_static.svg(drawn, lang=lang, width=360, standalone=False),
        embed_map=embed_map,
    )


def made(review: YearReview | None = None, mode: html.Mode = "both", **options: object) -> str:
    """Return the page of the sample year as an export makes it."""
    both = mode == "both"
    chosen: dict[str, object] = {
        "languages": ("zh", "en"),
        "assets": assets(inline=both, embed_map=not both),
        "attributions": ("GeoNames (CC BY 4.0)",),
    }
    return html.page(review or year(), mode=mode, **(chosen | options))  # type: ignore[arg-type]
