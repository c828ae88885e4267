"""Groups, which the user interface calls global roles."""

from __future__ import annotations

from mockc8y.api.route import PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/user/{tenantId}/groups",
        "postGroupCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/groups",
        "getGroupCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        parameters=PAGING,
    ),
    Route(
        "GET",
        "/user/{tenantId}/groups/{groupId}",
        "getGroupByIdResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/user/{tenantId}/groups/{groupId}",
        "putGroupByIdResource",
        roles("USER_MANAGEMENT_ADMIN"),
        parameters=query_names("forceLogout"),
    ),
    Route(
        "DELETE",
        "/user/{tenantId}/groups/{groupId}",
        "deleteGroupByIdResource",
        roles("USER_MANAGEMENT_ADMIN"),
        parameters=query_names("forceLogout"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/groupByName/{groupName}",
        "getGroupByNameResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/users/{userId}/groups",
        "getGroupReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        parameters=PAGING,
    ),
)
"""The operations of this family in the official specification."""
