"""Users."""

from __future__ import annotations

from mockc8y.api.route import EVERYBODY, PAGING, Route, query_names
from mockc8y.domain.roles import roles

ROUTES = (
    Route(
        "POST",
        "/user/{tenantId}/users",
        "postUserCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/users",
        "getUserCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        parameters=query_names("groups onlyDevices owner username usernameContains withSubusersCount") | PAGING,
    ),
    Route(
        "GET",
        "/user/{tenantId}/users/{userId}",
        "getUserResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "PUT",
        "/user/{tenantId}/users/{userId}",
        "putUserResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "DELETE",
        "/user/{tenantId}/users/{userId}",
        "deleteUserResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/users/{userId}/tfa",
        "getUsersTfaResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/userByName/{username}",
        "getUsersByNameResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "POST",
        "/user/{tenantId}/groups/{groupId}/users",
        "postUserReferenceCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/groups/{groupId}/users",
        "getUserReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        parameters=query_names("currentPage pageSize withTotalElements"),
    ),
    Route(
        "DELETE",
        "/user/{tenantId}/groups/{groupId}/users/{userId}",
        "deleteUserReferenceResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
    ),
    Route("POST", "/user/logout", "postLogoutUser", EVERYBODY),
    Route("POST", "/user/logout/{tenantId}/allUsers", "postLogoutAllTenantUsers", roles("USER_MANAGEMENT_ADMIN")),
)
"""The operations of this family in the official specification."""
