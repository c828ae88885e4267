"""What a client shares with tasks and threads: the mode of a block, and the bound on requests under way."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from c8y_client import BasicAuth, CumulocityRestClient
from c8y_client.sync.rest import CumulocityRestClient as SyncRestClient
from tests.sdk.loop import on_loop

BASE = "http://tenant.test"
JOE = BasicAuth("joe", "pw")
MODE = "x-cumulocity-processing-mode"


@on_loop
async def test_mode_reaches_tasks_of_the_block_and_no_others() -> None:
    """Tasks that were begun in the block have its mode, those beside it have none."""
    modes: dict[str, str | None] = {}

    async def note(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        modes[request.url.path] = request.headers.get(MODE)
        return httpx.Response(200)

    async with CumulocityRestClient(BASE, "t1", JOE, transport=httpx.MockTransport(note)) as client:
        beside = asyncio.create_task(client.get("/beside"))
        with client.processing("QUIESCENT"):
            within = asyncio.create_task(client.get("/within"))
            await beside
        await within

    assert modes == {"/beside": None, "/within": "QUIESCENT"}


def test_mode_reaches_threads_that_copy_the_context() -> None:
    """A worker that runs in a copy of the context has the mode, a thread of somebody else has none."""
    modes: dict[str, str | None] = {}

    def note(request: httpx.Request) -> httpx.Response:
        modes[request.url.path] = request.headers.get(MODE)
        return httpx.Response(200)

    with (
        SyncRestClient(BASE, "t1", JOE, transport=httpx.MockTransport(note)) as client,
        ThreadPoolExecutor(1) as pool,
        client.processing("QUIESCENT"),
    ):
        pool.submit(contextvars.copy_context().run, client.get, "/worker").result()
        pool.submit(client.get, "/other").result()

    assert modes == {"/worker": "QUIESCENT", "/other": None}


def test_modes_of_two_clients_are_their_own() -> None:
    """The block of one client says nothing about another."""
    modes: list[str | None] = []

    def note(request: httpx.Request) -> httpx.Response:
        modes.append(request.headers.get(MODE))
        return httpx.Response(200)

    one, two = (SyncRestClient(BASE, "t1", JOE, transport=httpx.MockTransport(note)) for _ in range(2))
    with one.processing("QUIESCENT"):
        two.get("/a")

    assert modes == [None]


@on_loop
async def test_semaphore_bounds_requests_of_all_clients_that_share_it() -> None:
    """No more requests are under way than the semaphore lets through."""
    busy, most = 0, 0

    async def count(_: httpx.Request) -> httpx.Response:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0)
        busy -= 1
        return httpx.Response(200)

    bound = asyncio.Semaphore(2)
    wire = httpx.MockTransport(count)
    clients = [CumulocityRestClient(BASE, "t1", JOE, transport=wire, semaphore=bound) for _ in range(2)]
    await asyncio.gather(*[client.get("/a") for client in clients for _ in range(5)])

    assert most == 2


@on_loop
async def test_cancelled_request_gives_its_place_back() -> None:
    """A request that is cancelled while it waits for its answer does not hold the semaphore for ever."""
    bound = asyncio.Semaphore(1)
    is_waiting = asyncio.Event()

    async def hang(_: httpx.Request) -> httpx.Response:
        is_waiting.set()
        await asyncio.Event().wait()
        return httpx.Response(200)

    client = CumulocityRestClient(BASE, "t1", JOE, transport=httpx.MockTransport(hang), semaphore=bound)
    task = asyncio.create_task(client.get("/a"))
    await is_waiting.wait()
    assert bound.locked()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not bound.locked()


def test_request_of_a_thread_holds_the_semaphore() -> None:
    """In the synchronous half it is a semaphore of `threading`, held during the request and free behind it."""
    bound = threading.Semaphore(1)
    was_free: list[bool] = []

    def look(_: httpx.Request) -> httpx.Response:
        was_free.append(bound.acquire(blocking=False))
        return httpx.Response(200)

    with SyncRestClient(BASE, "t1", JOE, transport=httpx.MockTransport(look), semaphore=bound) as client:
        client.get("/a")

    assert was_free == [False]
    assert bound.acquire(blocking=False)
