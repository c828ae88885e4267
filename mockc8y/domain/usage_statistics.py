"""Usage statistics: the days of a tenant, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain.device_statistics import month_of
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.times import DAY_MS
from mockc8y.domain.usage import COUNTERS, DEVICE_COUNT, FIGURES, STORAGE, TRANSFERS, WITH_CHILDREN, Numbers
from mockc8y.domain.usage_counting import figures_of
from mockc8y.store.dated_collection import Span

TOTAL = "totalResourceCreateAndUpdateCount"
_NOTHING: Mapping[str, int] = MappingProxyType(dict.fromkeys((*COUNTERS, *FIGURES), 0))
_PEAKS: Mapping[str, str] = MappingProxyType(
    {DEVICE_COUNT: "peakDeviceCount", WITH_CHILDREN: "peakDeviceWithChildrenCount", STORAGE: "peakStorageSize"}
)


class Day(NamedTuple):
    """The numbers of one day, or of several. `time` is the first moment of the (last) day in milliseconds UTC."""

    time: int
    numbers: Numbers


def daily(tenant: Tenant, span: Span) -> list[Day]:
    """List the days of a span from the first one that anything was asked on, the earliest first.

    A day is told as a whole also where the span cuts it. Days on which nobody asked anything are there as well.
    # unverified: the order.
    """
    today = tenant.clock.now() // DAY_MS
    since = None if span.since is None else span.since // DAY_MS
    until = today if span.until is None else span.until // DAY_MS
    return [
        Day(day * DAY_MS, _with_total(numbers))
        for day, numbers in _all_days(tenant, today)
        if day <= until and (since is None or day >= since)
    ]


def summary(tenant: Tenant, span: Span) -> Day:
    """Add up the days of a span, by default of this month. What is no counter is told as of the last day.

    # unverified: which day a summary bears, and the figures of a span that lies before the first day.
    """
    days = daily(tenant, _by_default_this_month(tenant, span))
    numbers: Numbers = dict(days[-1].numbers) if days else _with_total(dict(_NOTHING))
    numbers |= {name: sum(day.numbers[name] for day in days) for name in (*COUNTERS, TOTAL)}
    return Day(days[-1].time if days else tenant.clock.now() // DAY_MS * DAY_MS, numbers)


def peaks(tenant: Tenant, span: Span) -> Numbers:
    """Return the greatest figures of a span, by default of this month."""
    days = daily(tenant, _by_default_this_month(tenant, span))
    return {peak: max((day.numbers[name] for day in days), default=0) for name, peak in _PEAKS.items()}


def _all_days(tenant: Tenant, today: int) -> Iterator[tuple[int, Numbers]]:
    """Yield the numbers of every day up to today; what stood at the end of a day stands until the next one."""
    usage, now = tenant.usage, figures_of(tenant)
    figures = now
    for day in range(min(usage.days, default=today), today + 1):
        figures = now if day == today else usage.figures_of(day) or figures
        yield day, usage.numbers_of(day) | figures


def _by_default_this_month(tenant: Tenant, span: Span) -> Span:
    first = month_of(tenant.clock.now()).start * DAY_MS
    return span or Span(first, None)


def _with_total(numbers: Numbers) -> Numbers:
    return {**numbers, TOTAL: sum(numbers[name] for name in TRANSFERS)}
