"""What a request may say of an inventory role."""

from __future__ import annotations

from typing import NamedTuple

from mockc8y.domain.documents import parse_id, require_fields, text_field
from mockc8y.domain.errors import PlatformError, error
from mockc8y.store.codec import Document

AREA = "inventoryRoles"
PERMISSIONS = ("READ", "ADMIN", "*")
SCOPES = ("ALARM", "AUDIT", "EVENT", "MANAGED_OBJECT", "MEASUREMENT", "OPERATION", "*")
"""The APIs that permissions are for (specification); * stands for all."""

NEW = 0
"""Stands for the id of a permission that has none yet."""


class PermissionDraft(NamedTuple):
    """A permission of a role; `id` is `NEW` or the one it had before."""

    permission: str
    scope: str
    type: str
    id: int = NEW


class Draft(NamedTuple):
    """A role that may be stored, less its id."""

    name: str
    description: str | None = None
    permissions: tuple[PermissionDraft, ...] = ()


def read(document: Document) -> Draft:
    """Return the role that a document describes, or refuse it.

    The specification wants a description and permissions, too; a real tenant creates roles without.
    """
    require_fields(document, ("name",))
    name = text_field(document, "name", AREA)
    description = document.get("description")
    if not isinstance(description, str | None):
        raise _invalid("'description' must be a string")
    permissions = document.get("permissions", [])
    if not isinstance(permissions, list):
        raise _invalid("'permissions' must be a list")
    return Draft(name, description, tuple(map(_permission, permissions)))


def _permission(value: object) -> PermissionDraft:
    if not isinstance(value, dict):
        raise _invalid("'permissions' must hold objects only")
    require_fields(value, ("permission", "scope", "type"))
    for name, known in (("permission", PERMISSIONS), ("scope", SCOPES)):
        if value[name] not in known:
            raise _invalid(f"'{name}' must be one of {', '.join(known)}, not {value[name]!r}")
    number = parse_id(value.get("id")) or NEW
    return PermissionDraft(value["permission"], value["scope"], text_field(value, "type", AREA), number)


def _invalid(reason: str) -> PlatformError:
    return error("invalid_data", area=AREA, reason=reason)
