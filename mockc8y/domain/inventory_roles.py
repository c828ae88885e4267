"""Inventory roles: permissions that hold for some managed objects and what is below them."""

from __future__ import annotations

from dataclasses import dataclass


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
