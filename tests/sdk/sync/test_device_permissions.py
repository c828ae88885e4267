# Made from tests/sdk/_async/test_device_permissions.py by sdk/scripts/unasync.py; change that.
"""Device permissions, against the mock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from c8y_client import InvalidRequestError, ReadPermission, WritePermission
from tests.sdk.sync._connected import connected

if TYPE_CHECKING:
    from mockc8y.control.mock_tenant import MockTenant

RESTART = "OPERATION:c8y_Restart:ADMIN"


def device_of(mock: MockTenant) -> str:
    """Make a managed object and give its id."""
    return str(mock.inventory.create({"name": "Pump 7"})["id"])


def test_users_and_groups_hold_what_they_are_given(c8y_mock: MockTenant) -> None:
    """As text or as objects; groups by number or name. Each of them tells its permissions."""
    device = device_of(c8y_mock)
    c8y_mock.add_user("ana")
    with connected(c8y_mock) as c8y:
        c8y.device_permissions.assign(
            device,
            users={"ana": [RESTART, ReadPermission("ALARM")]},
            groups={"readers": [WritePermission("OPERATION", "c8y_Restart")], 2: ["*:*:*"]},
        )

        held = c8y.device_permissions.get(device)
        (ana,), groups = held.users, {group.name: group.device_permissions for group in held.groups}
        assert ana.device_permissions == {device: [RESTART, "ALARM:*:READ"]}
        assert groups == {"readers": {device: [RESTART]}, "admins": {device: ["*:*:*"]}}
        assert (ana.reload()).device_permissions == {device: [RESTART, "ALARM:*:READ"]}


def test_permissions_of_others_and_for_others_stay(c8y_mock: MockTenant) -> None:
    """Only what is named is replaced."""
    one, two = device_of(c8y_mock), device_of(c8y_mock)
    c8y_mock.add_user("ana")
    c8y_mock.add_user("ben")
    with connected(c8y_mock) as c8y:
        c8y.device_permissions.assign(one, users={"ana": [RESTART], "ben": [RESTART]})
        c8y.device_permissions.assign(two, users={"ana": [RESTART]})
        c8y.device_permissions.assign(one, users={"ana": ["ALARM:*:READ"]})

        assert (c8y.users.get("ana")).device_permissions == {one: ["ALARM:*:READ"], two: [RESTART]}
        assert (c8y.users.get("ben")).device_permissions == {one: [RESTART]}


def test_permissions_are_taken_away(c8y_mock: MockTenant) -> None:
    """From users and groups, given in any way."""
    device = device_of(c8y_mock)
    c8y_mock.add_user("ana")
    with connected(c8y_mock) as c8y:
        c8y.device_permissions.assign(device, users={"ana": [RESTART]}, groups={2: [RESTART], 12: [RESTART]})
        ana, admins = c8y.users.get("ana"), c8y.user_groups.get("admins")

        c8y.device_permissions.unassign(device, users=[ana], groups=[admins, "readers"])

        held = c8y.device_permissions.get(device)
    assert (held.users, held.groups) == ([], [])


def test_nonsense_is_refused_before_it_is_sent(c8y_mock: MockTenant) -> None:
    """What only the platform can tell is refused by it."""
    device = device_of(c8y_mock)
    with connected(c8y_mock) as c8y:
        with pytest.raises(ValueError, match="SCOPE:type:LEVEL"):
            c8y.device_permissions.assign(device, users={"admin": ["READ"]})
        with pytest.raises(InvalidRequestError):
            c8y.device_permissions.assign(device, users={"admin": ["PUMPS:*:READ"]})
        with pytest.raises(KeyError):
            c8y.device_permissions.get("4711")
