"""Requests for roles."""

from __future__ import annotations

from tests.conformance.scenarios import groups, users
from tests.world import TENANT, Ask, World, nothing

_REFERENCE = {"role": {"self": "http://mock.test/user/roles/ROLE_EVENT_READ"}}


def _get(_: World) -> Ask:
    return Ask(("ROLE_ALARM_READ",))


def _add_to_group(world: World) -> Ask:
    return Ask((TENANT, groups.group(world)), json=_REFERENCE)


def _find_of_group(world: World) -> Ask:
    return Ask((TENANT, groups.group(world)), query="pageSize=1")


def _remove_from_group(world: World) -> Ask:
    return Ask((TENANT, groups.group(world), "ROLE_ALARM_READ"))


def _add_to_user(world: World) -> Ask:
    return Ask((TENANT, users.user(world)), json=_REFERENCE)


def _remove_from_user(world: World) -> Ask:
    return Ask((TENANT, users.user(world), "ROLE_ALARM_READ"))


SCENARIOS = {
    "getRoleCollectionResource": nothing,
    "getRoleCollectionResourceByName": _get,
    "postGroupsRoleReferenceCollectionResource": _add_to_group,
    "getGroupsRoleReferenceCollectionResource": _find_of_group,
    "deleteGroupRoleReferenceResource": _remove_from_group,
    "postUsersRoleReferenceCollectionResource": _add_to_user,
    "deleteUserRoleReferenceResource": _remove_from_user,
}
