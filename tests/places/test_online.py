"""Asking a geocoder that answers, and one that does everything else."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import geocoders
from tests.geocoders import ANSWER, Reply, Server, as_json, body
from yearlog import __version__
from yearlog.errors import YearlogError
from yearlog.places import online_errors as failures
from yearlog.places.answers import OSM, credit_of
from yearlog.places.online import Geocoder, Service, normalised
from yearlog.places.pace import Pace


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self, at: float = 1000.0) -> None:
        self.at = at
        self.slept: list[float] = []

    def now(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds


@pytest.fixture
def server() -> Iterator[Server]:
    with geocoders.geocoder() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def pace(tmp_path: Path) -> Pace:
    clock = Clock()
    return Pace(tmp_path / "turn", now=clock.now, sleep=clock.sleep)


def ask(server: Server, pace: Pace, name: str = "nominatim", timeout: float = 5.0, lang="en"):
    asked = Geocoder(Service(name, server.url), timeout=timeout)
    return asked.ask("café du  soleil", lang, pace)


# An answer ----------------------------------------------------------------------------------------


def test_an_answer_becomes_places(server: Server, pace: Pace) -> None:
    cafe, city = ask(server, pace)
    assert (cafe.name_en, cafe.name_zh) == ("Sun Café", "太阳咖啡馆")
    assert (cafe.kind, cafe.country_code, cafe.admin1) == ("site", "CH", "GE")
    assert (cafe.latitude, cafe.longitude) == (46.20439, 6.14316)
    assert cafe.id == "osm:node:4242"
    assert cafe.source == f"nominatim: {OSM}"
    # Neither name is Chinese or English: the one there is stands in the language asked in.
    assert (city.name_en, city.name_zh, city.kind) == ("ソレイユ", "", "city")
    assert (city.id, city.country_code, city.admin1) == ("osm:relation:7", "JP", "")


def test_the_request_says_who_asks_and_in_which_language(server: Server, pace: Pace) -> None:
    ask(server, pace, lang="zh")
    (told,) = server.asked
    assert told["user-agent"] == f"yearlog/{__version__}"
    assert told["accept-language"] == "zh-Hans,zh-CN,zh,en"
    assert told["q"] == "café du soleil"
    assert told["path"] == "/search"
    assert not {"cookie", "referer", "authorization", "from"} & set(told)


def test_photon_is_another_geocoder_with_the_same_data(server: Server, pace: Pace) -> None:
    server.reply = as_json(
        {
            "features": [
                {
                    "geometry": {"type": "Point", "coordinates": [6.1431577, 46.2043907]},
                    "properties": {
                        "osm_type": "W",
                        "osm_id": 9,
                        "osm_key": "place",
                        "osm_value": "village",
                        "name": "Genthod",
                        "countrycode": "CH",
                    },
                }
            ]
        }
    )
    (place,) = ask(server, pace, "photon", lang="zh")
    assert (place.id, place.kind, place.country_code) == ("osm:way:9", "city", "CH")
    assert (place.name_en, place.latitude) == ("Genthod", 46.20439)
    assert place.source == f"photon: {OSM}"
    assert "lang" not in server.asked[0]  # Photon refuses a language that it does not know


def test_what_a_server_sends_cannot_move_the_cursor(server: Server, pace: Pace) -> None:
    evil = {"name": "a\x1b[31m\n\u202eb" + "x" * 9999}
    server.reply = as_json([{**ANSWER[0], "namedetails": evil, "osm_id": "../../x"}])
    (place,) = ask(server, pace)
    assert place.name_en.isprintable()
    assert len(place.name_en) <= 120
    assert place.id.startswith("nominatim:")


def test_nothing_found_is_no_failure(server: Server, pace: Pace) -> None:
    server.reply = as_json([])
    assert ask(server, pace) == []


def test_questions_that_differ_in_case_width_and_spaces_are_one() -> None:
    assert normalised("  Café  DU soleil ") == normalised("café du ｓｏｌｅｉｌ")
    assert normalised("Paris, TX") != normalised("Paris TX")


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_what_is_no_question_is_not_sent(server: Server, pace: Pace, text: str) -> None:
    with pytest.raises(failures.NothingToAsk):
        Geocoder(Service(url=server.url)).ask(text, "en", pace)
    assert server.asked == []


def test_only_a_source_with_a_credit_is_one_of_a_geocoder() -> None:
    assert credit_of(f"nominatim: {OSM}") == OSM
    assert credit_of("geonames") == ""
    assert credit_of("") == ""
    assert credit_of("Said: by me") == ""


# Everything else ----------------------------------------------------------------------------------

FIRST = ANSWER[0]
DEEP = b"[" * 100_000
BAD: dict[str, tuple[Reply, type[YearlogError]]] = {
    "429": (body(b"slow down", 429), failures.GeocoderBusy),
    "401": (body(b"who?", 401), failures.GeocoderDenied),
    "403": (body(b"<html>blocked</html>", 403), failures.GeocoderDenied),
    "404": (body(b"no", 404), failures.GeocoderBroken),
    "500": (body(b"oops", 500), failures.GeocoderBroken),
    "502": (body(b"oops", 502), failures.GeocoderBroken),
    "503": (body(b"oops", 503), failures.GeocoderBroken),
    "504": (body(b"oops", 504), failures.GeocoderBroken),
    "HTML": (body(b"<html><title>Sign in to the Wi-Fi</title>"), failures.GeocoderNonsense),
    "nothing at all": (body(b""), failures.GeocoderNonsense),
    "half": (geocoders.cut_off, failures.GeocoderBroken),
    "a list that is shorter than was said": (
        body(b"[]", Content_Length="9"), failures.GeocoderBroken
    ),
    "null": (as_json(None), failures.GeocoderNonsense),
    "a truth for a latitude": (as_json([{**FIRST, "lat": True}]), failures.GeocoderNonsense),
    "no letters": (body(b"\xff\xfe\x00["), failures.GeocoderNonsense),
    "a made-up charset": (
        body(b"[]", Content_Type="application/json; charset=klingon"), failures.GeocoderNonsense
    ),
    "a number": (as_json(7), failures.GeocoderNonsense),
    "a text": (as_json("Geneva"), failures.GeocoderNonsense),
    "numbers": (as_json([1, 2]), failures.GeocoderNonsense),
    "no coordinates": (as_json([{"display_name": "x"}]), failures.GeocoderNonsense),
    "no name": (as_json([{"lat": "1", "lon": "2"}]), failures.GeocoderNonsense),
    "an empty name": (
        as_json([{"lat": "1", "lon": "2", "display_name": "\x07"}]), failures.GeocoderNonsense
    ),
    "words for coordinates": (as_json([{**FIRST, "lat": "north"}]), failures.GeocoderNonsense),
    "a list for coordinates": (as_json([{**FIRST, "lat": [46]}]), failures.GeocoderNonsense),
    "latitude 91": (as_json([{**FIRST, "lat": "91"}]), failures.GeocoderNonsense),
    "longitude 181": (as_json([{**FIRST, "lon": "181"}]), failures.GeocoderNonsense),
    "NaN": (body(b'[{"lat": NaN, "lon": 1, "display_name": "x"}]'), failures.GeocoderNonsense),
    "one good and one bad": (as_json([FIRST, {**FIRST, "lat": "x"}]), failures.GeocoderNonsense),
    "an error in JSON": (as_json({"error": "bad"}), failures.GeocoderNonsense),
    "a hundred thousand brackets": (body(DEEP), failures.GeocoderNonsense),
    "it hangs up": (geocoders.hang_up, failures.GeocoderBroken),
    "another host": (
        body(b"", 302, Location="http://geocoder.invalid/search"), failures.GeocoderElsewhere
    ),
    "another port": (
        body(b"", 302, Location="http://127.0.0.1:1/search"), failures.GeocoderElsewhere
    ),
    "round and round": (body(b"", 302, Location="?again=1"), failures.GeocoderBroken),
    "a file": (body(b"", 302, Location="file:///etc/passwd"), failures.GeocoderElsewhere),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_answer_is_one_sentence(server: Server, pace: Pace, case: str) -> None:
    server.reply, expected = BAD[case]
    with pytest.raises(expected) as raised:
        ask(server, pace)
    # Nothing tries again by itself, and no more than one redirect is followed.
    assert len(server.asked) == (2 if case == "round and round" else 1)
    for said in raised.value.message:
        assert server.host in said
        assert "\n" not in said
        assert "soleil" not in said


def test_a_redirect_within_the_host_is_followed(server: Server, pace: Pace) -> None:
    moved = body(b"", 301, Location="/v2/search?q=x")

    def reply(handler) -> None:
        (moved if handler.path.startswith("/search") else as_json(ANSWER))(handler)

    server.reply = reply
    assert len(ask(server, pace)) == 2
    assert [told["path"] for told in server.asked] == ["/search", "/v2/search"]


def test_a_redirect_to_another_port_is_not_followed(server: Server, pace: Pace) -> None:
    with geocoders.geocoder() as second:
        server.reply = body(b"", 302, Location=f"{second.url}/search?q=x")
        with pytest.raises(failures.GeocoderElsewhere) as raised:
            ask(server, pace)
        assert second.asked == []
    assert second.host in raised.value.get("en")


def test_a_redirect_with_a_password_shows_none(server: Server, pace: Pace) -> None:
    server.reply = body(b"", 302, Location="http://u:s3cret@geocoder.invalid/search")
    with pytest.raises(failures.GeocoderElsewhere) as raised:
        ask(server, pace)
    for said in raised.value.message:
        assert "geocoder.invalid" in said
        assert "s3cret" not in said


def test_fifty_megabytes_are_not_read(server: Server, pace: Pace) -> None:
    server.reply = geocoders.endless
    with pytest.raises(failures.GeocoderTooLong):
        ask(server, pace)
    assert server.sent() < 16 * 2**20  # what the buffers of the system hold, and no more


@pytest.mark.parametrize("way", ["hang", "drip", "drip_headers"])
def test_a_hanging_server_is_left(server: Server, pace: Pace, way: str) -> None:
    server.reply = getattr(server, way)
    with pytest.raises(failures.GeocoderSlow) as raised:
        ask(server, pace, timeout=0.3)
    assert "0.3" in raised.value.get("en")


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({}, "in a few minutes"),
        ({"Retry_After": "30"}, "in 30 s"),
        ({"Retry_After": "0"}, "in 1 s"),
        ({"Retry_After": "600"}, "in 10 minutes"),
        ({"Retry_After": "86400"}, "in 24 hours"),
        ({"Retry_After": "344264400"}, "Try again much later."),
        ({"Retry_After": "9" * 12}, "Try again much later."),
        ({"Retry_After": "9" * 5000}, "in a few minutes"),
        ({"Retry_After": "Fri, 31 Dec 9999 23:59:59 GMT"}, "much later"),
        ({"Retry_After": "Sat, 01 Jan 2000 00:00:00 GMT"}, "in 1 s"),
    ],
)
def test_too_many_requests_says_when_to_try_again(
    server: Server, pace: Pace, header: dict[str, str], said: str
) -> None:
    server.reply = body(b"", 429, **header)
    with pytest.raises(failures.GeocoderBusy) as raised:
        ask(server, pace)
    assert said in raised.value.get("en")


_RATED = """
import sys
from pathlib import Path
from yearlog.places.online import Geocoder, Service
from yearlog.places.pace import Pace
try:
    Geocoder(Service(url=sys.argv[1])).ask("x", "en", Pace(Path(sys.argv[2]), sleep=lambda _: None))
