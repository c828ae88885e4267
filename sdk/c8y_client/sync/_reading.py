# Made from sdk/c8y_client/_async/_reading.py by sdk/scripts/unasync.py; change that.
"""Reads collections page by page: lazily, ahead of the consumer, and with several workers if asked."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from c8y_client._http import log as _log
from c8y_client._reading.pages import Page
from c8y_client._reading.plan import Plan
from c8y_client._reading.progress import Progress, ProgressOption
from c8y_client._running.concurrency import Window
from c8y_client.sync._dates_reading import pages as dated_pages
from c8y_client.sync._dates_reading import stretch_of
from c8y_client.sync._fetching import counted, page_of, unseen

if TYPE_CHECKING:
    from c8y_client.sync.rest import CumulocityRestClient


def read(c8y: CumulocityRestClient, plan: Plan, progress: ProgressOption = False) -> Generator[Any]:
    """Yield the results of a plan one by one."""
    with closing(batches(c8y, plan, progress)) as read:
        for results in read:
            for result in plan.made(results):
                yield result


def batches(c8y: CumulocityRestClient, plan: Plan, progress: ProgressOption = False) -> Generator[list[Any]]:
    """Yield what a plan makes objects of as it comes, many at a time; never more of them than its limit."""
    left = plan.limit
    if left == 0:
        return
    with Progress.of(progress, plan.limit, plan.collection.name) as shown:
        stretch = stretch_of(c8y, plan)
        with closing(dated_pages(c8y, plan, stretch) if stretch else _pages(c8y, plan)) as pages:
            for results in pages:
                wanted = results if left is None else results[:left]
                left = None if left is None else left - len(wanted)
                shown.advance(len(wanted))
                if wanted:
                    yield wanted
                if left == 0:
                    _log.cut(plan.collection.path, plan.limit)
                    return


def count(c8y: CumulocityRestClient, plan: Plan) -> int:
    """Ask how many documents a plan would read."""
    _, total = counted(c8y, plan)
    return total or 0


def _pages(c8y: CumulocityRestClient, plan: Plan) -> Generator[list[Any]]:
    """Yield what the pages of a plan hold: the first alone, then others while the consumer works on the one before."""
    page, results = page_of(c8y, plan, plan.first)
    yield results
    if plan.page_number is not None or plan.ends_with(page):
        return
    numbers, beyond = plan.following(page)
    if not plan.is_counted:
        numbers = beyond
    with Window[tuple[Page, list[Any]]](plan.workers, ordered=plan.is_ordered) as window:
        while True:
            while window.has_room and (number := next(numbers, None)) is not None:
                window.start(page_of, c8y, plan, number)
            if not window:
                if (number := next(beyond, None)) is None:
                    return
                window.start(page_of, c8y, plan, number)
            before, (page, results) = page, window.next()
            if plan.ends_with(page):
                numbers = beyond = iter(())
            elif window.has_room and (number := next(numbers, None)) is not None:
                window.start(page_of, c8y, plan, number)
            yield unseen(plan, before, page, results)
