"""Users."""

from __future__ import annotations

import orjson

from mockc8y.api import parameters, render
from mockc8y.api.oversight import managed_user, oversight
from mockc8y.api.own_tenant import own_arguments
from mockc8y.api.reply import Reply, no_content
from mockc8y.api.request import Query, Request
from mockc8y.api.route import PAGING, Evidence, Route, query_names
from mockc8y.api.user_documents import user_address, user_document
from mockc8y.domain import user_accounts, user_selection
from mockc8y.domain.application_references import applications_named
from mockc8y.domain.documents import parse_id
from mockc8y.domain.paging import page_of
from mockc8y.domain.roles import roles
from mockc8y.domain.user_fields import AREA
from mockc8y.domain.users import User

PATH = "/user/{tenantId}/users"
OFFERS = render.item_offers("user")


def create(request: Request) -> Reply:
    """POST a user."""
    own_arguments(request)
    document = request.document()
    manager = oversight(request)
    owner = manager.owner_of_new(document.get("owner"))
    manager.require_person(document.get("userName"))
    manager.require_applications(applications_named(document, AREA))
    user = user_accounts.create(request.tenant, document, request.caller, owner)
    reply = render.written(request, 201, OFFERS, _shown(request, user))
    reply.headers.append((b"location", user_address(request.tenant, user.name, request.links).encode()))
    return reply


def find(request: Request) -> Reply:
    """GET a page of users, in the order of their names."""
    own_arguments(request)
    wanted = _wanted(request.query)
    with_counts = parameters.flag(request.query, "withSubusersCount")
    page = page_of(
        oversight(request).among(user_selection.select(request.tenant, wanted)), parameters.page_request(request)
    )
    documents = [user_document(request.tenant, user, request.links) for user in page.items]
    if with_counts:
        counts = user_selection.subuser_counts(request.tenant)
        documents = [document | {"subusersCount": counts[document["id"]]} for document in documents]
    return render.listed_as(request, "usercollection", "users", map(orjson.dumps, documents), page)


def get(request: Request) -> Reply:
    """GET one user, by its id or its name, which are the same."""
    user = managed_user(request)
    return render.value(request, user_document(request.tenant, user, request.links), *OFFERS)


def update(request: Request) -> Reply:
    """PUT changes of a user."""
    user, document = managed_user(request), request.document()
    given = set(applications_named(document, AREA)) - set(user.applications)
    oversight(request).require_applications(given)
    return written(request, user_accounts.update(request.tenant, user, document, request.caller))


def delete(request: Request) -> Reply:
    """DELETE a user."""
    user_accounts.delete(request.tenant, managed_user(request), request.caller)
    return no_content()


def written(request: Request, user: User) -> Reply:
    """Answer a PUT with the user as it is then."""
    return render.written(request, 200, OFFERS, _shown(request, user))


def _shown(request: Request, user: User) -> bytes:
    return orjson.dumps(user_document(request.tenant, user, request.links))


def _wanted(query: Query) -> user_selection.Wanted:
    if query.get("username") and query.get("usernameContains"):
        # unverified: the status. The specification allows one of the two.
        raise parameters.invalid("usernameContains", "cannot be used together with 'username'")
    numbers = [parse_id(text.strip()) for text in parameters.listed(query, "groups")]
    if None in numbers:
        raise parameters.invalid("groups", f"must be ids of groups, not '{query.get('groups')}'")
    return user_selection.Wanted(
        prefix=query.get("username"),
        part=query.get("usernameContains"),
        groups=frozenset(number for number in numbers if number is not None) or None,
        owner=query.get("owner"),
        devices=parameters.flag(query, "onlyDevices"),
    )


ROUTES = (
    Route(
        "POST",
        PATH,
        "postUserCollectionResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        create,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        PATH,
        "getUserCollectionResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        find,
        Evidence.RECORDED,
        parameters=query_names("groups onlyDevices owner username usernameContains withSubusersCount") | PAGING,
    ),
    Route(
        "GET",
        f"{PATH}/{{userId}}",
        "getUserResource",
        roles("USER_MANAGEMENT_READ", "USER_MANAGEMENT_CREATE"),
        get,
        Evidence.RECORDED,
    ),
    Route(
        "PUT",
        f"{PATH}/{{userId}}",
        "putUserResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        update,
        Evidence.RECORDED,
    ),
    Route(
        "DELETE",
        f"{PATH}/{{userId}}",
        "deleteUserResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        delete,
        Evidence.RECORDED,
    ),
    Route(
        "GET",
        "/user/{tenantId}/userByName/{username}",
        "getUsersByNameResource",
        roles("USER_MANAGEMENT_ADMIN", "USER_MANAGEMENT_CREATE"),
        get,
    ),
)
"""The operations of this family in the official specification."""
