# Made from tests/sdk/_async/test_retries.py by sdk/scripts/unasync.py; change that.
"""What is sent again, what is not, and how long the client waits in between."""

from __future__ import annotations

import io
import ssl
from typing import Any

import httpx
import pytest

from c8y_client import ConnectionFailed, ConnectionLost, ServerError, TooManyRequestsError
from c8y_client._http.retry import RetryPolicy
from c8y_client._http.settings import Settings
from c8y_client.sync._transport import Transport
from tests.sdk.doors import Answer, Naps, Tenant, door

NOON = 1_767_268_800.0  # Thu, 01 Jan 2026 12:00:00 GMT
POLICY = RetryPolicy(jitter=lambda: 0.0, now=lambda: NOON)
BROKEN = httpx.RemoteProtocolError("Server disconnected without sending a response.")


def connected(tenant: Tenant, naps: Naps, policy: RetryPolicy = POLICY) -> Transport:
    """Connect to a scripted tenant, with pauses that are noted only."""
    settings = Settings(retry=policy)
    return Transport("http://tenant.test", transport=door(tenant), settings=settings, sleep=naps.nap)


@pytest.mark.parametrize("trouble", [BROKEN, httpx.ReadError("reset"), httpx.ConnectError("refused")], ids=repr)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_broken_connection_is_repeated(method: str, trouble: Exception) -> None:
    """A request that may be sent twice is sent again after the connection failed."""
    tenant, naps = Tenant(trouble, Answer(200)), Naps()

    with connected(tenant, naps) as transport:
        response = transport.request(method, "/a")

    assert (response.status, len(tenant.seen), naps.taken) == (200, 2, [0.5])


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_broken_post_is_not_repeated(method: str) -> None:
    """The server may have created the object before the connection broke, so the caller has to decide."""
    tenant, naps = Tenant(BROKEN), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(ConnectionLost, match="Server disconnected without sending a response"):
            transport.request(method, "/a", json={})

    assert (len(tenant.seen), naps.taken) == (1, [])


@pytest.mark.parametrize("status", [502, 503, 504])
def test_busy_server_is_asked_again(status: int) -> None:
    """Statuses that pass by themselves are waited for, with pauses that double."""
    tenant, naps = Tenant(*[Answer(status)] * 3, Answer(200)), Naps()

    with connected(tenant, naps) as transport:
        transport.get("/a")

    assert naps.taken == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_busy_server_gets_a_post_once(status: int) -> None:
    """A gateway's error does not tell whether the request was carried out behind it."""
    tenant, naps = Tenant(Answer(status)), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(ServerError):
            transport.post("/a", json={})

    assert naps.taken == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 500, 501])
def test_lasting_refusal_is_raised_at_once(status: int) -> None:
    """What will not pass by itself is not tried again."""
    tenant, naps = Tenant(Answer(status)), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(Exception, match=str(status)):
            transport.get("/a")

    assert naps.taken == []


def test_patience_has_an_end() -> None:
    """The last answer is raised after as many attempts as the policy allows."""
    tenant, naps = Tenant(*[Answer(503, b'{"message": "later"}')] * 4), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(ServerError, match="503 later"):
            transport.get("/a")

    assert len(tenant.seen) == 4


def test_last_connection_error_is_raised() -> None:
    """An unreachable server is a `ConnectionFailed` after all attempts, and a builtin `ConnectionError`."""
    tenant, naps = Tenant(*[httpx.ConnectError("refused")] * 4), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(
            ConnectionError, match=r"GET http://tenant.test/a: no connection; check .*refused"
        ) as raised:
            transport.get("/a")

    assert isinstance(raised.value, ConnectionFailed)
    assert isinstance(raised.value.__cause__, httpx.ConnectError)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_request_limit_is_waited_for(method: str) -> None:
    """429 says that the request was not looked at: every method is sent again after the seconds asked for."""
    tenant, naps = Tenant(Answer(429, headers={"retry-after": "7"}), Answer(201)), Naps()

    with connected(tenant, naps) as transport:
        transport.request(method, "/a")

    assert naps.taken == [7.0]


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({"retry-after": "Thu, 01 Jan 2026 12:00:09 GMT"}, 9.0),
        ({"retry-after": "Thu, 01 Jan 2026 13:00:09 GMT", "date": "Thu, 01 Jan 2026 13:00:00 GMT"}, 9.0),
        ({"retry-after": "Thu, 01 Jan 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, 0.5),
        ({}, 0.5),
    ],
    ids=["date", "date by the server's clock", "date gone by", "nonsense", "absent"],
)
def test_request_limit_may_name_a_date(headers: dict[str, str], pause: float) -> None:
    """`Retry-After` as a date is waited for; without a usable one the client's own pauses apply."""
    tenant, naps = Tenant(Answer(429, headers=headers), Answer(200)), Naps()

    with connected(tenant, naps) as transport:
        transport.get("/a")

    assert naps.taken == [pause]


def test_too_long_a_wait_is_left_to_the_caller() -> None:
    """A server that asks for more patience than the client has gets no further request; the error tells how long."""
    tenant, naps = Tenant(Answer(429, headers={"retry-after": "3600"})), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(TooManyRequestsError) as raised:
            transport.get("/a")

    assert (raised.value.retry_after, naps.taken) == (3600.0, [])


def test_time_limit_is_not_repeated() -> None:
    """A time limit is the caller's word: it ends the request, as a builtin `TimeoutError` too."""
    tenant, naps = Tenant(httpx.ReadTimeout("")), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(
            TimeoutError, match=r"no answer in time; raise timeout= if this is a long task \(ReadTimeout"
        ):
            transport.get("/a")

    assert naps.taken == []


def test_refused_certificate_is_not_repeated() -> None:
    """No repetition makes a certificate trusted."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("certificate verify failed") from ssl.SSLCertVerificationError("self-signed")

    naps = Naps()
    with Transport("https://x.test", transport=httpx.MockTransport(refuse), sleep=naps.nap) as transport:
        with pytest.raises(ConnectionFailed, match="certificate verify failed"):
            transport.get("/a")

    assert naps.taken == []


def test_file_is_sent_again_from_where_it_began() -> None:
    """A repeated upload starts at the position that the file had, and leaves the file open."""
    file = io.BytesIO(b"skipped|kept")
    file.seek(8)
    tenant, naps = Tenant(Answer(503), Answer(200)), Naps()

    with connected(tenant, naps) as transport:
        transport.put("/a", content=file)

    assert [seen.body for seen in tenant.seen] == [b"kept", b"kept"]
    assert not file.closed


def test_pieces_are_sent_once() -> None:
    """What was produced piece by piece is gone after the first attempt, so there is no second."""
    tenant, naps = Tenant(Answer(429)), Naps()

    with connected(tenant, naps) as transport:
        with pytest.raises(TooManyRequestsError):
            transport.put("/a", content=iter([b"x", b"y"]))

    assert ([seen.body for seen in tenant.seen], naps.taken) == ([b"xy"], [])


def test_streamed_answer_is_repeated_before_it_is_handed_out() -> None:
    """A download is tried again as long as its body has not been touched."""
    tenant, naps = Tenant(Answer(503), BROKEN, Answer(200, b"data")), Naps()

    with connected(tenant, naps) as transport, transport.stream("GET", "/a") as response:
        body: Any = response.read()

    assert (body, naps.taken) == (b"data", [0.5, 1.0])
