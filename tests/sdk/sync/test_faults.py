# Made from tests/sdk/_async/test_faults.py by sdk/scripts/unasync.py; change that.
"""Faults in the middle of a listing: the right result or a clear error, and nothing left behind."""

from __future__ import annotations

import threading

import orjson
import pytest

from c8y_client import (
    BasicAuth,
    BatchError,
    BearerAuth,
    ConnectionLost,
    ServerError,
    TooManyRequestsError,
    UnauthorizedError,
)
from c8y_client._http.retry import RetryPolicy
from c8y_client.sync.client import CumulocityClient
from c8y_client.sync.events import Event
from tests.sdk.doors import Answer, Tenant, door, listening

QUICK = RetryPolicy(first_pause=0, jitter=lambda: 0.0)
JOE = BasicAuth("t1/joe", "secret")


def page(*ids: int) -> bytes:
    """Write a page of events."""
    return orjson.dumps({"events": [{"id": str(each), "type": "a"} for each in ids], "statistics": {}})


def http(body: bytes, missing: int = 0) -> bytes:
    """Write an answer as it goes over the wire, without its last bytes."""
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body[: len(body) - missing]


def connected(tenant: Tenant, retry: RetryPolicy = QUICK) -> CumulocityClient:
    """Connect to a scripted tenant."""
    return CumulocityClient("http://tenant.test", "t1", JOE, transport=door(tenant), retry=retry)


@pytest.mark.parametrize(
    "trouble",
    [Answer(429, headers={"Retry-After": "0"}), Answer(429), Answer(502), Answer(503), Answer(504)],
    ids=["429 with Retry-After", "429", "502", "503", "504"],
)
def test_listing_goes_on_after_trouble_that_passes(trouble: Answer) -> None:
    """A page that the tenant was too busy for is asked for again; each event comes once."""
    tenant = Tenant(Answer(200, page(1, 2)), trouble, Answer(200, page(3, 4)), Answer(200, page()))

    with connected(tenant) as c8y:
        ids = [event.id for event in c8y.events.select(limit=None, page_size=2)]

    assert ids == ["1", "2", "3", "4"]


@pytest.mark.parametrize(("status", "error"), [(429, TooManyRequestsError), (503, ServerError)], ids=["429", "503"])
def test_trouble_that_stays_ends_the_listing(status: int, error: type[Exception]) -> None:
    """After as many attempts as allowed the error is raised, and what was read so far is not called complete."""
    tenant = Tenant(Answer(200, page(1, 2)), *[Answer(status)] * 3)

    with connected(tenant, RetryPolicy(attempts=3, first_pause=0)) as c8y:
        with pytest.raises(error):
            c8y.events.get_all(limit=None, page_size=2)

    assert tenant.script == []


def test_connection_cut_in_the_middle_of_a_page_is_repaired() -> None:
    """Half a page is thrown away and read again."""
    replies = http(page(1, 2)), http(page(3, 4), missing=20), http(page(3, 4)), http(page())
    with listening(*replies) as line:
        with CumulocityClient(line.url, "t1", JOE, retry=QUICK) as c8y:
            ids = [event.id for event in c8y.events.select(limit=None, page_size=2)]

    assert ids == ["1", "2", "3", "4"]


@pytest.mark.parametrize("workers", [None, 3])
def test_connection_cut_for_good_is_an_error(workers: int | None) -> None:
    """Without further attempts the error says what happened; no thread, task or socket stays."""
    threads = threading.active_count()
    replies = http(page(1, 2)), *[http(page(3, 4), missing=20)] * 8
    with listening(*replies) as line:
        with CumulocityClient(line.url, "t1", JOE, retry=RetryPolicy(attempts=1)) as c8y:
            with pytest.raises(ConnectionLost):
                c8y.events.get_all(limit=None, page_size=2, workers=workers)

    assert threading.active_count() <= threads


def test_token_that_expires_in_the_middle_of_a_listing_is_an_error() -> None:
    """The events before are delivered, then it is told why there are no more."""
    tenant = Tenant(Answer(200, page(1, 2)), Answer(401, orjson.dumps({"message": "token expired"})))

    with connected(tenant) as c8y:
        c8y.auth = BearerAuth("opaque")
        events = c8y.events.select(limit=None, page_size=2)
        assert [(next(events)).id, (next(events)).id] == ["1", "2"]
        with pytest.raises(UnauthorizedError, match="token expired"):
            next(events)


def test_exchanged_credentials_count_from_the_next_page_on() -> None:
    """A listing goes on under the new token."""
    tenant = Tenant(Answer(200, page(1, 2)), Answer(200, page(3)))

    with connected(tenant) as c8y:
        c8y.auth = BearerAuth("first")
        events = c8y.events.select(limit=None, page_size=2)
        next(events)
        c8y.auth = BearerAuth("second")
        assert [event.id for event in events] == ["2", "3"]

    assert [seen.headers["authorization"] for seen in tenant.seen] == ["Bearer first", "Bearer second"]


def test_creation_is_not_repeated_when_the_answer_is_lost() -> None:
    """Whether the event exists is unknown; the report says so in place of making a second one."""
    events = [Event(type="a", source="7", time="now", text=str(number)) for number in range(3)]
    made = [orjson.dumps({"id": str(number)}) for number in range(3)]
    with listening(http(made[0]), http(made[1], missing=4), http(made[2])) as line:
        with CumulocityClient(line.url, "t1", JOE, retry=QUICK) as c8y:
            with pytest.raises(BatchError) as failed:
                c8y.events.create(*events)

    assert len(line.requests) == 3
    assert failed.value.succeeded == [events[0], events[2]]
    assert failed.value.unknown == [events[1]]
    assert [event.id for event in events] == ["0", None, "2"]


def test_consumer_that_leaves_stops_all_work() -> None:
    """Closing a listing early calls back what is under way."""
    threads = threading.active_count()
    tenant = Tenant(*[Answer(200, page(number, number + 100)) for number in range(20)])

    with connected(tenant) as c8y:
        events = c8y.events.select(limit=None, page_size=2, workers=4)
        for _ in range(3):
            next(events)
        events.close()
        asked = len(tenant.seen)

    assert asked < 20
    assert threading.active_count() <= threads
