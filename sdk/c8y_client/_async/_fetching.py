"""Fetches single pages of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from c8y_client._http.exchange import Response
from c8y_client._http.refusals import decoding_error
from c8y_client._reading.pages import Malformed, Page
from c8y_client._reading.plan import Plan
from c8y_client._types import JSON

if TYPE_CHECKING:
    from c8y_client._async.rest import CumulocityRestClient


async def page_of(c8y: CumulocityRestClient, plan: Plan, number: int) -> tuple[Page, list[Any]]:
    """Read a page, and make results of it."""
    page, response = await fetched(c8y, plan, plan.query(number))
    try:
        return page, plan.results(page)
    except Malformed as error:
        raise decoding_error(response) from error


async def counted(c8y: CumulocityRestClient, plan: Plan) -> tuple[Page, int | None]:
    """Read the first page, and how many there are if the platform says so."""
    page, response = await fetched(c8y, plan, plan.query(plan.first, counted=True))
    try:
        return page, page.total()
    except Malformed as error:
        raise decoding_error(response) from error


async def fetched(c8y: CumulocityRestClient, plan: Plan, query: Any) -> tuple[Page, Response]:
    """Read a page and leave it as it came."""
    collection = plan.collection
    response = await c8y.transport.request("GET", collection.path, params=query, accept=collection.accept)
    return Page(response.content, collection.name), response


def unseen(plan: Plan, before: Page, page: Page, results: list[JSON]) -> list[JSON]:
    """Drop what the page before held already: something new at the front moves everything by one place."""
    if not plan.is_ordered or not page.may_continue(before):
        return results
    seen = frozenset(before.ids())
    return plan.results(page, seen) if seen.intersection(page.ids()) else results
