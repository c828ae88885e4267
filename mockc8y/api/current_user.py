"""The logged-in user."""

from __future__ import annotations

from mockc8y.api.route import Route
from mockc8y.domain.roles import roles

ROUTES = (
    Route("GET", "/user/currentUser", "getCurrentUserResource", roles("USER_MANAGEMENT_OWN_READ", "SYSTEM")),
    Route("PUT", "/user/currentUser", "putCurrentUserResource", roles("USER_MANAGEMENT_OWN_ADMIN")),
    Route("PUT", "/user/currentUser/password", "putCurrentUserPasswordResource", roles("USER_MANAGEMENT_OWN_ADMIN")),
    Route(
        "POST",
        "/user/currentUser/totpSecret",
        "postCurrentUserTfaTotpResource",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
    ),
    Route(
        "POST",
        "/user/currentUser/totpSecret/activity",
        "postCurrentUserTfaTotpResourceActivity",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
    ),
    Route(
        "GET",
        "/user/currentUser/totpSecret/activity",
        "getCurrentUserTfaTotpResourceActivity",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
    ),
    Route(
        "POST",
        "/user/currentUser/totpSecret/verify",
        "postCurrentUserTfaTotpResourceVerify",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
    ),
)
"""The operations of this family in the official specification."""
