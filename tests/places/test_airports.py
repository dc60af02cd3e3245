"""A person names an airport: by code, by its own name, or by the city it serves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from yearlog.kinds.values import Airport, Place
from yearlog.places.gazetteer import Gazetteer, tied
from yearlog.places.ranking import sphere_km


def codes(gazetteer: Gazetteer, text: str, *, prefix: bool = False) -> list[str]:
    return [c.place.iata for c in gazetteer.airports(text, prefix=prefix)]


@pytest.mark.parametrize(
    ("text", "iata"),
    [
        ("JFK", "JFK"),
        ("jfk", "JFK"),
        ("KJFK", "JFK"),
        ("JFK Airport", "JFK"),
        ("肯尼迪机场", "JFK"),
        ("肯尼迪", "JFK"),
        ("甘迺迪機場", "JFK"),
        ("John F. Kennedy International Airport", "JFK"),
        ("首都机场", "PEK"),
        ("首都國際機場", "PEK"),
        ("北京首都", "PEK"),
        ("大兴", "PKX"),
        ("浦东", "PVG"),
        ("浦东机场", "PVG"),
        ("虹桥", "SHA"),
        ("白云机场", "CAN"),
        ("Heathrow", "LHR"),
        ("希思罗", "LHR"),
        ("希斯路", "LHR"),
        ("Gatwick", "LGW"),
        ("羽田", "HND"),
        ("Narita", "NRT"),
        ("成田机场", "NRT"),
        ("仁川", "ICN"),
        ("戴高乐机场", "CDG"),
        ("Charles de Gaulle", "CDG"),
        ("Schiphol", "AMS"),
        ("樟宜", "SIN"),
        ("O'Hare", "ORD"),
        ("奥黑尔", "ORD"),
        ("LaGuardia", "LGA"),
        ("Logan", "BOS"),
        ("日内瓦机场", "GVA"),
        ("苏黎世", "ZRH"),
        ("Ithaca", "ITH"),
        ("旧金山", "SFO"),
        ("Salt Lake City", "SLC"),
        ("heatrow", "LHR"),
    ],
)
def test_the_airport_meant_comes_first(gazetteer: Gazetteer, text: str, iata: str) -> None:
    assert codes(gazetteer, text)[0] == iata


@pytest.mark.parametrize(
    ("text", "airports"),
    [
        ("NYC", {"JFK", "EWR", "LGA"}),
        ("纽约", {"JFK", "EWR", "LGA"}),
        ("LON", {"LHR", "LGW", "STN", "LTN", "LCY"}),
        ("London", {"LHR", "LGW", "STN", "LTN", "LCY"}),
        ("TYO", {"HND", "NRT"}),
        ("东京", {"HND", "NRT"}),
        ("上海", {"PVG", "SHA"}),
        ("BJS", {"PEK", "PKX"}),
        ("Paris", {"CDG", "ORY"}),
    ],
)
def test_a_city_stands_for_its_airports(
    gazetteer: Gazetteer, text: str, airports: set[str]
) -> None:
    assert airports <= set(codes(gazetteer, text)[:6])


def test_the_busiest_comes_first_and_the_choice_is_the_users(gazetteer: Gazetteer) -> None:
    assert codes(gazetteer, "London")[:2] == ["LHR", "LGW"]
    assert len(tied(gazetteer.airports("上海"))) == 2
    assert len(tied(gazetteer.airports("PVG"))) == 1


def test_a_village_is_answered_with_airports_in_reach(gazetteer: Gazetteer) -> None:
    found = gazetteer.airports("Zermatt")
    assert {"GVA", "SIR"} <= {c.place.iata for c in found}
    assert not any(c.exact for c in found)


@pytest.mark.parametrize(
    ("typed", "iata"),
    [("JF", "JFK"), ("首", "PEK"), ("肯尼", "JFK"), ("heat", "LHR"), ("上", "PVG")],
)
def test_completion(gazetteer: Gazetteer, typed: str, iata: str) -> None:
    assert iata in codes(gazetteer, typed, prefix=True)[:5]


def test_an_alias_of_a_city_or_an_airport(gazetteer: Gazetteer) -> None:
    home = Place(name_en="Home", kind="city", latitude=42.44, longitude=-76.50)
    gva = gazetteer.airport_by_code("GVA")
    assert gva is not None
    aliases = {"老家": home, "老地方": gva}
    assert gazetteer.airports("老家", aliases=aliases)[0].place.iata in {"ITH", "SYR"}
    assert gazetteer.airports("老地方", aliases=aliases)[0].place.iata == "GVA"


@pytest.mark.parametrize(
    ("code", "on", "latitude", "longitude"),
    [
        ("IST", "2018-05-01", 40.98, 28.82),  # Atatürk
        ("IST", "2019-06-01", 41.26, 28.74),  # Arnavutköy
        ("ISL", "2020-06-01", 40.98, 28.82),
        ("SXF", "2019-05-01", 52.38, 13.52),
        ("TXL", "2020-11-08", 52.56, 13.29),
        ("BER", "2020-11-09", 52.36, 13.50),
        ("DOH", "2013-01-01", 25.26, 51.57),
        ("KMG", "2011-01-01", 24.99, 102.74),
        ("KMG", "2013-01-01", 25.10, 102.93),
        ("TAO", "2020-01-01", 36.27, 120.37),
        ("TAO", "2022-01-01", 36.36, 120.09),
        ("HKG", "1997-01-01", 22.33, 114.19),  # Kai Tak
        ("HKG", "2025-01-01", 22.31, 113.92),
        ("BKK", "2000-01-01", 13.91, 100.61),  # Don Mueang
        ("BKK", "2025-01-01", 13.69, 100.75),
        ("PNH", "2024-01-01", 11.55, 104.84),
        ("KTI", "2025-11-01", 11.36, 104.92),
        ("TSE", "2019-01-01", 51.02, 71.47),
        ("NQZ", "2024-01-01", 51.02, 71.47),
        ("KIV", "2020-01-01", 46.93, 28.93),
        ("FRU", "2020-01-01", 43.06, 74.48),
    ],
)
def test_a_code_means_the_airport_of_the_day(
    gazetteer: Gazetteer, code: str, on: str, latitude: float, longitude: float
) -> None:
    place = gazetteer.airport_by_code(code, on=date.fromisoformat(on))
    assert place is not None
    assert place.latitude is not None
    assert place.longitude is not None
    assert sphere_km(place.latitude, place.longitude, latitude, longitude) < 5


@pytest.mark.parametrize("code", ["SXF", "TXL", "TSE", "KIV", "FRU"])
def test_a_retired_code_is_still_known(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.airport_by_code(code) is not None
    assert codes(gazetteer, code)[0] == code


@pytest.mark.parametrize(
    ("code", "latitude", "longitude", "tz"),
    [
        ("JFK", 40.64, -73.78, "America/New_York"),
        ("ITH", 42.49, -76.46, "America/New_York"),
        ("PEK", 40.08, 116.58, "Asia/Shanghai"),
        ("PVG", 31.14, 121.80, "Asia/Shanghai"),
        ("URC", 43.91, 87.48, "Asia/Shanghai"),  # tickets use Beijing time in Xinjiang
        ("BRU", 50.90, 4.48, "Europe/Brussels"),
        ("LUX", 49.63, 6.21, "Europe/Luxembourg"),
        ("CUU", 28.70, -105.96, "America/Chihuahua"),
        ("UUS", 46.89, 142.72, "Asia/Sakhalin"),
        ("APW", -13.83, -172.01, "Pacific/Apia"),
        ("KTM", 27.70, 85.36, "Asia/Kathmandu"),
        ("ADL", -34.95, 138.53, "Australia/Adelaide"),
        ("SCL", -33.39, -70.79, "America/Santiago"),
        ("PUQ", -53.00, -70.85, "America/Punta_Arenas"),
        ("ANC", 61.17, -150.00, "America/Anchorage"),
    ],
)
def test_known_faults_of_the_sources_are_mended(
    gazetteer: Gazetteer, code: str, latitude: float, longitude: float, tz: str
) -> None:
    place = gazetteer.airport_by_code(code)
    assert place is not None
    assert place.latitude is not None
    assert place.longitude is not None
    assert place.tz == tz
    assert sphere_km(place.latitude, place.longitude, latitude, longitude) < 6


# By hand: the clock a passenger finds there.
ZONES = {
    "America/Phoenix": "PHX TUS",
    "America/Denver": "DEN SLC",
    "America/Boise": "BOI",
    "America/Indiana/Indianapolis": "IND",
    "America/Detroit": "DTW",
    "America/Chicago": "ORD MSP",
    "America/Los_Angeles": "SFO LAX",
    "Pacific/Honolulu": "HNL OGG",
    "America/Regina": "YQR",
    "America/St_Johns": "YYT",
    "America/Vancouver": "YVR",
    "America/Cancun": "CUN",
    "America/Tijuana": "TIJ",
    "America/Sao_Paulo": "GRU GIG",
    "America/Argentina/Buenos_Aires": "EZE",
    "America/Caracas": "CCS",
    "Atlantic/Azores": "PDL",
    "Atlantic/Canary": "TFS LPA",
    "Atlantic/Reykjavik": "KEF",
    "Europe/Lisbon": "LIS",
    "Europe/London": "LHR EDI",
    "Europe/Zurich": "ZRH GVA",
    "Europe/Istanbul": "IST",
    "Europe/Moscow": "SVO",
    "Asia/Yekaterinburg": "SVX",
    "Asia/Vladivostok": "VVO",
    "Asia/Kolkata": "DEL BOM",
    "Asia/Kathmandu": "KTM",
    "Asia/Yangon": "RGN",
    "Asia/Dubai": "DXB",
    "Asia/Tehran": "IKA",
    "Asia/Kabul": "KBL",
    "Asia/Shanghai": "PEK URC LXA KHG HRB",
    "Asia/Hong_Kong": "HKG",
    "Asia/Taipei": "TPE",
    "Asia/Pyongyang": "FNJ",
    "Asia/Makassar": "DPS",
    "Asia/Jayapura": "DJJ",
    "Australia/Darwin": "DRW",
    "Australia/Adelaide": "ADL",
    "Australia/Brisbane": "BNE",
    "Australia/Sydney": "SYD",
    "Australia/Lord_Howe": "LDH",
    "Pacific/Auckland": "AKL",
    "Pacific/Chatham": "CHT",
    "Pacific/Marquesas": "NHV",
    "Pacific/Kiritimati": "CXI",
    "Pacific/Easter": "IPC",
}
PAIRS = [(code, tz) for tz, codes in ZONES.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "tz"), PAIRS)
def test_an_airport_keeps_the_clock_of_its_place(gazetteer: Gazetteer, code: str, tz: str) -> None:
    place = gazetteer.airport_by_code(code)
    assert place is not None
    # Two names of one clock are one answer.
    for day in (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)):
        ours, theirs = (day.astimezone(ZoneInfo(name)) for name in (place.tz, tz))
        assert ours.utcoffset() == theirs.utcoffset(), place.tz


def test_an_airport_brings_all_a_flight_keeps(gazetteer: Gazetteer) -> None:
    place = gazetteer.airport_by_code("jfk")
    assert place is not None
    assert (place.kind, place.iata, place.icao, place.id) == ("airport", "JFK", "KJFK", "iata:JFK")
    assert place.name_en == "John F. Kennedy International Airport"
    assert "肯尼迪" in place.name_zh
    assert (place.city_en, place.city_zh, place.country_code) == ("New York", "纽约", "US")
    assert place.source


@pytest.mark.parametrize("code", ["", "J", "QQQ1", "肯尼迪", "JFKX9", "  "])
def test_what_is_no_code_is_no_airport(gazetteer: Gazetteer, code: str) -> None:
    assert gazetteer.airport_by_code(code) is None


def test_an_airport_is_in_the_country_of_the_city_its_code_names(gazetteer: Gazetteer) -> None:
    """EuroAirport lies in France; the source gives Sarsawa, in India, a city of Pakistan."""
    for code, country in (("BSL", "CH"), ("MLH", "FR"), ("GVA", "CH"), ("SWN", "IN")):
        found = gazetteer.airport_by_code(code)
        assert found is not None
        assert found.country_code == country


def test_the_other_codes_of_an_airport(gazetteer: Gazetteer) -> None:
    assert gazetteer.other_codes(Airport(iata="MLH", icao="LFSB")) == ["BSL", "EAP"]
    assert gazetteer.other_codes(Airport(iata="GVA", icao="LSGG")) == []
    assert gazetteer.other_codes(Airport(iata="GVA")) == []
