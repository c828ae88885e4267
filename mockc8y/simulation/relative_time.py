"""Times in seed files: durations before the moment of loading, such as `-P2DT3H`."""

from __future__ import annotations

import re

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_UNITS = {"days": DAY, "hours": HOUR, "minutes": MINUTE, "seconds": SECOND}
_DURATION = re.compile(
    r"(?P<sign>[+-]?)P(?=.)"
    r"(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d{1,3})?)S)?)?"
)


class NotADuration(ValueError):
    """The text is no ISO 8601 duration in days, hours, minutes and seconds."""

    def __init__(self, text: object) -> None:
        super().__init__(f"{text!r} is no duration; write days, hours, minutes, seconds like '-P2DT3H' or '-PT5M'")


def milliseconds(text: object) -> int:
    """Read a duration as signed milliseconds.

    >>> milliseconds("-P1DT2H"), milliseconds("PT0.250S")
    (-93600000, 250)
    """
    match = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise NotADuration(text)
    length = sum(float(match[name] or 0) * unit for name, unit in _UNITS.items())
    return round(-length if match["sign"] == "-" else length)


def resolve(text: object, now: int) -> int:
    """Return the instant, in milliseconds UTC, that a duration means at `now`."""
    return now + milliseconds(text)


def duration(length: int) -> str:
    """Write signed milliseconds as a duration, the way seed files hold it.

    >>> duration(-93600000), duration(0)
    ('-P1DT2H', 'PT0S')
    """
    days, rest = divmod(abs(length), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    clock = f"{hours}H" * bool(hours) + f"{minutes}M" * bool(minutes) + f"{rest / SECOND:g}S" * bool(rest)
    date = f"{days}D" * bool(days)
    return ("-" if length < 0 else "") + "P" + (date + f"T{clock}" * bool(clock) or "T0S")
