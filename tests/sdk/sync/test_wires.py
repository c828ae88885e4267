# Made from tests/sdk/_async/test_wires.py by sdk/scripts/unasync.py; change that.
"""What carries the requests makes no difference to anybody but the processor."""

from __future__ import annotations

import gzip
import pickle
import traceback
from pathlib import Path
from typing import Any

import httpx
import pytest

from c8y_client import (
    BasicAuth,
    ConnectionFailed,
    ConnectionLost,
    NotFoundError,
    RequestTimeout,
    RetryPolicy,
    Settings,
    UnexpectedRedirect,
)
from c8y_client._http.urls import path
from c8y_client.sync._transport import Transport
from tests.sdk.doors import Line, Naps, listening
from tests.sdk.servers import listening_with_tls, stalling

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"
ONCE = RetryPolicy(attempts=1)


@pytest.fixture(params=["httpx", "auto"])
def wire(request: pytest.FixtureRequest) -> Any:
    """Take each wire in turn."""
    return request.param


def connected(line: Line, wire: Any, auth: httpx.Auth | None = None, **settings: Any) -> Transport:
    """Connect over a wire, with a single attempt."""
    return Transport(line.url, auth, settings=Settings(wire=wire, retry=ONCE, **settings))


def reply(head: bytes, body: bytes = b"") -> bytes:
    """Lay out an answer, after which the connection ends."""
    return b"HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s" % (head, len(body), body)


def head(request: bytes, body: bytes = b"") -> tuple[str, dict[str, str]]:
    """Take the head of a request apart: its first line, and its headers that are the client's business."""
    assert request.endswith(body)
    lines = request[: len(request) - len(body)].decode().rstrip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    own = {"accept-encoding", "connection", "host"}
    return lines[0], {name: value for name, value in headers.items() if name not in own}


def test_requests_are_the_same(wire: Any) -> None:
    """Line, headers and body are what the client decides, to the last percent sign and the last secret."""
    resource = path("/identity/externalIds", "a/b?c#d%e'f\"g h~ä")
    with listening(OK, OK) as line:
        with connected(line, wire, BasicAuth("t1/joe", "pw")) as transport:
            transport.post(resource, params={"token": "s3cret", "q": "a+b (c)"}, json={"n": "ä"}, accept="")
            transport.get("/a", auth=None)

    first, second = line.requests
    assert head(first, '{"n":"ä"}'.encode()) == (
        "POST /identity/externalIds/a%2Fb%3Fc%23d%25e%27f%22g%20h~%C3%A4?token=s3cret&q=a%2Bb%20%28c%29 HTTP/1.1",
        {
            "user-agent": "c8y-client/0.1.0",
            "authorization": "Basic dDEvam9lOnB3",
            "content-type": "application/json",
            "content-length": "10",
        },
    )
    assert head(second) == ("GET /a HTTP/1.1", {"user-agent": "c8y-client/0.1.0", "accept": "application/json"})


@pytest.mark.parametrize("size", [0, 1, 1 << 16, 1 << 18])
def test_bodies_of_any_size_arrive(wire: Any, size: int) -> None:
    """A body is announced by its size and arrives whole."""
    with listening(OK) as line:
        with connected(line, wire) as transport:
            transport.put("/a", content=b"x" * size)

    [request] = line.requests
    assert head(request, b"x" * size)[1]["content-length"] == str(size)


def test_answers_are_the_same(wire: Any) -> None:
    """Packed and chunked bodies, repeated headers and empty answers come out alike."""
    packed = gzip.compress(b'{"a": 1}')
    replies = [
        reply(b"200 OK\r\nContent-Encoding: gzip", packed),
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\nConnection: close\r\nX-Request-ID: r1\r\n\r\n",
    ]
    with listening(*replies) as line:
        with connected(line, wire) as transport:
            answers = [transport.get("/a") for _ in replies]

    assert [answer.json() for answer in answers] == [{"a": 1}, [1, 2], None]
    assert (answers[2].status, answers[2].headers["x-request-id"]) == (204, "r1")


def test_long_headers_are_read(wire: Any) -> None:
    """A token of many kilobytes in a header is nothing to stumble over."""
    with listening(reply(b"200 OK\r\nX-Long: " + b"x" * 20_000)) as line:
        with connected(line, wire) as transport:
            answer = transport.get("/a")

    assert len(answer.headers["X-Long"]) == 20_000


