"""Ask an online geocoder, when a person asked for it: one question, one answer or one sentence.

Nothing here is called while somebody types, and nothing asks again by itself.
"""

from __future__ import annotations

import difflib
import inspect
import unicodedata
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from yearlog import __version__
from yearlog.i18n import Lang
from yearlog.kinds.values import Place
from yearlog.places import answers
from yearlog.places import online_errors as failures

if TYPE_CHECKING:
    from yearlog.places.pace import Pace

DEFAULT = "nominatim"
USER_AGENT = f"yearlog/{__version__}"
TIMEOUT = 10.0
"""Seconds for the whole answer."""

MOST = 5
"""Answers that are kept of one question."""

LONGEST = 200
"""Characters of a question."""

_KEYS = ("api_key", "apikey", "subscription_key", "access_token")
_NEEDS_NAME = "username"
_LANGUAGES: Mapping[str, Mapping[Lang, str]] = {
    "nominatim": {"zh": "zh-Hans,zh-CN,zh,en", "en": "en"},
    "photon": {"en": "en"},
}
"""What a service is told of the user's language; Photon refuses any it does not know."""

_ANY_SERVICE: Mapping[Lang, str] = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Service:
    """Whom to ask: a geopy service by name, at its own address or at ``url``."""

    name: str = DEFAULT
    url: str = ""
    key: str = field(default="", repr=False)

    @property
    def provider(self) -> str:
        """The service as the journal keeps its answers under."""
        own = urlsplit(self.url)
        return f"{self.name} {own.netloc}{own.path.rstrip('/')}" if self.url else self.name


def normalised(text: str) -> str:
    """Return a question as answers are kept under: case, width and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def question(text: str) -> str:
    """Return a text as it is sent; NothingToAsk if it is empty, or far too long to be a place."""
    query = " ".join(text.split())
    if not 0 < len(query) <= LONGEST:
        raise failures.NothingToAsk
    return query


def known_service(name: str) -> str:
    """Return the name of a geopy service; UnknownGeocoder with the nearest names, GeopyMissing."""
    try:
        from geopy.geocoders import SERVICE_TO_GEOCODER
    except ImportError:
        raise failures.GeopyMissing from None
    wanted = name.strip().lower()
    if wanted in SERVICE_TO_GEOCODER:
        return wanted
    close = difflib.get_close_matches(wanted, SERVICE_TO_GEOCODER, n=3, cutoff=0.5)
    raise failures.UnknownGeocoder(name, close)


class Geocoder:
    """One service, ready to be asked. Making one sends nothing.

    Raises GeopyMissing, UnknownGeocoder, GeocoderNotSetUp, GeocoderHasOneAddress.
    """

    def __init__(self, service: Service, *, timeout: float = TIMEOUT) -> None:
        self.service = Service(known_service(service.name), service.url, service.key)
        self._geopy = _made(self.service, timeout)
        self._timeout = timeout

    @property
    def host(self) -> str:
        """Whom a question goes to, for a person to read."""
        for name in ("api", "geocode_api", "geocode_url", "domain"):
            found = getattr(self._geopy, name, "")
            if isinstance(found, str) and found:
                return urlsplit(found).netloc or found.strip("/").partition("/")[0]
        return self.service.name

    def ask(
        self,
        text: str,
        lang: Lang,
        pace: Pace,
        before_long: Callable[[float], None] | None = None,
    ) -> list[Place]:
        """Return the places that the service says ``text`` means, best first; often none.

        The places carry no zone. ``pace`` gives the request its turn. Raises NothingToAsk and the
        failures of `yearlog.places.online_errors`.
        """
        query = question(text)
        pace.take_turn(before_long)
        return self._read(self._answer(query, lang), lang)

    def _answer(self, query: str, lang: Lang) -> object:
        from geopy import exc

        accepts = inspect.signature(self._geopy.geocode).parameters
        wanted = {
            "exactly_one": False,
            "limit": MOST,
            "addressdetails": True,
            "namedetails": True,
            "language": _LANGUAGES.get(self.service.name, _ANY_SERVICE).get(lang),
        }
        given = {key: value for key, value in wanted.items() if key in accepts and value}
        if "exactly_one" in accepts:
            given["exactly_one"] = False
        # Of a latitude of 91 geopy warns on stderr before it raises; the sentence is enough. Not
        # catch_warnings, which is for one thread only.
        warnings.filterwarnings("ignore", message="Latitude normalization")
        try:
            return self._geopy.geocode(query, **given)
        except exc.GeocoderRateLimited as error:
            raise failures.GeocoderBusy(self.host, error.retry_after) from error
        except exc.GeopyError as error:
            raise self._failure(error) from error
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            SyntaxError,
            TypeError,
            ValueError,
        ) as error:  # what is no XML is a SyntaxError
            raise failures.GeocoderNonsense(self.host) from error

    def _failure(self, error: Exception) -> Exception:
        """Return what a failure of geopy's means to a person."""
        from geopy import exc

        status = getattr(error.__cause__, "status_code", 0)
        denied = (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges)
        if isinstance(error, denied) or status in (401, 402, 403, 407):
            return failures.GeocoderDenied(self.host, status or 403)
        if isinstance(error, exc.GeocoderQuotaExceeded):
            return failures.GeocoderBusy(self.host, None)
        if status:
            return failures.GeocoderBroken(self.host, status)
        return failures.GeocoderNonsense(self.host)

    def _read(self, answer: object, lang: Lang) -> list[Place]:
        """Return the places of an answer; one that is none makes all of it nonsense."""
        listed: list[Any] = (
            answer if isinstance(answer, list) else [answer] if answer is not None else []
        )
        found: dict[str, Place] = {}
        try:
            for one in listed[:MOST]:
                at = (one.latitude, one.longitude)
                place = answers.place_of(self.service.name, one.address, one.raw, at, lang)
                found.setdefault(place.id, place)
        except (AttributeError, answers.NotAPlace) as error:
            raise failures.GeocoderNonsense(self.host) from error
        return list(found.values())


def _made(service: Service, timeout: float) -> Any:
    """Return geopy's object for a service, given what its class asks for."""
    from geopy.exc import ConfigurationError
    from geopy.geocoders import SERVICE_TO_GEOCODER

    from yearlog.places.transport import Transport

    made = SERVICE_TO_GEOCODER[service.name]
    accepts = inspect.signature(made.__init__).parameters
    given: dict[str, Any] = {
        "user_agent": USER_AGENT, "timeout": timeout, "adapter_factory": Transport,
    }  # fmt: skip
    if service.url:
        own = urlsplit(service.url)
        if "domain" not in accepts:
            raise failures.GeocoderHasOneAddress(service.name)
        given |= {"domain": own.netloc + own.path.rstrip("/")}
        given |= {"scheme": own.scheme} if "scheme" in accepts else {}
    required = [
        name for name, one in accepts.items() if name != "self" and one.default is one.empty
    ]
    if service.key:
        keys = [name for name in _KEYS if name in accepts]
        keys += [_NEEDS_NAME] if _NEEDS_NAME in required else []
        given |= dict.fromkeys(keys[:1], service.key)
    missing = [name for name in required if name not in given]
    if missing:
        raise failures.GeocoderNotSetUp(service.name, missing)
    try:
        return made(**given)
    except (ConfigurationError, TypeError) as error:
        raise failures.GeocoderNotSetUp(service.name, ()) from error
