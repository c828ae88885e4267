# Made from sdk/c8y_client/_async/_dates_reading.py by sdk/scripts/unasync.py; change that.
"""Reads a collection by spans of time: pages with low numbers are quick to read, and spans do not depend on each other.

The spans follow from how many documents there are in which part of the time. They meet without gap or overlap, and the
outermost reach as far as the query does, so that each document is in exactly one of them whatever is counted wrongly.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import replace
from itertools import count
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from c8y_client._documents.values import Values
from c8y_client._queries.params import with_bound
from c8y_client._reading.pages import Page
from c8y_client._reading.plan import Plan, Timeline
from c8y_client._reading.spans import Span
from c8y_client._running.concurrency import Window
from c8y_client.sync._fetching import counted, page_of, unseen

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient

# Pages that a span is to hold, and from how many on it is divided once more.
_FEW: Final = 4
_MANY: Final = 2 * _FEW


class Stretch(NamedTuple):
    """A span of time and how many documents are in it."""

    span: Span
    total: int


def stretch_of(c8y: CumulocityRestClient, plan: Plan) -> Stretch | None:
    """Find out how long the time of a plan is; `None` where plain pages are as good, or the platform does not say."""
    enough = _FEW * plan.page_size
    if plan.timeline is None or (plan.limit is not None and plan.filter is None and plan.limit <= enough):
        return None
    stretch = _measured(c8y, plan, plan.timeline)
    return stretch if stretch and stretch.total > enough else None


def _measured(c8y: CumulocityRestClient, plan: Plan, timeline: Timeline) -> Stretch | None:
    """Count documents, and look when the first and the last one are."""
    probe = replace(plan, page_size=1, workers=1, filter=None, values=Values.of(timeline.field))
    nearest = probe.asking(_ordered(probe, timeline, newest_first=plan.is_newest_first))
    page, total = counted(c8y, nearest)
    if not total:
        return None
    farthest = probe.asking(_ordered(probe, timeline, newest_first=not plan.is_newest_first))
    _, last = page_of(c8y, farthest, 1 if timeline.is_revertible else total)
    times = [time for time in (*nearest.results(page), *last) if time]
    return Stretch(Span.between(times[0], times[-1]), total) if times else None


def pages(c8y: CumulocityRestClient, plan: Plan, stretch: Stretch) -> Generator[list[Any]]:
    """Yield what the pages of all spans hold."""
    before = Page(b"", "")
    with (
        closing(_sections(c8y, plan, stretch)) as sections,
        Window[list[tuple[Page, list[Any]]]](plan.workers, ordered=plan.is_ordered) as window,
    ):
        while True:
            while window.has_room and (section := next(sections, None)) is not None:
                window.start(_read, c8y, *section)
            if not window:
                return
            read = window.next()
            # Something is on its way while the consumer works.
            if (section := next(sections, None)) is not None:
                window.start(_read, c8y, *section)
            for page, results in read:
                yield unseen(plan, before, page, results)
                before = page


def _sections(c8y: CumulocityRestClient, plan: Plan, stretch: Stretch) -> Generator[tuple[Plan, Iterable[int]]]:
    """Yield which pages to read of which span. The last page of a span is where it ends, even if it has grown."""
    with closing(_spans(c8y, plan, stretch)) as spans:
        for span, total in spans:
            within = replace(_within(plan, span), workers=1)
            # Totals may be some seconds old, so that even a span without documents is looked into.
            last = max(1, ceil(total / plan.page_size))
            for number in range(1, last):
                yield within, (number,)
            yield within, count(last)


def _spans(c8y: CumulocityRestClient, plan: Plan, stretch: Stretch) -> Generator[Stretch]:
    """Yield spans that hold a few pages each, in the order of the plan."""
    wanted = ceil(stretch.total / (_FEW * plan.page_size))
    spans = iter(stretch.span.split(max(2, wanted), newest_first=plan.is_newest_first))
    with Window[Stretch](ceil(plan.workers / _FEW), ordered=True) as window:
        while True:
            while window.has_room and (span := next(spans, None)) is not None:
                window.start(_counted, c8y, plan, span)
            if not window:
                return
            part = window.next()
            if part.total <= _MANY * plan.page_size or not part.span.is_divisible:
                yield part
                continue
            with closing(_spans(c8y, plan, _narrowed(c8y, plan, part))) as parts:
                for each in parts:
                    yield each


def _counted(c8y: CumulocityRestClient, plan: Plan, span: Span) -> Stretch:
    _, total = counted(c8y, replace(_within(plan, span), page_size=1))
    return Stretch(span, total or 0)


def _narrowed(c8y: CumulocityRestClient, plan: Plan, part: Stretch) -> Stretch:
    """Look where the documents of a span are, since a burst is shorter than what is around it."""
    within = _within(plan, part.span)
    found = _measured(c8y, within, within.timeline) if within.timeline else None
    return part if found is None else Stretch(part.span.around(found.span), found.total)


def _read(c8y: CumulocityRestClient, plan: Plan, numbers: Iterable[int]) -> list[tuple[Page, list[Any]]]:
    """Read pages up to one that is not full."""
    read = []
    for number in numbers:
        page, results = page_of(c8y, plan, number)
        read.append((page, results))
        if plan.ends_with(page):
            break
    return read


def _within(plan: Plan, span: Span) -> Plan:
    """Narrow a plan, and ask for the order in which the spans are read."""
    timeline = plan.timeline
    order = {"revert": plan.is_newest_first != timeline.newest_first} if timeline and timeline.is_revertible else {}
    return plan.asking({**span.bounds, **order})


def _ordered(plan: Plan, timeline: Timeline, *, newest_first: bool) -> dict[str, object]:
    """Word an order for the whole of the time, which the platform keeps only where there is a bound."""
    if not timeline.is_revertible:
        return {}
    revert: dict[str, object] = {"revert": newest_first != timeline.newest_first}
    return revert if plan.has_bound else dict(with_bound([*revert.items()]))
