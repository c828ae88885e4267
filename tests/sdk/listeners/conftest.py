"""A tenant behind a wire that can be cut, and both halves of the SDK at the other end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from mockc8y.control.live_server import LiveServer
from mockc8y.control.mock_tenant import MockTenant
from tests.sdk.listeners.halves import PATIENCE, Half, Tasks, Threads
from tests.sdk.listeners.relay import Relay
from tests.sdk.listeners.scene import Scene


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the clients from asking a proxy of this machine for a loopback address."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(params=[Tasks, Threads])
def half(request: pytest.FixtureRequest) -> Iterator[Half]:
    """Give one half of the SDK, and see that nothing goes on when the test is over."""
    made: Half = request.param()
    yield made
    until = time.monotonic() + PATIENCE
    while (left := made.left_over()) and time.monotonic() < until:
        time.sleep(0.01)
    made.close()
    assert left == []


@pytest.fixture
def relay(c8y_mock: MockTenant, c8y_live_server: Callable[[], LiveServer]) -> Iterator[Relay]:
    """Give the wire to the tenant."""
    made = Relay(c8y_live_server(), c8y_mock.base_url)
    yield made
    made.down()


@pytest.fixture
def c8y(half: Half, relay: Relay, c8y_mock: MockTenant) -> Iterator[Any]:
    """Give the administrator's client."""
    client = half.client(relay.base_url, c8y_mock.tenant_id, c8y_mock.auth)
    yield client
    half.close_client(client)


@pytest.fixture
def scene(half: Half, relay: Relay, c8y_mock: MockTenant, c8y: Any) -> Iterator[Scene]:
    """Give a device whose events are subscribed to, and listeners that are stopped at the end."""
    made = Scene(half, relay, c8y_mock, c8y)
    made.subscribe("events")
    yield made
    made.close()
