"""Roles and their assignment."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "GET",
        "/user/roles",
        "getRoleCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        parameters=PAGING,
    ),
    Route(
        "GET",
        "/user/roles/{name}",
        "getRoleCollectionResourceByName",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "POST",
        "/user/{tenantId}/groups/{groupId}/roles",
        "postGroupsRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_ADMIN"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/groups/{groupId}/roles",
        "getGroupsRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ"),
        parameters=query_names("currentPage pageSize"),
    ),
    Route(
        "DELETE",
        "/user/{tenantId}/groups/{groupId}/roles/{roleId}",
        "deleteGroupRoleReferenceResource",
        roles("USER_MANAGEMENT_ADMIN"),
    ),
    Route(
        "POST",
        "/user/{tenantId}/users/{userId}/roles",
        "postUsersRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "DELETE",
        "/user/{tenantId}/users/{userId}/roles/{roleId}",
        "deleteUserRoleReferenceResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
)
"""The operations of this family in the official specification."""
