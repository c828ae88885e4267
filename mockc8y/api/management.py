"""What only the management tenant may ask for."""

from __future__ import annotations

from mockc8y.api.request import Request
from mockc8y.domain.errors import error
from mockc8y.domain.permissions import denied
from mockc8y.domain.tenant import Tenant
from mockc8y.domain.tenant_profile import MANAGEMENT


def require_management(request: Request) -> None:
    """Refuse callers of other tenants with the platform's 403."""
    if request.tenant.id != MANAGEMENT:
        raise denied("only the management tenant may ask for this")


def any_tenant(request: Request, tenant_id: str) -> Tenant:
    """Return the tenant of an id for a caller of the management tenant, or raise 403 or 404."""
    require_management(request)
    tenant = request.platform.tenant(tenant_id)
    if tenant is None:
        raise error("tenant.unknown", id=tenant_id)
    return tenant
