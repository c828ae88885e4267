"""Logging out."""

from __future__ import annotations

from mockc8y.api.authentication import proves_intent, session_of
from mockc8y.api.own_tenant import require_own
from mockc8y.api.reply import Reply
from mockc8y.api.request import Request
from mockc8y.api.route import EVERYBODY, Evidence, Route
from mockc8y.api.session_cookies import clear_cookies
from mockc8y.domain import login
from mockc8y.domain.errors import error
from mockc8y.domain.roles import roles


def log_out(request: Request) -> Reply:
    """POST the end of one's own session. Without one there is nothing to end: the cookies go all the same.

    Web apps send this to get rid of a cookie that is good for nothing any more.
    """
    accepted = session_of(request.platform, request.headers)
    if accepted is not None:
        if not proves_intent(request.headers, accepted):
            raise error("authentication.wrong_xsrf")
        login.log_out(accepted.tenant, accepted.session)
    return Reply(200, headers=clear_cookies(request.links))


def log_out_everybody(request: Request) -> Reply:
    """POST the end of all sessions of the caller's tenant, its own among them."""
    require_own(request, *request.arguments)
    login.log_out_everybody(request.tenant, request.caller)
    return Reply(200)


ROUTES = (
    # Whoever asks is let in: a client that was logged out already must not be told that it has to log in first.
    Route("POST", "/user/logout", "postLogoutUser", EVERYBODY, log_out, Evidence.CLIENT, public=True),
    Route(
        "POST",
        "/user/logout/{tenantId}/allUsers",
        "postLogoutAllTenantUsers",
        roles("USER_MANAGEMENT_ADMIN"),
        log_out_everybody,
        Evidence.SPEC,
    ),
)
"""The operations of this family in the official specification."""
