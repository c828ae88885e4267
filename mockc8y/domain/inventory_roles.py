"""Inventory roles: permissions that hold for some managed objects and what is below them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.counting import next_number
from mockc8y.domain.documents import merged, parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.inventory_role_draft import Draft, PermissionDraft, read
from mockc8y.domain.tenant import Tenant
from mockc8y.store.codec import Document

TYPE = "InventoryRole"
_ATTRIBUTES = {"name": "String", "description": "String", "permissions": "Set"}
"""What the audit log tells of a change, and the names of its types."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission of a role. `permission` is READ, ADMIN or *, `scope` an API such as ALARM, `type` a fragment."""

    id: int
    permission: str
    scope: str
    type: str


@dataclass(frozen=True, slots=True)
class InventoryRole:
    """A named set of permissions."""

    id: int
    name: str
    description: str | None = None
    permissions: tuple[Permission, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Roles that a user holds for a managed object, its child assets and child devices, all the way down."""

    id: int
    user: str
    managed_object: int
    roles: tuple[int, ...]


def create(tenant: Tenant, document: Document, caller: Caller) -> InventoryRole:
    """Store a role. Only its name is mandatory; 409 when another role has that name."""
    draft = read(document)
    _require_free(tenant, draft.name)
    role = add(tenant, draft)
    _record(tenant, role, "created", caller)
    return role


def add(tenant: Tenant, draft: Draft) -> InventoryRole:
    """Store a role as it is, under the next number."""
    return _put(tenant, next_number(tenant, "inventoryRole", 1), draft, kept=())


def get(tenant: Tenant, role_id: str) -> InventoryRole:
    """Return a role by the id of a path, or raise 404."""
    number = parse_id(role_id)
    role = None if number is None else tenant.inventory_roles.get(number)
    if role is None:
        raise error("role.unknown")
    return role


def select(tenant: Tenant) -> Sequence[InventoryRole]:
    """List all roles, oldest first."""
    return tenant.inventory_roles.values()


def update(tenant: Tenant, role_id: str, change: Document, caller: Caller) -> InventoryRole:
    """Apply a PUT body. Permissions that it lists with their ids keep them; those that it does not list vanish."""
    role = get(tenant, role_id)
    before = document_of(role)
    draft = read(merged(before, change))
    if draft.name != role.name:
        _require_free(tenant, draft.name)
    updated = _put(tenant, role.id, draft, kept=[held.id for held in role.permissions])
    _record(tenant, updated, "updated", caller, audit.attribute_changes(before, document_of(updated), _ATTRIBUTES))
    return updated


def delete(tenant: Tenant, role_id: str, caller: Caller) -> None:
    """Remove a role, or raise 404. Whoever held it does so no more.

    # unverified: assignments lose the role, and go when it was their only one.
    """
    role = get(tenant, role_id)
    tenant.inventory_roles.remove(role.id)
    for assignment in tenant.inventory_assignments.values():
        if role.id not in assignment.roles:
            continue
        left = tuple(number for number in assignment.roles if number != role.id)
        if left:
            kept = Assignment(assignment.id, assignment.user, assignment.managed_object, left)
            tenant.inventory_assignments.put(assignment.id, kept)
        else:
            tenant.inventory_assignments.remove(assignment.id)
    _record(tenant, role, "deleted", caller)


def named(tenant: Tenant, name: str) -> InventoryRole | None:
    """Return the role of a name, or `None`."""
    return next((role for role in tenant.inventory_roles.values() if role.name == name), None)


def document_of(role: InventoryRole) -> Document:
    """Return what is stored of a role as the API shows it."""
    described = {} if role.description is None else {"description": role.description}
    return {"id": role.id, "name": role.name, **described, "permissions": [_shown(held) for held in role.permissions]}


def _shown(held: Permission) -> Document:
    return {"id": held.id, "permission": held.permission, "scope": held.scope, "type": held.type}


def _require_free(tenant: Tenant, name: str) -> None:
    if named(tenant, name) is not None:
        raise error("inventory_role.duplicate", name=name)


def _put(tenant: Tenant, number: int, draft: Draft, kept: Collection[int]) -> InventoryRole:
    role = InventoryRole(number, draft.name, draft.description, _numbered(tenant, draft.permissions, kept))
    tenant.inventory_roles.put(number, role)
    return role


def _numbered(tenant: Tenant, permissions: Sequence[PermissionDraft], kept: Collection[int]) -> tuple[Permission, ...]:
    """Give each permission an id: its own, if the role had one of that id, else the next number."""
    free = set(kept)
    numbered = []
    for draft in permissions:
        if draft.id in free:
            free.remove(draft.id)
            number = draft.id
        else:
            number = next_number(tenant, "inventoryPermission", 1)
        numbered.append(Permission(number, draft.permission, draft.scope, draft.type))
    return tuple(numbered)


def _record(tenant: Tenant, role: InventoryRole, what: str, caller: Caller, changes: Sequence[Document] = ()) -> None:
    text = f"Inventory role {what}: '{role.name}'"
    audit.write(tenant, audit.Entry(TYPE, f"Inventory role {what}", text, source=role.id, changes=changes), caller)
