# Made from tests/sdk/_async/test_dates_reading.py by sdk/scripts/unasync.py; change that.
"""Reading by spans of time: the same results as page by page, without deep pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from c8y_client import BasicAuth, ServerError
from c8y_client._http.retry import RetryPolicy
from c8y_client.sync.client import CumulocityClient
from tests.sdk.sync._connected import connected as connected_to
from tests.sdk.timelines import Timeline, moment

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

# Bursts, gaps of years, and many documents of one millisecond.
TIMES = st.lists(
    st.one_of(st.integers(0, 3), st.integers(0, 200), st.integers(10**9, 10**9 + 20), st.integers(0, 10**11)),
    max_size=60,
)


def connected(tenant: Timeline) -> CumulocityClient:
    """Connect to a tenant that has documents at some times."""
    transport = httpx.MockTransport(tenant.answer)
    return CumulocityClient(
        "http://tenant.test", "t1", BasicAuth("joe", "secret"), transport=transport, retry=RetryPolicy(attempts=1)
    )


@given(
    times=TIMES,
    page_size=st.integers(1, 5),
    workers=st.integers(1, 6),
    api=st.sampled_from(["events", "measurements", "operations"]),
    asc=st.sampled_from([True, False]),
    after=st.sampled_from([None, moment(1), moment(10**9 + 10)]),
    before=st.sampled_from([None, moment(3), moment(10**9 + 11)]),
)
def test_order_is_that_of_pages(
    *, times: list[int], page_size: int, workers: int, api: str, asc: bool, after: str | None, before: str | None
) -> None:
    """Where an order is asked for, the ids are those of plain paging in the same order."""
    tenant = Timeline(times)
    query: dict[str, Any] = {"asc": asc, "after": after, "before": before, "limit": None, "as_values": "id"}
    with connected(tenant) as c8y:
        plain = getattr(c8y, api).get_all(**query, page_size=page_size)
        dated = getattr(c8y, api).get_all(**query, page_size=page_size, workers=workers, strategy="dates")
    assert dated == plain


@given(
    times=TIMES,
    page_size=st.integers(1, 5),
    workers=st.integers(1, 6),
    api=st.sampled_from(["events", "measurements", "operations", "alarms", "audit_records"]),
    limit=st.one_of(st.none(), st.integers(0, 70)),
)
def test_each_document_comes_once(times: list[int], page_size: int, workers: int, api: str, limit: int | None) -> None:
    """Without order every document comes exactly once, or as many different ones as the limit allows."""
    tenant = Timeline(times)
    with connected(tenant) as c8y:
        ids = getattr(c8y, api).get_all(
            limit=limit, as_values="id", page_size=page_size, workers=workers, strategy="dates"
        )
    wanted = len(times) if limit is None else min(limit, len(times))
    assert len(ids) == len(set(ids)) == wanted


@given(times=TIMES, stale=st.integers(1, 8), page_size=st.integers(1, 3), workers=st.integers(1, 6))
def test_stale_totals_lose_nothing(times: list[int], stale: int, page_size: int, workers: int) -> None:
    """The platform's totals may be some seconds old; what they do not count yet is read all the same."""
    tenant = Timeline([*times, *range(1000, 1030)], stale=stale)
    with connected(tenant) as c8y:
        ids = c8y.alarms.get_all(limit=None, as_values="id", page_size=page_size, workers=workers, strategy="dates")
    assert sorted(map(int, ids)) == list(range(len(times) + 30))


def test_pages_are_never_deep() -> None:
    """However many documents there are, page numbers stay small, while plain paging goes through all of them."""
    tenant = Timeline(range(0, 5000, 2))
    with connected(tenant) as c8y:
        plain = c8y.events.get_all(limit=None, page_size=10, as_values="id")
        assert tenant.highest_page >= 250
        tenant.queries.clear()
        assert c8y.events.get_all(limit=None, page_size=10, strategy="dates", as_values="id") == plain
    assert tenant.highest_page <= 9


def test_burst_is_divided_once_more() -> None:
    """One old document and a thousand new ones: the span that holds nearly all is not read by deep pages."""
    tenant = Timeline([0, *range(10**10, 10**10 + 1000)])
    with connected(tenant) as c8y:
        ids = c8y.measurements.get_all(limit=None, page_size=10, strategy="dates", asc=True, as_values="id")
    assert ids == [str(number) for number in range(1001)]
    assert tenant.highest_page <= 9
    assert len(tenant.queries) < 250


