"""Groups, which the user interface calls global roles."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, references, render
from mockc8y.api.oversight import managed_user, oversight
from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.api.user_documents import group_address, group_document, group_reference, user_address
from mockc8y.domain import memberships, sessions, user_groups
from mockc8y.domain.groups import Group
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles

PATH = "/user/{tenantId}/groups"
OFFERS = render.item_offers("group")


def create(request: Request) -> Reply:
    """POST a group."""
    own_arguments(request)
    group = user_groups.create(request.tenant, request.document(), request.caller)
    reply = render.written(request, 201, OFFERS, _shown(request, group))
    reply.headers.append((b"location", group_address(request.tenant, group.id, request.links).encode()))
    return reply


def find(request: Request) -> Reply:
    """GET a page of groups, in the order of their ids."""
    own_arguments(request)
    manager = oversight(request)
    groups = [group for group in user_groups.select(request.tenant) if manager.knows_roles(group.roles)]
    page = page_of(groups, parameters.page_request(request))
    items = [_shown(request, group) for group in page.items]
    return render.listed_as(request, "groupcollection", "groups", items, page)


def get(request: Request) -> Reply:
    """GET one group."""
    (group_id,) = own_arguments(request)
    return _found(request, user_groups.get(request.tenant, group_id))


def get_by_name(request: Request) -> Reply:
    """GET the group of a name."""
    (name,) = own_arguments(request)
    return _found(request, user_groups.get_by_name(request.tenant, name))


def update(request: Request) -> Reply:
    """PUT changes of a group."""
    (group_id,) = own_arguments(request)
    forces_logout = parameters.flag(request.query, "forceLogout")
    group = user_groups.get(request.tenant, group_id)
    group = user_groups.update(request.tenant, group, request.document(), request.caller)
    if forces_logout:
        _log_out(request, group)
    return render.written(request, 200, OFFERS, _shown(request, group))


def delete(request: Request) -> Reply:
    """DELETE a group."""
    (group_id,) = own_arguments(request)
    forces_logout = parameters.flag(request.query, "forceLogout")
    group = user_groups.get(request.tenant, group_id)
    if forces_logout:
        _log_out(request, group)
    user_groups.delete(request.tenant, group, request.caller)
    return no_content()


def find_of_user(request: Request) -> Reply:
    """GET the groups of a user."""
    user = managed_user(request)
    address = user_address(request.tenant, user.name, request.links)
    return references.listed(
        request,
        "groupreferencecollection",
        memberships.groups_of(request.tenant, user),
        lambda group: group_reference(request.tenant, address, group, request.links),
    )


def _found(request: Request, group: Group) -> Reply:
    shown = group_document(request.tenant, oversight(request).require_group(group), request.links)
    return render.value(request, shown, *OFFERS)


def _shown(request: Request, group: Group) -> bytes:
    return orjson.dumps(group_document(request.tenant, group, request.links))


def _log_out(request: Request, group: Group) -> None:
    """End the sessions of the members of a group."""
    for user in memberships.members(request.tenant, group):
        sessions.end_all_of(request.tenant, user.name)


ROUTES = (
    Route(
        "POST",
        PATH,
        "postGroupCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        create,
        Evidence.CLIENT,
    ),
    Route(
        "GET",
        PATH,
        "getGroupCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        find,
        Evidence.RECORDED,
        parameters=PAGING,
    ),
    Route(
        "GET",
        f"{PATH}/{{groupId}}",
        "getGroupByIdResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        get,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{PATH}/{{groupId}}",
        "putGroupByIdResource",
        roles("USER_MANAGEMENT_ADMIN"),
        update,
        Evidence.CLIENT,
        parameters=query_names("forceLogout"),
    ),
    Route(
        "DELETE",
        f"{PATH}/{{groupId}}",
        "deleteGroupByIdResource",
        roles("USER_MANAGEMENT_ADMIN"),
        delete,
        Evidence.CLIENT,
        parameters=query_names("forceLogout"),
    ),
    Route(
        "GET",
        "/user/{tenantId}/groupByName/{groupName}",
        "getGroupByNameResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        get_by_name,
        Evidence.CLIENT,
    ),
    Route(
        "GET",
        "/user/{tenantId}/users/{userId}/groups",
        "getGroupReferenceCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        find_of_user,
        Evidence.CLIENT,
        parameters=PAGING,
    ),
)
"""The operations of this family in the official specification."""
