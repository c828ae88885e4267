"""What the audit log says about users: who made, changed and deleted them."""

from __future__ import annotations

from types import MappingProxyType

from mockc8y.domain import audit, totp
from mockc8y.domain.callers import Caller
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.users import User
from mockc8y.store.codec import Document

TYPE = "User"
_TEXT, _TRUTH, _SET, _OBJECT = "java.lang.String", "java.lang.Boolean", "java.util.Set", "java.util.Map"
_FACTOR = "twoFactorAuthenticationEnabled"
# unverified: what the platform calls the types of these attributes.
_ATTRIBUTES = MappingProxyType(
    {
        **dict.fromkeys(("alias", "firstName", "lastName", "displayName", "email", "phone"), _TEXT),
        **dict.fromkeys(("owner", "delegatedBy"), _TEXT),
        **dict.fromkeys(("enabled", "newsletter", "shouldResetPassword", _FACTOR), _TRUTH),
        **dict.fromkeys(("roles", "groups", "applications"), _SET),
        "customProperties": _OBJECT,
    }
)
_PASSWORD: Document = {"attribute": "password", "type": _TEXT, "previousValue": None, "newValue": None}
"""That a password was changed is told, but never from what to what."""


def created(tenant: Tenant, user: User, caller: Caller) -> None:
    """Record that a user was made."""
    _write(tenant, user, caller, "User created", [])


def updated(tenant: Tenant, before: User, after: User, caller: Caller) -> None:
    """Record what changed about a user, if anything did."""
    changes = audit.attribute_changes(_described(tenant, before), _described(tenant, after), dict(_ATTRIBUTES))
    if before.password != after.password:
        changes.append(_PASSWORD)
    if changes:
        _write(tenant, after, caller, "User updated", changes)


def deleted(tenant: Tenant, user: User, caller: Caller) -> None:
    """Record that a user was deleted."""
    _write(tenant, user, caller, "User deleted", [])


def _write(tenant: Tenant, user: User, caller: Caller, activity: str, changes: list[Document]) -> None:
    text = ", ".join([f"{activity}: '{user.name}'", *(change["attribute"] for change in changes)])
    audit.write(tenant, audit.Entry(TYPE, activity, text, source=user.name, changes=changes), caller)


def _described(tenant: Tenant, user: User) -> Document:
    """Return all of a user that the log tells about, as JSON."""
    groups = [group.name for number in sorted(user.groups) if (group := tenant.groups.get(number)) is not None]
    return {
        **user.profile,
        "enabled": user.enabled,
        "shouldResetPassword": user.should_reset_password,
        _FACTOR: totp.is_active(user),
        "owner": user.owner,
        "delegatedBy": user.delegated_by,
        "roles": sorted(user.roles),
        "groups": groups,
        "applications": list(user.applications),
    }
