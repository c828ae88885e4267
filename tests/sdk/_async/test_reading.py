"""The paging engine: which pages are asked for, when, and what comes of them."""

from __future__ import annotations

import logging
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import BasicAuth, DecodingError, ServerError
from c8y_client._async.client import CumulocityClient
from c8y_client._async.events import Event
from c8y_client._http.retry import RetryPolicy
from tests.sdk.collections import Events
from tests.sdk.loop import on_loop


def connected(tenant: Events) -> CumulocityClient:
    """Connect to a tenant that has events and nothing else."""
    transport = httpx.MockTransport(tenant.answer)
    return CumulocityClient(
        "http://tenant.test", "t1", BasicAuth("joe", "secret"), transport=transport, retry=RetryPolicy(attempts=1)
    )


@on_loop
async def test_page_is_asked_for_when_it_is_needed() -> None:
    """A consumer that stops early leaves the rest unread; from the second page on one more is read ahead."""
    tenant = Events(1000)
    async with connected(tenant) as c8y:
        events = c8y.events.select(limit=None, page_size=10)
        assert tenant.pages == []
        for _ in range(10):
            await anext(events)
        assert tenant.pages == [1]
        await anext(events)
        assert tenant.pages in ([1, 2], [1, 2, 3])
        await events.aclose()


@on_loop
@pytest.mark.parametrize(
    ("total", "limit", "page_size", "pages"),
    [
        (100, 5, None, [(1, 5)]),
        (100, 0, None, []),
        (3, 5, None, [(1, 5)]),
        (250, None, None, [(1, 100), (2, 100), (3, 100)]),
        (25, None, 10, [(1, 10), (2, 10), (3, 10)]),
        (20, None, 10, [(1, 10), (2, 10), (3, 10)]),
        (100, 15, 10, [(1, 10), (2, 10)]),
        (3000, 2500, None, [(1, 2000), (2, 2000)]),
        (3000, None, 9999, [(1, 2000), (2, 2000)]),
    ],
)
async def test_pages_follow_from_limit_and_size(
    total: int, limit: int | None, page_size: int | None, pages: list[tuple[int, int]]
) -> None:
    """The size is the limit's, 100 without one, and never more than a page may hold; a short page is the last."""
    tenant = Events(total)
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=limit, page_size=page_size)

    assert [event.id for event in found] == tenant.ids[: total if limit is None else limit]
    assert tenant.asked == pages


@on_loop
async def test_single_page_is_read_alone() -> None:
    """`page_number` turns paging off."""
    tenant = Events(100)
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=None, page_size=10, page_number=3, workers=4)

    assert ([event.id for event in found], tenant.pages) == (tenant.ids[20:30], [3])


@on_loop
@pytest.mark.parametrize("workers", [2, 7, 50])
async def test_workers_read_everything_without_asking_beyond_the_end(workers: int) -> None:
    """The total comes with the first page, so that no request is wasted."""
    tenant = Events(95)
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=None, page_size=10, workers=workers)

    assert {event.id for event in found} == set(tenant.ids)
    assert len(found) == 95
    assert sorted(tenant.pages) == list(range(1, 11))
    assert tenant.most_at_once <= workers


@on_loop
@pytest.mark.parametrize("workers", [2, 8])
async def test_total_that_is_out_of_date_hides_nothing(workers: int) -> None:
    """Pages that were full to the last one make the reader look whether there are more."""
    tenant = Events(95)
    tenant.told = 40
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=None, page_size=10, workers=workers, as_values="id")

    assert sorted(found) == sorted(tenant.ids)


@on_loop
async def test_workers_keep_the_order_that_is_asked_for() -> None:
    """With an ordering parameter results come as if pages were read one after the other."""
    tenant = Events(95)
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=None, page_size=10, workers=4, revert=True)

    assert [event.id for event in found] == tenant.ids


