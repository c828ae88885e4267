"""The user that owns a managed object."""

from __future__ import annotations

import pytest

from mockc8y.domain import inventory_owner
from mockc8y.domain.errors import PlatformError
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from tests.domain.inventory_cases import made

OWNER = User("device_pump-7", None, frozenset({"ROLE_EVENT_ADMIN"}))


@pytest.fixture
def pump(tenant: Tenant) -> str:
    """Make an object that a user owns."""
    tenant.users.put(OWNER.name, OWNER)
    return made(tenant, owner=OWNER.name)


def test_owner_is_a_user_of_the_tenant(tenant: Tenant, pump: str) -> None:
    """The object's owner is looked up by name."""
    assert inventory_owner.get(tenant, pump) == OWNER


def test_owner_can_be_switched_off_and_on(tenant: Tenant, pump: str) -> None:
    """Only the switch changes; password and roles stay."""
    off = inventory_owner.update(tenant, pump, {"enabled": False, "userName": "other"})
    stored = tenant.users.get(OWNER.name)
    inventory_owner.update(tenant, pump, {"enabled": True})

    assert off == stored
    assert not off.enabled
    assert tenant.users.get(OWNER.name) == OWNER


@pytest.mark.parametrize("change", [{}, {"enabled": None}, {"enabled": "false"}, {"enabled": 0}])
def test_switch_is_true_or_false(tenant: Tenant, pump: str, change: dict[str, object]) -> None:
    """Anything else is refused and changes nothing."""
    with pytest.raises(PlatformError, match=r"^422 .*enabled"):
        inventory_owner.update(tenant, pump, change)

    assert tenant.users.get(OWNER.name) == OWNER


def test_owner_without_an_account_is_not_found(tenant: Tenant) -> None:
    """An owner who is no user of the tenant is 404, as an unknown object is."""
    for object_id, message in ((made(tenant, owner="gone"), "The owner of"), ("4711", "No managedObject")):
        with pytest.raises(PlatformError, match=f"^404 .*{message}"):
            inventory_owner.get(tenant, object_id)
