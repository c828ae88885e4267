"""What pyc8y makes of the platform's refusals, and of who asks."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from pyc8y import AccessDeniedError, BatchError, CumulocityClient, UnauthorizedError
from pyc8y.auth import BasicAuth
from pyc8y.model import Alarm, Event, ManagedObject

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.conftest import AddUser
from tests.clients.pyc8y.conftest import Login

pytestmark = pytest.mark.clients

Request = Callable[[CumulocityClient, str], Awaitable[Any]]

READS: dict[str, tuple[str, Request]] = {
    "inventory": ("ROLE_INVENTORY_READ", lambda c8y, _: c8y.inventory.get_all()),
    "identity": ("ROLE_IDENTITY_READ", lambda c8y, device: c8y.identity.get_all(device)),
    "binaries": ("ROLE_BINARY_READ", lambda c8y, _: c8y.binaries.get_all()),
    "measurements": ("ROLE_MEASUREMENT_READ", lambda c8y, _: c8y.measurements.get_all()),
    "events": ("ROLE_EVENT_READ", lambda c8y, _: c8y.events.get_all()),
    "alarms": ("ROLE_ALARM_READ", lambda c8y, _: c8y.alarms.get_all()),
    "operations": ("ROLE_DEVICE_CONTROL_READ", lambda c8y, _: c8y.operations.get_all()),
    "bulk operations": ("ROLE_BULK_OPERATION_READ", lambda c8y, _: c8y.bulk_operations.get_all()),
    "audit": ("ROLE_AUDIT_READ", lambda c8y, _: c8y.audit_records.get_all()),
}
WRITES: dict[str, tuple[str, Request]] = {
    "inventory": ("ROLE_INVENTORY_CREATE", lambda c8y, _: ManagedObject(c8y, name="x").create()),
    "identity": (
        "ROLE_IDENTITY_ADMIN",
        lambda c8y, device: c8y.identity.create(external_id="x", external_type="y", managed_object_id=device),
    ),
    "binaries": ("ROLE_BINARY_CREATE", lambda c8y, _: c8y.binaries.upload(io.BytesIO(b"x"), "x", "text/plain")),
    "events": (
        "ROLE_EVENT_ADMIN",
        lambda c8y, device: Event(c8y, type="a", source=device, time="now", text="x").create(),
    ),
    "alarms": (
        "ROLE_ALARM_ADMIN",
        lambda c8y, device: Alarm(c8y, type="a", source=device, time="now", text="x", severity="MAJOR").create(),
    ),
}


async def test_wrong_password_is_unauthorized(login: Login, c8y_mock: MockTenant) -> None:
    """A 401 has an error class of its own with the platform's words."""
    stranger = login(c8y_mock.username, "wrong")

    with pytest.raises(UnauthorizedError) as refused:
        await stranger.inventory.get_all()

    assert (refused.value.code, refused.value.method) == (401, "GET")
    assert refused.value.message == "Invalid credentials! : Bad credentials"


@pytest.mark.parametrize("family", READS)
async def test_reading_takes_its_role_and_no_other(login: Login, add_user: AddUser, device: str, family: str) -> None:
    """With the one role a read works."""
    role, read = READS[family]
    user = add_user("reader", role)

    assert len(await read(login(user, user), device)) == (family == "inventory")


@pytest.mark.parametrize("family", WRITES)
async def test_writing_takes_its_role_and_no_other(login: Login, add_user: AddUser, device: str, family: str) -> None:
    """With the one role a write works, which needs no role to see the answer."""
    role, write = WRITES[family]
    user = add_user("writer", role)

    await write(login(user, user), device)


@pytest.mark.parametrize("family", WRITES)
async def test_writing_without_its_role_is_denied(login: Login, add_user: AddUser, device: str, family: str) -> None:
    """Reading roles do not help; a 403 has an error class of its own with the platform's words."""
    user = add_user("reader", *(role for role, _ in READS.values()))
    _, write = WRITES[family]

    with pytest.raises(AccessDeniedError, match=r"HTTP 403: POST .* - Access is denied"):
        await write(login(user, user), device)


async def test_changing_without_a_role_is_denied(login: Login, add_user: AddUser, device: str) -> None:
    """PUT and DELETE are denied as well; in parallel the refusals are collected."""
    user = add_user("reader", "ROLE_INVENTORY_READ")
    reader = login(user, user)

    with pytest.raises(AccessDeniedError):
        await reader.inventory.apply_to({"name": "x"}, device)
    with pytest.raises(AccessDeniedError):
        await reader.inventory.delete(device)
    with pytest.raises(BatchError, match=r"AccessDeniedError\(2\)"):
        await reader.inventory.delete(device, device, workers=2)


async def test_creator_owns_what_it_creates(login: Login, add_user: AddUser, c8y: CumulocityClient) -> None:
    """The owner of an object is the user that created it."""
    user = add_user("ana", "ROLE_INVENTORY_ADMIN")

    made = await ManagedObject(login(user, user), name="x").create()

    assert made.owner == "ana"
    assert await c8y.inventory.get_all(owner="ana", as_values="id") == [made.id]


async def test_client_names_its_user(c8y: CumulocityClient, c8y_mock: MockTenant) -> None:
    """The user's name is told apart from the tenant's."""
    assert c8y.username == c8y_mock.username


async def test_wrong_paging_and_dates_are_value_errors(c8y: CumulocityClient) -> None:
    """What is no page size and no date are 422s."""
    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.inventory.get_all(page_size=0)
    with pytest.raises(ValueError, match="Status: 422"):
        await c8y.events.get_all("dateFrom=yesterday")


async def test_answers_without_accept_are_empty(c8y: CumulocityClient) -> None:
    """A request without `Accept` is answered with a status alone, which the client shows as an empty object."""
    made = await c8y.post("inventory/managedObjects", json={"name": "x"}, accept=None)

    assert made == {}
    assert await c8y.put((await c8y.inventory.get_by(name="x")).object_path, json={"name": "y"}, accept=None) == {}


async def test_unknown_path_is_a_key_error(c8y: CumulocityClient) -> None:
    """There is nothing beside the platform's own paths."""
    with pytest.raises(KeyError, match="No such object: inventory/nothing"):
        await c8y.get("inventory/nothing")


async def test_options_of_a_client_are_understood(c8y_mock: MockTenant) -> None:
    """Application key, processing mode and a bound on parallel requests work together."""
    auth = BasicAuth(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password)
    options = {"application_key": "acme", "processing_mode": "QUIESCENT", "semaphore": asyncio.Semaphore(2)}

    async with CumulocityClient(c8y_mock.base_url, c8y_mock.tenant_id, auth, **options) as client:
        await client.inventory.create(*(ManagedObject(name=f"{n}") for n in range(8)), workers=8)
        assert await client.inventory.get_count() == 8
