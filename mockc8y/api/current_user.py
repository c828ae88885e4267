"""The logged-in user."""

from __future__ import annotations

import orjson

from mockc8y.api import render
from mockc8y.api.authentication import session_of
from mockc8y.api.negotiation import JSON, body_kind
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.api.session_cookies import set_cookies
from mockc8y.api.user_documents import WHOLE, device_permissions, role_document, user_document
from mockc8y.domain import current_user, session_tokens, sessions, totp, user_accounts
from mockc8y.domain.device_permissions import Holder
from mockc8y.domain.documents import require_fields, text_field
from mockc8y.domain.permissions import denied
from mockc8y.domain.roles import SERVICE_ROLES, roles
from mockc8y.domain.session_tokens import Accepted
from mockc8y.domain.times import format_millis
from mockc8y.domain.users import User, effective_roles
from mockc8y.store.codec import Document

PATH = "/user/currentUser"
OFFERS = render.item_offers("currentuser")
USER_OFFERS = render.item_offers("user")
GRACE = 60_000
"""Milliseconds for which a token is good after its user changed the password (specification: "within a minute")."""
_SHOWN = ("firstName", "lastName", "email", "phone")


def get(request: Request) -> Reply:
    """GET oneself. Who accepts the media type of users gets the same as from the list of users.

    # unverified: which of the two comes where both are accepted.
    """
    if "user" not in map(body_kind, (request.accept or "").split(",")):
        return render.value(request, _document(request, request.user), *OFFERS)
    if request.holds(*SERVICE_ROLES):
        raise denied("the users of microservices may not ask for this media type")
    return render.value(request, user_document(request.tenant, request.user, request.links, WHOLE), *USER_OFFERS)


def update(request: Request) -> Reply:
    """PUT changes of oneself."""
    document, session = request.document(), _own_session(request)
    user = current_user.update(request.tenant, request.user, document, request.caller)
    reply = render.written(request, 200, OFFERS, orjson.dumps(_document(request, user)))
    return _with_session(request, reply, user, session)


def change_password(request: Request) -> Reply:
    """PUT another password for oneself."""
    document, session = request.document(), _own_session(request)
    user = current_user.change_password(request.tenant, request.user, document, request.caller)
    return _with_session(request, Reply(200), user, session)


def renew_secret(request: Request) -> Reply:
    """POST for another secret of the second factor."""
    made = totp.renew_secret(request.tenant, request.user)
    address = totp.qr_address(request.tenant, request.user, made)
    document = {"rawSecret": made.secret, "secretQrUrl": address}
    return render.written(request, 200, (JSON,), orjson.dumps(document))


def get_activity(request: Request) -> Reply:
    """GET whether the second factor is asked for."""
    return render.value(request, {"isActive": totp.require(request.user).is_active})


def set_activity(request: Request) -> Reply:
    """POST that the second factor is asked for from now on."""
    document = request.document()
    require_fields(document, ("isActive",))
    user = totp.activated(request.user, document["isActive"])
    user_accounts.change(request.tenant, request.user, user, request.caller)
    return no_content()


def verify_code(request: Request) -> Reply:
    """POST a code of the second factor to see whether it is right."""
    document = request.document()
    require_fields(document, ("code",))
    totp.check(request.tenant, request.user, text_field(document, "code", "users"))
    return no_content()


def _document(request: Request, user: User) -> Document:
    """Return a user as it sees itself: with all its roles at once, and without its groups."""
    held = sorted(effective_roles(request.tenant, user))
    return {
        "id": user.name,
        "userName": user.name,
        "self": request.links.to(PATH),
        **{name: user.profile[name] for name in _SHOWN if name in user.profile},
        "lastPasswordChange": format_millis(user.last_password_change),
        "shouldResetPassword": user.should_reset_password,
        "twoFactorAuthenticationEnabled": totp.is_active(user),
        "devicePermissions": device_permissions(request.tenant, Holder(user=user.name)),
        "effectiveRoles": [role_document(name, request.links) for name in held],
    }


def _own_session(request: Request) -> Accepted | None:
    """Return the session that the caller acts in, unless it sent its password."""
    found = session_of(request.platform, request.headers)
    is_own = found is not None and (found.tenant, found.user.name) == (request.tenant, request.user.name)
    return found if is_own else None


def _with_session(request: Request, reply: Reply, user: User, before: Accepted | None) -> Reply:
    """Go on with the session of a user whose password may have changed, which ended all of its sessions."""
    if before is None or user.password == request.user.password:
        return reply
    sessions.end(request.tenant, before.session, GRACE)
    started = session_tokens.start(request.platform, request.tenant, user, request.links.base)
    reply.headers.extend(set_cookies(started, request.links))
    return reply


ROUTES = (
    Route(
        "GET",
        PATH,
        "getCurrentUserResource",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        get,
        Evidence.RECORDED,
    ),
    Route("PUT", PATH, "putCurrentUserResource", roles("USER_MANAGEMENT_OWN_ADMIN"), update, Evidence.RECORDED),
    Route(
        "PUT",
        f"{PATH}/password",
        "putCurrentUserPasswordResource",
        roles("USER_MANAGEMENT_OWN_ADMIN"),
        change_password,
        Evidence.RECORDED,
    ),
    Route(
        "POST",
        f"{PATH}/totpSecret",
        "postCurrentUserTfaTotpResource",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        renew_secret,
        Evidence.RECORDED,
    ),
    Route(
        "POST",
        f"{PATH}/totpSecret/activity",
        "postCurrentUserTfaTotpResourceActivity",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        set_activity,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        f"{PATH}/totpSecret/activity",
        "getCurrentUserTfaTotpResourceActivity",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        get_activity,
        Evidence.RECORDED,
    ),
    Route(
        "POST",
        f"{PATH}/totpSecret/verify",
        "postCurrentUserTfaTotpResourceVerify",
        roles("USER_MANAGEMENT_OWN_READ", "SYSTEM"),
        verify_code,
        Evidence.RECORDED,
    ),
)
"""The operations of this family in the official specification."""
