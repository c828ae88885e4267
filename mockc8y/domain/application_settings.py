"""The settings of microservices: tenant options of a category that is theirs, and what stands in for missing ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from mockc8y.domain import applications, microservice_manifest, tenant_options
from mockc8y.domain.applications import Application
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import denied

if TYPE_CHECKING:
    from mockc8y.domain.callers import Caller
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant

Judge = Callable[["Tenant", Application, Sequence[str]], None]
"""Raises an error where options, named by their keys, must not be cleared for a microservice of the tenant."""


def category(application: Application) -> str:
    """Return the category of a microservice's options: what its manifest says, else its context path, else its name."""
    manifest = application.document.get("manifest") or {}
    return str(manifest.get("settingsCategory") or application.context_path or application.name)


def is_owner(application: Application, name: str) -> bool:
    """Tell whether a category is that of a microservice. Until one is deployed, nobody has looked at what it takes."""
    return application.active is not None and category(application) == name


def of(platform: Platform, tenant: Tenant, application: Application) -> dict[str, str]:
    """Return the settings of a microservice in a tenant by their keys, secrets in clear.

    # unverified: settings that are marked `inheritFromOwner` are the owner's where the tenant has none.
    """
    if application.active is None:
        return {}
    manifest = application.document.get("manifest") or {}
    own = tenant_options.settings_of(tenant, category(application))
    owners = tenant_options.settings_of(applications.owner(platform, application), category(application))
    inheritable = {setting["key"] for setting in manifest.get("settings") or () if setting.get("inheritFromOwner")}
    inherited = {key: value for key, value in owners.items() if key in inheritable}
    return microservice_manifest.settings(manifest) | inherited | own


def conflicting(tenant: Tenant, before: Application, after: Application) -> Sequence[str]:
    """List the keys of options that are in a microservice's category, but were set before it was its own."""
    wanted = category(after)
    if before.active is not None and category(before) == wanted:
        return ()
    return sorted(key for known, key in tenant.options if known == wanted)


def require_none(_: Tenant, application: Application, keys: Sequence[str]) -> None:
    """Raise 409 where there are options that a microservice would get hold of.

    # unverified: the status.
    """
    if keys:
        raise error("application.options_exist", category=category(application), keys=", ".join(keys))


def require_clearable(tenant: Tenant, application: Application, keys: Sequence[str]) -> None:
    """Raise 403 where the management tenant locked one of these options of a microservice's category."""
    if any((category(application), key) in tenant.locked_options for key in keys):
        raise denied("the management tenant locked an option that stands in the way")


def clear(tenant: Tenant, application: Application, keys: Iterable[str], caller: Caller) -> None:
    """Remove options of a microservice's category."""
    for key in keys:
        tenant_options.delete(tenant, category(application), key, caller)
