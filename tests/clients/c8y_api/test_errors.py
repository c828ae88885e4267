"""What c8y_api makes of the platform's refusals, and of who asks."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from c8y_api import CumulocityApi
from c8y_api._base_api import AccessDeniedError, UnauthorizedError
from c8y_api.model import Alarm, Event, ManagedObject

from mockc8y.control.mock_tenant import MockTenant
from tests.clients.c8y_api.conftest import Login
from tests.clients.conftest import AddUser

pytestmark = pytest.mark.clients

Request = Callable[[CumulocityApi, str], Any]

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
    "identity": ("ROLE_IDENTITY_ADMIN", lambda c8y, device: c8y.identity.create("x", "y", device)),
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


def test_wrong_password_is_unauthorized(login: Login, c8y_mock: MockTenant) -> None:
    """A 401 has an error class of its own, with the platform's words on a POST."""
    stranger = login(c8y_mock.username, "wrong")

    with pytest.raises(UnauthorizedError) as reading:
        stranger.inventory.get_all()
    with pytest.raises(UnauthorizedError) as writing:
        ManagedObject(stranger, name="x").create()

    assert (reading.value.code, reading.value.method) == (401, "GET")
    assert writing.value.message == "Invalid credentials! : Bad credentials"


def test_unknown_user_is_unauthorized(login: Login) -> None:
    """Nobody learns whether a user exists."""
    with pytest.raises(UnauthorizedError):
        login("nobody", "x").inventory.get_all()


@pytest.mark.parametrize("family", READS)
def test_reading_takes_its_role_and_no_other(login: Login, add_user: AddUser, device: str, family: str) -> None:
    """With the one role a read works."""
    role, read = READS[family]
    user = add_user("reader", role)

    read(login(user, user), device)


@pytest.mark.parametrize("family", WRITES)
def test_writing_takes_its_role_and_no_other(login: Login, add_user: AddUser, device: str, family: str) -> None:
    """With the one role a write works."""
    role, write = WRITES[family]
    user = add_user("writer", role)

    write(login(user, user), device)


@pytest.mark.parametrize("family", WRITES)
def test_writing_without_its_role_is_denied(login: Login, add_user: AddUser, device: str, family: str) -> None:
    """Reading roles do not help; a 403 has an error class of its own with the platform's words."""
    user = add_user("reader", *(role for role, _ in READS.values()))
    _, write = WRITES[family]

    with pytest.raises(AccessDeniedError) as denied:
        write(login(user, user), device)

    assert denied.value.code == 403
    assert denied.value.message in {"Access is denied", "Access denied."}


def test_changing_without_a_role_is_denied(login: Login, add_user: AddUser, device: str) -> None:
    """PUT and DELETE are denied as well."""
    user = add_user("reader", "ROLE_INVENTORY_READ")
    reader = login(user, user)

    with pytest.raises(AccessDeniedError):
        reader.inventory.apply_to({"name": "x"}, device)
    with pytest.raises(AccessDeniedError):
        reader.inventory.delete(device)


def test_creator_owns_what_it_creates(login: Login, add_user: AddUser, c8y: CumulocityApi) -> None:
    """The owner of an object is the user that created it."""
    user = add_user("ana", "ROLE_INVENTORY_ADMIN", "ROLE_INVENTORY_READ")

    made = ManagedObject(login(user, user), name="x").create()

    assert made.owner == "ana"
    assert c8y.inventory.get_all(owner="ana", as_values="id") == [made.id]


def test_client_names_its_user(c8y: CumulocityApi, c8y_mock: MockTenant) -> None:
    """The user's name is told apart from the tenant's."""
    assert c8y.username == c8y_mock.username


def test_user_may_be_given_with_its_tenant(login: Login, c8y_mock: MockTenant) -> None:
    """`tenant/user` is understood as well."""
    assert login(f"{c8y_mock.tenant_id}/{c8y_mock.username}", c8y_mock.password).inventory.get_all() == []


@pytest.mark.parametrize("page_size", [0, -1])
def test_wrong_paging_is_a_value_error(c8y: CumulocityApi, page_size: int) -> None:
    """A page size that is none is a 422."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.get(f"/inventory/managedObjects?pageSize={page_size}")


def test_wrong_date_is_a_value_error(c8y: CumulocityApi) -> None:
    """What is no date is a 422."""
    with pytest.raises(ValueError, match="Status: 422"):
        c8y.events.get_all(after="yesterday")


def test_large_page_is_trimmed(c8y: CumulocityApi) -> None:
    """More than 2000 per page are not an error."""
    assert c8y.get("/inventory/managedObjects?pageSize=5000")["statistics"]["pageSize"] == 2000


def test_answers_without_accept_are_empty(c8y: CumulocityApi) -> None:
    """A request without `Accept` is answered with a status alone, which the client shows as an empty object."""
    assert c8y.post("/inventory/managedObjects", {"name": "x"}, accept="") == {}


def test_unknown_path_is_a_key_error(c8y: CumulocityApi) -> None:
    """There is nothing beside the platform's own paths."""
    with pytest.raises(KeyError, match="No such object: /inventory/nothing"):
        c8y.get("/inventory/nothing")


def test_processing_mode_and_application_are_sent(c8y_mock: MockTenant, login: Login) -> None:
    """Both headers are understood on every request."""
    client = CumulocityApi(
        c8y_mock.base_url,
        c8y_mock.tenant_id,
        c8y_mock.username,
        c8y_mock.password,
        application_key="acme-app",
        processing_mode="QUIESCENT",
    )

    made = ManagedObject(client, name="x").create()
    client.session.close()

    assert login(c8y_mock.username, c8y_mock.password).inventory.get(made.id).name == "x"
