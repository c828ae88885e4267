"""Texts that are moments. A query never fails over one that is not; it merely compares differently."""

from __future__ import annotations

import re
from functools import lru_cache

from mockc8y.domain.times import parse_millis

# The standard parser also takes week dates and dates without dashes, which no client means as a time.
_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|\Z)")


# Following a path and comparing what it leads to read the same text twice in a row.
@lru_cache(maxsize=256)
def instant_of(text: str) -> int | None:
    """Read an ISO 8601 date or date and time as milliseconds UTC; anything else gives `None`.

    >>> instant_of("1970-01-02"), instant_of("1970-01-01T01:00:00.001+01:00"), instant_of("soon")
    (86400000, 1, None)
    """
    if not _SHAPE.match(text):
        return None
    try:
        return parse_millis(text)
    except ValueError:
        return None
