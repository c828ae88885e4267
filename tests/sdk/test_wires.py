"""What carries the requests of the asynchronous client makes no difference to anybody but the processor."""

from __future__ import annotations

import asyncio
import gzip
import pickle
import socketserver
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from c8y_client import (
    BasicAuth,
    BearerAuth,
    ConnectionFailed,
    ConnectionLost,
    NotFoundError,
    RefreshingAuth,
    RequestTimeout,
    RetryPolicy,
    Settings,
    UnexpectedRedirect,
)
from c8y_client._async._transport import Transport
from c8y_client._urls import path
from c8y_client._wire import async_quick_wire
from mockc8y.cli.tls import prepare
from tests.sdk.doors import Line, listening
from tests.sdk.loop import on_loop

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"
ONCE = RetryPolicy(attempts=1)


@pytest.fixture(params=["httpx", "aiohttp"])
def wire(request: pytest.FixtureRequest) -> Any:
    """Take each wire in turn."""
    return request.param


def connected(line: Line, wire: Any, auth: httpx.Auth | None = None, **settings: Any) -> Transport:
    """Connect over a wire, with a single attempt."""
    return Transport(line.url, auth, settings=Settings(wire=wire, retry=ONCE, **settings))


def head(request: bytes) -> tuple[str, dict[str, str]]:
    """Take a request apart: its first line, and its headers that are the client's business."""
    lines = request.partition(b"\r\n\r\n")[0].decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    own = {"accept-encoding", "connection", "host"}
    return lines[0], {name: value for name, value in headers.items() if name not in own}


@on_loop
async def test_requests_are_the_same(wire: Any) -> None:
    """Line, headers and body are what the client decides, to the last percent sign and the last secret."""
    resource = path("/identity/externalIds", "a/b?c#d%e'f\"g h~ä")
    with listening(OK, OK) as line:
        async with connected(line, wire, BasicAuth("t1/joe", "pw")) as transport:
            await transport.post(resource, params={"token": "s3cret", "q": "a+b (c)"}, json={"n": "ä"}, accept="")
            await transport.get("/a", auth=None)

    first, second = map(head, line.requests)
    assert first == (
        "POST /identity/externalIds/a%2Fb%3Fc%23d%25e%27f%22g%20h~%C3%A4?token=s3cret&q=a%2Bb%20%28c%29 HTTP/1.1",
        {
            "user-agent": "c8y-client/0.1.0",
            "authorization": "Basic dDEvam9lOnB3",
            "content-type": "application/json",
            "content-length": "10",
        },
    )
    assert line.requests[0].endswith('\r\n\r\n{"n":"ä"}'.encode())
    assert second == ("GET /a HTTP/1.1", {"user-agent": "c8y-client/0.1.0", "accept": "application/json"})


@on_loop
@pytest.mark.parametrize("size", [0, 1, 1 << 16, 1 << 18])
async def test_bodies_of_any_size_arrive(wire: Any, size: int) -> None:
    """A body is announced by its size and arrives whole."""
    with listening(OK) as line:
        async with connected(line, wire) as transport:
            await transport.put("/a", content=b"x" * size)

    [request] = line.requests
    assert head(request)[1]["content-length"] == str(size)
    assert request.endswith(b"\r\n\r\n" + b"x" * size)


@on_loop
async def test_answers_are_the_same(wire: Any) -> None:
    """Packed and chunked bodies, repeated headers and empty answers come out alike."""
    packed = gzip.compress(b'{"a": 1}')
    replies = [
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(packed), packed),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\nX-Request-ID: r1\r\n\r\n",
    ]
    with listening(*replies) as line:
        async with connected(line, wire) as transport:
            answers = [await transport.get("/a") for _ in replies]

    assert [answer.json() for answer in answers] == [{"a": 1}, [1, 2], None]
    assert (answers[2].status, answers[2].headers["x-request-id"]) == (204, "r1")


@on_loop
async def test_long_headers_are_read(wire: Any) -> None:
    """A token of many kilobytes in a header is nothing to stumble over."""
    with listening(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 20_000 + b"\r\nContent-Length: 0\r\n\r\n") as line:
        async with connected(line, wire) as transport:
            answer = await transport.get("/a")

    assert len(answer.headers["X-Long"]) == 20_000


