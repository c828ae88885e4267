"""Login options and access mappings."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/tenant/loginOptions",
        "postLoginOptionCollectionResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
    ),
    Route(
        "GET",
        "/tenant/loginOptions",
        "getLoginOptionCollectionResource",
        EVERYBODY,
        parameters=query_names("management tenantId"),
        public=True,
    ),
    Route(
        "GET",
        "/tenant/loginOptions/{typeOrId}",
        "getLoginOptionResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN", "USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/tenant/loginOptions/{typeOrId}",
        "putLoginOptionResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "DELETE",
        "/tenant/loginOptions/{typeOrId}",
        "deleteLoginOptionResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
    ),
    Route(
        "POST",
        "/tenant/loginOptions/{typeOrId}/accessMappings",
        "postAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "GET",
        "/tenant/loginOptions/{typeOrId}/accessMappings",
        "getAccessMappingCollectionResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/tenant/loginOptions/{typeOrId}/accessMappings/{id}",
        "getAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/tenant/loginOptions/{typeOrId}/accessMappings/{id}",
        "putAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "DELETE",
        "/tenant/loginOptions/{typeOrId}/accessMappings/{id}",
        "deleteAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "POST",
        "/tenant/loginOptions/{typeOrId}/inventoryAccessMappings",
        "postInventoryAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "GET",
        "/tenant/loginOptions/{typeOrId}/inventoryAccessMappings",
        "getInventoryAccessMappingCollectionResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/tenant/loginOptions/{typeOrId}/inventoryAccessMappings/{id}",
        "getInventoryAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_READ", "USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/tenant/loginOptions/{typeOrId}/inventoryAccessMappings/{id}",
        "putInventoryAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "DELETE",
        "/tenant/loginOptions/{typeOrId}/inventoryAccessMappings/{id}",
        "deleteInventoryAccessMappingResource",
        roles("TENANT_ADMIN", "TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("terminateUserSessions"),
    ),
    Route(
        "PUT",
        "/tenant/loginOptions/{typeOrId}/restrict",
        "putAccessLoginOptionResource",
        roles("TENANT_MANAGEMENT_ADMIN"),
        parameters=query_names("targetTenant"),
    ),
)
"""The operations of this family in the official specification."""