def test_errors_are_the_same_and_can_be_pickled(wire: Any) -> None:
    """A refusal has the platform's words and its answer, also in another process."""
    body = b'{"error": "inventory/Not Found", "message": "gone"}'
    with listening(reply(b"404 \r\nX-Request-ID: r1", body)) as line:
        with connected(line, wire) as transport:
            with pytest.raises(NotFoundError, match="404 inventory/Not Found: gone") as raised:
                transport.get("/a")

    twin = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert (twin.code, twin.request_id, twin.response.headers["x-request-id"]) == (404, "r1", "r1")


def test_redirects_and_cookies_are_left_alone(wire: Any) -> None:
    """A redirect is an error, and what a server puts into a cookie does not come back to it."""
    redirect = reply(b"302 Found\r\nLocation: /b")
    cookie = reply(b"200 OK\r\nSet-Cookie: authorization=abc; Path=/")
    with listening(redirect, cookie, OK) as line:
        with connected(line, wire) as transport:
            with pytest.raises(UnexpectedRedirect):
                transport.get("/a")
            transport.get("/a")
            transport.get("/a")

    assert "cookie" not in head(line.requests[2])[1]


@pytest.mark.parametrize(
    ("replies", "what"),
    [
        ((b"",), "the server closed the connection"),
        ((HALF,), "(the connection broke|the server closed the connection)"),
        ((b"SSH-2.0-OpenSSH\r\n\r\n",), "not speak HTTP"),
    ],
    ids=["no answer", "half an answer", "no HTTP"],
)
def test_broken_answers_are_lost_connections(wire: Any, replies: tuple[bytes, ...], what: str) -> None:
    """Whatever is missing of an answer, the connection is lost, and the text says how."""
    with listening(*replies) as line:
        with connected(line, wire) as transport:
            with pytest.raises(ConnectionLost, match=f"POST {line.url}/a: .*{what}"):
                transport.post("/a")

    assert len(line.requests) == 1


def test_no_error_of_a_wire_shows_a_secret(wire: Any) -> None:
    """Neither an error nor what a traceback prints above it repeats the token of the URL."""
    with listening(b"SSH-2.0-OpenSSH\r\n\r\n") as line:
        with connected(line, wire) as transport:
            with pytest.raises(ConnectionLost) as raised:
                transport.get("/a", params={"token": "s3cret"})

    assert b"token=s3cret" in line.requests[0]
    assert "s3cret" not in "".join(line for line in traceback.format_exception(raised.value) if "params=" not in line)


def test_request_is_sent_as_often_as_the_policy_says(wire: Any) -> None:
    """No wire repeats anything behind our back, not even what may be repeated."""
    with listening(b"", OK) as line:
        with connected(line, wire) as transport:
            with pytest.raises(ConnectionLost):
                transport.get("/a")

    assert len(line.requests) == 1


def test_nobody_listening_is_a_failed_connection(wire: Any) -> None:
    """A refused connection is told apart from a lost one."""
    with listening() as line:
        pass

    with connected(line, wire) as transport:
        with pytest.raises(ConnectionFailed, match="no connection") as raised:
            transport.get("/a")

    assert type(raised.value) is ConnectionFailed


def test_silence_ends_at_the_time_limit(wire: Any) -> None:
    """The limit of the client and that of a request hold, and the connection is closed."""
    with listening() as line:
        with connected(line, wire, timeout=0.05) as transport:
            with pytest.raises(RequestTimeout, match="no answer in time"):
                transport.get("/a")
        assert line.was_left.wait(5)

    with listening() as line:
        with connected(line, wire) as transport:
            with pytest.raises(RequestTimeout, match="no answer in time"):
                transport.get("/a", timeout=0.05)


def test_answer_that_stops_halfway_ends_at_the_time_limit(wire: Any) -> None:
    """The limit holds for each piece of the body, too."""
    with stalling(HALF) as base_url:
        with Transport(base_url, settings=Settings(wire=wire, retry=ONCE, timeout=0.1)) as transport:
            with pytest.raises(RequestTimeout):
                transport.get("/a")


def test_certificates_are_judged_the_same(wire: Any, tmp_path: Path) -> None:
    """An unknown authority is refused at once; one that is named, or no judgement at all, lets the request through."""
    naps = Naps()

    with listening_with_tls(tmp_path, OK) as (base_url, authority):
        with Transport(base_url, settings=Settings(wire=wire), sleep=naps.nap) as transport:
            with pytest.raises(ConnectionFailed, match="CERTIFICATE_VERIFY_FAILED"):
                transport.get("/a")
        for verify in (authority, False):
            with Transport(base_url, settings=Settings(wire=wire, verify=verify)) as transport:
                assert (transport.get("/a")).content == b"ok"

    assert naps.taken == []