@on_loop
async def test_errors_are_the_same_and_can_be_pickled(wire: Any) -> None:
    """A refusal has the platform's words and its answer, also in another process."""
    body = b'{"error": "inventory/Not Found", "message": "gone"}'
    with listening(b"HTTP/1.1 404 \r\nX-Request-ID: r1\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)) as line:
        async with connected(line, wire) as transport:
            with pytest.raises(NotFoundError, match="404 inventory/Not Found: gone") as raised:
                await transport.get("/a")

    twin = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own
    assert (twin.code, twin.request_id, twin.response.headers["x-request-id"]) == (404, "r1", "r1")


@on_loop
async def test_redirects_and_cookies_are_left_alone(wire: Any) -> None:
    """A redirect is an error, and what a server puts into a cookie does not come back to it."""
    redirect = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n"
    cookie = b"HTTP/1.1 200 OK\r\nSet-Cookie: authorization=abc; Path=/\r\nContent-Length: 0\r\n\r\n"
    with listening(redirect, cookie, OK) as line:
        async with connected(line, wire) as transport:
            with pytest.raises(UnexpectedRedirect):
                await transport.get("/a")
            await transport.get("/a")
            await transport.get("/a")

    assert "cookie" not in head(line.requests[2])[1]


@on_loop
@pytest.mark.parametrize(
    ("replies", "what"),
    [
        ((b"",), "the server closed the connection"),
        ((HALF,), "(the connection broke|the server closed the connection)"),
        ((b"SSH-2.0-OpenSSH\r\n\r\n",), "not speak HTTP"),
    ],
    ids=["no answer", "half an answer", "no HTTP"],
)
async def test_broken_answers_are_lost_connections(wire: Any, replies: tuple[bytes, ...], what: str) -> None:
    """Whatever is missing of an answer, the connection is lost, and the text says how."""
    with listening(*replies) as line:
        async with connected(line, wire) as transport:
            with pytest.raises(ConnectionLost, match=f"POST {line.url}/a: .*{what}"):
                await transport.post("/a")

    assert len(line.requests) == 1


@on_loop
async def test_nobody_listening_is_a_failed_connection(wire: Any) -> None:
    """A refused connection is told apart from a lost one."""
    with listening() as line:
        pass

    async with connected(line, wire) as transport:
        with pytest.raises(ConnectionFailed, match="no connection") as raised:
            await transport.get("/a")

    assert type(raised.value) is ConnectionFailed


@on_loop
async def test_silence_ends_at_the_time_limit(wire: Any) -> None:
    """The limit of the client and that of a request hold, and the connection is closed."""
    with listening() as line:
        async with connected(line, wire, timeout=0.05) as transport:
            with pytest.raises(RequestTimeout, match="no answer in time"):
                await transport.get("/a")
        assert line.was_left.wait(5)

    with listening() as line:
        async with connected(line, wire) as transport:
            with pytest.raises(RequestTimeout, match="no answer in time"):
                await transport.get("/a", timeout=0.05)


@on_loop
async def test_answer_that_stops_halfway_ends_at_the_time_limit(wire: Any) -> None:
    """The limit holds for each piece of the body, too."""
    stalled = threading.Event()

    class Stalling(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.readline()
            self.wfile.write(HALF)
            stalled.wait(5)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Stalling) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            base = f"http://127.0.0.1:{server.server_address[1]}"
            async with Transport(base, settings=Settings(wire=wire, retry=ONCE, timeout=0.1)) as transport:
                with pytest.raises(RequestTimeout):
                    await transport.get("/a")
        finally:
            stalled.set()
            server.shutdown()
            thread.join()


@on_loop
async def test_busy_pool_ends_at_the_time_limit(wire: Any) -> None:
    """A request that gets no connection does not wait for ever."""
    limits, patience = httpx.Limits(max_connections=1), httpx.Timeout(None, pool=0.05, connect=0.05)
    with listening() as line:
        async with connected(line, wire, limits=limits, timeout=patience) as transport:
            first = asyncio.create_task(transport.get("/a"))
            await asyncio.to_thread(line.was_asked.wait, 5)
            with pytest.raises(RequestTimeout, match="limits="):
                await transport.get("/b")
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)

    assert len(line.requests) == 1


