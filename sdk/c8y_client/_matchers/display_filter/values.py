"""What a value can be read as; each reader gives `None` for what is of another kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address
from json import dumps

from c8y_client._documents.dates import parse_moment
from c8y_client._types import JSON

Reader = Callable[[JSON], JSON]

_NUMBER = re.compile(
    r"(?P<hexadecimal>0x[0-9a-fA-F]+)"
    r"|(?P<octal>0o?[0-7]+|0)"
    r"|(?P<whole>[1-9][0-9]*|[-+][0-9]+)"
    r"|(?P<decimal>[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[1-9][0-9]*(?=[eE]))(?:[eE][-+]?[0-9]+)?)"
)
_NUMBERS: dict[str, Callable[[str], float]] = {
    "hexadecimal": lambda digits: int(digits, 16),
    "octal": lambda digits: int(digits, 8),
    "whole": int,
    "decimal": float,
}
_DATE = re.compile(r"([0-9]{4})(?:[-/]([0-9]{1,2}))?(?:[-/]([0-9]{1,2}))?(?:[T ](.+))?")


def text(value: JSON) -> str | None:
    """Give text as it is, and the JSON text of anything else that is there."""
    if value is None or type(value) is str:
        return value
    return dumps(value, ensure_ascii=False)


def number(value: JSON) -> float | None:
    """Read a number, or text in decimal, hexadecimal or octal digits; booleans are none."""
    if type(value) is int or type(value) is float:
        return value
    digits = _NUMBER.fullmatch(value) if type(value) is str else None
    if digits is None or digits.lastgroup is None:
        return None
    try:
        return _NUMBERS[digits.lastgroup](value)
    except ValueError:  # more digits than Python reads
        return None


def bits(value: JSON) -> int | None:
    """Read a whole number, leaving out what follows the point; true is 1."""
    found = int(value) if type(value) is bool else number(value)
    try:
        return None if found is None else int(found)
    except (OverflowError, ValueError):  # infinite, or not a number
        return None


def moment(value: JSON) -> JSON:
    """Read a date, written year first; what is left out is the earliest, and the zone UTC."""
    parts = _DATE.fullmatch(value) if type(value) is str else None
    if parts is None:
        return None
    year, month, day, time = parts.groups(default="1")
    try:
        return parse_moment(f"{year}-{month:0>2}-{day:0>2}" + (f"T{time}" if parts[4] else ""))
    except ValueError:
        return None


def ipv4(value: JSON) -> IPv4Address | None:
    """Read an IPv4 address."""
    if type(value) is not str or "." not in value:
        return None
    try:
        return IPv4Address(value)
    except ValueError:
        return None


def ipv6(value: JSON) -> IPv6Address | None:
    """Read an IPv6 address, in whatever spelling."""
    if type(value) is not str or ":" not in value:
        return None
    try:
        return IPv6Address(value)
    except ValueError:
        return None
