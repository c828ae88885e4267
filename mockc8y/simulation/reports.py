"""Measurements made from signals: what the devices of a seed would have reported until now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from mockc8y.domain.measurements import Draft
from mockc8y.domain.times import format_millis
from mockc8y.simulation.relative_time import HOUR, MINUTE, SECOND
from mockc8y.simulation.sampling import Sampling
from mockc8y.simulation.signals import Recipe, Ring, Signal, dice
from mockc8y.store.codec import Document

LONGEST_DELAY = MINUTE
"""Devices report up to this much after the full interval, each at a moment of its own."""

_TO_THE_HOUR = len("2024-03-02T09:")


def reports(rows: Iterable[Document], number: int, now: int) -> Iterator[Draft]:
    """Yield the measurements that the rows of a seed's table `signals` stand for, oldest first.

    Rows in succession with the same source, type and plan share their measurements.
    """
    ring, clock_face = Ring(dice("ring", number)), ClockFace()
    due: list[tuple[int, int]] = []
    reporters: list[Iterator[Draft]] = []
    for (source, kind, sampling), group in groupby(rows, key=_report_key):
        delay = dice("delay", number, source).randrange(0, LONGEST_DELAY, SECOND)
        instants = sampling.instants(now, delay)
        columns = [(row, _signal(row, ring, number, now).values(instants)) for row in group]
        due += [(instant, len(reporters)) for instant in instants]
        times = ((instant, clock_face.text(instant)) for instant in instants)
        reporters.append(_drafts(int(source), kind, times, columns))
    due.sort()
    for _, reporter in due:
        yield next(reporters[reporter])


class ClockFace:
    """Writes whole seconds as the platform does, only faster: a seed has many in each hour."""

    def __init__(self) -> None:
        self._hours: dict[int, str] = {}

    def text(self, instant: int) -> str:
        """Write an instant, in milliseconds UTC."""
        hour, rest = divmod(instant, HOUR)
        start = self._hours.get(hour)
        if start is None:
            start = self._hours[hour] = format_millis(instant)[:_TO_THE_HOUR]
        minute, rest = divmod(rest, MINUTE)
        return f"{start}{minute:02}:{rest // SECOND:02}.000Z"


def _drafts(
    source: int, kind: str, times: Iterable[tuple[int, str]], columns: Sequence[tuple[Document, list[float]]]
) -> Iterator[Draft]:
    series = [
        (row["fragment"], row["series"], {"unit": row["unit"]} if "unit" in row else {}, values)
        for row, values in columns
    ]
    for place, (instant, text) in enumerate(times):
        document: Document = {"type": kind, "time": text}
        for fragment, name, unit, values in series:
            document.setdefault(fragment, {})[name] = {"value": values[place], **unit}
        yield Draft(source, instant, document)


def _report_key(row: Document) -> tuple[str, str, Sampling]:
    return row["source"], row["type"], Sampling.of(row)


def _signal(row: Document, ring: Ring, number: int, now: int) -> Signal:
    name = (number, row["source"], row["fragment"], row["series"])
    return Signal.drawn(Recipe.of(row), ring, dice(*name), now)