except Exception as error:
    print(error.get("en"))
"""


def test_a_retry_after_reaches_no_terminal(server: Server, tmp_path: Path) -> None:
    server.reply = body(b"", 429, Retry_After="\x1b[31mPWN")
    done = subprocess.run(  # on its own: here the tests take what is logged
        [sys.executable, "-c", _RATED, server.url, tmp_path / "turn"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "in a few minutes" in done.stdout
    assert "PWN" not in done.stdout + done.stderr
    assert done.stderr == ""


def test_a_retry_after_that_is_none_is_passed_over(
    server: Server, pace: Pace, capfd: pytest.CaptureFixture[str]
) -> None:
    server.reply = body(b"", 429, Retry_After="soon")
    with pytest.raises(failures.GeocoderBusy) as raised:
        ask(server, pace)
    assert raised.value.seconds is None
    assert capfd.readouterr().err == ""


def test_nobody_listens(pace: Pace) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(failures.GeocoderRefused):
        Geocoder(Service(url=url)).ask("x", "en", pace)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_down_is_not_the_geocoder(
    pace: Pace, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        proxy = f"127.0.0.1:{taken.getsockname()[1]}"
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    for name in (f"{scheme}_proxy", f"{scheme.upper()}_PROXY"):
        monkeypatch.setenv(name, f"http://u:s3cret@{proxy}")
    with pytest.raises(failures.ProxyFailed) as raised:
        Geocoder(Service(url=f"{scheme}://geocoder.invalid")).ask("x", "en", pace)
    for said in raised.value.message:
        assert proxy in said
        assert "s3cret" not in said


def test_json_where_xml_is_expected_is_no_list_of_places(server: Server, pace: Pace) -> None:
    server.reply = as_json([])
    with pytest.raises(failures.GeocoderNonsense):
        ask(server, pace, "ignfrance")


@pytest.mark.parametrize("name", ["bing", "what3words", "opencage", "photon"])
def test_a_server_of_ones_own_is_named_by_its_address(name: str) -> None:
    service = Service(name, "http://geo.example.org:8080", "k")
    assert Geocoder(service).host == "geo.example.org:8080"


def test_there_is_no_network(monkeypatch: pytest.MonkeyPatch, pace: Pace) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(failures.GeocoderUnreachable) as raised:
        Geocoder(Service()).ask("x", "en", pace)
    assert "nominatim.openstreetmap.org" in raised.value.get("zh")


def test_a_server_without_tls_is_not_trusted(server: Server, pace: Pace) -> None:
    url = server.url.replace("http:", "https:")
    with pytest.raises(failures.GeocoderNotTrusted):
        Geocoder(Service(url=url), timeout=5).ask("x", "en", pace)
    assert server.asked == []


def test_a_certificate_of_its_own_making_is_not_trusted(tmp_path: Path, pace: Pace) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl on PATH")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with geocoders.geocoder(context) as server:
        with pytest.raises(failures.GeocoderNotTrusted):
            Geocoder(Service(url=server.url), timeout=5).ask("x", "en", pace)
        assert server.asked == []


# Which service ------------------------------------------------------------------------------------


def test_an_unknown_service_names_the_nearest() -> None:
    with pytest.raises(failures.UnknownGeocoder) as raised:
        Geocoder(Service("nominatin"))
    assert "nominatim" in raised.value.get("en")
    assert "nominatim" in raised.value.get("zh")


def test_a_service_without_its_key_says_where_the_key_goes() -> None:
    with pytest.raises(failures.GeocoderNotSetUp) as raised:
        Geocoder(Service("opencage"))
    assert "api_key" in raised.value.get("en")
    assert "YEARLOG_GEOCODER_KEY" in raised.value.get("zh")
    assert Geocoder(Service("opencage", key="k")).host == "api.opencagedata.com"
    assert Geocoder(Service("geonames", key="me")).host == "api.geonames.org"


def test_a_key_goes_to_the_service_and_into_no_message(server: Server, pace: Pace) -> None:
    server.reply = body(b"", 403)
    service = Service("opencage", server.url, key="s3cret")
    with pytest.raises(failures.GeocoderDenied) as raised:
        Geocoder(service, timeout=5).ask("x", "en", pace)
    assert server.asked[0]["key"] == "s3cret"
    assert "s3cret" not in repr(raised.value.message) + repr(service)


def test_without_geopy_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("geopy", "geopy.geocoders"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(failures.GeopyMissing):
        Geocoder(Service())


# One request a second -----------------------------------------------------------------------------


def test_requests_begin_a_second_apart(server: Server, tmp_path: Path) -> None:
    clock = Clock()
    pace = Pace(tmp_path / "turn", now=clock.now, sleep=clock.sleep)
    told: list[float] = []
    server.reply = body(b"", 500)
    for _ in range(3):
        with pytest.raises(failures.GeocoderBroken):  # a request that fails has been one
            Geocoder(Service(url=server.url)).ask("x", "en", pace, told.append)
        clock.at += 0.25
    assert clock.slept == pytest.approx([0.75, 0.75])
    assert told == []


def test_a_turn_more_than_a_second_away_is_announced(tmp_path: Path) -> None:
    clock, told = Clock(), []
    paces = [Pace(tmp_path / "turn", now=clock.now, sleep=lambda _: None) for _ in range(3)]
    for pace in paces:
        pace.take_turn(told.append)
    assert told == [2.0]


_TURN = """
import sys, time
from pathlib import Path
from yearlog.places.pace import Pace
waits = []
pace = Pace(Path(sys.argv[1]), now=lambda: 1000.0, sleep=waits.append)
for _ in range(20):
    pace.take_turn()
