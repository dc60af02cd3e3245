"""How a question travels for geopy: bounded in time and size, to the chosen host and no other.

geopy is imported here and in `yearlog.places.online`, both loaded only when a geocoder is asked.
"""

from __future__ import annotations

import json
import math
import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import IO, Any, NoReturn, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.places import online_errors as failures

MOST_MEGABYTES = 2
"""Five places with their names in all languages are a tenth of this."""

_PIECE = 64 * 1024

T = TypeVar("T")


class _SameHost(HTTPRedirectHandler):
    """Follows one redirect, only to the host that was asked, and never out of TLS.

    A second one would be a third request within the second that was waited for.
    """

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        asked, target = urlsplit(req.full_url), urlsplit(newurl)
        same = (asked.scheme, asked.netloc) == (target.scheme, target.netloc)
        safer = asked.scheme == "http" and target.scheme == "https"
        if not same and not (safer and asked.hostname == target.hostname):
            fp.close()
            raise failures.GeocoderElsewhere(asked.netloc, _host(newurl) or target.scheme)
        if hasattr(req, "redirect_dict"):  # it was followed here by one already
            fp.close()
            raise failures.GeocoderBroken(asked.netloc, code)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class Transport(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """What geopy sends its requests with. Every failure but a status is a YearlogError."""

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._open = build_opener(
            HTTPSHandler(context=ssl_context),
            ProxyHandler(dict(proxies) if proxies is not None else None),
            _SameHost(),
        ).open

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Return the JSON at ``url``; AdapterHTTPError for a status, else a YearlogError."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            told = json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise failures.GeocoderNonsense(_host(url)) from None
        if not isinstance(told, dict | list):  # geopy takes null for: no such place
            raise failures.GeocoderNonsense(_host(url))
        return told

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return the text at ``url``, asked for and read within ``timeout`` seconds in all."""
        request = Request(url, headers=dict(headers))  # noqa: S310  http or https: see config
        host = _host(url)
        data, charset = in_time(lambda: self._fetch(request, host, timeout), timeout, host)
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            raise failures.GeocoderNonsense(host) from None

    def _fetch(self, request: Request, host: str, timeout: float) -> tuple[bytes, str]:
        ends = time.monotonic() + timeout
        try:
            with self._open(request, timeout=timeout) as response:
                pieces: list[bytes] = []
                size = 0
                while piece := response.read1(_PIECE):
                    pieces.append(piece)
                    size += len(piece)
                    if size > MOST_MEGABYTES * 2**20:
                        raise failures.GeocoderTooLong(host, MOST_MEGABYTES)
                    if time.monotonic() > ends:
                        raise failures.GeocoderSlow(host, timeout)
                if response.length:  # of its Content-Length, so much never came
                    raise failures.GeocoderBroken(host)
                return b"".join(pieces), response.headers.get_content_charset() or "utf-8"
        except HTTPError as error:
            with error:
                _refused(error, host)
        except (OSError, HTTPException, ValueError) as error:
            # urllib puts the proxy, if it goes through one, in the host's place.
            if request.host != host and isinstance(error, URLError):
                raise failures.ProxyFailed(request.host, host) from error
            raise _failure(error, host, timeout) from error


def in_time(work: Callable[[], T], seconds: float, host: str) -> T:
    """Do ``work`` in a thread and return what it returns, or raise GeocoderSlow.

    A socket's own timeout begins anew with every byte and does not hold for the look-up of a name;
    a server that lets one byte fall each second would be waited for without end.
    """
    done: list[T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as error:  # noqa: BLE001  handed over to the thread that asked
            failed.append(error)

    thread = threading.Thread(target=run, name="geocoder", daemon=True)
    thread.start()
    thread.join(seconds + 0.2)
    if failed:
        raise failed[0]
    if not done:
        raise failures.GeocoderSlow(host, seconds)
    return done[0]


def _refused(error: HTTPError, host: str) -> NoReturn:
    """Hand a status over to geopy, and when to ask again; the page that came with it is unread."""
    named: Message = error.headers
    target = urlsplit(named.get("location", ""))
    if 300 <= error.code < 400 and target.scheme not in ("", "http", "https"):
        raise failures.GeocoderElsewhere(host, f"{target.scheme}:") from None
    seconds = _retry_after(named.get("retry-after", ""))
    headers = {} if seconds is None else {"retry-after": str(seconds)}
    raise AdapterHTTPError(
        f"status {error.code}", status_code=error.code, headers=headers, text=""
    ) from None


def _retry_after(text: str) -> int | None:
    """Return the seconds of a Retry-After. geopy would print one it cannot read, as it came."""
    if re.fullmatch("[0-9]{1,12}", text.strip(), re.ASCII):
        return int(text)
    try:
        moment = parsedate_to_datetime(text)
        return max(0, math.ceil(moment.timestamp() - clock.now().timestamp()))
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _failure(error: Exception, host: str, timeout: float) -> YearlogError:
    """Return what a failure of the network means to a person."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError) or "timed out" in str(reason):
        return failures.GeocoderSlow(host, timeout)
    if isinstance(reason, ssl.SSLError):
        return failures.GeocoderNotTrusted(host)
    if isinstance(reason, ConnectionRefusedError):
        return failures.GeocoderRefused(host)
    if isinstance(reason, ConnectionError | HTTPException):
        return failures.GeocoderBroken(host)
    return failures.GeocoderUnreachable(host)


def _host(url: str) -> str:
    """Return whom a question goes to, as a person knows it; never the words or the key in it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)
