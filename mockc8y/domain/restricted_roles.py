"""The roles that no microservice of a tenant may require."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockc8y.domain import roles
from mockc8y.domain.errors import error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockc8y.domain.tenant import Tenant

PROPERTY = "msForbiddenRoles"
"""The custom property of a tenant that lists them (specification)."""


def listed(tenant: Tenant) -> list[str]:
    """List the restricted roles of a tenant in the order in which they were named."""
    found = tenant.profile.value.custom_properties.get(PROPERTY)
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def of(tenant: Tenant) -> frozenset[str]:
    """Return the restricted roles of a tenant."""
    return frozenset(listed(tenant))


def change(tenant: Tenant, names: object) -> None:
    """Restrict just these roles, each named once; raise 422 for one that is none."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise error("invalid_data", area="tenants", reason="A list of role names is expected")
    _store(tenant, [require_known(tenant, name) for name in names])


def add(tenant: Tenant, name: str) -> None:
    """Restrict one more role; one that is restricted already stays so."""
    _store(tenant, [*listed(tenant), require_known(tenant, name)])


def remove(tenant: Tenant, name: str) -> None:
    """Lift the restriction of a role; raise 404 where it is not restricted."""
    require_known(tenant, name)
    kept = listed(tenant)
    if name not in kept:
        raise error("restricted_role.unknown", role=name, tenant=tenant.id)
    _store(tenant, [other for other in kept if other != name])


def require_known(tenant: Tenant, name: str) -> str:
    """Return a name that is one of the tenant's roles, or raise 422."""
    if name not in roles.known(tenant):
        raise error("invalid_data", area="tenants", reason=f"There is no role '{name}'")
    return name


def _store(tenant: Tenant, names: Iterable[str]) -> None:
    profile = tenant.profile.value
    kept = {**profile.custom_properties, PROPERTY: list(dict.fromkeys(names))}
    tenant.profile.value = replace(profile, custom_properties=kept)
