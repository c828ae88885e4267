"""The inventory roles that a fresh tenant has."""

from __future__ import annotations

from collections.abc import Sequence

from mockc8y.domain import inventory_roles
from mockc8y.domain.inventory_role_draft import Draft, PermissionDraft
from mockc8y.domain.tenant import Tenant

# unverified: the order, and with it the ids but those of the second and the fourth, and what the manager may change.
ROLES: Sequence[Draft] = (
    Draft("Reader", "Reads all data of an asset", (PermissionDraft("READ", "*", "*"),)),
    Draft(
        "Manager",
        "Reads all data of an asset, and manages the asset itself and its alarms",
        (
            PermissionDraft("READ", "*", "*"),
            PermissionDraft("ADMIN", "MANAGED_OBJECT", "*"),
            PermissionDraft("ADMIN", "ALARM", "*"),
        ),
    ),
    Draft("Operations: All", "Sends any operation to devices", (PermissionDraft("ADMIN", "OPERATION", "*"),)),
    Draft("Operations: Restart Device", "Restarts devices", (PermissionDraft("ADMIN", "OPERATION", "c8y_Restart"),)),
)
"""In the order of their ids, which start at 1."""


def plant(tenant: Tenant) -> None:
    """Give a fresh tenant the roles that every tenant starts with."""
    for draft in ROLES:
        inventory_roles.add(tenant, draft)
