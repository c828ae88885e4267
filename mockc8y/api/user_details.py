"""Owner, delegation and second factor of a user, each with an address of its own."""

from __future__ import annotations

from mockc8y.api import render
from mockc8y.api.oversight import managed_user, oversight
from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route
from mockc8y.api.users import PATH, written
from mockc8y.domain import tenant_tfa, totp, user_accounts, user_hierarchy
from mockc8y.domain.documents import require_fields
from mockc8y.domain.permissions import Access, denied
from mockc8y.domain.roles import roles

_USER = f"{PATH}/{{userId}}"


def own_factor(request: Request, _: Access) -> None:
    """Let everybody see the settings of its own second factor."""
    if own_arguments(request) != (request.user.name,):
        raise denied("without a role one sees only the second factor of oneself")


def get_factor(request: Request) -> Reply:
    """GET whether a user signs in with a second factor."""
    (name,) = own_arguments(request)
    user = user_accounts.get(request.tenant, name)
    if user.name != request.user.name:
        oversight(request).require(user)
    settings = tenant_tfa.settings_of(request.tenant)
    found = {
        "tfaEnabled": totp.is_active(user),
        "tfaEnforced": settings["totpEnforcedOnTenantLevel"],
        "strategy": settings["strategy"],
    }
    return render.value(request, found)


def revoke_factor(request: Request) -> Reply:
    """DELETE the second factor of a user."""
    user_accounts.revoke_factor(request.tenant, managed_user(request), request.caller)
    return no_content()


def set_owner(request: Request) -> Reply:
    """PUT the user that a user belongs to."""
    user = managed_user(request)
    document = request.document()
    require_fields(document, ("owner",))
    return written(request, user_hierarchy.set_owner(request.tenant, user, document["owner"], request.caller))


def remove_owner(request: Request) -> Reply:
    """DELETE the tie of a user to its owner."""
    user_hierarchy.set_owner(request.tenant, managed_user(request), None, request.caller)
    return no_content()


def set_delegate(request: Request) -> Reply:
    """PUT the user who lets a user manage those below it."""
    user = managed_user(request)
    document = request.document()
    require_fields(document, ("delegatedBy",))
    return written(request, user_hierarchy.set_delegate(request.tenant, user, document["delegatedBy"], request.caller))


def remove_delegate(request: Request) -> Reply:
    """DELETE the delegation to a user."""
    user_hierarchy.set_delegate(request.tenant, managed_user(request), None, request.caller)
    return no_content()


ROUTES = (
    Route(
        "GET",
        f"{_USER}/tfa",
        "getUsersTfaResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        get_factor,
        Evidence.RECORDED,
        reach=own_factor,
    ),
)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = (
    Route(
        "PUT",
        f"{_USER}/owner",
        "putUserOwnerResource",
        roles("USER_MANAGEMENT_ADMIN"),
        set_owner,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{_USER}/owner",
        "deleteUserOwnerResource",
        roles("USER_MANAGEMENT_ADMIN"),
        remove_owner,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{_USER}/delegatedby",
        "putUserDelegatedByResource",
        roles("USER_MANAGEMENT_ADMIN"),
        set_delegate,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{_USER}/delegatedby",
        "deleteUserDelegatedByResource",
        roles("USER_MANAGEMENT_ADMIN"),
        remove_delegate,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{_USER}/totpSecret/revoke",
        "deleteUserTotpSecretResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        revoke_factor,
        Evidence.RECORDED,
    ),
)
"""What the specification leaves out, but published clients ask of real tenants."""
