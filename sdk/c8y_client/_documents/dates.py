"""Points in time and lengths of time as callers write them, and as the platform wants them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from c8y_client._http.query import wire_time

Moment: TypeAlias = datetime | date | str
"""A point in time: an aware datetime, a date (midnight in UTC), ISO text (in UTC unless it says otherwise), `"now"`,
`"today"` (midnight in UTC), or a length of time before now such as `"2h-ago"`."""

Age: TypeAlias = timedelta | str
"""A length of time: a timedelta, numbers with the units `w d h m s ms` such as `"1d12h"`, or `"HH:MM[:SS]"`."""

Now: TypeAlias = Callable[[], datetime]
"""What tells the time: an aware datetime. Tests hand in their own."""

_AGO = "-ago"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].+)?")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)(ms|[wdhms])")
_PARTS = re.compile(rf"(?:{_PART.pattern})+")
_CLOCK_FACE = re.compile(r"([0-9]+):([0-5][0-9])(?::([0-5][0-9](?:\.[0-9]+)?))?")
_UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
    "s": timedelta(seconds=1),
    "ms": timedelta(milliseconds=1),
}


def utc_now() -> datetime:
    """Tell the current time, in UTC."""
    return datetime.now(UTC)


def wire_moment(value: Moment, name: str = "", *, now: Now = utc_now) -> str:
    """Write a point in time as the platform does: in UTC, with milliseconds and `Z`.

    What cannot be read, and a datetime without time zone, is a `ValueError` that begins with the parameter's name.
    """
    try:
        return wire_time(_moment(value, now))
    except (TypeError, ValueError) as error:
        raise type(error)(f"{_label(name)}{error}") from None
    except OverflowError:
        raise ValueError(f"{_label(name)}{value!r} is outside the years 1 to 9999") from None


def age_bound(value: Age, name: str = "", *, now: Now = utc_now) -> str:
    """Write the point in time that lies this long before now, as the platform does; errors as in `duration`."""
    age = duration(value, name)
    try:
        return wire_time(now() - age)
    except OverflowError:
        raise ValueError(f"{_label(name)}{value!r} ago is outside the years 1 to 9999") from None


def duration(value: Age, name: str = "") -> timedelta:
    """Read a length of time; what is negative or not understood to its end is a `ValueError` that quotes the input."""
    if not isinstance(value, timedelta | str):
        raise TypeError(f"{_label(name)}{value!r} is no length of time; use a timedelta or text")
    try:
        length = _length(value)
    except OverflowError:
        raise ValueError(f"{_label(name)}{value!r} is longer than a timedelta can hold") from None
    if length is None:
        raise ValueError(
            f"{_label(name)}{value!r} is no length of time; use a timedelta, numbers with the units w d h m s ms "
            "such as '1d12h' or '1.5h', or 'HH:MM:SS'"
        )
    if length < timedelta():
        raise ValueError(f"{_label(name)}{value!r} is negative")
    return length


def parse_moment(text: str) -> datetime:
    """Read a date or a date and time that the platform wrote; without zone it is in UTC.

    Fractions of a second may have any number of digits, the zone may be `Z`, `+01:00` or `+0100`. Anything else is
    a `ValueError`.
    """
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is no date")
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(value: Moment, now: Now) -> datetime:
    match value:
        case "now":
            return now()
        case "today":
            return _midnight(now().astimezone(UTC))
        case str() if value.endswith(_AGO):
            return now() - duration(value.removesuffix(_AGO))
        case str():
            return _iso(value)
        case datetime():
            return value
        case date():
            return _midnight(value)
    raise TypeError(f"{value!r} is no point in time; use a datetime, a date or text")


def _iso(text: str) -> datetime:
    try:
        return parse_moment(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is no point in time; use a datetime, ISO text such as '2025-01-31' or '2025-01-31T10:00:00Z', "
            "'now', 'today' or '2h-ago'"
        ) from None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _length(value: Age) -> timedelta | None:
    if isinstance(value, timedelta):
        return value
    if face := _CLOCK_FACE.fullmatch(value):
        hours, minutes, seconds = face.groups(default="0")
        return timedelta(hours=float(hours), minutes=int(minutes), seconds=float(seconds))
    if not _PARTS.fullmatch(value):
        return None
    return sum((float(number) * _UNITS[unit] for number, unit in _PART.findall(value)), timedelta())


def _label(name: str) -> str:
    return f"{name}: " if name else ""
