"""The user that owns a managed object, and whether it may sign in."""

from __future__ import annotations

from dataclasses import replace

from mockc8y.domain import inventory
from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.inventory_draft import AREA
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document


def get(tenant: Tenant, object_id: str) -> User:
    """Return the owner of the managed object of a path, or raise 404: there is no such object, or no such user."""
    owner = inventory.get(tenant, object_id).document.get("owner")
    user = tenant.users.get(owner) if isinstance(owner, str) else None
    if user is None:
        raise error("owner.unknown", id=object_id)
    return user


def update(tenant: Tenant, object_id: str, change: Document) -> User:
    """Let the owner sign in or not, as `enabled` says. Nothing else can be changed here (specification)."""
    user = get(tenant, object_id)
    require_fields(change, ("enabled",))
    enabled = change["enabled"]
    if not isinstance(enabled, bool):
        raise error("invalid_data", area=AREA, reason=f"'enabled' must be true or false, not {enabled!r}")
    changed = replace(user, enabled=enabled)
    tenant.users.put(user.name, changed)
    return changed
