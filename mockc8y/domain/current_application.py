"""The application that a microservice's user belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import applications, service_users
from mockc8y.domain.permissions import denied

if TYPE_CHECKING:
    from mockc8y.domain.applications import Application
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant
    from mockc8y.domain.users import User


def of_bootstrap_user(tenant: Tenant, user: User) -> Application:
    """Return the application that starts with a user, or raise 403."""
    for application in tenant.applications.values():
        if application.is_microservice and service_users.bootstrap_name_of(application) == user.name:
            return application
    raise denied("only the bootstrap user of a microservice may do this")


def of_user(platform: Platform, tenant: Tenant, user: User) -> Application:
    """Return the application that starts with a user or works as it in the tenant, or raise 403."""
    for subscription in tenant.subscriptions.values():
        application = applications.subscribed_to(platform, subscription) if subscription.password else None
        if application is not None and service_users.name_of(application) == user.name:
            return application
    return of_bootstrap_user(tenant, user)