print(sorted(round(wait, 3) for wait in waits))
"""


def test_two_processes_never_share_a_turn(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "turn"
    both = [
        subprocess.Popen([sys.executable, "-c", _TURN, path], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    waits = [wait for one in both for wait in json.loads(one.communicate()[0])]
    # Forty turns at one moment: the first waits for nothing, each later one a second more.
    assert sorted(waits) == [float(n) for n in range(1, 40)]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("left", [b"", b"nonsense", b"99999999999.0\n", b"\xff" * 40])
def test_a_file_of_turns_that_is_damaged_keeps_nobody_waiting(tmp_path: Path, left: bytes) -> None:
    clock = Clock()
    (tmp_path / "turn").write_bytes(left)
    pace = Pace(tmp_path / "turn", now=clock.now, sleep=clock.sleep)
    pace.take_turn()
    pace.take_turn()
    assert clock.slept == [1.0]


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(tmp_path: Path) -> None:
    clock = Clock(1050.0)
    pace = Pace(tmp_path / "turn", now=clock.now, sleep=clock.sleep)
    pace.take_turn()
    clock.at = 1000.0
    pace.take_turn()
    pace.take_turn()
    assert clock.slept == [1.0, 1.0]


def test_without_a_file_for_turns_each_waits_a_second(tmp_path: Path) -> None:
    clock = Clock()
    (tmp_path / "file").write_text("")
    Pace(tmp_path / "file" / "turn", now=clock.now, sleep=clock.sleep).take_turn()
    assert clock.slept == [1.0]
