"""Where the two halves have quick wires of their own: pools, loops, threads, and which wire is chosen."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from c8y_client import BearerAuth, CookieAuth, RefreshingAuth, RequestTimeout, RetryPolicy, Settings
from c8y_client._async._transport import Transport
from c8y_client._http.wire import async_quick_wire, quick_wire
from c8y_client.sync._transport import Transport as SyncTransport
from tests.sdk.doors import Line, listening
from tests.sdk.loop import on_loop
from tests.sdk.servers import counting

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
SESSION = b'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 18\r\n\r\n{"access_token":1}'
ONCE = RetryPolicy(attempts=1)


@pytest.fixture(params=["httpx", "aiohttp"])
def wire(request: pytest.FixtureRequest) -> Any:
    """Take each wire in turn."""
    return request.param


def connected(line: Line, wire: Any, auth: httpx.Auth | None = None, **settings: Any) -> Transport:
    """Connect over a wire, with a single attempt."""
    return Transport(line.url, auth, settings=Settings(wire=wire, retry=ONCE, **settings))


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
    with listening(OK, OK, SESSION, OK) as line:
        async with connected(line, "aiohttp") as transport:
            async with transport.stream("GET", "/a") as answer:
                assert await answer.read() == b"ok"
            await transport.put("/a", content=iter([b"a", b"b"]))
            transport.auth = RefreshingAuth(line.url, "t1", "joe", "pw")
            await transport.get("/a")

    assert len(line.requests) == 4


def test_quick_wire_is_chosen_where_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken if it is there, unless httpx is asked for or a proxy is in between."""
    for choose in (async_quick_wire, quick_wire):
        assert choose(Settings(), "http://a.test") is not None
        assert choose(Settings(wire="httpx"), "http://a.test") is None
        assert choose(Settings(proxy="http://proxy.test"), "http://a.test") is None
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.test")
    monkeypatch.setenv("NO_PROXY", "b.test")
    for choose in (async_quick_wire, quick_wire):
        assert choose(Settings(wire="aiohttp"), "http://a.test") is None
        assert choose(Settings(), "http://b.test") is not None


def test_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without aiohttp its wire is not chosen; asking for it names what to install."""
    monkeypatch.setattr("c8y_client._http.wire.find_spec", lambda _: None)

    assert async_quick_wire(Settings(), "http://a.test") is None
    with pytest.raises(ImportError, match=r"pip install 'c8y-client\[aiohttp\]'"):
        async_quick_wire(Settings(wire="aiohttp"), "http://a.test")


def test_credentials_of_more_than_a_header_are_known() -> None:
    """Whatever looks at answers or writes cookies has to see the whole request."""
    assert BearerAuth("a").is_one_header
    assert not CookieAuth("a").is_one_header
    assert not RefreshingAuth("http://a.test", "t1", "joe", "pw").is_one_header


def test_threads_share_connections() -> None:
    """Connections are kept for the next request of any thread, no more than the limit at a time."""
    limits = httpx.Limits(max_connections=3, max_keepalive_connections=3)
    with counting() as server:
        with (
            SyncTransport(server.base_url, settings=Settings(limits=limits)) as transport,
            ThreadPoolExecutor(8) as pool,
        ):
            answers = list(pool.map(transport.get, ["/a"] * 100))
            assert 1 <= server.connections <= 3
        assert server.all_left.wait(5)

    assert {answer.content for answer in answers} == {b"ok"}
    assert server.requests == 100


def test_threads_do_not_wait_for_a_connection_for_ever() -> None:
    """A request that gets no connection in time is a `RequestTimeout`."""
    settings = Settings(limits=httpx.Limits(max_connections=1), timeout=httpx.Timeout(5, pool=0.05), retry=ONCE)
    with listening() as line, SyncTransport(line.url, settings=settings) as transport, ThreadPoolExecutor(1) as pool:
        first = pool.submit(transport.get, "/slow")
        assert line.was_asked.wait(5)
        with pytest.raises(RequestTimeout, match="limits="):
            transport.get("/b")
        line.hang_up()
        assert first.exception(5) is not None


@pytest.mark.parametrize("expiry", [5.0, 0.0])
def test_closed_and_aged_connections_are_not_used_again(expiry: float) -> None:
    """A connection that the server has closed meanwhile, or that is too old, gives way to a new one, also for POST."""
    settings = Settings(limits=httpx.Limits(keepalive_expiry=expiry), retry=ONCE)
    with counting() as server, SyncTransport(server.base_url, settings=settings) as transport:
        transport.post("/a")
        server.close_connections()
        transport.post("/a")

    assert (server.requests, server.connections) == (2, 2)


@on_loop
async def test_closed_connections_are_not_used_again_by_tasks() -> None:
    """So it is in the asynchronous half: no request meets a closed connection."""
    with counting() as server:
        async with Transport(server.base_url, settings=Settings(wire="aiohttp", retry=ONCE)) as transport:
            await transport.post("/a")
            server.close_connections()
            await transport.post("/a")
            server.close_connections()
            await transport.get("/a")

    assert (server.requests, server.connections) == (3, 3)
