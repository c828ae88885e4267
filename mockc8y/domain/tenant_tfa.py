"""What a tenant says about second factors."""

from __future__ import annotations

from dataclasses import replace

from mockc8y.domain.documents import require_fields
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_draft import invalid
from mockc8y.store.codec import Document

CATEGORY = "two-factor-authentication"
SMS, TOTP = "SMS", "TOTP"


def settings_of(tenant: Tenant) -> Document:
    """Return the settings of a tenant. The platform as a whole demands no second factor.

    # unverified: that the tenant's own settings are options of this category.
    """
    strategy = tenant.profile.value.tfa_strategy
    settings = {
        "enabledOnSystemLevel": False,
        "enforcedOnSystemLevel": False,
        "enabledOnTenantLevel": _is_on(tenant, "enabled"),
        "totpEnforcedOnTenantLevel": strategy == TOTP and _is_on(tenant, "enforced"),
        "strategy": strategy,
    }
    group = tenant.options.get((CATEGORY, "enforced.group"))
    return settings | {"enforcedUsersGroup": group} if group else settings


def choose(tenant: Tenant, document: Document) -> None:
    """Set by which means a second factor reaches the users of a tenant."""
    require_fields(document, ("strategy",))
    strategy = document["strategy"]
    if strategy not in (SMS, TOTP):
        raise invalid(f"'strategy' must be {SMS} or {TOTP}")
    tenant.profile.value = replace(tenant.profile.value, tfa_strategy=strategy)


def _is_on(tenant: Tenant, key: str) -> bool:
    return tenant.options.get((CATEGORY, key)) == "true"
