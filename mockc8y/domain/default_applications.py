"""The applications that every tenant has from the start: they belong to the management tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import subscriptions
from mockc8y.domain.applications import HOSTED, MARKET, Application
from mockc8y.domain.tenant_profile import MANAGEMENT

if TYPE_CHECKING:
    from mockc8y.domain.platform import Platform
    from mockc8y.domain.tenant import Tenant

# unverified: ids besides 7, which was seen on real tenants.
_ROWS = ((5, "administration"), (6, "devicemanagement"), (7, "cockpit"))

APPLICATIONS = tuple(
    Application(
        number,
        MANAGEMENT,
        {
            "name": name,
            "key": f"{name}-application-key",
            "type": HOSTED,
            "availability": MARKET,
            "contextPath": name,
            "manifest": {"noAppSwitcher": False},
            "resourcesUrl": "/",
        },
    )
    for number, name in _ROWS
)


def plant(platform: Platform, tenant: Tenant) -> None:
    """Subscribe a fresh tenant to those of the default applications that exist; give them to the management tenant."""
    if tenant.id == MANAGEMENT:
        for application in APPLICATIONS:
            tenant.applications.put(application.id, application)
    for application in APPLICATIONS:
        if platform.tenants[0].applications.get(application.id) is not None:
            subscriptions.add(tenant, application)
