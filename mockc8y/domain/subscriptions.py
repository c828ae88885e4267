"""Subscriptions: which tenants use an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mockc8y.domain import application_audit, service_users
from mockc8y.domain.applications import Application
from mockc8y.domain.errors import error

if TYPE_CHECKING:
    from mockc8y.domain.callers import Caller
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant


class Subscription(NamedTuple):
    """The use of an application by a tenant. `password` is that of a microservice's user there, as it is handed out."""

    application: int
    owner: str
    password: str | None = None


def of(platform: Platform, application: Application) -> list[Tenant]:
    """List the tenants that are subscribed to an application."""
    return [tenant for tenant in platform.tenants if application.id in tenant.subscriptions]


def of_others(platform: Platform, application: Application) -> list[Tenant]:
    """List the tenants besides its owner that are subscribed to an application."""
    return [tenant for tenant in of(platform, application) if tenant.id != application.owner]


def add(tenant: Tenant, application: Application) -> Subscription:
    """Subscribe a tenant, and give a microservice its user and its roles there. Checks and records nothing."""
    password = service_users.password(tenant) if application.is_microservice else None
    subscription = Subscription(application.id, application.owner, password)
    tenant.subscriptions.put(application.id, subscription)
    if password is not None:
        service_users.put(tenant, application, password)
    return subscription


def subscribe(tenant: Tenant, application: Application, caller: Caller) -> Subscription:
    """Subscribe a tenant to an application, or raise 409 where it is already, 422 for a role that is restricted."""
    if application.id in tenant.subscriptions:
        raise error("subscription.duplicate", id=application.id, tenant=tenant.id)
    if application.is_microservice:
        service_users.require_free(tenant, service_users.name_of(application))
        service_users.require_allowed(tenant, application)
    subscription = add(tenant, application)
    application_audit.subscribed(tenant, application, caller)
    return subscription


def unsubscribe(tenant: Tenant, application: Application, caller: Caller) -> None:
    """End a subscription and take a microservice's user away, or raise 404 where there is none."""
    if application.id not in tenant.subscriptions:
        raise error("subscription.unknown", id=application.id, tenant=tenant.id)
    remove(tenant, application)
    application_audit.unsubscribed(tenant, application, caller)


def remove(tenant: Tenant, application: Application) -> None:
    """Forget a subscription with all that came with it. Records nothing."""
    tenant.subscriptions.remove(application.id)
    if application.is_microservice:
        service_users.remove(tenant, application)


def end_all_to(platform: Platform, owner: Tenant) -> None:
    """Forget all subscriptions to the applications of a tenant that goes. Records nothing."""
    for application in owner.applications.values():
        for tenant in of(platform, application):
            remove(tenant, application)
