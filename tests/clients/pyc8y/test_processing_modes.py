"""Processing modes through pyc8y, which names one for each client."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest
from pyc8y import CumulocityClient
from pyc8y.auth import BasicAuth
from pyc8y.model import Alarm, Event, ManagedObject, Measurement, Operation, Value

from mockc8y.control.mock_tenant import MockTenant
from mockc8y.domain.changes import Change

pytestmark = pytest.mark.clients

InMode = Callable[[str], CumulocityClient]
"""Makes a client that names a mode with every request."""

Write = Callable[[CumulocityClient, str], Awaitable[Any]]
"""Creates something, which may be about a device."""

TIME = "2026-01-15T12:00:00.000Z"


@pytest.fixture
def in_mode(c8y_mock: MockTenant, to_close: AsyncExitStack) -> InMode:
    """Give a function that makes clients with a mode."""

    def connect(mode: str) -> CumulocityClient:
        auth = BasicAuth(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)
        client = CumulocityClient(c8y_mock.base_url, c8y_mock.tenant_id, auth, processing_mode=mode)
        to_close.push_async_callback(client.close)
        return client

    return connect


@pytest.fixture
def heard(c8y_mock: MockTenant, device: str) -> list[Change]:
    """Collect what the tenant publishes once the device is there."""
    told: list[Change] = []
    c8y_mock.tenant.changes.subscribe(told.append)
    return told


WRITES: list[tuple[str, Write]] = [
    (
        "measurements",
        lambda c8y, device: Measurement(
            c8y, type="acme_T", source=device, time=TIME, acme_T={"T": Value(21.5, "C")}
        ).create(),
    ),
    ("events", lambda c8y, device: Event(c8y, type="acme_Door", source=device, time=TIME, text="Open").create()),
    (
        "alarms",
        lambda c8y, device: Alarm(
            c8y, type="acme_Hot", source=device, time=TIME, text="Hot", severity="MAJOR", status="ACTIVE"
        ).create(),
    ),
    ("managedobjects", lambda c8y, _: ManagedObject(c8y, type="acme_Valve", name="Valve").create()),
    ("operations", lambda c8y, device: Operation(c8y, device_id=device, c8y_Restart={}).create()),
]


def stored(c8y_mock: MockTenant) -> list[int]:
    """Count what the tenant holds."""
    tenant = c8y_mock.tenant
    stores = (tenant.measurements, tenant.events, tenant.alarms, tenant.inventory, tenant.operations)
    return [len(store) for store in stores]


@pytest.mark.parametrize(("family", "write"), WRITES, ids=[family for family, _ in WRITES])
async def test_transient_document_comes_back_without_an_id(
    c8y_mock: MockTenant, in_mode: InMode, device: str, heard: list[Change], family: str, write: Write
) -> None:
    """The client can read the answer; listeners heard of the document, and nothing is stored."""
    before = stored(c8y_mock)

    made = await write(in_mode("TRANSIENT"), device)

    assert not made.id
    assert stored(c8y_mock) == before
    assert [(change.family, change.action) for change in heard] == [(family, "CREATE")]


@pytest.mark.parametrize(("family", "write"), WRITES, ids=[family for family, _ in WRITES])
async def test_quiescent_document_is_stored_and_not_published(
    c8y_mock: MockTenant, in_mode: InMode, device: str, heard: list[Change], family: str, write: Write
) -> None:
    """It has an id, and nobody heard of it."""
    made = await write(in_mode("QUIESCENT"), device)

    assert made.id.isdigit()
    assert sum(stored(c8y_mock)) == 2, family
    assert heard == []


async def test_client_in_transient_mode_can_read(in_mode: InMode, device: str) -> None:
    """The mode that goes with every request means nothing for reading."""
    found = await in_mode("TRANSIENT").inventory.get(device)

    assert found.name == "Pump 7"


async def test_transient_update_changes_nothing(in_mode: InMode, device: str, heard: list[Change]) -> None:
    """Listeners hear of the object as it would be."""
    client = in_mode("TRANSIENT")
    found = await client.inventory.get(device)
    found.name = "Pump 8"

    await found.update()

    assert (await client.inventory.get(device)).name == "Pump 7"
    assert [change.record.document["name"] for change in heard] == ["Pump 8"]
