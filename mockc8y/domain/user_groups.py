"""Groups of users: how they are made, changed and deleted, and which roles they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from mockc8y.domain import audit, default_groups, device_permissions
from mockc8y.domain.application_references import applications_named
from mockc8y.domain.callers import Caller
from mockc8y.domain.counting import next_number
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.documents import parse_id, require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.groups import Group
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.user_fields import is_custom
from mockc8y.store.codec import Document

AREA = "groups"
TYPE = "Group"
NAME_LIMIT = 254
_AUTHORITIES = "Global role authorities updated"
_STRING = "java.lang.String"
_ATTRIBUTES = MappingProxyType(
    {
        "name": _STRING,
        "description": _STRING,
        "customProperties": "java.util.Map",
        "applications": "java.util.Set",
        "roles": "java.util.Set",
    }
)


def get(tenant: Tenant, group_id: str) -> Group:
    """Return the group of the id in a path, or raise 404."""
    number = parse_id(group_id)
    group = None if number is None else tenant.groups.get(number)
    if group is None:
        raise error("group.unknown", id=group_id)
    return group


def get_by_name(tenant: Tenant, name: str) -> Group:
    """Return the group of a name, or raise 404."""
    group = _named(tenant, name)
    if group is None:
        raise error("group.unknown", id=name)
    return group


def select(tenant: Tenant) -> list[Group]:
    """Return all groups in the order of their ids. unverified: the order."""
    return sorted(tenant.groups.values(), key=lambda group: group.id)


def create(tenant: Tenant, document: Document, caller: Caller) -> Group:
    """Make a group, which holds no roles yet."""
    require_fields(document, ("name",))
    drafted = _applied(tenant, Group(0, ""), document)
    group = replace(drafted, id=next_number(tenant, "groups", default_groups.LAST + 1))
    tenant.groups.put(group.id, group)
    _write(tenant, group, caller, "Global role created", [])
    return group


def update(tenant: Tenant, group: Group, document: Document, caller: Caller) -> Group:
    """Apply a PUT body. The roles of a group have an address of their own; here they are passed over."""
    return _change(tenant, group, _applied(tenant, group, document), caller, "Global role updated")


def delete(tenant: Tenant, group: Group, caller: Caller) -> None:
    """Delete a group. Its members lose the roles that it gave them."""
    tenant.groups.remove(group.id)
    device_permissions.forget_holder(tenant, Holder(group=group.id))
    for user in tenant.users.values():
        if group.id in user.groups:
            tenant.users.put(user.name, replace(user, groups=user.groups - {group.id}))
    _write(tenant, group, caller, "Global role deleted", [])


def give_role(tenant: Tenant, group: Group, role: str, caller: Caller) -> Group:
    """Let a group give a role to its members, or raise 409 if it does so already."""
    if role in group.roles:
        raise error("role.held", role=role, id=group.id)
    return _change(tenant, group, replace(group, roles=group.roles | {role}), caller, _AUTHORITIES)


def take_role(tenant: Tenant, group: Group, role: str, caller: Caller) -> Group:
    """Take a role from a group, or raise 404 if it does not have it."""
    if role not in group.roles:
        raise error("role.unknown")
    return _change(tenant, group, replace(group, roles=group.roles - {role}), caller, _AUTHORITIES)


def _applied(tenant: Tenant, group: Group, document: Document) -> Group:
    said = _checked(document)
    changes = {attribute: said[name] for name, attribute in _STORED.items() if name in said}
    if "customProperties" in said:
        changes["custom_properties"] = said["customProperties"] or {}
    if "applications" in document:
        changes["applications"] = applications_named(document, AREA)
    after = replace(group, **changes)
    other = _named(tenant, after.name)
    if other is not None and other.id != group.id:
        raise error("group.duplicate", name=after.name)
    return after


def _checked(document: Document) -> Document:
    said = {name: value for name, value in document.items() if name in _CHECKS}
    for name, value in said.items():
        is_valid, expectation = _CHECKS[name]
        if not is_valid(value):
            raise error("invalid_data", area=AREA, reason=f"'{name}' must be {expectation}, not {value!r}")
    return said


def _change(tenant: Tenant, before: Group, after: Group, caller: Caller, activity: str) -> Group:
    tenant.groups.put(after.id, after)
    changes = audit.attribute_changes(_described(before), _described(after), dict(_ATTRIBUTES))
    if changes:
        _write(tenant, after, caller, activity, changes)
    return after


def _write(tenant: Tenant, group: Group, caller: Caller, activity: str, changes: list[Document]) -> None:
    text = f"{activity}: '{group.name}'"
    audit.write(tenant, audit.Entry(TYPE, activity, text, source=group.id, changes=changes), caller)


def _described(group: Group) -> Document:
    return {
        "name": group.name,
        "description": group.description,
        "customProperties": group.custom_properties,
        "applications": list(group.applications),
        "roles": sorted(group.roles),
    }


def _named(tenant: Tenant, name: str) -> Group | None:
    return next((group for group in tenant.groups.values() if group.name == name), None)


_STORED = MappingProxyType({"name": "name", "description": "description"})
_CHECKS: Mapping[str, tuple[Callable[[object], bool], str]] = MappingProxyType(
    {
        "name": (
            lambda value: isinstance(value, str) and 1 <= len(value) <= NAME_LIMIT,
            f"a text of 1 to {NAME_LIMIT} characters",
        ),
        "description": (lambda value: isinstance(value, str | None), "a text"),
        "customProperties": (lambda value: value is None or is_custom(value), "an object, in it 'language' as a text"),
    }
)
