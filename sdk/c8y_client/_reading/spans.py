"""Spans of time that together are the whole of it, so that everything is in exactly one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from c8y_client._documents.dates import parse_moment
from c8y_client._http.query import wire_time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A span from `since` to before `until`, in milliseconds since 1970 UTC; `None` is as far as the query goes.

    `first` and `last` are about when the first and the last document in it are.
    """

    first: int
    last: int
    since: int | None = None
    until: int | None = None

    @classmethod
    def between(cls, one: str, other: str) -> Span:
        """Make the whole of the time, in which the outermost documents have these times."""
        first, last = sorted(map(_milliseconds, (one, other)))
        return cls(first, last)

    def around(self, other: Span) -> Span:
        """Give this span with the outermost documents of another."""
        return replace(self, first=other.first, last=other.last)

    @property
    def is_divisible(self) -> bool:
        """Whether there is more than one millisecond: the platform cannot tell what is within one."""
        return self.last > self.first

    @property
    def bounds(self) -> dict[str, object]:
        """The bounds as query parameters; the platform includes the lower one and excludes the upper one."""
        given = {"dateFrom": self.since, "dateTo": self.until}
        return {name: _text(value) for name, value in given.items() if value is not None}

    def split(self, parts: int, *, newest_first: bool) -> list[Span]:
        """Divide into parts of the same length, or fewer if there are not as many milliseconds."""
        length = self.last + 1 - self.first
        count = min(parts, length)
        cuts = [self.first + length * number // count for number in range(1, count)]
        starts, ends = [self.since, *cuts], [*cuts, self.until]
        spans = [
            Span(
                self.first if number == 0 else cuts[number - 1],
                self.last if number == count - 1 else cuts[number] - 1,
                starts[number],
                ends[number],
            )
            for number in range(count)
        ]
        return spans[::-1] if newest_first else spans


def _milliseconds(text: str) -> int:
    return (parse_moment(text) - _EPOCH) // _MILLISECOND


def _text(milliseconds: int) -> str:
    return wire_time(_EPOCH + milliseconds * _MILLISECOND)
