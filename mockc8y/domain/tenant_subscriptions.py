"""Who may subscribe which tenant to which application, and end that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import applications, tenants
from mockc8y.domain.documents import parse_id
from mockc8y.domain.errors import error
from mockc8y.domain.tenant_profile import MANAGEMENT

if TYPE_CHECKING:
    from mockc8y.domain.applications import Application
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant


def offered(platform: Platform, tenant: Tenant, application_id: str) -> Application:
    """Return an application to which a tenant may subscribe others: its own, or one of a tenant below it.

    One that the tenant only uses is refused with 403, one that it does not know with 404.
    """
    number = parse_id(application_id)
    found = None if number is None else applications.anywhere(platform, number)
    if found is not None and tenants.is_within(platform, applications.owner(platform, found), tenant):
        return found
    return applications.find_own(platform, tenant, application_id)


def subscribed(platform: Platform, tenant: Tenant, application_id: str) -> Application:
    """Return an application that a tenant is subscribed to, or raise 404."""
    number = parse_id(application_id)
    subscription = None if number is None else tenant.subscriptions.get(number)
    found = None if subscription is None else applications.subscribed_to(platform, subscription)
    if found is None:
        raise error("subscription.unknown", id=application_id, tenant=tenant.id)
    return found


def acts_as_parent(tenant: Tenant, other: str) -> bool:
    """Tell whether a tenant stands above one that it reaches; management stands above itself, too."""
    return tenant.id == MANAGEMENT or tenant.id != other
