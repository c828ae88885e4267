"""Paths that name a tenant, which must be the caller's own."""

from __future__ import annotations

from mockc8y.api.request import Request
from mockc8y.domain.errors import error


def require_own(request: Request, tenant_id: str) -> None:
    """Refuse a path that names another tenant than the caller's with the platform's 403."""
    if tenant_id != request.tenant.id:
        raise error("tenant.not_own")


def own_arguments(request: Request) -> tuple[str, ...]:
    """Return what a path holds after the tenant's id, which comes first and must be that of the caller's tenant."""
    tenant_id, *others = request.arguments
    require_own(request, tenant_id)
    return tuple(others)
