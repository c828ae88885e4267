"""Applications a tenant is subscribed to."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/applications",
        "postTenantApplicationReferenceCollectionResource",
        roles("APPLICATION_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE"),
    ),
    Route(
        "GET",
        "/tenant/tenants/{tenantId}/applications",
        "getTenantApplicationReferenceCollectionResource",
        roles("TENANT_MANAGEMENT_READ", "TENANT_ADMIN"),
        parameters=PAGING,
    ),
    Route(
        "DELETE",
        "/tenant/tenants/{tenantId}/applications/{applicationId}",
        "deleteTenantApplicationReferenceResource",
        roles("APPLICATION_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE"),
    ),
    Route(
        "GET",
        "/tenant/tenants/{tenantId}/applications/restricted-roles",
        "getTenantApplicationRestrictedRolesResource",
        roles("TENANT_MANAGEMENT_READ", "TENANT_ADMIN"),
    ),
    Route(
        "PUT",
        "/tenant/tenants/{tenantId}/applications/restricted-roles",
        "putTenantApplicationRestrictedRolesResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE", "TENANT_ADMIN"),
    ),
    Route(
        "POST",
        "/tenant/tenants/{tenantId}/applications/restricted-roles/{roleId}",
        "postTenantApplicationRestrictedRoleResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE", "TENANT_ADMIN"),
    ),
    Route(
        "DELETE",
        "/tenant/tenants/{tenantId}/applications/restricted-roles/{roleId}",
        "deleteTenantApplicationRestrictedRoleResource",
        roles("TENANT_MANAGEMENT_ADMIN", "TENANT_MANAGEMENT_UPDATE", "TENANT_ADMIN"),
    ),
)
"""The operations of this family in the official specification."""
