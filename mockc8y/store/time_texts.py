"""Moments as ISO 8601 texts, kept as two numbers: milliseconds UTC, and the zone the sender wrote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

MINUTE = 60_000
ZULU = 1440
"""The zone of a text that ends with `Z`. Other zones are minutes east of UTC, of which there are less."""

_ZONE = len("2024-03-02T09:00:00.000")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UP_TO_SECONDS = len("2024-03-02T09:00:")


def zone_of(text: str) -> int:
    """Return the zone of a time with three fractional digits. Raises `ValueError` for offsets finer than minutes.

    >>> zone_of("2024-03-02T09:00:00.000Z"), zone_of("2024-03-02T09:00:00.000-01:30")
    (1440, -90)
    """
    return _zone(text[_ZONE:])


def shift_of(zone: int) -> int:
    """Return how many milliseconds a zone is ahead of UTC."""
    return 0 if zone == ZULU else zone * MINUTE


def text_of(millis: int, zone: int) -> str:
    """Write a moment as its sender did.

    >>> text_of(1709366400000, 60)
    '2024-03-02T09:00:00.000+01:00'
    """
    return encoded_text_of(millis, zone).decode()


def encoded_text_of(millis: int, zone: int) -> bytes:
    """Write a moment as its sender did, as bytes."""
    shift, suffix = _written(zone)
    minute, rest = divmod(millis + shift, MINUTE)
    return b"%b%02d.%03d%b" % (_minute(minute), rest // 1000, rest % 1000, suffix)


@lru_cache(maxsize=512)
def _zone(suffix: str) -> int:
    if suffix == "Z":
        return ZULU
    if len(suffix) != len("+00:00"):
        raise ValueError(f"a zone is written Z or as hours and minutes like +01:00, not {suffix}")
    minutes = int(suffix[1:3]) * 60 + int(suffix[4:])
    return -minutes if suffix[0] == "-" else minutes


@lru_cache(maxsize=512)
def _written(zone: int) -> tuple[int, bytes]:
    if zone == ZULU:
        return 0, b"Z"
    hours, minutes = divmod(abs(zone), 60)
    return zone * MINUTE, b"%b%02d:%02d" % (b"-" if zone < 0 else b"+", hours, minutes)


@lru_cache(maxsize=4096)
def _minute(minute: int) -> bytes:
    return (_EPOCH + timedelta(minutes=minute)).isoformat()[:_UP_TO_SECONDS].encode()
