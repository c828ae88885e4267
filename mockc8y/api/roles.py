"""Roles and their assignment."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, references, render
from mockc8y.api.oversight import managed_user, oversight
from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route
from mockc8y.api.user_documents import group_address, role_document, role_reference, user_address
from mockc8y.domain import memberships, user_accounts, user_groups
from mockc8y.domain.errors import error
from mockc8y.domain.paging import page_of
from mockc8y.domain.permissions import denied
from mockc8y.domain.roles import known, require, roles

PATH = "/user/roles"
OF_GROUP = "/user/{tenantId}/groups/{groupId}/roles"
OF_USER = "/user/{tenantId}/users/{userId}/roles"
REFERENCE = "rolereference"
REFERENCES = "rolereferencecollection"


def find(request: Request) -> Reply:
    """GET a page of roles, in the order of the alphabet."""
    manager = oversight(request)
    names = [name for name in known(request.tenant) if manager.knows_roles((name,))]
    page = page_of(names, parameters.page_request(request))
    items = [orjson.dumps(role_document(name, request.links)) for name in page.items]
    return render.listed_as(request, "rolecollection", "roles", items, page)


def get(request: Request) -> Reply:
    """GET one role."""
    name = require(request.tenant, *request.arguments)
    if not oversight(request).knows_roles((name,)):
        raise denied(f"who manages only some users sees only the roles it holds, and {name} is none of them")
    return render.value(request, role_document(name, request.links), *render.item_offers("role"))


def add_to_group(request: Request) -> Reply:
    """POST a role that a group is to give."""
    (group_id,) = own_arguments(request)
    group = user_groups.get(request.tenant, group_id)
    name = _named(request)
    user_groups.give_role(request.tenant, group, name, request.caller)
    address = group_address(request.tenant, group.id, request.links)
    return references.made(request, REFERENCE, role_reference(address, name, request.links))


def find_of_group(request: Request) -> Reply:
    """GET the roles that a group gives."""
    (group_id,) = own_arguments(request)
    group = user_groups.get(request.tenant, group_id)
    address = group_address(request.tenant, group.id, request.links)
    return references.listed(
        request, REFERENCES, sorted(group.roles), lambda name: role_reference(address, name, request.links)
    )


def remove_from_group(request: Request) -> Reply:
    """DELETE a role from a group."""
    group_id, name = own_arguments(request)
    group = user_groups.get(request.tenant, group_id)
    user_groups.take_role(request.tenant, group, name, request.caller)
    return no_content()


def add_to_user(request: Request) -> Reply:
    """POST a role that a user is to hold."""
    user = managed_user(request)
    name = _named(request)
    oversight(request).require_gift(user, (name,))
    memberships.give_role(request.tenant, user, name, request.caller)
    address = user_address(request.tenant, user.name, request.links)
    return references.made(request, REFERENCE, role_reference(address, name, request.links))


def find_of_user(request: Request) -> Reply:
    """GET the roles that a user holds itself."""
    user = managed_user(request)
    address = user_address(request.tenant, user.name, request.links)
    return references.listed(
        request, REFERENCES, sorted(user.roles), lambda name: role_reference(address, name, request.links)
    )


def remove_from_user(request: Request) -> Reply:
    """DELETE a role from a user."""
    user_name, name = own_arguments(request)
    user = oversight(request).require(user_accounts.get(request.tenant, user_name))
    memberships.take_role(request.tenant, user, name, request.caller)
    return no_content()


def _named(request: Request) -> str:
    """Return the role that the body names; 422 if there is none. unverified: the status."""
    name = references.named(request.document(), "role", "users")
    if name in known(request.tenant):
        return name
    raise error("invalid_data", area="users", reason=f"There is no role '{name}'")


ROUTES = (
    Route(
        "GET",
        PATH,
        "getRoleCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        find,
        Evidence.RECORDED,
        parameters=PAGING,
    ),
    Route(
        "GET",
        f"{PATH}/{{name}}",
        "getRoleCollectionResourceByName",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        get,
        Evidence.RECORDED,
    ),
    Route(
        "POST",
        OF_GROUP,
        "postGroupsRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_ADMIN"),
        add_to_group,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        OF_GROUP,
        "getGroupsRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ"),
        find_of_group,
        Evidence.RECORDED,
        parameters=PAGING,
    ),
    Route(
        "DELETE",
        f"{OF_GROUP}/{{roleId}}",
        "deleteGroupRoleReferenceResource",
        roles("USER_MANAGEMENT_ADMIN"),
        remove_from_group,
        Evidence.RECORDED,
    ),
    Route(
        "POST",
        OF_USER,
        "postUsersRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        add_to_user,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{OF_USER}/{{roleId}}",
        "deleteUserRoleReferenceResource",
        # unverified: the specification says READ where it must mean ADMIN; READ changes nothing anywhere else.
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        remove_from_user,
        Evidence.RECORDED,
    ),
)
"""The operations of this family in the official specification."""

ROUTES_BEYOND = (
    Route(
        "GET",
        OF_USER,
        "getUsersRoleReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        find_of_user,
        Evidence.RECORDED,
        parameters=PAGING,
    ),
)
"""What the specification leaves out, but a published client reads from real tenants."""