def test_few_documents_are_read_page_by_page() -> None:
    """A limit of few pages needs no look at the time at all."""
    tenant = Timeline(range(100))
    with connected(tenant) as c8y:
        c8y.events.get_all(limit=20, strategy="dates")
    assert len(tenant.queries) == 1


def test_platform_that_counts_nothing_is_read_page_by_page() -> None:
    """Without totals nobody knows how to divide the time; the result is complete nevertheless."""
    tenant = Timeline(range(100), counts=False)
    with connected(tenant) as c8y:
        assert len(c8y.events.get_all(limit=None, page_size=5, strategy="dates")) == 100


def test_expression_keeps_its_own_bounds() -> None:
    """Spans are put in place of the bounds of an expression, never outside of them."""
    tenant = Timeline(range(300))
    with connected(tenant) as c8y:
        expression = f"type=a%20b&dateFrom={moment(50)}&dateTo={moment(250)}&revert=true"
        ids = c8y.events.get_all(expression, limit=None, page_size=5, workers=3, strategy="dates", as_values="id")
    assert ids == [str(number) for number in range(50, 250)]
    assert all(query["type"] == "a b" for query in tenant.queries)


def test_filters_of_this_side_apply() -> None:
    """`include` sees every document, whichever span it is in."""
    tenant = Timeline(range(200))
    with connected(tenant) as c8y:
        ids = c8y.events.get_all(
            limit=15,
            page_size=5,
            strategy="dates",
            asc=True,
            as_values="id",
            include=lambda each: each["id"][-1] == "7",
        )
    assert ids == [str(number) for number in range(7, 157, 10)]


def test_page_number_reads_that_page() -> None:
    """With `page_number` there is nothing to divide."""
    tenant = Timeline(range(200))
    with connected(tenant) as c8y:
        assert len(c8y.events.get_all(limit=None, page_size=5, page_number=3, strategy="dates")) == 5
    assert len(tenant.queries) == 1


def test_error_of_a_span_is_raised() -> None:
    """Neither a page nor a count that fails is passed over."""
    for failing in (2, 3, 12, 30):
        tenant = Timeline(range(500), failing=failing)
        with connected(tenant) as c8y:
            with pytest.raises(ServerError):
                c8y.events.get_all(limit=None, page_size=5, workers=4, strategy="dates")


def test_workers_bound_what_is_under_way() -> None:
    """Beside the pages of eight workers, two spans are counted at a time."""
    tenant = Timeline(range(3000))
    with connected(tenant) as c8y:
        c8y.events.get_all(limit=None, page_size=10, workers=8, strategy="dates")
    assert tenant.most_at_once <= 10


def test_leaving_the_loop_stops_the_work() -> None:
    """A consumer that leaves causes no more requests than those that were ahead."""
    tenant = Timeline(range(2000))
    with connected(tenant) as c8y:
        events: Any = c8y.events.select(limit=None, page_size=10, workers=4, strategy="dates")
        next(events)
        events.close()
        asked = len(tenant.queries)
    assert asked < 25
    assert len(tenant.queries) == asked


@pytest.mark.parametrize(
    ("api", "filters", "reason"),
    [
        ("events", {"strategy": "days"}, "'pages' or 'dates'"),
        ("events", {"strategy": "dates", "asc": True, "updated_after": "2026-01-01"}, "last update"),
        ("bulk_operations", {"strategy": "dates"}, "not ordered by time"),
    ],
)
def test_strategy_that_makes_no_sense_is_refused(api: str, filters: dict[str, Any], reason: str) -> None:
    """An unknown strategy, another order, and a collection without times are errors before any request."""
    tenant = Timeline([])

    with pytest.raises(ValueError, match=reason):
        getattr(connected(tenant), api).select(**filters)

    assert tenant.queries == []


def test_mock_gives_the_same_by_either_strategy(c8y_mock: MockTenant) -> None:
    """Events of the emulated tenant come once and in order, future and old ones too."""
    source = c8y_mock.inventory.create({"name": "d"})["id"]
    for number in range(120):
        time = moment(number * number * 1000 - 10**12 * (number == 5))
        c8y_mock.events.create({"type": "t", "text": "x", "source": {"id": source}, "time": time})
    with connected_to(c8y_mock) as c8y:
        query: dict[str, Any] = {"source": source, "limit": None, "page_size": 4, "as_values": "id", "asc": True}
        assert c8y.events.get_all(**query, strategy="dates", workers=5) == c8y.events.get_all(**query)