@on_loop
@pytest.mark.parametrize("limit", [1, 10, 11, 34, 95, 200])
async def test_workers_honour_the_limit(limit: int) -> None:
    """Neither more results nor more pages than the limit needs."""
    tenant = Events(95)
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=limit, page_size=10, workers=4)

    assert len(found) == min(limit, 95)
    assert len(tenant.pages) == min(-(-limit // 10), 10)


@on_loop
async def test_page_that_a_filter_empties_does_not_end_the_reading() -> None:
    """The limit counts what the filter lets through."""
    tenant = Events(60)
    wanted = tenant.ids[55:]
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=3, page_size=10, include=lambda json: json["id"] in wanted)

    assert [event.id for event in found] == wanted[:3]


@on_loop
@pytest.mark.parametrize("workers", [None, 4])
async def test_error_of_a_page_reaches_the_consumer(workers: int | None) -> None:
    """A result that lacks a page is never presented as complete."""
    tenant = Events(100)
    tenant.failing = {4}
    async with connected(tenant) as c8y:
        with pytest.raises(ServerError):
            await c8y.events.get_all(limit=None, page_size=10, workers=workers)


@on_loop
async def test_answer_that_is_no_page_says_what_it_is() -> None:
    """A proxy's login page is not an empty collection."""
    async with CumulocityClient(
        "http://tenant.test",
        "t1",
        BasicAuth("joe", "secret"),
        transport=httpx.MockTransport(lambda _: httpx.Response(200, html="<h1>Log in</h1>")),
    ) as c8y:
        with pytest.raises(DecodingError, match="Log in"):
            await c8y.events.get_all()


@on_loop
async def test_new_object_at_the_front_is_not_met_twice() -> None:
    """Something new moves everything by one place while pages are read; what was seen already is left out."""
    tenant = Events(40)
    tenant.insert_before = {2, 4}
    async with connected(tenant) as c8y:
        objects = [event.id async for event in c8y.events.select(limit=None, page_size=10)]

    tenant.forget()
    async with connected(tenant) as c8y:
        values = [value async for value in c8y.events.select(limit=None, page_size=10, as_values="id")]

    assert len(objects) == len(set(objects))
    assert len(values) == len(set(values))


@on_loop
@pytest.mark.parametrize(
    ("expression", "asked"),
    [
        ("type=a", [(1, 5)]),
        ("?type=a&pageSize=3", [(1, 3), (2, 3)]),
        ("pageSize=3&currentPage=2", [(2, 3)]),
        ("PAGESIZE=2&type=a", [(1, 2), (2, 2), (3, 2)]),
    ],
)
async def test_expression_keeps_its_own_paging(expression: str, asked: list[tuple[int, int]]) -> None:
    """What an expression says about pages counts; what it does not say is added."""
    tenant = Events(100)
    async with connected(tenant) as c8y:
        await c8y.events.get_all(expression)

    assert tenant.asked == asked
    assert all("type=a" in query for query in tenant.queries if "type" in expression)


@on_loop
async def test_filter_beside_an_expression_warns() -> None:
    """It has no effect, which nobody would notice."""
    async with connected(Events(3)) as c8y:
        with pytest.warns(UserWarning, match="an expression is given, so source has no effect"):
            await c8y.events.get_all("type=a", source="7")


@on_loop
async def test_count_is_asked_for_without_reading() -> None:
    """One document is enough to learn how many there are."""
    tenant = Events(95)
    async with connected(tenant) as c8y:
        assert await c8y.events.get_count(type="a") == 95

    assert tenant.asked == [(1, 1)]


@on_loop
async def test_cut_by_the_limit_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    """A default of five surprises; the log says so to those who look."""
    caplog.set_level(logging.DEBUG, "c8y_client")
    async with connected(Events(9)) as c8y:
        await c8y.events.get_all()

    assert "stopped after 5 results" in caplog.text


@on_loop
async def test_progress_is_told() -> None:
    """A function hears how many results there are so far."""
    told: list[tuple[int, int | None]] = []
    async with connected(Events(25)) as c8y:
        await c8y.events.get_all(limit=None, page_size=10, progress=lambda done, total: told.append((done, total)))

    assert told == [(10, None), (20, None), (25, None)]


@on_loop
async def test_objects_know_their_connection() -> None:
    """What was read can be changed without naming the client again."""
    async with connected(Events(1)) as c8y:
        (event,) = await c8y.events.get_all()

    assert isinstance(event, Event)
    assert event.c8y is c8y


@given(
    total=st.integers(0, 60),
    limit=st.none() | st.integers(0, 70),
    page_size=st.none() | st.integers(1, 25),
    workers=st.none() | st.integers(1, 6),
    ordered=st.booleans(),
)
@on_loop
async def test_every_way_of_reading_gives_the_same(
    total: int, limit: int | None, page_size: int | None, workers: int | None, ordered: bool
) -> None:
    """Sizes and workers change how a collection is read, never what is read."""
    tenant = Events(total)
    order: dict[str, Any] = {"revert": True} if ordered else {}
    async with connected(tenant) as c8y:
        found = await c8y.events.get_all(limit=limit, page_size=page_size, workers=workers, as_values="id", **order)
    expected = tenant.ids[: total if limit is None else limit]
    if ordered or (workers or 1) == 1:
        assert found == expected
    else:
        assert len(found) == len(expected)
        assert len(set(found)) == len(found)
