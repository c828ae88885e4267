"""The same over real sockets, with connections that really break."""

from __future__ import annotations

import io

import httpx
import pytest

from c8y_client import ConnectionFailed, ConnectionLost, RequestTimeout
from c8y_client._async._transport import Transport
from c8y_client._http.retry import RetryPolicy
from c8y_client._http.settings import Settings
from tests.sdk.doors import Naps, listening
from tests.sdk.loop import on_loop

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
BROKEN = b""
HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"

BUSY = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 4\r\n\r\nbusy"
ONE_CONNECTION = Settings(limits=httpx.Limits(max_connections=1), timeout=httpx.Timeout(5, pool=0.2))


@on_loop
async def test_get_survives_broken_connections() -> None:
    """Connections that the server drops, before or amid the answer, are replaced until an answer is complete."""
    naps = Naps()

    with listening(BROKEN, HALF, OK) as line:
        async with Transport(line.url, sleep=naps.async_nap) as transport:
            response = await transport.get("/a")

    assert (response.content, len(line.requests), len(naps.taken)) == (b"ok", 3, 2)


@on_loop
async def test_post_is_sent_once_over_a_broken_connection() -> None:
    """A POST whose connection breaks arrives exactly once."""
    with listening(BROKEN, OK) as line:
        async with Transport(line.url) as transport:
            with pytest.raises(ConnectionLost, match="closed the connection"):
                await transport.post("/a", json={"n": 1})

    assert len(line.requests) == 1


@on_loop
async def test_nobody_listening_is_a_connect_error() -> None:
    """A refused connection is told apart from a broken one: nothing was sent."""
    with listening() as line:
        pass

    async with Transport(line.url, settings=Settings(retry=RetryPolicy(attempts=1))) as transport:
        with pytest.raises(ConnectionFailed, match=f"GET {line.url}/a: no connection"):
            await transport.get("/a")


@on_loop
async def test_silence_is_a_timeout_error() -> None:
    """A server that does not answer in time is left."""
    with listening() as line:
        async with Transport(line.url) as transport:
            with pytest.raises(RequestTimeout, match="no answer in time"):
                await transport.get("/a", timeout=0.05)

        assert line.was_left.wait(5)


@on_loop
async def test_download_that_breaks_off_is_an_error() -> None:
    """Part of a body is handed out, but never passed off as the whole."""
    with listening(HALF) as line:
        async with Transport(line.url) as transport, transport.stream("GET", "/a") as response:
            pieces = response.iter_bytes()

            assert await anext(pieces) == b"half"
            with pytest.raises(ConnectionLost):
                await anext(pieces)


@on_loop
async def test_download_left_early_frees_its_connection() -> None:
    """Leaving the block before the end gives the connection back: the only one serves the next request."""
    with listening(HALF, OK) as line:
        async with Transport(line.url, settings=ONE_CONNECTION) as transport:
            async with transport.stream("GET", "/a") as response:
                assert response.status == 200
            second = await transport.get("/a")

    assert second.content == b"ok"


@on_loop
async def test_repeated_download_frees_its_connection() -> None:
    """An answer that will not be used is closed before the next attempt, which needs its connection."""
    with listening(BUSY, OK) as line:
        transport = Transport(line.url, settings=ONE_CONNECTION, sleep=Naps().async_nap)
        async with transport, transport.stream("GET", "/a") as response:
            body = await response.read()

    assert body == b"ok"


@on_loop
async def test_upload_has_one_size_on_the_wire() -> None:
    """A file is announced by its size, so that the server need not take it in chunks."""
    with listening(OK) as line:
        async with Transport(line.url) as transport:
            await transport.put("/a", content=io.BytesIO(b"data"))

    [request] = line.requests
    assert b"transfer-encoding" not in request.lower()
    assert request.endswith(b"data")
