"""Device requests at each step of their life, and what tests say about them."""

from __future__ import annotations

from mockc8y.domain import device_requests
from mockc8y.domain.callers import Caller
from mockc8y.domain.device_requests import Credentials, DeviceRequest
from mockc8y.domain.tenant import Tenant

ANA = Caller("ana")
BOOTSTRAP = Caller("devicebootstrap")


def announced(tenant: Tenant, device: str = "pump-7", **properties: object) -> DeviceRequest:
    """Make a request for a device."""
    return device_requests.create(tenant, {"id": device, **properties}, ANA)


def asked(tenant: Tenant, device: str = "pump-7", token: str | None = None) -> Credentials:
    """Ask for credentials as a device does."""
    return device_requests.poll([tenant], {"id": device, "securityToken": token}, BOOTSTRAP)


def accepted(tenant: Tenant, device: str = "pump-7", token: str | None = None) -> DeviceRequest:
    """Accept a request as its user does."""
    return device_requests.update(tenant, device, {"status": "ACCEPTED", "securityToken": token}, ANA)
