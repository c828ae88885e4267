"""Inventory roles and their assignment."""

from __future__ import annotations

from mockc8y.api.route import Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route("POST", "/user/inventoryroles", "postInventoryRoleResource", roles("USER_MANAGEMENT_ADMIN")),
    Route(
        "GET",
        "/user/inventoryroles",
        "getInventoryRoleResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        parameters=query_names("currentPage pageSize withTotalElements"),
    ),
    Route(
        "GET",
        "/user/inventoryroles/{id}",
        "getInventoryRoleResourceId",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route("PUT", "/user/inventoryroles/{id}", "putInventoryRoleResourceId", roles("USER_MANAGEMENT_ADMIN")),
    Route("DELETE", "/user/inventoryroles/{id}", "deleteInventoryRoleResourceId", roles("USER_MANAGEMENT_ADMIN")),
    Route(
        "POST",
        "/user/{tenantId}/users/{userId}/roles/inventory",
        "postInventoryAssignmentResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/users/{userId}/roles/inventory",
        "getInventoryAssignmentResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/users/{userId}/roles/inventory/{id}",
        "getInventoryAssignmentResourceById",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/user/{tenantId}/users/{userId}/roles/inventory/{id}",
        "putInventoryAssignmentResourceById",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "DELETE",
        "/user/{tenantId}/users/{userId}/roles/inventory/{id}",
        "deleteInventoryAssignmentResourceById",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
)
"""The operations of this family in the official specification."""
