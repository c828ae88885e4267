"""What the audit log tells of tenants: in the log of the tenant that did it, not of the one it was done to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mockc8y.domain import audit
from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import TenantProfile
from mockc8y.store.codec import Document

CREATED, DELETED = "created", "deleted"
TYPE = "Tenant"

_TEXT = "java.lang.String"
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "company": _TEXT,
        "domain": _TEXT,
        "adminEmail": _TEXT,
        "contactName": _TEXT,
        "contactPhone": _TEXT,
        "status": _TEXT,
        "allowCreateTenants": "java.lang.Boolean",
        "customProperties": "java.util.Map",
    }
)


def record(where: Tenant, activity: str, tenant_id: str, caller: Caller) -> None:
    """Write down that a tenant came or went."""
    _write(where, activity, tenant_id, caller, [])


def record_change(where: Tenant, before: TenantProfile, after: TenantProfile, caller: Caller) -> None:
    """Write down what changed of a tenant. Being suspended or activated is an activity of its own."""
    activity = "updated"
    if after.is_suspended != before.is_suspended:
        activity = "suspended" if after.is_suspended else "activated"
    changes = audit.attribute_changes(_attributes(before), _attributes(after), dict(_TYPES))
    _write(where, activity, after.id, caller, changes)


def _write(where: Tenant, activity: str, tenant_id: str, caller: Caller, changes: list[Document]) -> None:
    activity = f"Tenant {activity}"
    entry = audit.Entry(TYPE, activity, f"{activity}: {tenant_id}", source=tenant_id, changes=changes)
    audit.write(where, entry, caller)


def _attributes(profile: TenantProfile) -> Document:
    return {
        "company": profile.company,
        "domain": profile.domain,
        "adminEmail": profile.admin_email,
        "contactName": profile.contact_name,
        "contactPhone": profile.contact_phone,
        "status": profile.status,
        "allowCreateTenants": profile.allow_create_tenants,
        "customProperties": profile.custom_properties,
    }
