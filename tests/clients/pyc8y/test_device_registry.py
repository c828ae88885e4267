"""Registration of a device through pyc8y, seen from the device and from the user who lets it in."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import aiohttp
import pytest
from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import Device, Event, Measurement
from pyc8y.registry import Credentials, DeviceRegistryClient
from pyc8y.rest import AccessDeniedError

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.platform import BOOTSTRAP_PASSWORD, BOOTSTRAP_USER
from tests.clients.pyc8y.conftest import Login

pytestmark = pytest.mark.clients

SECONDS = 20
"""How long a test waits at most."""


@pytest.fixture
def registry(c8y_mock: MockTenant, to_close: AsyncExitStack) -> DeviceRegistryClient:
    """Give the client of a device that has no credentials yet."""

    async def connector() -> aiohttp.TCPConnector:
        made = aiohttp.TCPConnector()
        to_close.push_async_callback(made.close)
        return made

    auth = BasicAuth(f"management/{BOOTSTRAP_USER}", BOOTSTRAP_PASSWORD)
    client = DeviceRegistryClient(c8y_mock.base_url, "management", auth, connector_factory=connector)
    to_close.push_async_callback(client.close)
    return client


async def accept_when_it_has_asked(c8y: CumulocityClient, device: str) -> None:
    """Accept a device as the client's own tests do, again and again until it works."""
    async with asyncio.timeout(SECONDS):
        while True:
            try:
                await c8y.device_inventory.accept(device)
            except ValueError:
                await asyncio.sleep(0.02)
            else:
                return


async def credentials(c8y: CumulocityClient, registry: DeviceRegistryClient) -> Credentials:
    """Register a device and let it in while it asks for credentials."""
    await c8y.device_inventory.request("pump-7")
    found, _ = await asyncio.gather(
        registry.await_credentials("pump-7", timeout=f"{SECONDS}s", pause="0s"),
        accept_when_it_has_asked(c8y, "pump-7"),
    )
    return found


async def test_device_gets_its_credentials(
    c8y: CumulocityClient, registry: DeviceRegistryClient, c8y_mock: MockTenant
) -> None:
    """The client polls until the request is accepted."""
    found = await credentials(c8y, registry)

    assert (found.tenant_id, found.username) == (c8y_mock.tenant_id, "device_pump-7")
    assert found.password


async def test_connected_device_writes_its_data(
    c8y: CumulocityClient, registry: DeviceRegistryClient, login: Login
) -> None:
    """What the device creates it owns, so that it may send measurements and events for it."""
    found = await credentials(c8y, registry)
    connection = login(found.username, found.password)

    device = await Device(connection, name="Pump 7", type="acme_Pump").create()
    await connection.identity.create(external_id="pump-7", external_type="c8y_Serial", managed_object_id=device.id)
    measurement = Measurement(connection, type="acme_Flow", source=device.id, time="now", F={"F": {"value": 1}})
    await measurement.create()
    await Event(connection, type="acme_Start", source=device.id, text="Started", time="now").create()

    assert (await c8y.inventory.get(device.id)).owner == "device_pump-7"
    assert await c8y.identity.get_id("pump-7", "c8y_Serial") == device.id
    assert len(await c8y.measurements.get_all(source=device.id)) == 1
    assert len(await c8y.events.get_all(source=device.id)) == 1


async def test_connected_device_does_not_reach_others(
    c8y: CumulocityClient, registry: DeviceRegistryClient, login: Login, device: str
) -> None:
    """What another user owns is refused, and is not listed."""
    found = await credentials(c8y, registry)
    connection = login(found.username, found.password)

    with pytest.raises(AccessDeniedError):
        await connection.inventory.get(device)
    assert await connection.inventory.get_all() == []


async def test_device_that_has_not_asked_cannot_be_accepted(c8y: CumulocityClient) -> None:
    """The client gets an error, as on a real tenant."""
    await c8y.device_inventory.request("pump-7")

    with pytest.raises(ValueError, match="422"):
        await c8y.device_inventory.accept("pump-7")


async def test_wrong_login_is_an_error(c8y_mock: MockTenant, to_close: AsyncExitStack) -> None:
    """A device whose bootstrap login is wrong does not go on asking."""
    connector = aiohttp.TCPConnector()
    to_close.push_async_callback(connector.close)

    async def given() -> aiohttp.TCPConnector:
        return connector

    auth = BasicAuth(f"management/{BOOTSTRAP_USER}", "wrong")
    stranger = DeviceRegistryClient(c8y_mock.base_url, "management", auth, connector_factory=given)
    to_close.push_async_callback(stranger.close)

    with pytest.raises(RuntimeError, match="401"):
        await stranger.await_credentials("pump-7", timeout="5s", pause="0s")
