"""The users of a group."""

from __future__ import annotations

from mockc8y.api import references
from mockc8y.api.oversight import oversight
from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import Evidence, Route, query_names
from mockc8y.api.user_documents import group_address, user_reference
from mockc8y.domain import memberships, user_accounts, user_groups
from mockc8y.domain.errors import error
from mockc8y.domain.roles import roles

PATH = "/user/{tenantId}/groups/{groupId}/users"


def add(request: Request) -> Reply:
    """POST a user that is to be in a group."""
    (group_id,) = own_arguments(request)
    group = user_groups.get(request.tenant, group_id)
    name = references.named(request.document(), "user", "users")
    user = request.tenant.users.get(name)
    if user is None:
        raise error("invalid_data", area="users", reason=f"There is no user '{name}'")
    manager = oversight(request)
    manager.require(user)
    manager.require_membership(user, group)
    user = memberships.join(request.tenant, group, user, request.caller)
    address = group_address(request.tenant, group.id, request.links)
    return references.made(request, "userreference", user_reference(request.tenant, address, user, request.links))


def find(request: Request) -> Reply:
    """GET the users of a group."""
    (group_id,) = own_arguments(request)
    manager = oversight(request)
    group = manager.require_group(user_groups.get(request.tenant, group_id))
    address = group_address(request.tenant, group.id, request.links)
    return references.listed(
        request,
        "userreferencecollection",
        manager.among(memberships.members(request.tenant, group)),
        lambda user: user_reference(request.tenant, address, user, request.links),
    )


def remove(request: Request) -> Reply:
    """DELETE a user from a group."""
    group_id, name = own_arguments(request)
    group = user_groups.get(request.tenant, group_id)
    user = oversight(request).require(user_accounts.get(request.tenant, name))
    memberships.leave(request.tenant, group, user, request.caller)
    return no_content()


ROUTES = (
    Route(
        "POST",
        PATH,
        "postUserReferenceCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        add,
        Evidence.CLIENT,
    ),
    Route(
        "GET",
        PATH,
        "getUserReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        find,
        parameters=query_names("currentPage pageSize withTotalElements withTotalPages"),
    ),
    Route(
        "DELETE",
        f"{PATH}/{{userId}}",
        "deleteUserReferenceResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        remove,
        Evidence.CLIENT,
    ),
)
"""The operations of this family in the official specification."""
