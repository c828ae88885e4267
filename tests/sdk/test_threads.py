"""The synchronous transport serves many threads."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from c8y_client import Settings
from c8y_client.sync._connections import Connections
from c8y_client.sync._transport import Transport


def test_first_requests_of_many_threads_share_one_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that send their first request at the same time do not make a connection pool each."""
    made: list[httpx.Client] = []

    def slowly(connections: Connections) -> httpx.Client:
        time.sleep(0.02)
        made.append(httpx.Client(transport=httpx.MockTransport(lambda _: httpx.Response(200))))
        return made[-1]

    monkeypatch.setattr(Connections, "_opened", slowly)

    with Transport("http://tenant.test", settings=Settings(wire="httpx")) as transport, ThreadPoolExecutor(8) as pool:
        statuses = [response.status for response in pool.map(transport.get, ["/a"] * 8)]

    assert (statuses, len(made)) == ([200] * 8, 1)
