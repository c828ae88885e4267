"""Tasks and threads that need a token at the same time share one login."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from c8y_client import CumulocityRestClient, RefreshingAuth
from c8y_client.sync.rest import CumulocityRestClient as SyncRestClient
from tests.sdk.loop import on_loop

BASE = "http://tenant.test"
LOGIN = "/tenant/oauth/token"


class Platform:
    """Hands out numbered tokens and accepts the newest."""

    def __init__(self, number: int = 0) -> None:
        self.number = number
        self.paths: Counter[str] = Counter()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.paths[request.url.path] += 1
        if request.url.path == LOGIN:
            self.number += 1
            return httpx.Response(200, json={"access_token": f"token-{self.number}"})
        is_known = request.headers["Authorization"] == f"Bearer token-{self.number}"
        return httpx.Response(200 if is_known else 401, json={})


def refreshing(token: str | None) -> RefreshingAuth:
    """Make credentials."""
    return RefreshingAuth(BASE, "t1", "joe", "pw", token=token)


@on_loop
@pytest.mark.parametrize("token", [None, "token-of-yesterday"])
async def test_tasks_share_a_login(token: str | None) -> None:
    """Twenty tasks that lack a token, or were all refused theirs, cost one login."""
    platform = Platform()

    async def answer(request: httpx.Request) -> httpx.Response:
        reply = platform(request)
        await asyncio.sleep(0)
        return reply

    wire = httpx.MockTransport(answer)
    async with CumulocityRestClient(BASE, "t1", refreshing(token), transport=wire) as client:
        await asyncio.gather(*[client.get("/a") for _ in range(20)])

    assert platform.paths[LOGIN] == 1


@pytest.mark.parametrize("token", [None, "token-of-yesterday"])
def test_threads_share_a_login(token: str | None) -> None:
    """So do threads."""
    platform = Platform()
    start = Barrier(8)

    def ask(_: int) -> object:
        start.wait(5)
        return client.get("/a")

    wire = httpx.MockTransport(platform)
    with SyncRestClient(BASE, "t1", refreshing(token), transport=wire) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))

    assert answers == [{}] * 8
    assert platform.paths[LOGIN] == 1


@on_loop
async def test_cancelled_login_lets_the_next_one_in() -> None:
    """A request that is cancelled while it logs in gives its turn to the others."""
    platform = Platform()
    is_waiting = asyncio.Event()

    async def answer(request: httpx.Request) -> httpx.Response:
        if not is_waiting.is_set():
            is_waiting.set()
            await asyncio.Event().wait()
        return platform(request)

    async with CumulocityRestClient(BASE, "t1", refreshing(None), transport=httpx.MockTransport(answer)) as client:
        first = asyncio.create_task(client.get("/a"))
        await is_waiting.wait()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert await client.get("/a") == {}
