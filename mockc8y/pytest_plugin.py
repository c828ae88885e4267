"""The pytest plugin: `c8y_mock` is a fresh Cumulocity tenant for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

# Nothing of ours is imported here: loading the plugin must not slow down suites that do not use it.
if TYPE_CHECKING:
    from mockc8y.control.live_server import LiveServer
    from mockc8y.control.mock_tenant import MockTenant
    from mockc8y.domain.tenant import Snapshot


@pytest.fixture(scope="session")
def c8y_live_server() -> Iterator[Callable[[], LiveServer]]:
    """Serve sockets for the whole session. The thread starts when the first test asks for a `base_url`."""
    started: list[LiveServer] = []

    def live() -> LiveServer:
        from mockc8y.control.live_server import LiveServer  # noqa: PLC0415 - see the top of the module

        if not started:
            started.append(LiveServer())
        return started[0]

    yield live
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def c8y_seed() -> str:
    """Name the seed, or the seed file, each test's tenant starts with. Override it; it is `empty` by default."""
    return "empty"


@pytest.fixture(scope="session")
def c8y_start_state(c8y_seed: str) -> Snapshot | None:
    """Plant the seed once; every test starts from this state."""
    if c8y_seed == "empty":
        return None
    from mockc8y.control.planted import planted_state  # noqa: PLC0415 - see the top of the module

    return planted_state(c8y_seed)


@pytest.fixture
def c8y_mock(c8y_live_server: Callable[[], LiveServer], c8y_start_state: Snapshot | None) -> Iterator[MockTenant]:
    """Give the test a fresh tenant: isolated, empty unless `c8y_seed` says otherwise, gone afterwards.

    ```python
    def test_device_is_found(c8y_mock):
        device = c8y_mock.inventory.create({"name": "Pump 7"})
        with c8y_mock.client() as client:
            assert client.get(f"/inventory/managedObjects/{device['id']}").json()["name"] == "Pump 7"
    ```
    """
    from mockc8y.control.mock_tenant import MockTenant  # noqa: PLC0415 - see the top of the module

    mock = MockTenant(c8y_live_server, state=c8y_start_state)
    yield mock
    mock.close()