@on_loop
async def test_cancelled_request_leaves_nothing_behind(wire: Any) -> None:
    """The server sees the connection end, no task goes on, and the transport still works."""
    with listening() as line:
        async with connected(line, wire) as transport:
            task = asyncio.create_task(transport.get("/slow"))
            await asyncio.to_thread(line.was_asked.wait, 5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

            assert await asyncio.to_thread(line.was_left.wait, 5)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            line.replies.append(OK)
            assert (await transport.get("/a")).content == b"ok"


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Listen behind a certificate of an authority of our own; give the address and the authority's file."""
    files = prepare(tmp_path, ["localhost"], 1_767_268_800_000)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline() != b"\r\n":
                pass
            self.wfile.write(OK)

    class Server(socketserver.ThreadingTCPServer):
        def get_request(self) -> tuple[Any, Any]:
            plain, address = super().get_request()
            return context.wrap_socket(plain, server_side=True), address

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Say nothing about clients that hang up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"https://localhost:{server.server_address[1]}", files.authority
        finally:
            server.shutdown()
            thread.join()


@on_loop
async def test_certificates_are_judged_the_same(wire: Any, authority: tuple[str, Path]) -> None:
    """An unknown authority is refused at once; one that is named, or no judgement at all, lets the request through."""
    base_url, file = authority
    naps: list[float] = []

    async def nap(seconds: float) -> None:
        naps.append(seconds)

    async with Transport(base_url, settings=Settings(wire=wire), sleep=nap) as transport:
        with pytest.raises(ConnectionFailed, match="CERTIFICATE_VERIFY_FAILED"):
            await transport.get("/a")
    for verify in (file, False):
        async with Transport(base_url, settings=Settings(wire=wire, verify=verify)) as transport:
            assert (await transport.get("/a")).content == b"ok"

    assert naps == []


def test_one_client_serves_several_loops() -> None:
    """A client that is kept from one `asyncio.run` to the next gets new connections."""
    with listening(OK, OK) as line:
        transport = connected(line, "aiohttp")

        async def ask() -> bytes:
            return (await transport.get("/a")).content

        async def finish() -> bytes:
            content = await ask()
            await transport.aclose()
            return content

        assert [asyncio.run(ask()), asyncio.run(finish())] == [b"ok", b"ok"]


@on_loop
async def test_what_the_quick_wire_cannot_do_goes_over_httpx() -> None:
    """Files, pieces and credentials that look at answers take the usual way, and all of them work."""
    session = b'HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{"access_token":1}'
    with listening(OK, OK, session, OK) as line:
        async with connected(line, "aiohttp") as transport:
            async with transport.stream("GET", "/a") as answer:
                assert await answer.read() == b"ok"
            await transport.put("/a", content=iter([b"a", b"b"]))
            transport.auth = RefreshingAuth(line.url, "t1", "joe", "pw")
            await transport.get("/a")

    assert len(line.requests) == 4


def test_quick_wire_is_chosen_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken if it is installed, unless httpx is asked for or a proxy is in between."""
    assert async_quick_wire(Settings(), "http://a.test") is not None
    assert async_quick_wire(Settings(wire="httpx"), "http://a.test") is None
    assert async_quick_wire(Settings(proxy="http://proxy.test"), "http://a.test") is None
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test")
    assert async_quick_wire(Settings(wire="aiohttp"), "http://a.test") is None


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without aiohttp its wire is not chosen; asking for it names what to install."""
    monkeypatch.setattr("c8y_client._wire.find_spec", lambda _: None)

    assert async_quick_wire(Settings(), "http://a.test") is None
    with pytest.raises(ImportError, match=r"pip install 'c8y-client\[aiohttp\]'"):
        async_quick_wire(Settings(wire="aiohttp"), "http://a.test")


def test_credentials_that_change_are_asked_each_time() -> None:
    """The header is written for each request, so that exchanged credentials count at once."""
    assert BearerAuth("a").is_one_header
    assert not RefreshingAuth("http://a.test", "t1", "joe", "pw").is_one_header
