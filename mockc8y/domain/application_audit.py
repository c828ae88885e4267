"""What the platform records about applications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockc8y.domain import audit

if TYPE_CHECKING:
    from mockc8y.domain.applications import Application
    from mockc8y.domain.callers import Caller
    from mockc8y.domain.tenant import Tenant

TYPE = "Application"
SUBSCRIBE, DEPLOY, DELETE = "SUBSCRIBE", "DEPLOY", "DELETE"
"""What `c8y_Metadata` says was done (specification)."""


def subscribed(tenant: Tenant, application: Application, caller: Caller) -> None:
    """Record in a tenant that it is subscribed from now on."""
    text = f"Application '{application.name}' subscribed to tenant '{tenant.id}'"
    _write(tenant, application, caller, "Application subscribed", text, SUBSCRIBE)


def unsubscribed(tenant: Tenant, application: Application, caller: Caller) -> None:
    """Record in a tenant that it is subscribed no more."""
    text = f"Application '{application.name}' unsubscribed from tenant '{tenant.id}'"
    _write(tenant, application, caller, "Application unsubscribed", text)


def activated(owner: Tenant, application: Application, caller: Caller) -> None:
    """Record that another binary of an application is served from now on."""
    text = f"Application '{application.name}' activated, binary '{application.active}'"
    _write(owner, application, caller, "Application activated", text)


def deployed(owner: Tenant, application: Application, caller: Caller) -> None:
    """Record that a microservice was uploaded and runs."""
    _write(owner, application, caller, "Application deployed", f"Application '{application.name}' deployed", DEPLOY)


def deleted(owner: Tenant, application: Application, caller: Caller) -> None:
    """Record that an application is gone."""
    _write(owner, application, caller, "Application deleted", f"Application '{application.name}' deleted", DELETE)


def _write(
    tenant: Tenant, application: Application, caller: Caller, activity: str, text: str, action: str | None = None
) -> None:
    audit.write(tenant, audit.Entry(TYPE, activity, text, source=application.id, action=action), caller)
