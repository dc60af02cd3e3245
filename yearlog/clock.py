"""The one place that asks what time it is, and makes the ids that carry it.

``YEARLOG_NOW`` (an ISO time with offset) stops the clock, so that tests and the committed example
give the same bytes every day.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the present time in UTC."""
    fixed = os.environ.get("YEARLOG_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def local() -> datetime:
    """Return the present time on the user's wall clock."""
    fixed = os.environ.get("YEARLOG_NOW")
    return datetime.fromisoformat(fixed) if fixed else datetime.now().astimezone()


def today() -> date:
    """Return the date on the user's wall calendar."""
    return local().date()


def stamp() -> str:
    """Return the present time as the journal stores it: UTC, milliseconds, ``Z``."""
    return now().strftime("%Y-%m-%dT%H:%M:%S.") + f"{now().microsecond // 1000:03d}Z"


_last_ms = 0
_sequence = 0


def new_id() -> str:
    """Return a UUIDv7 (RFC 9562): ordered by time, and within a process by call.

    The 12 bits of ``rand_a`` count the ids of one millisecond, so that legs added in one breath
    keep their order; 62 bits are random.
    """
    global _last_ms, _sequence  # noqa: PLW0603  the monotonic counter of RFC 9562 section 6.2 is process state
    ms = int(now().timestamp() * 1000)
    if ms <= _last_ms:
        _sequence += 1
        if _sequence > 0xFFF:
            _last_ms, _sequence = _last_ms + 1, 0
        ms = _last_ms
    else:
        _last_ms, _sequence = ms, 0
    random = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    value = (ms & ((1 << 48) - 1)) << 80 | 7 << 76 | _sequence << 64 | 2 << 62 | random
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
