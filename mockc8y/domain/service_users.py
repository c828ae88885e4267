"""The users of microservices: one in the tenant that owns it, and one in each tenant that is subscribed to it."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mockc8y.domain import applications, restricted_roles, user_accounts, users
from mockc8y.domain.errors import error

if TYPE_CHECKING:
    from mockc8y.domain.applications import Application
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant
    from mockc8y.domain.users import User

PREFIX, BOOTSTRAP_PREFIX = "service_", "servicebootstrap_"
PASSWORD_LENGTH = 32
_CHARACTERS = string.ascii_letters + string.digits


def name_of(application: Application) -> str:
    """Return the name of a microservice's user in the tenants that are subscribed to it."""
    return PREFIX + application.name


def bootstrap_name_of(application: Application) -> str:
    """Return the name of a microservice's user in its owner, which learns about the subscriptions."""
    return BOOTSTRAP_PREFIX + application.name


def password(tenant: Tenant) -> str:
    """Draw a password."""
    return "".join(tenant.random.choices(_CHARACTERS, k=PASSWORD_LENGTH))


def put(tenant: Tenant, application: Application, known_password: str | None) -> User:
    """Add or renew a microservice's user in a tenant: it holds the roles that the manifest requires."""
    tenant.service_roles.put(application.id, application.brought_roles)
    roles = application.required_roles - restricted_roles.of(tenant)
    return users.add(tenant, name_of(application), known_password, roles)


def put_bootstrap(tenant: Tenant, application: Application) -> User:
    """Add or renew the user that a microservice starts with. It holds no role: its name opens what it needs."""
    tenant.service_roles.put(application.id, application.brought_roles)
    return users.add(tenant, bootstrap_name_of(application), application.bootstrap_password)


def remove(tenant: Tenant, application: Application) -> None:
    """Take away a microservice's user in a tenant, and the roles it brought unless the tenant owns it."""
    _forget(tenant, name_of(application))
    if tenant.id != application.owner:
        tenant.service_roles.remove(application.id)


def remove_bootstrap(tenant: Tenant, application: Application) -> None:
    """Take away the user that a microservice starts with, and the roles it brought to its owner."""
    _forget(tenant, bootstrap_name_of(application))
    tenant.service_roles.remove(application.id)


def require_free(tenant: Tenant, name: str) -> None:
    """Refuse a name that a user of the tenant has: nobody may be pushed aside by an application."""
    if name in tenant.users:
        raise error("user.duplicate", name=name)


def require_allowed(tenant: Tenant, application: Application) -> None:
    """Refuse an application that requires a role which no microservice of the tenant may have (specification)."""
    refused = sorted(application.required_roles & restricted_roles.of(tenant))
    if refused:
        reason = f"Microservices of tenant {tenant.id} may not require {', '.join(refused)}"
        raise error("invalid_data", area="applications", reason=reason)


def follow(platform: Platform, before: Application, after: Application) -> None:
    """Bring the users of a microservice up to date with its name and roles; 409 where a new name is taken.

    Their passwords stay.
    """
    owner = applications.owner(platform, after)
    holders = [
        (tenant, known) for tenant in platform.tenants if (known := tenant.subscriptions.get(after.id)) is not None
    ]
    if before.name != after.name:
        _make_way(owner, [tenant for tenant, _ in holders], before, after)
    put_bootstrap(owner, after)
    for tenant, subscription in holders:
        put(tenant, after, subscription.password)


def refresh(platform: Platform, tenant: Tenant) -> None:
    """Give all microservices' users of a tenant the roles they may hold now."""
    for subscription in tenant.subscriptions.values():
        application = applications.subscribed_to(platform, subscription)
        if application is not None and subscription.password is not None:
            put(tenant, application, subscription.password)


def _make_way(owner: Tenant, tenants: Sequence[Tenant], before: Application, after: Application) -> None:
    """Take away the users of the old name, once it is clear that nobody has the new one."""
    require_free(owner, bootstrap_name_of(after))
    for tenant in tenants:
        require_free(tenant, name_of(after))
    _forget(owner, bootstrap_name_of(before))
    for tenant in tenants:
        _forget(tenant, name_of(before))


def _forget(tenant: Tenant, name: str) -> None:
    user = tenant.users.get(name)
    if user is not None:
        user_accounts.forget(tenant, user)
