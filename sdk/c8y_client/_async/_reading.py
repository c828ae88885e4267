"""Reads collections page by page: lazily, ahead of the consumer, and with several workers if asked."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from c8y_client._async._dates_reading import pages as dated_pages
from c8y_client._async._dates_reading import stretch_of
from c8y_client._async._fetching import counted, page_of, unseen
from c8y_client._http import log as _log
from c8y_client._reading.pages import Page
from c8y_client._reading.plan import Plan
from c8y_client._reading.progress import Progress, ProgressOption
from c8y_client._running.concurrency import AsyncWindow

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


async def read(c8y: CumulocityRestClient, plan: Plan, progress: ProgressOption = False) -> AsyncGenerator[Any]:
    """Yield the results of a plan one by one."""
    async with aclosing(batches(c8y, plan, progress)) as read:
        async for results in read:
            for result in plan.made(results):
                yield result


async def batches(c8y: CumulocityRestClient, plan: Plan, progress: ProgressOption = False) -> AsyncGenerator[list[Any]]:
    """Yield what a plan makes objects of as it comes, many at a time; never more of them than its limit."""
    left = plan.limit
    if left == 0:
        return
    with Progress.of(progress, plan.limit, plan.collection.name) as shown:
        stretch = await stretch_of(c8y, plan)
        async with aclosing(dated_pages(c8y, plan, stretch) if stretch else _pages(c8y, plan)) as pages:
            async for results in pages:
                wanted = results if left is None else results[:left]
                left = None if left is None else left - len(wanted)
                shown.advance(len(wanted))
                if wanted:
                    yield wanted
                if left == 0:
                    _log.cut(plan.collection.path, plan.limit)
                    return


async def count(c8y: CumulocityRestClient, plan: Plan) -> int:
    """Ask how many documents a plan would read."""
    _, total = await counted(c8y, plan)
    return total or 0


async def _pages(c8y: CumulocityRestClient, plan: Plan) -> AsyncGenerator[list[Any]]:
    """Yield what the pages of a plan hold: the first alone, then others while the consumer works on the one before."""
    page, results = await page_of(c8y, plan, plan.first)
    yield results
    if plan.page_number is not None or plan.ends_with(page):
        return
    numbers, beyond = plan.following(page)
    if not plan.is_counted:
        numbers = beyond
    async with AsyncWindow[tuple[Page, list[Any]]](plan.workers, ordered=plan.is_ordered) as window:
        while True:
            while window.has_room and (number := next(numbers, None)) is not None:
                window.start(page_of, c8y, plan, number)
            if not window:
                if (number := next(beyond, None)) is None:
                    return
                window.start(page_of, c8y, plan, number)
            before, (page, results) = page, await window.next()
            if plan.ends_with(page):
                numbers = beyond = iter(())
            elif window.has_room and (number := next(numbers, None)) is not None:
                window.start(page_of, c8y, plan, number)
            yield unseen(plan, before, page, results)
