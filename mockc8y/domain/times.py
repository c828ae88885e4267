"""Instants: integer milliseconds UTC inside, ISO 8601 with the sender's offset outside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
SECOND_MS = 1_000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS

_FIRST = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MILLISECOND
_LAST = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MILLISECOND
_UTC_LENGTH = len("2024-03-02T09:00:00.000Z")
_OFFSET_LENGTH = len("2024-03-02T09:00:00.000+01:00")
_FRACTION_DOT = len("2024-03-02T09:00:00")


class Instant(NamedTuple):
    """A moment as it was given: milliseconds UTC, and its text with three fractional digits and its own offset."""

    millis: int
    text: str


def parse_instant(text: str) -> Instant:
    """Read an ISO 8601 date or date and time. No zone means UTC, a plain date its first moment.

    Digits past the millisecond are cut. Raises `ValueError` for anything else, also for moments that lie before the
    year 1 or after 9999 in UTC, and for offsets finer than minutes.

    >>> parse_instant("2024-03-02T09:00:00+01:00")
    Instant(millis=1709366400000, text='2024-03-02T09:00:00.000+01:00')
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    millis = (moment - EPOCH) // MILLISECOND
    if not _FIRST <= millis <= _LAST:
        raise ValueError(f"out of range: {text}")
    return Instant(millis, text if _is_canonical(text) else _offset_text(moment))


def parse_millis(text: str) -> int:
    """Read an ISO 8601 date or date and time as milliseconds UTC."""
    return parse_instant(text).millis


def format_millis(millis: int) -> str:
    """Write a moment the way the platform writes its own times.

    >>> format_millis(1709366400000)
    '2024-03-02T08:00:00.000Z'
    """
    return (EPOCH + timedelta(milliseconds=millis)).isoformat(timespec="milliseconds")[:-6] + "Z"


def _is_canonical(text: str) -> bool:
    """Tell whether the platform would send the text back unchanged. It writes an offset of zero as `Z`."""
    if text[4:8:3] != "--":
        return False
    if len(text) == _UTC_LENGTH:
        return text[-1] == "Z" and text[_FRACTION_DOT] == "." and text[10] == "T"
    is_offset_text = len(text) == _OFFSET_LENGTH and text[-3] == ":" and not text.endswith("00:00")
    return is_offset_text and text[_FRACTION_DOT] == "." and text[10] == "T"


def _offset_text(moment: datetime) -> str:
    text = moment.isoformat(timespec="milliseconds")
    if len(text) != _OFFSET_LENGTH:
        raise ValueError(f"offset finer than minutes: {text}")
    return text[:-6] + "Z" if text.endswith("+00:00") else text
