"""Registration of a device through c8y_api, seen from the device and from the user who lets it in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from c8y_api import CumulocityApi, CumulocityDeviceRegistry
from c8y_api._base_api import AccessDeniedError
from c8y_api.model import Device, Event, Measurement

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain import device_requests
from mockc8y.domain.callers import PLATFORM
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.clients.c8y_api.conftest import Login

pytestmark = pytest.mark.clients

SECONDS = 20
"""How long a test waits at most."""


@pytest.fixture
def registry(c8y_mock: MockTenant) -> Iterator[CumulocityDeviceRegistry]:
    """Give the client of a device that has no credentials yet."""
    made = CumulocityDeviceRegistry(c8y_mock.base_url, "management", BOOTSTRAP_USER, BOOTSTRAP_PASSWORD)
    with closing(made.session):
        yield made


def accept_when_it_has_asked(c8y: CumulocityApi, device: str) -> None:
    """Accept a device as the client's own tests do: again and again until it works."""
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        try:
            c8y.device_inventory.accept(device)
        except ValueError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{device} was never accepted")


@pytest.fixture
def accepted(c8y_mock: MockTenant, registry: CumulocityDeviceRegistry) -> CumulocityDeviceRegistry:
    """Give the client of a device that has asked and was accepted since, so that it gets its credentials at once.

    The client pauses for whole seconds between two polls.
    """
    device_requests.create(c8y_mock.tenant, {"id": "pump-7"}, PLATFORM)
    with pytest.raises(PlatformError):
        device_requests.poll([c8y_mock.tenant], {"id": "pump-7"}, PLATFORM)
    device_requests.update(c8y_mock.tenant, "pump-7", {"status": "ACCEPTED"}, PLATFORM)
    return registry


def test_device_waits_for_its_credentials(
    c8y: CumulocityApi, registry: CumulocityDeviceRegistry, c8y_mock: MockTenant
) -> None:
    """The client polls until the request is accepted, which fails before its first poll."""
    c8y.device_inventory.request("pump-7")
    with ThreadPoolExecutor(1) as executor:
        device = executor.submit(registry.await_credentials, "pump-7", timeout=f"{SECONDS}s", pause="1s")
        accept_when_it_has_asked(c8y, "pump-7")
        found = device.result(SECONDS)

    assert (found.tenant_id, found.username) == (c8y_mock.tenant_id, "device_pump-7")
    assert found.password


def test_connected_device_writes_its_data(c8y: CumulocityApi, accepted: CumulocityDeviceRegistry, login: Login) -> None:
    """What the device creates it owns, so that it may send measurements and events for it."""
    found = accepted.await_credentials("pump-7")
    connection = login(found.username, found.password)

    device = Device(connection, name="Pump 7", type="acme_Pump").create()
    connection.identity.create("pump-7", "c8y_Serial", device.id)
    Measurement(connection, type="acme_Flow", source=device.id, time="now", acme_Flow={"F": {"value": 1}}).create()
    Event(connection, type="acme_Start", source=device.id, text="Started", time="now").create()

    assert c8y.inventory.get(device.id).owner == "device_pump-7"
    assert c8y.identity.get_id("pump-7", "c8y_Serial") == device.id
    assert len(c8y.measurements.get_all(source=device.id)) == 1
    assert len(c8y.events.get_all(source=device.id)) == 1


def test_connected_device_does_not_reach_others(
    c8y: CumulocityApi, accepted: CumulocityDeviceRegistry, login: Login, device: str
) -> None:
    """What another user owns is refused, and is not listed."""
    found = accepted.await_credentials("pump-7")
    connection = login(found.username, found.password)

    with pytest.raises(AccessDeniedError):
        connection.inventory.get(device)
    assert connection.inventory.get_all() == []


def test_device_that_has_not_asked_cannot_be_accepted(c8y: CumulocityApi) -> None:
    """The client gets an error, as on a real tenant."""
    c8y.device_inventory.request("pump-7")

    with pytest.raises(ValueError, match="422"):
        c8y.device_inventory.accept("pump-7")


def test_device_gives_up_after_its_time(registry: CumulocityDeviceRegistry) -> None:
    """A device that nobody announced waits in vain."""
    with pytest.raises(TimeoutError):
        registry.await_credentials("pump-7", timeout="1s", pause="1s")


def test_wrong_login_is_an_error(c8y_mock: MockTenant) -> None:
    """A device whose bootstrap login is wrong does not go on asking."""
    stranger = CumulocityDeviceRegistry(c8y_mock.base_url, "management", BOOTSTRAP_USER, "wrong")

    with closing(stranger.session), pytest.raises(RuntimeError, match="401"):
        stranger.await_credentials("pump-7", timeout="5s", pause="1s")


def test_device_and_its_user_are_deleted(c8y: CumulocityApi, accepted: CumulocityDeviceRegistry, login: Login) -> None:
    """The client asks for both in one request."""
    found = accepted.await_credentials("pump-7")
    device = Device(login(found.username, found.password), name="Pump 7").create()

    c8y.device_inventory.get(device.id).delete(with_device_user=True)

    with pytest.raises(KeyError):
        c8y.inventory.get(device.id)
    with pytest.raises(KeyError):
        c8y.users.get(found.username)
