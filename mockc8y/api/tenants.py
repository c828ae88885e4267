"""Tenants."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/tenant/tenants",
        "postTenantCollectionResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/tenant/tenants",
        "getTenantCollectionResource",
        roles("TENANT_MANAGEMENT_READ"),
        parameters=query_names("company domain parent") | PAGING,
    ),
    Route(
        "GET",
        "/tenant/currentTenant",
        "getCurrentTenantResource",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        parameters=query_names("withParent"),
    ),
    Route("GET", "/tenant/tenants/{tenantId}", "getTenantResource", roles("TENANT_MANAGEMENT_READ")),
    Route(
        "PUT",
        "/tenant/tenants/{tenantId}",
        "putTenantResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE"),
    ),
    Route("DELETE", "/tenant/tenants/{tenantId}", "deleteTenantResource", roles("TENANT_MANAGEMENT_ADMIN")),
    Route(
        "GET",
        "/tenant/tenants/{tenantId}/tfa",
        "getTenantsTfaResourceTfa",
        roles("TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_READ", "USER_MANAGEMENT_OWN_READ"),
    ),
    Route(
        "PUT",
        "/tenant/tenants/{tenantId}/tfa",
        "putTenantsTfaResourceTfa",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE"),
    ),
)
"""The operations of this family in the official specification."""
