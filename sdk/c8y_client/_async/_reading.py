"""Reads collections page by page: lazily, ahead of the consumer, and with several workers if asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from c8y_client import _log
from c8y_client._concurrency import AsyncWindow
from c8y_client._exchange import Response
from c8y_client._pages import Malformed, Page
from c8y_client._plan import Plan
from c8y_client._progress import Progress, ProgressOption
from c8y_client._refusals import decoding_error
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


async def read(c8y: CumulocityRestClient, plan: Plan, progress: ProgressOption = False) -> AsyncIterator[Any]:
    """Yield the results of a plan one by one."""
    async for results in batches(c8y, plan, progress):
        # Each is let go of as soon as the consumer is done with it.
        results.reverse()
        while results:
            yield results.pop()


async def batches(c8y: CumulocityRestClient, plan: Plan, progress: ProgressOption = False) -> AsyncIterator[list[Any]]:
    """Yield the results of a plan as they come, many at a time; never more of them than its limit."""
    left = plan.limit
    if left == 0:
        return
    with Progress.of(progress, plan.limit, plan.collection.name) as shown:
        async for results in _pages(c8y, plan):
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
    page, _ = await _fetched(c8y, plan, plan.query(plan.first, counted=True))
    statistics = page.statistics()
    total = statistics.get("totalElements")
    return int(statistics.get("totalPages", 0) if total is None else total)


async def _pages(c8y: CumulocityRestClient, plan: Plan) -> AsyncIterator[list[Any]]:
    """Yield what the pages of a plan hold: the first alone, then others while the consumer works on the one before."""
    page, results = await _page(c8y, plan, plan.first)
    yield results
    if plan.page_number is not None or plan.ends_with(page):
        return
    numbers = plan.following(page)
    async with AsyncWindow[tuple[Page, list[Any]]](plan.workers, ordered=plan.is_ordered) as window:
        while True:
            while window.has_room and (number := next(numbers, None)) is not None:
                window.start(_page, c8y, plan, number)
            if not window:
                return
            before, (page, results) = page, await window.next()
            if plan.ends_with(page):
                numbers = iter(())
            elif window.has_room and (number := next(numbers, None)) is not None:
                window.start(_page, c8y, plan, number)
            yield _unseen(plan, before, page, results)


async def _page(c8y: CumulocityRestClient, plan: Plan, number: int) -> tuple[Page, list[Any]]:
    page, response = await _fetched(c8y, plan, plan.query(number))
    try:
        return page, plan.results(page)
    except Malformed as error:
        raise decoding_error(response) from error


async def _fetched(c8y: CumulocityRestClient, plan: Plan, query: Any) -> tuple[Page, Response]:
    collection = plan.collection
    response = await c8y.transport.request("GET", collection.path, params=query, accept=collection.accept)
    return Page(response.content, collection.name), response


def _unseen(plan: Plan, before: Page, page: Page, results: list[JSON]) -> list[JSON]:
    """Drop what the page before held already: something new at the front moves everything by one place."""
    if not plan.is_ordered or before.last_id is None or not page.may_hold(str(before.last_id)):
        return results
    seen = frozenset(before.ids())
    return plan.results(page, seen) if seen.intersection(page.ids()) else results
