"""A cancelled request leaves nothing behind. There is no counterpart in the synchronous half."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from c8y_client._async._transport import Transport
from tests.sdk.doors import Answer, Tenant, async_door, listening
from tests.sdk.loop import on_loop

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def cancelled(task: asyncio.Task[object]) -> None:
    """Cancel a task and see it end."""
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


def others() -> set[asyncio.Task[object]]:
    """List the tasks beside the running one."""
    return asyncio.all_tasks() - {asyncio.current_task()}


@on_loop
async def test_cancelled_request_closes_its_connection() -> None:
    """The server sees the connection end, no task goes on, and the transport still works."""
    with listening() as line:
        async with Transport(line.url) as transport:
            task = asyncio.create_task(transport.get("/slow"))
            await asyncio.to_thread(line.was_asked.wait, 5)
            await cancelled(task)

            assert await asyncio.to_thread(line.was_left.wait, 5)
            assert others() == set()
            line.replies.append(OK)
            assert (await transport.get("/a")).content == b"ok"

    assert len(line.requests) == 2


@on_loop
async def test_cancelled_pause_sends_nothing_more() -> None:
    """Cancelling while the transport waits to try again ends the request there."""
    is_waiting = asyncio.Event()

    async def wait(_: float) -> None:
        is_waiting.set()
        await asyncio.Event().wait()

    tenant = Tenant(Answer(503))
    async with Transport("http://tenant.test", transport=async_door(tenant), sleep=wait) as transport:
        task = asyncio.create_task(transport.get("/a"))
        await is_waiting.wait()
        await cancelled(task)

    assert len(tenant.seen) == 1
    assert others() == set()


@on_loop
async def test_cancelled_download_closes_its_answer() -> None:
    """Cancelling within a download closes the answer on the way out."""
    answers: list[httpx.Response] = []
    is_stuck = asyncio.Event()

    class Endless(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield b"ab"
            is_stuck.set()
            await asyncio.Event().wait()

    async def answer(_: httpx.Request) -> httpx.Response:
        answers.append(httpx.Response(200, stream=Endless()))
        return answers[0]

    async def download(transport: Transport) -> None:
        async with transport.stream("GET", "/a") as response:
            await response.read()

    async with Transport("http://tenant.test", transport=httpx.MockTransport(answer)) as transport:
        task = asyncio.create_task(download(transport))
        await is_stuck.wait()
        await cancelled(task)

    assert answers[0].is_closed
    assert others() == set()
