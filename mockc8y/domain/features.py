"""Feature toggles: what a tenant may switch on before everybody has it, or off afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from mockc8y.domain.documents import require_fields
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import denied
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT
from mockc8y.store.codec import Document

GENERALLY_AVAILABLE = "GENERALLY_AVAILABLE"
PUBLIC_PREVIEW = "PUBLIC_PREVIEW"
PRIVATE_PREVIEW = "PRIVATE_PREVIEW"
OPEN_PHASES = frozenset({PUBLIC_PREVIEW, GENERALLY_AVAILABLE})
"""Phases in which every tenant may decide for itself (specification)."""


class Feature(NamedTuple):
    """A feature, how far it has come, and whether tenants have it unless they, or management, say otherwise."""

    key: str
    phase: str
    active: bool


# unverified: real tenants have other features. None of these changes what is emulated.
CATALOGUE: Mapping[str, Feature] = MappingProxyType(
    {
        feature.key: feature
        for feature in (
            Feature("certificate-authority", GENERALLY_AVAILABLE, active=True),
            Feature("inventory-roles", GENERALLY_AVAILABLE, active=True),
            Feature("measurement-charts-preview", PUBLIC_PREVIEW, active=False),
            Feature("tenant-insights-preview", PRIVATE_PREVIEW, active=False),
        )
    }
)


def select() -> Sequence[Feature]:
    """List all features."""
    return list(CATALOGUE.values())


def get(key: str) -> Feature:
    """Return the feature of a key, or raise 404."""
    feature = CATALOGUE.get(key)
    if feature is None:
        raise error("feature.unknown")
    return feature


def document_of(tenant: Tenant, feature: Feature) -> Document:
    """Return a feature as a tenant has it."""
    override = tenant.feature_overrides.get(feature.key)
    return {
        "key": feature.key,
        "phase": feature.phase,
        "active": feature.active if override is None else override,
        "strategy": "DEFAULT" if override is None else "TENANT",
    }


def overrides(tenants: Iterable[Tenant], key: str) -> list[Document]:
    """List which tenants have it their own way."""
    feature = get(key)
    values = ((tenant.id, tenant.feature_overrides.get(feature.key)) for tenant in tenants)
    return [{"tenantId": tenant_id, "active": active} for tenant_id, active in values if active is not None]


def override(tenant: Tenant, key: str, document: Document) -> None:
    """Apply a PUT body: switch a feature on or off for a tenant, whatever the default is."""
    feature = get(key)
    require_fields(document, ("active",))
    active = document["active"]
    if not isinstance(active, bool):
        raise error("invalid_data", area="features", reason="'active' must be true or false")
    tenant.feature_overrides.put(feature.key, active)


def reset(tenant: Tenant, key: str) -> None:
    """Let a tenant have a feature as it is by default."""
    tenant.feature_overrides.remove(get(key).key)


def require_open(tenant: Tenant, key: str) -> None:
    """Refuse a tenant that decides on a feature before it may."""
    feature = get(key)
    if tenant.id != MANAGEMENT and feature.phase not in OPEN_PHASES:
        raise denied(f"only the management tenant decides on features in the phase {feature.phase}")
